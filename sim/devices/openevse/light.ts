import type { EvseState } from "./codes.ts";
import type { LightColour } from "./display.ts";

/** The colour that the board gives its light in a state, if it changes it (main.cpp, OnboardDisplay::Update). */
export function lightOf(state: EvseState, connected: boolean, locked: boolean): LightColour | undefined {
  switch (state) {
    case "unknown":
      return undefined;
    case "A":
      return locked ? "teal" : "green";
    case "B":
      return locked ? "teal" : "yellow";
    case "C":
      return "teal";
    case "sleeping":
      return connected ? "white" : "violet";
    case "disabled":
      return "violet";
    case "vent":
    case "diode":
    case "gfci":
    case "no-ground":
    case "stuck-relay":
    case "gfi-self-test":
    case "over-temp":
    case "over-current":
    case "relay-closure":
      return "red";
  }
}
