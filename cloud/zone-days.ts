import { DateTime } from "luxon";

/**
 * The first instant of a day in a zone; null: there is no such day.
 * @param day `2026-11-21`; @param zone an IANA name
 */
export function startOfDay(day: string, zone: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const start = DateTime.fromISO(day, { zone });
  return start.isValid ? start.startOf("day").toMillis() : null;
}

/** The first instant after a day in a zone; null: there is no such day. */
export function endOfDay(day: string, zone: string): number | null {
  const start = startOfDay(day, zone);
  return start === null ? null : DateTime.fromMillis(start, { zone }).plus({ days: 1 }).toMillis();
}

/** The day of an instant in a zone, `2026-11-21`. */
export function dayOf(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd");
}

/** An instant to the second with the zone's offset, `2027-01-31T12:00:00+01:00`. */
export function localTime(at: number, zone: string): string {
  const second = Math.floor(at / 1_000) * 1_000;
  return DateTime.fromMillis(second, { zone }).toISO({ suppressMilliseconds: true }) ?? "";
}
