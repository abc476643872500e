import type { BoardFault } from "./codes.ts";
import type { BoardSettings } from "./settings.ts";

/** Faults that the real board leaves only when the vehicle is unplugged, or not at all (HardFault). */
export const HARD_FAULTS: ReadonlySet<BoardFault> = new Set([
  "vent",
  "diode",
  "stuck-relay",
  "gfi-self-test",
  "over-temp",
  "over-current",
]);

/** Faults that the self test finds before `$AB`. */
export const POST_FAULTS: ReadonlySet<BoardFault> = new Set(["no-ground", "stuck-relay", "gfi-self-test"]);

/** How long the board gives the vehicle to stop drawing, deaf meanwhile (J1772EvseController.cpp, Update). */
export function openingDelayMs(fault: BoardFault): number {
  switch (fault) {
    case "over-temp":
      return 5000;
    case "over-current":
      return 1000;
    case "vent":
    case "diode":
    case "gfci":
    case "no-ground":
    case "stuck-relay":
    case "gfi-self-test":
    case "relay-closure":
      return 0;
  }
}

/** Counters of `$GF` stop at 255. */
const MAX_TRIPS = 0xff;

/** Counts a fault that the board counts. */
export function countTrip(settings: BoardSettings, fault: BoardFault): void {
  if (fault === "gfci") settings.gfiTrips = Math.min(settings.gfiTrips + 1, MAX_TRIPS);
  if (fault === "no-ground") settings.noGroundTrips = Math.min(settings.noGroundTrips + 1, MAX_TRIPS);
  if (fault === "stuck-relay") settings.stuckRelayTrips = Math.min(settings.stuckRelayTrips + 1, MAX_TRIPS);
}
