import { DateTime } from "luxon";
import { z } from "zod";
import * as config from "../../firmware/config/quantity.ts";

/** `300ms`, `5s`, `2m`, `1.5h`, `3d` as milliseconds. */
export const duration = config.duration.meta({
  id: "duration",
  description: "A length of time: a number and one unit: ms, s, m, h or d.",
  examples: ["300ms", "5s", "2m", "1h", "3d"],
});

/** `4kWh`, `0.5kWh` as watt-hours, to a thousandth. */
export const energy = config.energy.meta({
  id: "energy",
  description: "An amount of energy in kWh.",
  examples: ["4kWh", "0.5kWh"],
});

const SHIFT = "expected a shift such as +2h or -30m";

/** `+2h`, `-30m` as milliseconds. */
export const shift = z
  .string(SHIFT)
  .regex(/^[+-]\d+(\.\d+)?(ms|s|m|h|d)$/, SHIFT)
  .meta({ id: "shift", description: "A signed length of time.", examples: ["+2h", "-30m"] })
  .transform((text, context) => {
    const { data: length, error } = duration.safeParse(text.slice(1));
    if (length !== undefined) return text.startsWith("-") ? -length : length;
    for (const { message } of error?.issues ?? []) context.addIssue(message);
    return z.NEVER;
  });

const TIME = "expected a time with its zone such as 2026-06-01T08:00:00Z";

/** ISO 8601 with `Z` or an offset, as milliseconds since 1970. */
export const time = z
  .string(TIME)
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/,
    TIME,
  )
  .meta({
    id: "time",
    description: "An instant, ISO 8601 with its zone (Z or an offset).",
    examples: ["2026-06-01T08:00:00Z"],
  })
  .transform((text, context) => {
    const read = DateTime.fromISO(text, { zone: "utc" });
    if (read.isValid && read.toMillis() >= 0) return read.toMillis();
    context.addIssue(read.isValid ? "expected a time since 1970" : "expected a day that its month has");
    return z.NEVER;
  });
