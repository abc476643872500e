import { z } from "zod";
import { DEFAULT_RULES, type Rules } from "../core/rules.ts";
import { duration, energy } from "./quantity.ts";

/** Kept in memory and written one by one: more would be a list, not a cache. */
const LARGEST_CACHE = 100_000;

const flag = z.boolean("expected true or false");

const cache = z.union(
  [
    z.literal("off"),
    z.strictObject({
      lifetime: duration.prefault("7d"),
      size: z
        .int("expected a whole number")
        .min(1, "expected at least 1")
        .max(LARGEST_CACHE, `expected at most ${LARGEST_CACHE}`)
        .default(1_000),
    }),
  ],
  { error: "expected off, or { lifetime: 7d, size: 1000 }" },
);

const resume = z.union([z.literal("never"), z.strictObject({ within: duration })], {
  error: "expected never, or { within: 10m }",
});

const identification = z
  .array(z.enum(["card", "pin", "card+pin"], { error: "expected card, pin or card+pin" }))
  .min(1, "expected at least one of card, pin and card+pin")
  .refine((types) => new Set(types).size === types.length, "expected each of card, pin and card+pin once");

/**
 * The rules as an owner writes them, by the names of the scenario format, read into those of the core; what is not written
 * has its default. A start that the cloud asks for is always enabled.
 */
export const rulesSchema = z
  .strictObject({
    connectionTimeout: z.exactOptional(duration),
    askTimeout: z.exactOptional(duration),
    localPreAuthorize: z.exactOptional(flag),
    localAuthorizeOffline: z.exactOptional(flag),
    unknownOffline: z.exactOptional(z.enum(["refuse", "accept"])),
    stopOnInvalid: z.exactOptional(flag),
    maxEnergyOnInvalid: z.exactOptional(energy),
    confirmStarts: z.exactOptional(flag),
    authorizeRemote: z.exactOptional(flag),
    cache: z.exactOptional(cache),
    groupStops: z.exactOptional(flag),
    anyoneStops: z.exactOptional(flag),
    listChangeStops: z.exactOptional(flag),
    resume: z.exactOptional(resume),
    identification: z.exactOptional(identification),
    pinTries: z.exactOptional(z.int("expected a whole number").min(1, "expected at least 1")),
    pinLock: z.exactOptional(duration),
    pinIdle: z.exactOptional(duration),
    minSession: z.exactOptional(duration),
  })
  .transform(
    ({ maxEnergyOnInvalid, cache, resume, identification, ...written }): Rules => ({
      ...DEFAULT_RULES,
      ...written,
      ...(maxEnergyOnInvalid !== undefined && { maxEnergyOnInvalidWh: maxEnergyOnInvalid }),
      ...(cache && { cache: cache === "off" ? null : cache }),
      ...(resume && { resume: resume === "never" ? null : resume }),
      ...(identification && { identification: [...identification, "remote"] }),
    }),
  );
