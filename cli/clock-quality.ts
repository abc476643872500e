import { existsSync } from "node:fs";
import type { ClockQuality } from "../protocol/state.ts";
import { systemClock } from "./system-clock.ts";

/** What systemd leaves once it has set the clock by the network (systemd-timesyncd.service(8)). */
const SYNCHRONIZED = "/run/systemd/timesync/synchronized";

/** No unit of this software has run before this; a clock that shows less was never set. */
const EARLIEST = Date.UTC(2026, 0, 1);

/**
 * How good the machine's clock is, as far as can be told: one that was set by the network is right; else one behind the time
 * at which the unit has been alive before is wrong, and any other may be right.
 *
 * @param alive the last instant at which an earlier run was alive, milliseconds since 1970; null: there was none
 */
export function clockQuality(alive: number | null): ClockQuality {
  const wall = systemClock.wall();
  if (wall >= EARLIEST && existsSync(SYNCHRONIZED)) return "synchronized";
  return wall < Math.max(alive ?? 0, EARLIEST) ? "unsynchronized" : "unknown";
}
