import type { CredentialKind } from "./credential.ts";
import { type Refusal, refusalOf, type Surroundings } from "./entry-verdict.ts";
import type { CachedAnswer, CloudAnswer, Found } from "./list-entry.ts";
import { BOUNDS, type Rules } from "./rules.ts";
import type { ConnectorId, GrantedBy } from "./session.ts";
import type { Reason } from "./verdict.ts";

/** What an accepted credential may do. */
export interface Grant {
  readonly by: GrantedBy;
  readonly user: string | null;
  readonly group: string | null;
  /** Null: every connector. */
  readonly connectors: readonly ConnectorId[] | null;
  /** It stops sessions and starts none. */
  readonly master: boolean;
  /** The sessions that it starts are counted, */
  readonly counted: boolean;
  /** and it has started as many as it may. */
  readonly usedUp: boolean;
  readonly maxEnergyWh: number | null;
  readonly maxTime: number | null;
  /** Its session ends at this instant, milliseconds since 1970. */
  readonly until: number | null;
  /** The cloud is to say afterwards whether its session may go on. */
  readonly confirm: boolean;
}

/** A decision on one credential, before the connector is considered. */
export type Decision = Accepted | Refusal;

/** The lists let the credential in, on the terms of `grant`. */
export interface Accepted {
  readonly verdict: "Accepted";
  readonly reason: Reason;
  readonly grant: Grant;
}

/** What is to be done about a credential. */
export type Plan =
  | { readonly do: "conclude"; readonly decision: Decision }
  /** The cloud is asked; `otherwise` is what holds when it does not answer. */
  | { readonly do: "ask"; readonly otherwise: Decision };

/** What a decision depends on besides the credential. */
export interface Circumstances extends Surroundings {
  readonly rules: Rules;
  /** Whether the cloud can be asked. */
  readonly online: boolean;
  /** The cloud has contradicted its list about this credential since the list came: it is asked first. */
  readonly doubted: boolean;
  /** Unknown cards that were let in since the cloud could last be asked. */
  readonly unknownsLetIn: number;
}

/**
 * Who is let in: the one decision, from what the two lists and the cache say. A local user's refusal is final, and nobody is
 * asked about a local user; whom the cloud's list or the cache refuses, and whom nobody knows, is asked about while the
 * cloud can be reached, and its answer wins (OCPP 2.0.1 C10, C12–C15). Expired means `wall` ≥ the expiry instant, and an
 * expired one is never "unknown".
 */
export function plan(found: Found, kind: CredentialKind, now: Circumstances): Plan {
  const { local, cloud } = found;
  const final = local && refusalOf(local, now);
  if (final) return conclude(final);
  const listed = cloud && refusalOf(cloud, now);
  // Hours and places are the list's own; about a block or an expiry the cloud may have changed its mind.
  if (listed && listed.verdict !== "Blocked" && listed.verdict !== "Expired") return conclude(listed);
  const cached = freshAnswer(found, now);
  const blocked =
    listed !== null || (!cloud && (cached?.verdict === "Blocked" || cached?.verdict === "Expired"));
  if (local && !blocked) return conclude(accepted("local-user", grantOf("local", found)));
  const alone = listed ?? unasked(found, kind, cached, now);
  if (!now.online) return conclude(alone);
  if (now.rules.localPreAuthorize && !listed && !local && !now.doubted) {
    if (cloud) return conclude(accepted("cloud-list", listGrant(found, now)));
    if (cached?.verdict === "Accepted") return conclude(accepted("cached", cacheGrant(cached, false)));
  }
  return { do: "ask", otherwise: alone.reason === "offline-not-allowed" ? NO_ANSWER : alone };
}

/** The cloud has answered: its word wins, within the limits that the unit's own entry sets. */
export function withAnswer(
  found: Found,
  kind: CredentialKind,
  answer: CloudAnswer,
  now: Surroundings,
): Decision {
  if (answer.verdict !== "Accepted") return refusalBy(answer.verdict, kind, "cloud-refused");
  const listed = found.cloud !== null && refusalOf(found.cloud, now) === null;
  const grant = grantOf(listed ? "list" : "cloud", found, answer.group);
  // An expiry that the cloud has overruled ends nothing; a local user's is not the cloud's to overrule.
  const { until } = listed ? grant : grantOf("cloud", { ...found, cloud: null });
  return accepted("cloud", { ...grant, user: answer.user ?? grant.user, until });
}

