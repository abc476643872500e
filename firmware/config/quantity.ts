import { z } from "zod";

const DURATION = "expected a duration such as 300ms, 5s, 2m, 1h or 3d";
const ENERGY = "expected an energy such as 4kWh";
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST = 36_500 * 86_400_000;
const MOST_WH = 1e9;

/** `300ms`, `5s`, `2m`, `1.5h`, `3d`, as it is written. */
export const writtenDuration = z
  .string(DURATION)
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, { error: DURATION, abort: true })
  .refine((text) => milliseconds(text) <= LONGEST, "expected at most 36500d");

/** `4kWh`, `0.5kWh`, as it is written. */
export const writtenEnergy = z
  .string(ENERGY)
  .regex(/^\d+(\.\d+)?kWh$/, { error: ENERGY, abort: true })
  .refine((text) => wattHours(text) <= MOST_WH, "expected at most 1000000kWh");

/** A written duration as whole milliseconds; NaN if it is none. */
export function milliseconds(written: string): number {
  const unit = UNITS[written.replace(/^[\d.]+/, "")] ?? Number.NaN;
  return Math.round(Number.parseFloat(written) * unit);
}

/** A written energy as watt-hours, to a thousandth. */
export function wattHours(written: string): number {
  return Math.round(Number.parseFloat(written) * 1e6) / 1e3;
}

/** A written duration, read into whole milliseconds. */
export const duration = writtenDuration.transform(milliseconds);

/** A written energy, read into watt-hours, to a thousandth. */
export const energy = writtenEnergy.transform(wattHours);
