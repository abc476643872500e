import type { Language } from "./language.ts";

/**
 * Energy as people read it, in kWh; small amounts with as many digits as they need.
 *
 * @param wattHours watt-hours, from 0
 */
export function kilowattHours(wattHours: number, language: Language = "en"): string {
  const digits = (wattHours / 1000).toFixed(wattHours < 100_000 ? 4 : 1);
  return `${language === "no" ? digits.replace(".", ",") : digits} kWh`;
}
