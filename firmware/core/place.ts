import { type Check, concerned, type NoPlace, type Pending, type Place } from "./claim.ts";
import { canStart, isFree, isSound, isUndoingStart, runningSession } from "./condition.ts";
import { type Credential, sameCredential } from "./credential.ts";
import type { Grant } from "./decide.ts";
import { sameGroup } from "./reservation.ts";
import { isKeptForOthers } from "./reservation-rule.ts";
import type { ConnectorId } from "./session.ts";
import type { Connector } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Reason } from "./verdict.ts";

/** Where a credential shown at a reader of these connectors may take effect. */
export function placeAt(turn: Turn, served: readonly Connector[]): Place {
  const serves = served.map(({ id }) => id);
  if (turn.shutdown) return nowhere(serves, "shutting-down");
  const vehicles = served.filter(canStart).toSorted(byUrgency);
  return {
    serves,
    vehicles: vehicles.map(({ id }) => id),
    free: served.filter(isFree).map(({ id }) => id),
    sessions: served.map((connector) => runningSession(connector)?.id).filter((id) => id !== undefined),
    lost: null,
  };
}

/** A place that is none. */
export function nowhere(serves: readonly ConnectorId[], lost: NoPlace): Place {
  return { serves, vehicles: [], free: [], sessions: [], lost };
}

/** A vehicle that awaits its first session goes before one that has had its own; then the one plugged in longest. */
function byUrgency(a: Connector, b: Connector): number {
  const rank = ({ use }: Connector) => (use.kind === "finished" ? 1 : 0);
  return rank(a) - rank(b) || (a.pluggedAt ?? 0) - (b.pluggedAt ?? 0);
}

/** Where an accepted credential takes effect. */
export type Choice =
  /** At the vehicle that is connected there, */
  | { readonly kind: "start"; readonly connector: ConnectorId }
  /** or when one is plugged in at any of these, */
  | { readonly kind: "await-plug"; readonly connectors: readonly ConnectorId[] }
  /** or nowhere. */
  | { readonly kind: "nowhere"; readonly verdict: "Invalid" | "NotAllowedTypeEVSE"; readonly reason: Reason };

/**
 * Where an accepted credential that was shown takes effect: at the vehicle that has waited longest of those that it may
 * use; where none waits, at the next plug. With a vehicle there that it may not use it waits for no other.
 */
export function choose(turn: Turn, credential: Credential, grant: Grant, place: Place): Choice {
  if (place.lost) return { kind: "nowhere", verdict: "Invalid", reason: place.lost };
  const startable = inOrder(turn, place.vehicles).filter(canStart);
  const arrived = turn.connectorsOf(place.free).filter((one) => one.use.kind === "none" && canStart(one));
  const waiting = [...startable, ...arrived];
  const [vehicle] = waiting.filter((one) => barOf(turn, credential, grant, one) === null);
  if (vehicle) return { kind: "start", connector: vehicle.id };
  if (waiting.length > 0) return barred(turn, credential, grant, waiting);
  const free = turn.connectorsOf(place.free).filter(isFree);
  if (free.length === 0)
    return { kind: "nowhere", verdict: "Invalid", reason: whyNot(turn.connectorsOf(place.serves)) };
  const usable = free.filter((one) => barOf(turn, credential, grant, one) === null).map(({ id }) => id);
  if (usable.length === 0) return barred(turn, credential, grant, free);
  return usable.length > claimsOn(turn, usable, credential, grant.group).length
    ? { kind: "await-plug", connectors: usable }
    : { kind: "nowhere", verdict: "Invalid", reason: "connector-busy" };
}

/** The same for a start that the cloud asks for: at the lowest-numbered connector that can take it. */
export function chooseRemotely(turn: Turn, credential: Credential, grant: Grant, place: Place): Choice {
  if (place.lost) return { kind: "nowhere", verdict: "Invalid", reason: place.lost };
  const candidates = turn.connectorsOf([...place.vehicles, ...place.free]).toSorted((a, b) => a.id - b.id);
  for (const one of candidates) {
    if (barOf(turn, credential, grant, one) !== null) continue;
    const isNew = place.vehicles.includes(one.id) || one.use.kind === "none";
    if (isNew && canStart(one)) return { kind: "start", connector: one.id };
    if (isFree(one) && claimsOn(turn, [one.id], credential, null).length === 0)
      return { kind: "await-plug", connectors: [one.id] };
  }
  return choose(turn, credential, grant, place);
}

/** Why the credential may not use the connector; null: it may. */
function barOf(
  turn: Turn,
  credential: Credential,
  grant: Grant,
  connector: Connector,
): "other-connector" | "reserved" | null {
  if (grant.connectors && !grant.connectors.includes(connector.id)) return "other-connector";
  return isKeptForOthers(turn, connector, credential, grant.group) ? "reserved" : null;
}

function barred(turn: Turn, credential: Credential, grant: Grant, connectors: readonly Connector[]): Choice {
  const bars = connectors.map((one) => barOf(turn, credential, grant, one));
  return bars.includes("reserved")
    ? { kind: "nowhere", verdict: "Invalid", reason: "reserved" }
    : { kind: "nowhere", verdict: "NotAllowedTypeEVSE", reason: "other-connector" };
}

/** Authorizations of others that wait for a plug at any of these; one of the same group gives way. */
export function claimsOn(
  turn: Turn,
  connectors: readonly ConnectorId[],
  credential: Credential,
  group: string | null,
): readonly Pending[] {
  return turn.pending.filter(
    (other) =>
      other.connectors.some((id) => connectors.includes(id)) &&
      !sameCredential(other.credential, credential) &&
      !sameGroup(other.grant.group, group),
  );
}

function inOrder(turn: Turn, ids: readonly ConnectorId[]): Connector[] {
  return ids.map((id) => turn.connector(id)).filter((connector) => connector !== undefined);
}

/** Why none of these connectors takes an authorization. */
function whyNot(connectors: readonly Connector[]): NoPlace {
  if (connectors.length === 0) return "no-connector";
  const sound = connectors.filter(isSound);
  if (sound.length === 0) return "connector-faulted";
  return sound.some(isUndoingStart) ? "store-unavailable" : "connector-busy";
}

/**
 * Why a check starts nothing any more, whatever its answer: the vehicle that it was for has left, or its connector has failed
 * (I3); null: it may.
 */
export function lossOf(turn: Turn, { place }: Check): NoPlace | null {
  const [meant] = place.vehicles;
  const connector = meant === undefined ? undefined : turn.connector(meant);
  if (!connector) return null;
  if (connector.pluggedAt === null) return "vehicle-left";
  return isSound(connector) ? null : "connector-faulted";
}

/** No check that is under way takes effect any more; each still gets its answer. */
export function voidAllChecks(turn: Turn, reason: NoPlace): void {
  turn.checks = turn.checks.map((check) => voided(check, concerned(check.place), reason));
}

/** The check takes effect nowhere any more. */
export function voided(check: Check, serves: readonly ConnectorId[], reason: NoPlace): Check {
  return { ...check, place: nowhere(serves, reason) };
}

/** The connector that a decision is for, as a field of its happening; none when it could be any of several. */
export function connectorField(connectors: readonly ConnectorId[]): { connector?: ConnectorId } {
  const [only] = connectors;
  return connectors.length === 1 && only !== undefined ? { connector: only } : {};
}
