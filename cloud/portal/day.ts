import { DateTime } from "luxon";

/**
 * The instant at which a day ends, in milliseconds since 1970: what is good until that day is good to its end.
 * @param day an ISO date (`2027-01-31`), as a date field sends it
 * @param zone IANA name
 * @returns null: that is no day
 */
export function endOfDay(day: string, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const start = DateTime.fromISO(day, { zone });
  return start.isValid ? start.plus({ days: 1 }).toMillis() : null;
}

/** The last day before an instant, as a date field takes it. @param zone IANA name */
export function lastDay(until: number, zone: string): string {
  return DateTime.fromMillis(until - 1, { zone }).toISODate() ?? "";
}
