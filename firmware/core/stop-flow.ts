import type { Check, Claim } from "./claim.ts";
import { runningSession } from "./condition.ts";
import type { Credential } from "./credential.ts";
import type { Grant } from "./decide.ts";
import { nowhere } from "./place.ts";
import { refuse } from "./refusal.ts";
import { sameGroup } from "./reservation.ts";
import type { StopReason } from "./session.ts";
import { endSession } from "./session-flow.ts";
import type { Connector } from "./state.ts";
import type { Turn } from "./turn.ts";

/** The credential that started a session stops it, without any question (OCPP 2.0.1 C01.FR.02). */
export function stopOwn(turn: Turn, claim: Claim, own: Connector): void {
  stop(turn, own, claim, "Local");
}

/**
 * An accepted credential stops what it may: a master every session that its reader serves (OCPP 2.0.1 C16.FR.02), a member
 * of the group the first of the group's (C09.FR.03).
 *
 * @returns whether there was anything to stop
 */
export function stopFor(turn: Turn, check: Check, grant: Grant): boolean {
  const running = runningAt(turn, check);
  if (grant.master) {
    for (const connector of running) end(turn, connector, "MasterPass", check.credential);
    return running.length > 0;
  }
  if (!turn.rules.groupStops) return false;
  const mate = running.find((one) => sameGroup(runningSession(one)?.terms.group, grant.group));
  if (mate) stop(turn, mate, check, "Local");
  return mate !== undefined;
}

/** By the rule `anyoneStops`, whoever is accepted and has nothing to start stops a session that runs there. */
export function stopForAnyone(turn: Turn, check: Check): boolean {
  if (!turn.rules.anyoneStops) return false;
  const [first] = runningAt(turn, check);
  if (first) stop(turn, first, check, "Local");
  return first !== undefined;
}

/** Connectors whose session ran already when the credential was shown, and still does. */
function runningAt(turn: Turn, { place }: Check): readonly Connector[] {
  return turn.connectors.filter((connector) => {
    const session = runningSession(connector);
    return session !== null && place.sessions.includes(session.id);
  });
}

function stop(turn: Turn, connector: Connector, claim: Claim, reason: StopReason): void {
  if (isTooShort(turn, connector))
    refuse(turn, { ...claim, place: nowhere([connector.id], "connector-busy") }, "Invalid", "min-session");
  else end(turn, connector, reason, claim.credential);
}

function isTooShort(turn: Turn, connector: Connector): boolean {
  const session = runningSession(connector);
  if (!session) return false;
  const age = turn.latest - session.startedAt;
  return age >= 0 && age < turn.rules.minSession;
}

function end(turn: Turn, connector: Connector, reason: StopReason, by: Credential): void {
  endSession(turn, connector, { reason, by, reopen: false });
}
