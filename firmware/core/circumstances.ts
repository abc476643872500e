import type { Check } from "./claim.ts";
import type { Credential } from "./credential.ts";
import type { Circumstances } from "./decide.ts";
import { isDoubted } from "./doubt.ts";
import { type Refusal, refusalOf, type Surroundings } from "./entry-verdict.ts";
import type { Found } from "./list-entry.ts";
import type { GrantedBy } from "./session.ts";
import type { Turn } from "./turn.ts";

/** What decisions depend on now, besides the credential. */
export function circumstances(turn: Turn, { credential }: Check, weekMinute: number | null): Circumstances {
  const waiting = turn.pending.filter(({ grant }) => grant.by === "offline").length;
  const starting = turn.connectors.filter(
    ({ use }) => use.kind === "starting" && !use.cancelled && use.session.terms.by === "offline",
  ).length;
  return {
    ...surroundings(turn, weekMinute),
    rules: turn.rules,
    online: turn.cloud === "up",
    doubted: isDoubted(turn, credential),
    unknownsLetIn: turn.unknownsLetIn + waiting + starting,
  };
}

/** Where and when something is decided. */
export function surroundings(turn: Turn, weekMinute: number | null): Surroundings {
  const { unit } = turn.before;
  return { unit, wall: turn.at.wall, latest: turn.latest, weekMinute, trusted: turn.clockTrusted };
}

/**
 * Why the lists let somebody go on no longer: a block, its expiry, or that it is in none of them any more; null: they do.
 * Whom the cloud itself has let in, perhaps against its list, only a local user's entry refuses.
 *
 * @param by on whose word it was let in
 */
export function refusalNow(
  turn: Turn,
  by: GrantedBy | null,
  { kind }: Credential,
  { local, cloud }: Found,
): Refusal | null {
  for (const entry of by === "cloud" ? [local] : [local, cloud]) {
    const refusal = entry && refusalOf(entry, surroundings(turn, null));
    if (refusal?.verdict === "Blocked" || refusal?.verdict === "Expired") return refusal;
  }
  if (local || cloud || (by !== "local" && by !== "list")) return null;
  return kind === "pin"
    ? { verdict: "Invalid", reason: "wrong-pin" }
    : { verdict: "Unknown", reason: "unknown" };
}
