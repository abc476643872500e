import type { Clock } from "../../../hal/clock.ts";
import type { Board } from "./board.ts";
import type { BoardFlags } from "./board-flags.ts";
import type { BoardStatus } from "./board-status.ts";
import type { ChargeClock } from "./charge-clock.ts";
import type { CurrentCapacity } from "./current-capacity.ts";
import type { Display } from "./display.ts";
import type { EnergyMeter } from "./energy-meter.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { OpenEvseOptions } from "./options.ts";
import type { Outlet } from "./outlet.ts";
import type { BoardSettings } from "./settings.ts";

/** What RAPI commands reach. */
export interface RapiDevice {
  readonly clock: Clock;
  readonly options: OpenEvseOptions;
  readonly settings: BoardSettings;
  readonly board: Board;
  readonly status: BoardStatus;
  readonly flags: BoardFlags;
  readonly chargeClock: ChargeClock;
  readonly capacity: CurrentCapacity;
  readonly heartbeat: Heartbeat;
  readonly meter: EnergyMeter;
  readonly outlet: Outlet;
  readonly display: Display;
  /** Resets the controller a while later. */
  restart(): void;
  /** From now on sends back what it receives, and a newline after each reply. */
  echo(): void;
}

export type RapiOutcome =
  | { readonly kind: "reply"; readonly ok: boolean; readonly text?: string }
  /** The controller restarts before it could answer. */
  | { readonly kind: "no-reply" };

export const OK: RapiOutcome = { kind: "reply", ok: true };
export const REFUSED: RapiOutcome = { kind: "reply", ok: false };

export function reply(text: string, ok = true): RapiOutcome {
  return { kind: "reply", ok, text };
}

/** A number as the controller reads it: no sign, no complaint about other characters, 32 bits (dtou32). */
export function decimal(text: string): number {
  let value = 0;
  for (const char of text) value = (value * 10 + char.charCodeAt(0) - 0x30) >>> 0;
  return value;
}

export function decimalByte(text: string): number {
  return decimal(text) & 0xff;
}
