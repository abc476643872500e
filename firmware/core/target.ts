import { type Credential, sameCredential } from "./credential.ts";
import type { ConnectorId } from "./session.ts";
import type { Check, Connector, NoTarget, Target } from "./state.ts";
import type { Turn } from "./turn.ts";
import { canStart, isFree, isSound, isUndoingStart } from "./view.ts";

/** Where an authorization shown at a reader of these connectors would take effect; the first that matches. */
export function targetOf(turn: Turn, credential: Credential, served: readonly Connector[]): Target {
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
export function whyNot(connectors: readonly Connector[]): NoTarget {
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

/** The connectors that a decision concerns. */
export function concerned(target: Target): readonly ConnectorId[] {
  switch (target.kind) {
    case "vehicle":
      return [target.connector];
    case "next-plug":
    case "nowhere":
      return target.connectors;
  }
}

/** The connector that a decision is for, as a field of its happening; none when it could be any of several. */
export function connectorField(connectors: readonly ConnectorId[]): { connector?: ConnectorId } {
  const [only] = connectors;
  return connectors.length === 1 && only !== undefined ? { connector: only } : {};
}
