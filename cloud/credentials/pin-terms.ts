import type { ChargerId } from "../database/ids.ts";

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

/** Which of the terms is none. `period`: it would end before it begins. */
export type PinTermsProblem = "from" | "expires" | "period" | "windows" | "uses" | "charger";

export type Weekday = "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun";
export const WEEKDAYS: readonly Weekday[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * Hours as people choose them, as the wire has them: `Mon-Fri 07:00-19:00`.
 * @param days any of the week's, at least one
 * @param from `07:00`; @param to `19:00`, `24:00` for the end of the day; one that is not after `from` is on the next day
 * @returns null: they are none
 */
export function windowOf(days: readonly Weekday[], from: string, to: string): string | null {
  void [days, from, to];
  throw new Error("to come");
}

/** A window as people chose it; null: it is none. */
export function partsOfWindow(
  window: string,
): { readonly days: readonly Weekday[]; readonly from: string; readonly to: string } | null {
  void window;
  throw new Error("to come");
}
