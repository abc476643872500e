import type { WireFault } from "../peer.ts";
import type { EvseState } from "./codes.ts";
import type { Failure } from "./command-line.ts";
import type { LightColour } from "./display.ts";
import type { HeartbeatTrigger } from "./heartbeat.ts";
import type { PilotOutput, PilotState } from "./pilot.ts";
import type { PilotLevel } from "./vehicle.ts";

/** All that is to be seen of the emulated charger, from outside and inside. */
export interface OpenEvseSnapshot {
  /** The board's state by name, and as RAPI tells it. */
  readonly evse: EvseState;
  readonly code: string;
  readonly mode: "booting" | "enabled" | "sleeping" | "disabled";
  /** What the board puts out, what the vehicle makes of it, and what the board reports of that. */
  readonly pilot: { readonly output: PilotOutput; readonly level: PilotLevel; readonly reported: PilotState };
  readonly vehicle: {
    readonly plugged: boolean;
    readonly wants: boolean;
    /** It has closed its own contactor. */
    readonly ready: boolean;
    readonly slow: boolean;
  };
  /** What the contactor was told, and whether there is voltage on the cable. */
  readonly relay: { readonly commanded: boolean; readonly closed: boolean };
  /** Offered by the pilot's duty cycle; drawn by the vehicle. */
  readonly amps: number;
  readonly drawnAmps: number;
  readonly vflags: string;
  readonly light: LightColour;
  readonly display: readonly [string, string];
  readonly heartbeat: {
    readonly seconds: number;
    readonly amps: number;
    readonly trigger: HeartbeatTrigger;
  };
  readonly energy: { readonly sessionWattSeconds: number; readonly totalWattHours: number };
  readonly chargeSeconds: number;
  readonly failure: Failure;
  readonly fault: WireFault;
  readonly dropAt: boolean;
  /** The last command that came whole, and how often each did; those refused are in `refused` too. */
  readonly lastCommand: string;
  readonly commands: Readonly<Record<string, number>>;
  readonly refused: number;
}
