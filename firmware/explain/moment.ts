import { DateTime } from "luxon";
import { LAST_INSTANT } from "../../protocol/credential.ts";

/** An instant, milliseconds since 1970, or what was expected. */
export type Moment =
  | { readonly ok: true; readonly wall: number }
  | { readonly ok: false; readonly text: string };

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)?$/;
const EXPECTED =
  "expected a time (2027-01-31T12:00, by the unit's zone, or 2027-01-31T12:00:00Z) or a date (2027-01-31, its beginning)";

/**
 * Reads a moment as people write it.
 *
 * @param text an ISO 8601 time, in the unit's zone unless it has `Z` or an offset; or a date, which stands for its beginning
 * there, when whatever is valid to the end of that day still is
 * @param zone the unit's IANA zone
 */
export function parseMoment(text: string, zone: string): Moment {
  const bare = text.trim().toUpperCase();
  if (!DATE.test(bare) && !TIME.test(bare)) return { ok: false, text: EXPECTED };
  const time = DateTime.fromISO(bare, { zone });
  if (!time.isValid) return { ok: false, text: EXPECTED };
  return { ok: true, wall: (DATE.test(bare) ? time.startOf("day") : time).toMillis() };
}

/** An instant in milliseconds since 1970 as ISO 8601 writes it in UTC; one that no date can have is the last that it can. */
export function isoTime(wall: number): string {
  return new Date(Math.min(wall, LAST_INSTANT)).toISOString();
}

/** An instant by the unit's clocks, `2027-01-31 12:00:00 +01:00`. */
export function localTime(iso: string, zone: string): string {
  return DateTime.fromISO(iso, { zone }).toFormat("yyyy-MM-dd HH:mm:ss ZZ");
}
