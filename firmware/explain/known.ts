import type { Instant } from "../core/events.ts";
import type { CachedAnswer, ListEntry } from "../core/list-entry.ts";
import type { State } from "../core/state.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { ExplainedEntry, Explanation } from "./explanation.ts";
import { isoTime } from "./moment.ts";
import type { Scene } from "./scene.ts";
import type { Device } from "./setup.ts";

type Known = Explanation["known"];

/**
 * What the unit knows of a credential.
 *
 * @param keypads those at which it may be typed, if it is a PIN
 */
export function knownOf(
  { shown, before, at }: Scene,
  list: ReturnType<UnitStore["cloudList"]>,
  keypads: readonly Device[],
): Known {
  const { cloud, local, cached, used = 0 } = shown.found;
  const counts = [local?.uses, cloud?.uses].filter((uses) => uses !== undefined);
  const { version, count, goodUntil } = list;
  return {
    list: {
      version,
      count,
      goodUntil: goodUntil === undefined ? null : isoTime(goodUntil),
      entry: cloud && explainedEntry(cloud),
    },
    local: local && explainedEntry(local),
    kept: cached ? keptAnswer(cached, before, at.wall) : null,
    uses: counts.length > 0 ? { started: used, left: Math.max(0, Math.min(...counts) - used) } : null,
    keypads: keypads.map(({ id }) => keypadOf(id, before, at)),
  };
}

function explainedEntry({
  expires,
  from,
  windows,
  chargers,
  connectors,
  ...rest
}: ListEntry): ExplainedEntry {
  return {
    ...rest,
    expires: expires === null ? null : isoTime(expires),
    ...(from !== undefined && { from: isoTime(from) }),
    ...(windows && { windows: [...windows] }),
    ...(chargers && { chargers: [...chargers] }),
    ...(connectors && { connectors: [...connectors] }),
  };
}

function keptAnswer(
  { verdict, user, group, updated }: CachedAnswer,
  { rules: { cache } }: State,
  wall: number,
): Known["kept"] {
  const goodUntil = cache && updated + cache.lifetime;
  return {
    verdict,
    user: user ?? null,
    group: group ?? null,
    since: isoTime(updated),
    goodUntil: goodUntil === null ? null : isoTime(goodUntil),
    good: goodUntil !== null && updated <= wall && wall < goodUntil,
  };
}

function keypadOf(id: string, { lockouts, locked }: State, at: Instant): Known["keypads"][number] {
  const lockout = lockouts.find(({ keypad }) => keypad === id);
  const lock = locked.find(({ keypad }) => keypad === id);
  const lockedUntil = lock ? isoTime(at.wall + lock.until - at.mono) : null;
  return { id, wrongPins: lockout?.tries ?? 0, lockedUntil };
}
