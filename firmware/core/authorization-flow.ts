import { type Credential, sameCredential } from "./credential.ts";
import { decide } from "./decide.ts";
import type { Event } from "./events.ts";
import type { Happening } from "./happening.ts";
import type { Found } from "./list-entry.ts";
import { TIMES } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import { beginSession, endSession } from "./session-flow.ts";
import type { Check, Connector, Target } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Reason, Verdict } from "./verdict.ts";
import { canStart, isFree, isSound } from "./view.ts";

type Presented = Extract<Event, { type: "presented" }>;

/** A credential was shown: it stops its own session, or is looked up for wherever it would take effect. */
export function present(turn: Turn, event: Presented): void {
  const { credential, reader } = event;
  const served = turn.connectorsOf(event.connectors);
  const asked = { credential, reader, serves: event.connectors };
  if (event.unusable) {
    refuse(
      turn,
      { ...asked, target: { kind: "nowhere", reason: "connector-busy" } },
      "Invalid",
      event.unusable,
    );
    return;
  }
  if (!turn.before.rules.identification.includes(credential.kind)) {
    refuse(turn, { ...asked, target: nowhere(served) }, "Invalid", "type-not-enabled");
    return;
  }
  const own = served.find((connector) => runsFor(connector, credential));
  if (own) {
    endSession(turn, own, { reason: "Local", by: credential, reopen: false });
    return;
  }
  if (turn.checks.some((check) => sameCredential(check.credential, credential))) return;
  const request = turn.newRequest();
  const check = {
    ...asked,
    request,
    target: targetOf(turn, credential, served),
    deadline: turn.at.mono + TIMES.lookup,
  };
  turn.checks = [...turn.checks, check];
  turn.effect({ type: "look-up", request, credential });
}

/** Whether the connector has a session of this credential that is not ending already. */
function runsFor(connector: Connector, credential: Credential): boolean {
  const { use } = connector;
  switch (use.kind) {
    case "none":
    case "finished":
      return false;
    case "starting":
      return !use.cancelled && isBy(use.session.credential, credential);
    case "session":
    case "recovering":
      return isBy(use.session.credential, credential);
  }
}

function isBy(starter: Credential | null, credential: Credential): boolean {
  return starter !== null && sameCredential(starter, credential);
}

/** Where an authorization shown at a reader of these connectors would take effect; the first that matches. */
function targetOf(turn: Turn, credential: Credential, served: readonly Connector[]): Target {
  const checked = turn.checks.map((check) =>
    check.target.kind === "connector" ? check.target.connector : null,
  );
  const waiting = served
    .filter((connector) => canStart(connector) && !checked.includes(connector.id))
    .toSorted((a, b) => (a.pluggedAt ?? 0) - (b.pluggedAt ?? 0));
  const first = waiting[0];
  if (first && first.pluggedAt !== null) {
    return { kind: "connector", connector: first.id, pluggedAt: first.pluggedAt };
  }
  const free = served.filter(isFree).map((connector) => connector.id);
  const others = [...turn.pending, ...turn.checks.filter(waitsForPlug)].filter(
    (claim) =>
      !sameCredential(claim.credential, credential) && claimed(claim).some((id) => free.includes(id)),
  );
  return free.length > others.length ? { kind: "next-plug", connectors: free } : nowhere(served);
}

function waitsForPlug(check: Check): boolean {
  return check.target.kind === "next-plug";
}

function claimed(claim: { connectors: readonly ConnectorId[] } | Check): readonly ConnectorId[] {
  if ("connectors" in claim) return claim.connectors;
  return claim.target.kind === "next-plug" ? claim.target.connectors : [];
}

function nowhere(served: readonly Connector[]): Target {
  return { kind: "nowhere", reason: served.some(isSound) ? "connector-busy" : "connector-faulted" };
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
  const { verdict, reason, user } = decide(found, turn.at.wall);
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
  const { target, credential } = check;
  switch (target.kind) {
    case "nowhere":
      refuse(turn, check, "Invalid", target.reason);
      return;
    case "connector": {
      const connector = turn.connector(target.connector);
      const gone = connector?.pluggedAt !== target.pluggedAt;
      if (!connector || gone) refuse(turn, check, "Invalid", "vehicle-left");
      else if (!canStart(connector)) refuse(turn, check, "Invalid", nowhereReason(connector));
      else beginSession(turn, connector, { credential, user }, [authorized(check, reason, user)]);
      return;
    }
    case "next-plug":
      awaitPlug(turn, check, target.connectors, reason, user);
      return;
  }
}

function nowhereReason(connector: Connector): Reason {
  return isSound(connector) ? "connector-busy" : "connector-faulted";
}

/** The accepted credential waits for the next plug at any of its connectors; `settle` starts it there. */
function awaitPlug(
  turn: Turn,
  check: Check,
  connectors: readonly ConnectorId[],
  reason: Reason,
  user: string | null,
): void {
  const usable = turn
    .connectorsOf(connectors)
    .filter((connector) => isFree(connector) || canStart(connector));
  if (usable.length === 0) {
    refuse(turn, check, "Invalid", "connector-faulted");
    return;
  }
  const { credential } = check;
  const deadline = turn.at.mono + turn.before.rules.connectionTimeout;
  const others = turn.pending.filter((pending) => !sameCredential(pending.credential, credential));
  turn.pending = [...others, { credential, user, connectors, deadline }];
  turn.record(authorized(check, reason, user));
}

function authorized(check: Check, reason: Reason, user: string | null): Happening {
  const { credential, reader } = check;
  return {
    event: "authorized",
    ...connectorField(check),
    credential,
    user,
    reader,
    verdict: "Accepted",
    reason,
  };
}

/** Tells a refusal, and shows it on the connectors that it concerns. Nothing else changes (I5). */
function refuse(
  turn: Turn,
  check: Omit<Check, "request" | "deadline">,
  verdict: Verdict,
  reason: Reason,
): void {
  const { credential, reader } = check;
  const connectors = concerned(check);
  for (const connector of turn.connectorsOf(connectors))
    connector.refusedUntil = turn.at.mono + TIMES.refused;
  turn.record({ event: "denied", ...connectorField(check), credential, reader, verdict, reason });
}

function concerned(check: Pick<Check, "target" | "serves">): readonly ConnectorId[] {
  switch (check.target.kind) {
    case "connector":
      return [check.target.connector];
    case "next-plug":
      return check.target.connectors;
    case "nowhere":
      return check.serves;
  }
}

/** The connector that a decision is for; none when it could be any of several. */
function connectorField(check: Pick<Check, "target" | "serves">): { connector?: ConnectorId } {
  const connectors = concerned(check);
  const [only] = connectors;
  return connectors.length === 1 && only !== undefined ? { connector: only } : {};
}
