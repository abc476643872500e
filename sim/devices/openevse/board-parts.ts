import type { Clock } from "../../../hal/clock.ts";
import type { BoardFlags } from "./board-flags.ts";
import type { BoardStatus } from "./board-status.ts";
import type { ChargeClock } from "./charge-clock.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { Outlet } from "./outlet.ts";
import type { BoardSettings } from "./settings.ts";
import type { Vehicle } from "./vehicle.ts";

/** What the board's state machine works with. */
export interface BoardParts {
  readonly clock: Clock;
  readonly vehicle: Vehicle;
  readonly outlet: Outlet;
  readonly flags: BoardFlags;
  readonly chargeClock: ChargeClock;
  readonly heartbeat: Heartbeat;
  readonly status: BoardStatus;
  readonly settings: BoardSettings;
}

/** Where the board speaks by itself. */
export interface BoardVoice {
  /** Something may have changed that is to be told (`$AT`). */
  notify(): void;
  /** The relay is about to close. */
  closing(): void;
  /** The board listens again after a time in which it did not. */
  listens(): void;
  /** It has looked; anything about it may be different now. */
  looked(): void;
}
