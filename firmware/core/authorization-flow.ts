import { type Credential, sameCredential } from "./credential.ts";
import { decide } from "./decide.ts";
import type { Event } from "./events.ts";
import type { Happening } from "./happening.ts";
import type { Found } from "./list-entry.ts";
import { TIMES } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import { beginSession, endSession } from "./session-flow.ts";
import type { Check, Connector, NoTarget, Target } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Reason, Verdict } from "./verdict.ts";
import { canStart, isFree, isSound, isUndoingStart } from "./view.ts";

type Presented = Extract<Event, { type: "presented" }>;

/** A credential was shown: it stops its own session, or is looked up for wherever it would take effect. */
export function present(turn: Turn, event: Presented): void {
  const { credential, reader } = event;
  const served = turn.connectorsOf(event.connectors);
  const own = served.find((connector) => runsFor(connector, credential));
  if (own) {
    endSession(turn, own, { reason: "Local", by: credential, reopen: false });
    return;
  }
  if (turn.checks.some((check) => sameCredential(check.credential, credential))) return;
  const asked = { credential, reader, target: targetOf(turn, credential, served) };
  if (event.unusable) {
    refuse(turn, asked, "Invalid", event.unusable);
  } else if (!turn.before.rules.identification.includes(credential.kind)) {
    refuse(turn, asked, "Invalid", "type-not-enabled");
  } else {
    const request = turn.newRequest();
    turn.checks = [...turn.checks, { ...asked, request, deadline: turn.at.mono + TIMES.lookup }];
    turn.effect({ type: "look-up", request, credential });
  }
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
  if (turn.shutdown) return nowhere(served, "shutting-down");
  const checked = turn.checks.map(({ target }) => (target.kind === "vehicle" ? target.connector : null));
  const [first] = served
    .filter((connector) => canStart(connector) && !checked.includes(connector.id))
    .toSorted(byUrgency);
  if (first) return { kind: "vehicle", connector: first.id };
  const free = served.filter(isFree).map((connector) => connector.id);
  const others = [...turn.pending, ...turn.checks.filter(waitsForPlug)].filter(
    (claim) =>
      !sameCredential(claim.credential, credential) && claimed(claim).some((id) => free.includes(id)),
  );
  return free.length > others.length ? { kind: "next-plug", connectors: free } : nowhere(served);
}

/** A vehicle that awaits its first session goes before one that has had its own; then the one plugged in longest. */
function byUrgency(a: Connector, b: Connector): number {
  const rank = ({ use }: Connector) => (use.kind === "finished" ? 1 : 0);
  return rank(a) - rank(b) || (a.pluggedAt ?? 0) - (b.pluggedAt ?? 0);
}

function waitsForPlug(check: Check): boolean {
  return check.target.kind === "next-plug";
}

function claimed(claim: { connectors: readonly ConnectorId[] } | Check): readonly ConnectorId[] {
  if ("connectors" in claim) return claim.connectors;
  return claim.target.kind === "next-plug" ? claim.target.connectors : [];
}

function nowhere(served: readonly Connector[], reason = whyNot(served)): Target {
  return { kind: "nowhere", connectors: served.map(({ id }) => id), reason };
}

/** Why none of these connectors takes an authorization. */
function whyNot(connectors: readonly Connector[]): NoTarget {
  const sound = connectors.filter(isSound);
  if (sound.length === 0) return "connector-faulted";
  return sound.some(isUndoingStart) ? "store-unavailable" : "connector-busy";
}

/** A check whose vehicle has left, or whose connector has failed, starts nothing any more, whatever its answer (I3). */
export function voidLostChecks(turn: Turn): void {
  if (turn.checks.length === 0) return;
  turn.checks = turn.checks.map((check) => {
    const connector = check.target.kind === "vehicle" && turn.connector(check.target.connector);
    if (!connector) return check;
    if (connector.pluggedAt === null) return { ...check, target: nowhere([connector], "vehicle-left") };
    return isSound(connector) ? check : { ...check, target: nowhere([connector], "connector-faulted") };
  });
}

/** No check that is under way starts anything any more; each still gets its answer. */
export function voidAllChecks(turn: Turn, reason: NoTarget): void {
  turn.checks = turn.checks.map((check) => ({
    ...check,
    target: { kind: "nowhere", connectors: concerned(check.target), reason },
  }));
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
  const { target, credential, reader } = check;
  switch (target.kind) {
    case "nowhere":
      refuse(turn, check, "Invalid", target.reason);
      return;
    case "vehicle": {
      const [connector] = turn.connectorsOf([target.connector]);
      if (connector && canStart(connector)) {
        beginSession(turn, connector, { credential, user, reader }, [authorized(check, reason, user)]);
      } else {
        refuse(turn, check, "Invalid", whyNot(connector ? [connector] : []));
      }
      return;
    }
    case "next-plug":
      awaitPlug(turn, check, target.connectors, reason, user);
      return;
  }
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
  const { credential, reader } = check;
  const deadline = turn.at.mono + turn.before.rules.connectionTimeout;
  const others = turn.pending.filter((pending) => !sameCredential(pending.credential, credential));
  turn.pending = [...others, { credential, user, reader, connectors, deadline }];
  turn.record(authorized(check, reason, user));
}

function authorized(check: Check, reason: Reason, user: string | null): Happening {
  const { credential, reader } = check;
  return {
    event: "authorized",
    ...connectorField(check.target),
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
  check: Pick<Check, "credential" | "reader" | "target">,
  verdict: Verdict,
  reason: Reason,
): void {
  const { credential, reader, target } = check;
  for (const connector of turn.connectorsOf(concerned(target)))
    connector.refusedUntil = turn.at.mono + TIMES.refused;
  turn.record({ event: "denied", ...connectorField(target), credential, reader, verdict, reason });
}

function concerned(target: Target): readonly ConnectorId[] {
  switch (target.kind) {
    case "vehicle":
      return [target.connector];
    case "next-plug":
    case "nowhere":
      return target.connectors;
  }
}

/** The connector that a decision is for; none when it could be any of several. */
function connectorField(target: Target): { connector?: ConnectorId } {
  const connectors = concerned(target);
  const [only] = connectors;
  return connectors.length === 1 && only !== undefined ? { connector: only } : {};
}
