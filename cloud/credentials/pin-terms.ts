import { furtherTerms } from "../../protocol/list-entry.ts";
import type { ChargerId } from "../database/ids.ts";
import { isInstant } from "../list/list-entry.ts";

/** What limits a PIN code; null, or no windows: nothing does. Instants are milliseconds since 1970. */
export interface PinTerms {
  readonly from: number | null;
  /** The first instant at which it is no longer good. */
  readonly expiresAt: number | null;
  /** Such as `Mon-Fri 07:00-19:00`, in the installation's zone. */
  readonly windows: readonly string[];
  /** How many sessions it may start. */
  readonly uses: number | null;
  /** The only charger at which it is good. */
  readonly chargerId: ChargerId | null;
}

/** Nothing limits it. */
export const NO_TERMS: PinTerms = { from: null, expiresAt: null, windows: [], uses: null, chargerId: null };

/** Which of the terms is none. `period`: it would end before it begins, or has ended. */
export type PinTermsProblem = "from" | "expires" | "period" | "windows" | "uses" | "charger";

const USES_AT_MOST = 1_000_000;

/** What is wrong with the terms, but for the charger, which is looked for elsewhere; null: nothing. */
export function pinTermsProblem(
  { from, expiresAt, windows, uses }: PinTerms,
  now: number,
): PinTermsProblem | null {
  if (from !== null && !isInstant(from)) return "from";
  if (expiresAt !== null && !isInstant(expiresAt)) return "expires";
  if (expiresAt !== null && expiresAt <= Math.max(now, from ?? 0)) return "period";
  if (windows.length > 0 && !furtherTerms.shape.windows.safeParse([...windows]).success) return "windows";
  if (uses !== null && !(Number.isInteger(uses) && uses >= 1 && uses <= USES_AT_MOST)) return "uses";
  return null;
}

export type Weekday = "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun";
export const WEEKDAYS: readonly Weekday[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const NAMES: readonly string[] = WEEKDAYS;

/**
 * Hours as people choose them, as the wire has them: `Mon-Fri 07:00-19:00`.
 * @param days any of the week's, at least one
 * @param from `07:00`
 * @param to `19:00`, `24:00` for the end of the day; one that is not after `from` is on the next day
 * @returns null: they are none
 */
export function windowOf(days: readonly Weekday[], from: string, to: string): string | null {
  const runs: Weekday[][] = [];
  for (const [index, day] of WEEKDAYS.entries()) {
    if (!days.includes(day)) continue;
    const before = WEEKDAYS[index - 1];
    const run = runs.at(-1);
    if (run && before !== undefined && run.at(-1) === before) run.push(day);
    else runs.push([day]);
  }
  const named = runs.map((run) => (run.length < 3 ? run.join(",") : `${run[0]}-${run.at(-1)}`));
  // Midnight as an end is that of the day itself.
  const window = `${named.join(",")} ${from}-${to === "00:00" ? "24:00" : to}`;
  return furtherTerms.shape.windows.safeParse([window]).success ? window : null;
}

/** A window as people chose it; null: it is none. */
export function partsOfWindow(
  window: string,
): { readonly days: readonly Weekday[]; readonly from: string; readonly to: string } | null {
  if (!furtherTerms.shape.windows.safeParse([window]).success) return null;
  const [named = "", from = "", to = ""] = window.split(/[ ]|(?<=:\d\d)-/);
  const chosen = named.split(",").flatMap((range) => {
    const [first = "", last = first] = range.split("-");
    const start = NAMES.indexOf(first);
    const end = NAMES.indexOf(last);
    // Fri-Mon goes over the weekend.
    const length = ((end - start + 7) % 7) + 1;
    return Array.from({ length }, (_, index) => WEEKDAYS[(start + index) % 7]);
  });
  return { days: WEEKDAYS.filter((day) => chosen.includes(day)), from, to };
}
