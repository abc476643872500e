import { Counter, Gauge, Registry } from "prom-client";
import { COUNTERS, GAUGES } from "./table.ts";

/** The value of one series. */
export interface Sample<Name extends string> {
  readonly name: Name;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type CounterName = keyof typeof COUNTERS;
export type GaugeName = keyof typeof GAUGES;

/** Metrics as they are answered. */
export interface MetricsText {
  /** Its `Content-Type`. */
  readonly contentType: string;
  readonly text: string;
}

/**
 * Counts and values in Prometheus' text format, in a registry of their own. prom-client's default metrics are left out: the
 * histogram of the event loop's delay alone takes half a percent of a processor for as long as the unit runs (measured, Node 20).
 */
export async function prometheusText(
  counts: Iterable<Sample<CounterName>>,
  values: Iterable<Sample<GaugeName>>,
): Promise<MetricsText> {
  const registry = new Registry();
  const registers = [registry];
  const counters = new Map<CounterName, Counter>();
  const gauges = new Map<GaugeName, Gauge>();
  for (const name of namesIn(COUNTERS)) {
    const { help, labels } = COUNTERS[name];
    counters.set(name, new Counter({ name, help, labelNames: [...labels], registers }));
  }
  for (const name of namesIn(GAUGES)) {
    const { help, labels } = GAUGES[name];
    const gauge = new Gauge({ name, help, labelNames: [...labels], registers });
    // One without labels would be told as 0 when it has no value.
    gauge.remove({});
    gauges.set(name, gauge);
  }
  for (const { name, labels, value } of counts) counters.get(name)?.inc(labels, value);
  for (const { name, labels, value } of values) gauges.get(name)?.set(labels, value);
  return { contentType: registry.contentType, text: await registry.metrics() };
}

/** The names in a table, as the table's own keys. */
function namesIn<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
  // Object.keys forgets that the keys of a constant table are all that it has.
  return Object.keys(table) as Name[];
}
