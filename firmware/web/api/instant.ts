import { z } from "zod";

/** A time on the wall clock, in UTC: `2026-11-21T18:00:00.000Z` (RFC 3339). */
export const instant = z.iso.datetime();

/** @param at milliseconds since 1970 */
export function written(at: number): string {
  return new Date(at).toISOString();
}

/** As `written`; what is not known, or never comes, stays null. */
export function writtenOrNull(at: number | null): string | null {
  return at === null ? null : written(at);
}
