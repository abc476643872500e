import type { PilotLevel } from "./vehicle.ts";

/** What the board puts on its pilot: steady +12 V, the current as PWM, steady −12 V. */
export type PilotOutput = "P12" | "PWM" | "N12";

/** Reported pilot states; they lag behind the vehicle, and have values for faults found on the pilot. */
export type PilotState = "unknown" | "A" | "B" | "C" | "vent" | "diode";

/** What the board takes a reading of the pilot for, before debouncing. */
export interface PilotReading {
  readonly evse: "A" | "B" | "C" | "vent";
  readonly pilot: "A" | "B" | "C" | "vent";
}

/** A vehicle in C while nothing is offered counts as one in B (J1772EvseController.cpp, Update). */
export function readPilot(level: PilotLevel, output: PilotOutput): PilotReading {
  switch (level) {
    case "A":
      return { evse: "A", pilot: "A" };
    case "B":
      return { evse: "B", pilot: "B" };
    case "C":
      return { evse: output === "PWM" ? "C" : "B", pilot: "C" };
    case "D":
      return { evse: "vent", pilot: "vent" };
  }
}
