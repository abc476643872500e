import type { Check, Pending } from "./claim.ts";
import { runsFor } from "./condition.ts";
import { sameCredential } from "./credential.ts";
import type { Accepted } from "./decide.ts";
import type { Happening } from "./happening.ts";
import { type Choice, choose, chooseRemotely, claimsOn, connectorField } from "./place.ts";
import { refuse } from "./refusal.ts";
import { sameGroup } from "./reservation.ts";
import { type Identification, TIMES } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import { beginSession } from "./session-flow.ts";
import { stopFor, stopForAnyone } from "./stop-flow.ts";
import type { Turn } from "./turn.ts";

/**
 * An accepted credential takes effect: it stops what it may stop, starts at the vehicle that waits for it, or waits for a
 * plug; the first that matches (where a tap goes).
 *
 * @param second its PIN has been given, where card and PIN are asked for
 */
export function admit(turn: Turn, check: Check, decision: Accepted, second: boolean): void {
  const { grant } = decision;
  const shown = check.source.kind === "reader";
  if (shown && stopFor(turn, check, grant)) return;
  if (grant.master) {
    refuse(turn, check, "Invalid", "nothing-to-stop");
    return;
  }
  const choice = (shown ? choose : chooseRemotely)(turn, check.credential, grant, check.place);
  if (choice.kind === "nowhere" && choice.verdict === "NotAllowedTypeEVSE") {
    refuse(turn, check, choice.verdict, choice.reason);
    return;
  }
  if (turn.connectors.some((connector) => runsFor(connector, check.credential))) {
    refuse(turn, check, "ConcurrentTx", "session-elsewhere");
    return;
  }
  if (grant.usedUp) {
    refuse(turn, check, "Invalid", "used-up");
    return;
  }
  if (shown && choice.kind !== "start" && stopForAnyone(turn, check)) return;
  if (choice.kind === "nowhere") refuse(turn, check, choice.verdict, choice.reason);
  else if (shown && !second && needsPin(turn, check)) awaitPin(turn, check, decision);
  else takeEffect(turn, check, decision, choice, givenBy(check, second));
}

/** Whether the card is only the first half: its PIN is asked for, too. */
function needsPin(turn: Turn, { credential }: Check): boolean {
  return credential.kind === "card" && !turn.rules.identification.includes("card");
}

function givenBy({ source, credential }: Check, second: boolean): Identification {
  if (source.kind === "remote") return "remote";
  return second ? "card+pin" : credential.kind;
}

function awaitPin(turn: Turn, check: Check, decision: Accepted): void {
  if (decision.grant.user === null) {
    refuse(turn, check, "Invalid", "no-pin");
    return;
  }
  const deadline = turn.at.mono + TIMES.pinAfterCard;
  turn.checks = [...turn.checks, { ...check, stage: { kind: "pin", decision }, deadline }];
}

function takeEffect(
  turn: Turn,
  check: Check,
  { grant, reason }: Accepted,
  choice: Exclude<Choice, { kind: "nowhere" }>,
  identification: Identification,
): void {
  const { credential, source, request } = check;
  const reader = source.kind === "reader" ? source.id : null;
  const authorized = (connectors: readonly ConnectorId[]): Happening => ({
    event: "authorized",
    ...connectorField(connectors),
    credential,
    user: grant.user,
    reader,
    verdict: "Accepted",
    reason,
  });
  if (choice.kind === "await-plug") {
    const { connectors } = choice;
    const deadline = turn.at.mono + turn.rules.connectionTimeout;
    const isRenewed = awaitPlug(turn, {
      request,
      credential,
      identification,
      grant,
      reader,
      connectors,
      deadline,
    });
    if (isRenewed) turn.announce(authorized(connectors));
    else turn.record(authorized(connectors));
    if (source.kind === "remote") turn.respond(source.request, { accepted: true, session: null });
    return;
  }
  const connector = turn.connector(choice.connector);
  if (!connector) {
    refuse(turn, check, "Invalid", "no-connector");
    return;
  }
  const unanswered = source.kind === "remote" ? source.request : null;
  const starter = { credential, identification, grant, reader };
  beginSession(turn, connector, starter, [authorized([connector.id])], unanswered);
}

/**
 * The accepted credential waits for a plug; where there is room for one of its group only, it takes that one's place.
 *
 * @returns whether it waited already
 */
function awaitPlug(turn: Turn, pending: Pending): boolean {
  const { credential, connectors } = pending;
  const isRenewed = turn.pending.some((other) => sameCredential(other.credential, credential));
  turn.pending = turn.pending.filter((other) => !sameCredential(other.credential, credential));
  const others = claimsOn(turn, connectors, credential, null);
  const [mate] = others.filter((other) => sameGroup(other.grant.group, pending.grant.group));
  if (mate && others.length >= connectors.length) expire(turn, mate);
  turn.pending = [...turn.pending, pending];
  return isRenewed;
}

/** An accepted credential waits no longer: no plug came in time, it may charge no more, or the cloud took it back. */
export function expire(turn: Turn, pending: Pending): void {
  turn.pending = turn.pending.filter((other) => other !== pending);
  const { connectors, credential } = pending;
  turn.record({ event: "authorization-expired", ...connectorField(connectors), credential });
}
