import { z } from "zod";
import type { Rules } from "../core/rules.ts";
import { RULE_SETTINGS, type RuleName, type WrittenRules } from "../settings/rule-settings.ts";
import { milliseconds, wattHours } from "./quantity.ts";

type Schemas = { readonly [Name in RuleName]: (typeof RULE_SETTINGS)[Name]["schema"] };

// Object.fromEntries forgets which name has which schema.
const schemas = Object.fromEntries(
  Object.entries(RULE_SETTINGS).map(([name, { schema }]) => [name, schema]),
) as Schemas;

const everyRule = z.strictObject(schemas);

/** Rules as an owner writes them, by the names of the scenario format: the catalogue's, each of which may be absent. */
export const rulesSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, z.exactOptional<z.ZodType>(schema)]),
  ) as { [Name in RuleName]: z.ZodExactOptional<Schemas[Name]> }, // as above
);

/** All rules as they are written where an owner has written none. */
const DEFAULTS = everyRule.parse(
  Object.fromEntries(Object.entries(RULE_SETTINGS).map(([name, rule]) => [name, rule.default])),
);

/** What written rules mean to the core; what is not written has its default. */
export function readRules(written: WrittenRules): Rules {
  const all = { ...DEFAULTS, ...written };
  const { cache, resume, identification } = all;
  return {
    connectionTimeout: milliseconds(all.connectionTimeout),
    askTimeout: milliseconds(all.askTimeout),
    localPreAuthorize: all.localPreAuthorize,
    localAuthorizeOffline: all.localAuthorizeOffline,
    unknownOffline: all.unknownOffline,
    stopOnInvalid: all.stopOnInvalid,
    maxEnergyOnInvalidWh: wattHours(all.maxEnergyOnInvalid),
    confirmStarts: all.confirmStarts,
    authorizeRemote: all.authorizeRemote,
    cache: cache === "off" ? null : { lifetime: milliseconds(cache.lifetime), size: cache.size },
    groupStops: all.groupStops,
    anyoneStops: all.anyoneStops,
    listChangeStops: all.listChangeStops,
    resume: resume === "never" ? null : { within: milliseconds(resume.within) },
    identification: [...identification, ...(all.remoteStart ? (["remote"] as const) : [])],
    pinTries: all.pinTries,
    pinLock: milliseconds(all.pinLock),
    pinIdle: milliseconds(all.pinIdle),
    minSession: milliseconds(all.minSession),
  };
}
