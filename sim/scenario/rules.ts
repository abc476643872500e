import { z } from "zod";
import type { Rules } from "../../firmware/core/rules.ts";
import { distinct } from "./element.ts";
import { duration, energy } from "./quantity.ts";
import { IDENTIFICATIONS } from "./vocabulary.ts";

/** The core's rules, all of them; remote starts are always enabled and not named in a scenario. */
export type ScenarioRules = Omit<Rules, "identification"> & {
  readonly identification: readonly (typeof IDENTIFICATIONS)[number][];
};

const cache = z
  .union(
    [
      z.literal("off").transform(() => null),
      z.strictObject({
        lifetime: duration.describe("How long an answer is good for.").prefault("7d"),
        size: z.int().min(1, "expected at least 1").describe("How many are kept.").default(1000),
      }),
    ],
    "expected off, or { lifetime: 7d, size: 1000 }",
  )
  .describe("Cache of the cloud's answers, or off.");

const resume = z
  .union(
    [
      z.literal("never").transform(() => null),
      z.strictObject({ within: duration.describe("The longest outage after which a session goes on.") }),
    ],
    "expected never, or { within: 10m }",
  )
  .describe("After a restart, with the same vehicle still plugged.");

/** What the owner has set; what is left out has its default. */
export const rules = z
  .strictObject({
    connectionTimeout: duration
      .describe("Accepted, but no plug follows: the authorization ends after this.")
      .prefault("60s"),
    askTimeout: duration
      .describe("How long an answer of the cloud is waited for; then it counts as offline.")
      .prefault("3s"),
    localPreAuthorize: z.boolean().describe("A listed card starts without asking.").default(true),
    localAuthorizeOffline: z.boolean().describe("Offline, list and cache decide.").default(true),
    unknownOffline: z
      .enum(["refuse", "accept"])
      .describe("What an unknown credential gets offline.")
      .default("refuse"),
    stopOnInvalid: z
      .boolean()
      .describe("A session whose credential the cloud refuses afterwards ends.")
      .default(true),
    maxEnergyOnInvalid: energy.describe("How much may still flow after that.").prefault("0kWh"),
    confirmStarts: z
      .boolean()
      .describe("Online, a start from the list is confirmed by the cloud in the background.")
      .default(true),
    authorizeRemote: z.boolean().describe("A remote start is checked like a tap.").default(true),
    cache: cache.prefault({ lifetime: "7d", size: 1000 }),
    groupStops: z.boolean().describe("A member of the group stops the session.").default(true),
    anyoneStops: z.boolean().describe("Any accepted credential stops the session.").default(false),
    listChangeStops: z.boolean().describe("Block, expiry or removal in mid-session ends it.").default(true),
    resume: resume.prefault({ within: "10m" }),
    identification: distinct(z.enum(IDENTIFICATIONS)).describe("Enabled types.").default(["card", "pin"]),
    pinTries: z.int().min(1, "expected at least 1").describe("Wrong PINs until the keypad locks.").default(5),
    pinLock: duration.describe("How long it locks first; doubling to 1 h.").prefault("1m"),
    pinIdle: duration.describe("A PIN begun and left is forgotten after this.").prefault("10s"),
    minSession: duration.describe("A session is not stopped by a tap before this.").prefault("0s"),
  })
  .meta({ id: "rules", description: "Rules that differ from their defaults." })
  .transform(
    ({ maxEnergyOnInvalid, ...rest }): ScenarioRules => ({
      ...rest,
      maxEnergyOnInvalidWh: maxEnergyOnInvalid,
    }),
  );
