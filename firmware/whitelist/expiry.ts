import { DateTime, IANAZone } from "luxon";

/** The first instant at which something is no longer valid, in milliseconds since 1970; null: never. */
export type Expiry =
  | { readonly ok: true; readonly expires: number | null }
  | { readonly ok: false; readonly code: "expires-malformed"; readonly text: string };

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/;
const EXPECTED =
  "expected a date (2027-01-31, valid to the end of that day), a time with its zone (2027-01-31T12:00:00Z), or nothing";

/**
 * Reads an expiry as people write it.
 * @param text an ISO 8601 time with `Z` or an offset; a date, which is valid to the end of that day; or nothing: never
 * @param zone the unit's IANA zone, by whose days dates count
 */
export function parseExpiry(text: string, zone: string): Expiry {
  const bare = text.trim();
  if (bare === "") return { ok: true, expires: null };
  if (TIME.test(bare)) {
    const time = DateTime.fromISO(bare.toUpperCase(), { zone: "utc" });
    if (time.isValid) return { ok: true, expires: time.toMillis() };
  }
  if (DATE.test(bare)) {
    const [year = 0, month = 0, day = 0] = bare.split("-").map(Number);
    const date = DateTime.utc(year, month, day);
    if (date.isValid) return { ok: true, expires: endOfDay(date, zone) };
  }
  return { ok: false, code: "expires-malformed", text: EXPECTED };
}

/** An expiry as a time that `parseExpiry` reads back to the same instant; null gives the empty text. */
export function writeExpiry(expires: number | null): string {
  if (expires === null) return "";
  return new Date(expires).toISOString().replace(".000Z", "Z");
}

/**
 * The first instant of the day after a date in a zone. Where clocks change at midnight that is not always 00:00: it may
 * be skipped (the day begins at 01:00), come twice (the first counts), or fall out with its whole day.
 */
function endOfDay(date: DateTime, zoneName: string): number {
  const zone = IANAZone.create(zoneName);
  const midnight = date.plus({ days: 1 }).toMillis();
  const isAfter = (instant: number): boolean => instant + zone.offset(instant) * 60_000 >= midnight;
  // Nearly always right, and a hundred times quicker than looking for it.
  const likely = midnight - zone.offset(midnight) * 60_000;
  if (isAfter(likely) && !isAfter(likely - 1)) return likely;
  // Zones lie between -12 and +14 hours; the day before the first of these instants it is surely before, after the last surely not.
  let before = midnight - 15 * 3_600_000;
  let after = midnight + 13 * 3_600_000;
  // Within this span local time reaches midnight once, and where it is set back over it, twice: take the first.
  const quarter = 900_000;
  while (!isAfter(before + quarter) && before + quarter < after) before += quarter;
  after = before + quarter;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isAfter(middle)) after = middle;
    else before = middle;
  }
  return after;
}