/** Nobody can be asked, and no local user's or list's refusal has decided. */
function unasked(
  found: Found,
  kind: CredentialKind,
  cached: CachedAnswer | null,
  now: Circumstances,
): Decision {
  const { local, cloud, goodUntil } = found;
  const { rules } = now;
  if (local) return refusalBy(cached?.verdict === "Expired" ? "Expired" : "Blocked", kind, "blocked");
  const stale = goodUntil !== undefined && now.latest >= goodUntil && !cloud?.owner;
  if (cached && cached.verdict !== "Accepted" && !cloud)
    return refusalBy(cached.verdict, kind, "cached-refused");
  if (stale && (cloud || cached || (kind === "card" && rules.unknownOffline === "accept"))) return LIST_STALE;
  if (cloud || cached) {
    if (!rules.localAuthorizeOffline) return NOT_OFFLINE;
    if (cloud) return accepted("cloud-list", listGrant(found, now));
    if (cached) return accepted("cached", cacheGrant(cached, true));
  }
  if (kind === "pin") return { verdict: "Invalid", reason: "wrong-pin" };
  if (kind !== "card" || rules.unknownOffline === "refuse") return { verdict: "Unknown", reason: "unknown" };
  if (now.unknownsLetIn >= BOUNDS.unknownOfflineSessions)
    return { verdict: "Invalid", reason: "offline-limit" };
  return accepted("offline-allowed", {
    ...grantOf("offline", NOTHING),
    maxEnergyWh: BOUNDS.unknownOfflineWh,
    confirm: true,
  });
}

const NOTHING: Found = { cloud: null, local: null };
const NO_ANSWER: Refusal = { verdict: "Timeout", reason: "no-answer" };
const NOT_OFFLINE: Refusal = { verdict: "Invalid", reason: "offline-not-allowed" };
const LIST_STALE: Refusal = { verdict: "Invalid", reason: "list-stale" };

function conclude(decision: Decision): Plan {
  return { do: "conclude", decision };
}

function accepted(reason: Reason, grant: Grant): Decision {
  return { verdict: "Accepted", reason, grant };
}

/** The reason code of what the cloud says of a credential. */
export function reasonOf(verdict: CloudAnswer["verdict"]): Reason {
  return verdict === "Accepted" ? "cloud" : refusalBy(verdict, "card", "cloud-refused").reason;
}

/** A refusal that comes from the cloud; a PIN that it does not know, or calls invalid, is a wrong one (OCPP 2.0.1 C04). */
function refusalBy(verdict: Refusal["verdict"], kind: CredentialKind, otherwise: Reason): Refusal {
  switch (verdict) {
    case "Blocked":
      return { verdict, reason: "blocked" };
    case "Expired":
      return { verdict, reason: "expired" };
    case "Unknown":
      return kind === "pin" ? { verdict: "Invalid", reason: "wrong-pin" } : { verdict, reason: "unknown" };
    case "Invalid":
      return { verdict, reason: kind === "pin" ? "wrong-pin" : otherwise };
    case "ConcurrentTx":
    case "NoCredit":
    case "NotAllowedTypeEVSE":
    case "NotAtThisLocation":
    case "NotAtThisTime":
    case "Timeout":
      return { verdict, reason: otherwise };
  }
}

/** The kept answer, unless it has outlived its lifetime (OCPP 2.0.1 C10.FR.10); a clock that was set back ends it, too. */
export function freshAnswer(
  { cached }: Found,
  { rules, wall }: Pick<Circumstances, "rules" | "wall">,
): CachedAnswer | null {
  if (!cached || !rules.cache) return null;
  const age = wall - cached.updated;
  return age >= 0 && age < rules.cache.lifetime ? cached : null;
}

function listGrant(found: Found, { rules }: Circumstances): Grant {
  return { ...grantOf("list", found), confirm: rules.confirmStarts };
}

function cacheGrant({ user, group }: CachedAnswer, confirm: boolean): Grant {
  return { ...grantOf("cache", NOTHING, group), user: user ?? null, confirm };
}

/** What both lists allow together: of two limits the stricter one holds. */
function grantOf(by: GrantedBy, { local, cloud, used = 0 }: Found, group?: string): Grant {
  const both = [local, cloud].filter((entry) => entry !== null);
  return {
    by,
    user: local?.user ?? cloud?.user ?? null,
    group: group ?? cloud?.group ?? local?.group ?? null,
    connectors: both.reduce<readonly ConnectorId[] | null>(
      (left, { connectors }) =>
        left && connectors ? left.filter((id) => connectors.includes(id)) : (left ?? connectors ?? null),
      null,
    ),
    master: (local ?? cloud)?.master ?? false,
    counted: both.some(({ uses }) => uses !== undefined),
    usedUp: both.some(({ uses }) => uses !== undefined && used >= uses),
    maxEnergyWh: least(both.map(({ maxEnergyWh }) => maxEnergyWh)),
    maxTime: least(both.map(({ maxTime }) => maxTime)),
    until: least(both.map(({ expires }) => expires ?? undefined)),
    confirm: false,
  };
}

function least(limits: readonly (number | undefined)[]): number | null {
  const real = limits.filter((limit) => limit !== undefined);
  return real.length > 0 ? Math.min(...real) : null;
}

/** What a remote start gets that is not checked (rule `authorizeRemote` off): a local user's refusal is final all the same. */
export function unchecked(found: Found, now: Circumstances): Decision {
  const refusal = found.local && refusalOf(found.local, now);
  return refusal ?? accepted("remote-unchecked", { ...grantOf("remote", found), until: null });
}

/** Whether the cloud's answer contradicts its own list (OCPP 1.6 LocalListConflict). */
export function contradicts(found: Found, answer: CloudAnswer, now: Surroundings): boolean {
  if (!found.cloud) return false;
  const listed = refusalOf(found.cloud, now);
  return (listed === null) !== (answer.verdict === "Accepted");
}
