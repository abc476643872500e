import type { Connector, State, Target } from "./state.ts";
import { stateName } from "./view.ts";

/** What the status light says. */
export type LightPattern =
  | "off"
  | "ready"
  | "yellow"
  | "checking"
  | "accepted"
  | "charging"
  | "paused"
  | "finished"
  | "refused"
  | "fault";

/** The colours that a status light can have. */
export type LightColour = "off" | "red" | "green" | "yellow" | "blue" | "teal" | "white";

/** The colour of each pattern; yellow belongs to "awaiting authorization" alone (A4, I7). */
export const LIGHT_COLOURS: Readonly<Record<LightPattern, LightColour>> = {
  off: "off",
  ready: "green",
  yellow: "yellow",
  checking: "white",
  accepted: "teal",
  charging: "blue",
  paused: "teal",
  finished: "green",
  refused: "red",
  fault: "red",
};

/** The light of a connector: a function of the state alone, the most urgent first. */
export function lightOf(state: State, connector: Connector): LightPattern {
  const name = stateName(state, connector);
  if (name === "faulted") return "fault";
  if (connector.refusedUntil !== null) return "refused";
  if (isBeingChecked(state, connector)) return "checking";
  switch (name) {
    case "available":
      return "ready";
    case "awaiting-authorization":
      return "yellow";
    case "plugged":
    case "authorized":
      return "accepted";
    case "charging":
      return "charging";
    case "paused":
      return "paused";
    case "finished":
      return "finished";
    case "unavailable":
      return "off";
  }
}

function isBeingChecked(state: State, connector: Connector): boolean {
  return state.checks.some(({ target }) => isTargeted(target, connector));
}

function isTargeted(target: Target, connector: Connector): boolean {
  switch (target.kind) {
    case "vehicle":
      return target.connector === connector.id;
    case "next-plug":
      return target.connectors.includes(connector.id);
    case "nowhere":
      return false;
  }
}
