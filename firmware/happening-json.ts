import type { Credential } from "./core/credential.ts";
import type { Happening } from "./core/happening.ts";
import type { JournalRecord } from "./store/unit-store.ts";

/**
 * A happening as it is told outside: `{t, event, …}` with the time in ISO 8601, the credential as `{kind, id}` (redacted),
 * and energy to a tenth of a watt-hour. Absent is what does not apply.
 *
 * @param at wall clock, milliseconds since 1970
 */
export function happeningJson(happening: Happening, at: number): Record<string, unknown> {
  const told: Record<string, unknown> = { t: new Date(at).toISOString() };
  for (const [field, value] of Object.entries(happening)) told[field] = valueJson(field, value);
  return told;
}

/** A journal record as it is told outside: the happening with its sequence number; `type` is what scenarios call `event`. */
export function recordJson(record: JournalRecord): Record<string, unknown> {
  const told = happeningJson(record.happening, record.at);
  return { seq: record.seq, type: record.happening.event, ...told };
}

function valueJson(field: string, value: unknown): unknown {
  switch (field) {
    case "credential":
    case "stoppedBy":
      return isCredential(value) ? { kind: value.kind, id: value.label } : value;
    case "energyWh":
      return typeof value === "number" ? Math.round(value * 10) / 10 : value;
    default:
      return value;
  }
}

function isCredential(value: unknown): value is Credential {
  return typeof value === "object" && value !== null && "label" in value && "kind" in value;
}
