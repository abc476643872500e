import type { Finding, Happening } from "./happening.ts";
import { BOUNDS, TIMES } from "./rules.ts";
import type { SparingLog } from "./state.ts";
import type { Turn } from "./turn.ts";

/** What anybody may cause as often as he likes: refused taps, and faults of a vehicle or a cable that come and go. */
type Kind = "refusals" | "faults";

/**
 * Records one by one until there are too many, because flash wears: whoever taps a thousand random cards is one finding, not
 * a thousand records (rules.md §5). Announced is each.
 *
 * @returns whether it was recorded
 */
export function recordSparingly(turn: Turn, kind: Kind, happening: Happening, code: Finding): boolean {
  const log = refilled(turn[kind], turn.at.mono);
  if (log.left > 0) {
    turn[kind] = { ...log, left: log.left - 1 };
    turn.record(happening);
    return true;
  }
  turn.announce(happening);
  const counts = log.burst?.counts ?? {};
  if (counts[code] === undefined) turn.record({ event: "finding", code, count: BOUNDS.sparingRecords });
  const until = turn.at.mono + TIMES.burstOver;
  turn[kind] = { ...log, burst: { counts: { ...counts, [code]: (counts[code] ?? 0) + 1 }, until } };
  return false;
}

function refilled(log: SparingLog, now: number): SparingLog {
  const more = Math.floor((now - log.since) / TIMES.sparingRecord);
  const left = Math.min(BOUNDS.sparingRecords, log.left + more);
  return {
    ...log,
    left,
    since: left === BOUNDS.sparingRecords ? now : log.since + more * TIMES.sparingRecord,
  };
}

/** Bursts that are over are told with their counts. */
export function endBursts(turn: Turn): void {
  for (const kind of ["refusals", "faults"] as const) {
    const { burst } = turn[kind];
    if (!burst || turn.at.mono < burst.until) continue;
    for (const [code, count] of Object.entries(burst.counts))
      turn.record({ event: "finding", code: code as Finding, count }); // its keys are findings; Object.entries is typed wider
    turn[kind] = { ...turn[kind], burst: null };
  }
}

/** Whether more refusals come than are recorded: what the cloud says of such cards is not kept either. */
export function isBursting(turn: Turn): boolean {
  return turn.refusals.burst !== null;
}
