import type { Credential } from "../credential.ts";
import type { CachedAnswer, CloudAnswer, Found, ListEntry } from "../list-entry.ts";
import type { Rules } from "../rules.ts";
import { isOpenAt } from "./opening-hours.ts";

/** When and where somebody is judged. */
export interface Moment {
  readonly rules: Rules;
  readonly unit: string;
  readonly wall: number;
  /** The latest that the wall clock has shown. */
  readonly latest: number;
  readonly trusted: boolean;
  readonly weekMinute: number | null;
  /** Whether the cloud could be asked. */
  readonly online: boolean;
}

/** The watcher's own judgement of a credential. */
export type Judgement =
  | "may be let in"
  /** In no list, and the rules let it in all the same while nobody can be asked. */
  | "may be let in unknown"
  /** It is refused for what is known, or not known, of itself: no earlier word holds any more. */
  | "refused"
  /** Refused, and a guess. */
  | "wrong PIN"
  /** Not let in, because nobody could or did tell. */
  | "untold";

/** Whether this judgement lets anybody in. */
export function isLetIn(judgement: Judgement): boolean {
  return judgement === "may be let in" || judgement === "may be let in unknown";
}

/** What the cloud's answer makes of it: its word wins, but over a local user's own refusal. */
export function judgeByAnswer(
  { kind }: Credential,
  { local }: Found,
  { verdict }: CloudAnswer,
  now: Moment,
): Judgement {
  if (verdict === "Accepted") return local && whyNot(local, now) ? "refused" : "may be let in";
  return kind === "pin" && (verdict === "Unknown" || verdict === "Invalid") ? "wrong PIN" : "refused";
}

/** A remote start that the rules leave unchecked: only a local user's refusal counts. */
export function judgeUnchecked({ local }: Found, now: Moment): Judgement {
  return local && whyNot(local, now) ? "refused" : "may be let in";
}

/**
 * What the lists and the kept answers alone make of it.
 *
 * @param asked the cloud was asked and has not answered; else nobody has asked it
 */
export function judgeAlone({ kind }: Credential, found: Found, now: Moment, asked: boolean): Judgement {
  const { local, cloud } = found;
  const { rules } = now;
  if (local && whyNot(local, now)) return "refused";
  const listed = cloud && whyNot(cloud, now);
  if (listed === "elsewhere") return "refused";
  const kept = keptAnswer(found, now);
  const isRevoked = listed === "over" || (!cloud && isRevocation(kept));
  if (local && !isRevoked) return "may be let in";
  if (now.online && !asked) {
    const known = cloud !== null || kept?.verdict === "Accepted";
    return rules.localPreAuthorize && known && !listed && !local ? "may be let in" : "untold";
  }
  if (isRevoked) return "refused";
  if (!cloud && kept && kept.verdict !== "Accepted")
    return kind === "pin" && (kept.verdict === "Unknown" || kept.verdict === "Invalid")
      ? "wrong PIN"
      : "refused";
  const isStale = found.goodUntil !== undefined && now.latest >= found.goodUntil && !cloud?.owner;
  if (cloud || kept) return isStale || !rules.localAuthorizeOffline ? "untold" : "may be let in";
  if (kind === "pin") return "wrong PIN";
  if (kind !== "card" || rules.unknownOffline === "refuse") return "refused";
  return isStale ? "untold" : "may be let in unknown";
}

/** Why an entry lets nobody in: its time is over, or it is not for here or now; null: it does. */
function whyNot(entry: ListEntry, now: Moment): "over" | "elsewhere" | null {
  const { status, expires, from, windows, chargers } = entry;
  if (status === "blocked" || (expires !== null && expires <= now.latest)) return "over";
  if (from !== undefined && from > now.wall) return "elsewhere";
  const { weekMinute } = now;
  if (windows && (!now.trusted || weekMinute === null || !windows.some((one) => isOpenAt(one, weekMinute))))
    return "elsewhere";
  const unit = now.unit.toUpperCase();
  return chargers && !chargers.some((id) => id.toUpperCase() === unit) ? "elsewhere" : null;
}

/** The cloud's kept answer, as long as it is good. */
function keptAnswer({ cached }: Found, { rules, wall }: Moment): CachedAnswer | null {
  const isGood =
    cached && rules.cache && cached.updated <= wall && wall < cached.updated + rules.cache.lifetime;
  return isGood ? cached : null;
}

function isRevocation(kept: CachedAnswer | null): boolean {
  return kept?.verdict === "Blocked" || kept?.verdict === "Expired";
}
