import { nearest } from "../../firmware/config/nearest.ts";
import type { Finding } from "./finding.ts";
import type { StepAction, UnplacedStep } from "./step.ts";
import type { ServingDevice, UnitLayout } from "./unit.ts";

/** A step at the unit that it is for; or why it cannot be there (paths begin in the step). */
export type PlacedStep =
  | { readonly ok: true; readonly step: StepAction }
  | { readonly ok: false; readonly finding: Finding };

/** Sees that the connector, reader or keypad of a step exists, and names the first reader or keypad where none is said. */
export function placeStep(step: UnplacedStep, unit: UnitLayout): PlacedStep {
  switch (step.do) {
    case "plug":
    case "unplug":
    case "ev":
    case "pilot":
    case "meter":
      return step.connector <= unit.connectors ? { ok: true, step } : noConnector(step.do, unit);
    case "expect":
    case "never":
      return step.expect.connector <= unit.connectors ? { ok: true, step } : noConnector(step.do, unit);
    case "tap":
    case "lay":
    case "lift": {
      const found = find("reader", step.reader, unit.readers);
      if ("text" in found) return { ok: false, finding: { path: [step.do, "reader"], text: found.text } };
      return { ok: true, step: { ...step, reader: found.id } };
    }
    case "keys": {
      const found = find("keypad", step.keypad, unit.keypads);
      if ("text" in found) return { ok: false, finding: { path: [step.do, "keypad"], text: found.text } };
      return { ok: true, step: { ...step, keypad: found.id } };
    }
    case "cloud-link":
    case "cloud-answers":
    case "cloud-request":
    case "list":
    case "users":
    case "access":
    case "fault":
    case "clear":
    case "power":
    case "clock":
    case "wait":
    case "prompt":
      return { ok: true, step };
  }
}

function noConnector(key: string, { connectors }: UnitLayout): PlacedStep {
  const text = `expected one of the unit's connectors, ${connectors === 1 ? "1" : `1 to ${connectors}`}`;
  return { ok: false, finding: { path: [key, "connector"], text } };
}

function find(
  kind: string,
  id: string | null,
  devices: readonly ServingDevice[],
): ServingDevice | { text: string } {
  const [first] = devices;
  if (!first) return { text: `expected a unit with a ${kind}, this one has none` };
  if (id === null) return first;
  const ids = devices.map((device) => device.id);
  const close = nearest(id, ids);
  const text = close
    ? `no such ${kind}, did you mean ${close}?`
    : `expected one of the unit's ${kind}s: ${ids.join(", ")}`;
  return devices.find((device) => device.id === id) ?? { text };
}
