import { LANGUAGES } from "../../../ui/language.ts";
import type { Visitor } from "../visitor.ts";

/** Energy as one reads it at a glance, in kWh. @param wattHours null: not known */
export function energyWords(wattHours: number | null, { language }: Pick<Visitor, "language">): string {
  if (wattHours === null) return "–";
  const digits = wattHours < 100_000 ? 2 : 1;
  const number = (wattHours / 1000).toLocaleString(LANGUAGES[language].locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number} kWh`;
}

/** The same for a scale: no more digits than it needs. */
export function scaleWords(wattHours: number, { language }: Pick<Visitor, "language">): string {
  const number = (wattHours / 1000).toLocaleString(LANGUAGES[language].locale, { maximumFractionDigits: 2 });
  return `${number} kWh`;
}
