import { COUNTERS, GAUGES } from "../../firmware/metrics/table.ts";
import { made, table } from "./table.ts";

function rows(
  metrics: Readonly<Record<string, { readonly help: string; readonly labels: readonly string[] }>>,
) {
  return Object.entries(metrics).map(([name, { help, labels }]) => [
    `\`${name}\``,
    labels.map((label) => `\`${label}\``).join(", "),
    help,
  ]);
}

/** docs/metrics.md. */
export function metricsPage(): string {
  return made("Metrics", "`firmware/metrics/table.ts` by `test/docs/metrics-page.ts`", [
    "What the unit tells Prometheus, in its text format. Names follow Prometheus' own practice: base units in the name, `_total`\nfor counters. The base unit of energy is the joule: divide by 3,600,000 for kilowatt-hours. No label holds a card, a PIN, a\nperson or a session; `connector` is its number, `reader` and `keypad` are what `charger.yaml` calls them, and `verdict`,\n`reason` and `code` are those of [reasons.md](reasons.md) and [events.md](events.md). Names are added, never changed.",
    "## Counters",
    "From the start of the unit on.",
    table(["name", "labels", "what is counted"], rows(COUNTERS)),
    "## Gauges",
    "As it is when it is asked for; what does not apply, or is not known, is absent.",
    table(["name", "labels", "what it is"], rows(GAUGES)),
    '## Worth an alert\n\n```\nchargegate_connector_state{state="faulted"} == 1\nchargegate_store_up == 0\nincrease(chargegate_findings_total{code="pin-guessing"}[1h]) > 0\n```',
  ]);
}
