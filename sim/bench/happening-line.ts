import type { Happening } from "../../firmware/core/happening.ts";

/** Not worth a word to whoever reads a scenario's account. */
const UNTOLD = ["session", "by"];

/** A happening in a line, such as `denied (connector 1, credential 04…C3, verdict Blocked, reason blocked)`. */
export function describe(happening: Happening): string {
  const { event, ...fields } = happening;
  const text = fieldsText(
    Object.fromEntries(Object.entries(fields).filter(([name]) => !UNTOLD.includes(name))),
  );
  return text === "" ? event : `${event} (${text})`;
}

/** Fields in a line; what is absent or null is left out, and of a credential only its label is told. */
export function fieldsText(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => (value === undefined || value === null ? [] : [fieldText(name, value)]))
    .join(", ");
}

/** As a scenario writes it: energies in kWh, instants as times. */
function fieldText(name: string, value: unknown): string {
  if (name === "energyWh" && typeof value === "number") return `energy ${value / 1_000}kWh`;
  if (name === "until" && typeof value === "number") return `until ${new Date(value).toISOString()}`;
  return `${name} ${valueText(value)}`;
}

function valueText(value: unknown): string {
  return typeof value === "object" && value !== null && "label" in value
    ? String(value.label)
    : String(value);
}
