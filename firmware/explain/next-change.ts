import { setImmediate as nextTurn } from "node:timers/promises";
import type { Instant } from "../core/events.ts";
import type { ListEntry } from "../core/list-entry.ts";
import { nextDeadline } from "../core/settle.ts";
import type { State } from "../core/state.ts";
import { parseWeeklyWindow } from "../core/weekly-window.ts";
import { dryRun, restedAt } from "./dry-run.ts";
import type { Explanation, Outcome } from "./explanation.ts";
import { isoTime } from "./moment.ts";
import type { Scene } from "./scene.ts";

const MINUTE = 60_000;
const DAY = 1_440;
const WEEK = 7 * DAY;
/** Dry runs in one turn of the event loop, some milliseconds: no tap waits for an explanation. */
const RUNS_AT_ONCE = 8;
/** Some waits begin anew again and again, such as those of a silent cloud: more of them are not looked at. */
const MOST_WAITS = 100;
/** By so much, minutes, clocks are put forward or back. */
const CLOCK_CHANGES = [0, -60, 60, -30, 30];

/** The first instant at which the outcome is another, though nothing but time passes; null: none within reach. */
export async function nextChange(scene: Scene, now: Outcome): Promise<Explanation["changes"]> {
  const { shown, before, at } = scene;
  for (const [index, wall] of turningPoints(scene).entries()) {
    if (index % RUNS_AT_ONCE === RUNS_AT_ONCE - 1) await nextTurn();
    const outcome = dryRun(before, shown, { mono: at.mono + wall - at.wall, wall });
    if (gist(outcome) !== gist(now)) return { at: isoTime(wall), outcome };
  }
  return null;
}

/** The outcome but for the count of wrong PINs, which is forgotten in time and changes nothing by that. */
function gist({ asked, decisions }: Outcome): string {
  return JSON.stringify({
    asked,
    decisions: decisions.map(({ wrongPin: _wrongPin, ...decision }) => decision),
  });
}

/** The instants to come at which something may change, by the wall clock, in order. */
function turningPoints({ shown, before, at }: Scene): number[] {
  const { cloud, local, cached, goodUntil } = shown.found;
  const { rules } = before;
  const points = [
    ...[cloud, local].flatMap((entry) => (entry ? entryPoints(entry, at.wall, shown.weekMinute) : [])),
    goodUntil,
    cached && rules.cache ? cached.updated + rules.cache.lifetime : undefined,
    ...deadlines(before, at),
  ];
  const ahead = points.filter((point) => point !== undefined && point !== null && point > at.wall);
  return Array.from(new Set(ahead), Number).toSorted((a, b) => a - b);
}

/** When the core's own waits end, one after the other: locks, reservations, sessions, whoever waits for a plug. */
function deadlines(before: State, at: Instant): number[] {
  const found: number[] = [];
  let state = before;
  for (
    let next = nextDeadline(state);
    next !== null && found.length < MOST_WAITS;
    next = nextDeadline(state)
  ) {
    const wall = Math.ceil(at.wall + next - at.mono);
    found.push(wall);
    state = restedAt(state, { mono: at.mono + wall - at.wall, wall });
  }
  return found;
}

function entryPoints(
  { expires, from, windows = [] }: ListEntry,
  wall: number,
  weekMinute: (wall: number) => number,
): (number | null | undefined)[] {
  const edges = new Set(windows.flatMap(windowEdges));
  return [expires, from, ...Array.from(edges).flatMap((edge) => comingAt(edge, wall, weekMinute))];
}

/** Minutes of the week at which a window begins and ends. */
function windowEdges(text: string): number[] {
  const window = parseWeeklyWindow(text);
  if (!window) return [];
  const { days, from, to } = window;
  const last = to > from ? to : to + DAY;
  return days.flatMap((day) => [day * DAY + from, day * DAY + last]).map((minute) => minute % WEEK);
}

/** When the next such minute of the week begins; where clocks change meanwhile, it comes earlier or later. */
function comingAt(edge: number, wall: number, weekMinute: (wall: number) => number): number[] {
  const whole = Math.floor(wall / MINUTE) * MINUTE;
  const ahead = (edge - weekMinute(whole) + WEEK) % WEEK || WEEK;
  const candidates = CLOCK_CHANGES.map((change) => whole + (ahead + change) * MINUTE);
  const exact = candidates.filter((candidate) => weekMinute(candidate) === edge);
  // A minute that clocks skip begins nowhere: what it would change is so at the first that comes after it.
  return exact.length > 0 ? exact : candidates;
}
