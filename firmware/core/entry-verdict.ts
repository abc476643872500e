import type { ListEntry } from "./list-entry.ts";
import type { Reason, Verdict } from "./verdict.ts";
import { isWithinHours } from "./weekly-window.ts";

/** Where and when a credential is shown. */
export interface Surroundings {
  /** The unit's own id. */
  readonly unit: string;
  /** Wall clock, milliseconds since 1970. */
  readonly wall: number;
  /** The latest that it has shown: what has expired by then has, however the clock is set back. */
  readonly latest: number;
  /** Minutes since Monday 00:00 in the unit's zone; null: not known. */
  readonly weekMinute: number | null;
  /** Whether the wall clock is right, as far as the unit knows; if not, the time is at least `wall`. */
  readonly trusted: boolean;
}

/** A refusal: every verdict but the one. */
export interface Refusal {
  readonly verdict: Exclude<Verdict, "Accepted">;
  readonly reason: Reason;
}

/**
 * Why a list's entry lets nobody in, the gravest first; null: it does. While the clock is not to be trusted, an entry has
 * expired once the unit has known a later time, and one that is limited to certain times is refused. Where it may start,
 * and how often, is looked at when it is known where it would.
 */
export function refusalOf(entry: ListEntry, now: Surroundings): Refusal | null {
  if (entry.status === "blocked") return { verdict: "Blocked", reason: "blocked" };
  if (entry.expires !== null && now.latest >= entry.expires) return { verdict: "Expired", reason: "expired" };
  const untimely = untimelyReason(entry, now);
  if (untimely) return { verdict: "NotAtThisTime", reason: untimely };
  if (entry.chargers && !entry.chargers.some((id) => id.toLowerCase() === now.unit.toLowerCase()))
    return { verdict: "NotAtThisLocation", reason: "other-charger" };
  return null;
}

function untimelyReason({ from, windows }: ListEntry, now: Surroundings): Reason | null {
  if (from === undefined && windows === undefined) return null;
  if (from !== undefined && now.wall < from) return now.trusted ? "not-yet-valid" : "clock-untrusted";
  if (windows === undefined) return null;
  if (!now.trusted || now.weekMinute === null) return "clock-untrusted";
  return isWithinHours(windows, now.weekMinute) ? null : "outside-hours";
}
