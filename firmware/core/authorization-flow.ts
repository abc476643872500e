import { type Credential, sameCredential } from "./credential.ts";
import { decide } from "./decide.ts";
import type { Event } from "./events.ts";
import type { Happening } from "./happening.ts";
import type { Found } from "./list-entry.ts";
import { TIMES } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import { beginSession, endSession } from "./session-flow.ts";
import type { Check, Connector, Pending, Source } from "./state.ts";
import { concerned, connectorField, targetOf, whyNot } from "./target.ts";
import type { Turn } from "./turn.ts";
import type { Reason, Verdict } from "./verdict.ts";
import { canStart, isFree, runningSession } from "./view.ts";

type Presented = Extract<Event, { type: "presented" }>;

/** A credential, how it came, and where it would take effect. */
type Claim = Pick<Check, "credential" | "source" | "target">;

/** A credential was shown: it stops its own session, or is looked up for wherever it would take effect. */
export function present(turn: Turn, event: Presented): void {
  const { credential, reader } = event;
  const served = turn.connectorsOf(event.connectors);
  const own = served.find((connector) => runsFor(connector, credential));
  if (own) {
    endSession(turn, own, { reason: "Local", by: credential, reopen: false });
    return;
  }
  if (isBeingChecked(turn, credential)) return;
  const source: Source = { kind: "reader", id: reader };
  const claim: Claim = { credential, source, target: targetOf(turn, credential, served) };
  if (event.unusable) refuse(turn, claim, "Invalid", event.unusable);
  else beginCheck(turn, claim);
}

/** Whether the connector has a session of this credential that is not ending already. */
function runsFor(connector: Connector, credential: Credential): boolean {
  const starter = runningSession(connector)?.credential ?? null;
  return starter !== null && sameCredential(starter, credential);
}

/** Whether a check of this credential is under way: there is never a second one. */
export function isBeingChecked(turn: Turn, credential: Credential): boolean {
  return turn.checks.some((check) => sameCredential(check.credential, credential));
}

/** Looks the credential up; one of a kind that is not enabled is refused without looking. */
export function beginCheck(turn: Turn, claim: Claim): void {
  const { credential } = claim;
  if (!turn.before.rules.identification.includes(credential.kind)) {
    refuse(turn, claim, "Invalid", "type-not-enabled");
    return;
  }
  const request = turn.newRequest();
  turn.checks = [...turn.checks, { ...claim, request, deadline: turn.at.mono + TIMES.lookup }];
  turn.effect({ type: "look-up", request, credential });
}

/** The lists have answered (null: they could not be read). An answer to nothing that is asked changes nothing (I3). */
export function concludeCheck(turn: Turn, request: number, found: Found | null): void {
  const check = turn.checks.find((candidate) => candidate.request === request);
  if (!check) return;
  turn.checks = turn.checks.filter((other) => other !== check);
  if (!found) {
    refuse(turn, check, "Invalid", "store-unavailable");
    return;
  }
  const { verdict, reason, user } = decide(found, check.credential.kind, turn.at.wall);
  if (verdict !== "Accepted") {
    refuse(turn, check, verdict, reason);
    return;
  }
  if (turn.connectors.some((connector) => runsFor(connector, check.credential))) {
    refuse(turn, check, "ConcurrentTx", "session-elsewhere");
    return;
  }
  accept(turn, check, reason, user);
}

/** A lookup that never answered. */
export function giveUpCheck(turn: Turn, check: Check): void {
  turn.checks = turn.checks.filter((other) => other !== check);
  refuse(turn, check, "Timeout", "check-timeout");
}

function accept(turn: Turn, check: Check, reason: Reason, user: string | null): void {
  const { target } = check;
  switch (target.kind) {
    case "nowhere":
      refuse(turn, check, "Invalid", target.reason);
      return;
    case "vehicle":
      startAt(turn, check, target.connector, reason, user);
      return;
    case "next-plug": {
      const arrived = turn.connectorsOf(target.connectors).find(awaitsStart);
      if (arrived) startAt(turn, check, arrived.id, reason, user);
      else awaitPlug(turn, check, target.connectors, reason, user);
      return;
    }
  }
}

/** Whether a vehicle has been connected here, and has had no session yet. */
function awaitsStart(connector: Connector): boolean {
  return connector.use.kind === "none" && canStart(connector);
}

function startAt(turn: Turn, check: Check, at: ConnectorId, reason: Reason, user: string | null): void {
  const { credential, source } = check;
  const connector = turn.connector(at);
  if (!connector || !canStart(connector)) {
    refuse(turn, check, "Invalid", whyNot(connector ? [connector] : []));
    return;
  }
  const unanswered = source.kind === "remote" ? source.request : null;
  const starter = { credential, user, reader: readerOf(source) };
  beginSession(turn, connector, starter, [authorized(check, [at], reason, user)], unanswered);
}

/** The accepted credential waits for the next plug at any of its connectors; `settle` starts it there. */
function awaitPlug(
  turn: Turn,
  check: Check,
  connectors: readonly ConnectorId[],
  reason: Reason,
  user: string | null,
): void {
  const candidates = turn.connectorsOf(connectors);
  if (!candidates.some((connector) => isFree(connector) || canStart(connector))) {
    refuse(turn, check, "Invalid", whyNot(candidates));
    return;
  }
  const { request, credential, source } = check;
  const deadline = turn.at.mono + turn.before.rules.connectionTimeout;
  const others = turn.pending.filter((pending) => !sameCredential(pending.credential, credential));
  turn.pending = [...others, { request, credential, user, reader: readerOf(source), connectors, deadline }];
  turn.record(authorized(check, connectors, reason, user));
  if (source.kind === "remote") turn.respond(source.request, { accepted: true, session: null });
}

/** An accepted credential waits no longer: no plug came in time, it may charge no more, or the cloud took it back. */
export function expire(turn: Turn, pending: Pending): void {
  turn.pending = turn.pending.filter((other) => other !== pending);
  const { connectors, credential } = pending;
  turn.record({ event: "authorization-expired", ...connectorField(connectors), credential });
}

function authorized(
  { credential, source }: Check,
  connectors: readonly ConnectorId[],
  reason: Reason,
  user: string | null,
): Happening {
  return {
    event: "authorized",
    ...connectorField(connectors),
    credential,
    user,
    reader: readerOf(source),
    verdict: "Accepted",
    reason,
  };
}

/**
 * Tells a refusal to whoever asked. Nothing else changes (I5). What was shown at the charger is refused there, in red; what
 * the cloud asked for is not: nobody need be standing there, and whoever asked reads the answer.
 */
export function refuse(turn: Turn, claim: Claim, verdict: Verdict, reason: Reason): void {
  const { credential, source, target } = claim;
  const connectors = concerned(target);
  turn.record({
    event: "denied",
    ...connectorField(connectors),
    credential,
    reader: readerOf(source),
    verdict,
    reason,
  });
  switch (source.kind) {
    case "reader":
      for (const connector of turn.connectorsOf(connectors))
        connector.refusedUntil = turn.at.mono + TIMES.refused;
      return;
    case "remote":
      turn.respond(source.request, { accepted: false, verdict, reason });
      return;
  }
}

/** Where a credential was shown; null: asked for by the cloud. */
function readerOf(source: Source): string | null {
  return source.kind === "reader" ? source.id : null;
}
