import { DateTime } from "luxon";
import { LANGUAGES, type Language } from "../../ui/language.ts";

/**
 * A day in the unit's zone.
 *
 * @param at wall clock, milliseconds since 1970
 * @param how in words of a language, or as an ISO date (`2027-01-31`)
 */
export function dayOf(at: number, zone: string, how: Language | "iso"): string {
  const moment = DateTime.fromMillis(at, { zone });
  if (how === "iso") return moment.toISODate() ?? "";
  return moment.setLocale(LANGUAGES[how].locale).toLocaleString(DateTime.DATE_MED);
}
