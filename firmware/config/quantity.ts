import { z } from "zod";

const DURATION = "expected a duration such as 300ms, 5s, 2m, 1h or 3d";
const ENERGY = "expected an energy such as 4kWh";
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST = 36_500 * 86_400_000;
const MOST_WH = 1e9;

/** `300ms`, `5s`, `2m`, `1.5h`, `3d` as whole milliseconds. */
export const duration = z
  .string(DURATION)
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, DURATION)
  .transform((text) =>
    Math.round(Number.parseFloat(text) * (UNITS[text.replace(/^[\d.]+/, "")] ?? Number.NaN)),
  )
  .refine((ms) => ms <= LONGEST, "expected at most 36500d");

/** `4kWh`, `0.5kWh` as watt-hours, to a thousandth. */
export const energy = z
  .string(ENERGY)
  .regex(/^\d+(\.\d+)?kWh$/, ENERGY)
  .transform((text) => Math.round(Number.parseFloat(text) * 1e6) / 1e3)
  .refine((wh) => wh <= MOST_WH, "expected at most 1000000kWh");
