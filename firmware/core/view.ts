import { faultOf, isSound, isSuspended, useAfter } from "./condition.ts";
import { isKeptForOthers, isReserved } from "./reservation-rule.ts";
import type { Connector, State, Use } from "./state.ts";

/** A connector's state as `up/state`, pages and scenarios name it. */
export type ConnectorStateName =
  | "available"
  | "plugged"
  | "awaiting-authorization"
  | "authorized"
  | "charging"
  | "paused"
  | "finished"
  | "reserved"
  | "faulted"
  | "unavailable";

/** What a connector's condition depends on besides the connector itself. */
type Unit = Pick<State, "access" | "connectors" | "pending" | "reservations" | "shutdown">;

/** The use as a person sees it: a cancelled start is over, even while the store has not said what became of it. */
function visibleUse(connector: Connector): Use["kind"] {
  const { use } = connector;
  return use.kind === "starting" && use.cancelled ? useAfter(use.cancelled).kind : use.kind;
}

/** Whether a connected vehicle waits for somebody to authorize it (A4). */
export function isAwaiting(unit: Unit, connector: Connector): boolean {
  return stateName(unit, connector) === "awaiting-authorization";
}

/** Whether the contactor may be closed: invariant I1, and the one place that says so. */
export function mayPower(unit: Unit, connector: Connector): boolean {
  return (
    !unit.shutdown &&
    connector.use.kind === "session" &&
    connector.pluggedAt !== null &&
    isSound(connector) &&
    !isSuspended(connector.use.session) &&
    (connector.use.session.credential !== null || unit.access === "open")
  );
}

/** Whether a vehicle that is connected here needs somebody to authorize it. */
export function needsAuthorization(unit: Unit, connector: Connector): boolean {
  return unit.access === "restricted" || isKeptForOthers(unit, connector, null, null);
}

/** Whether a keypad takes no PIN because of wrong ones. */
export function isKeypadLocked({ locked }: Pick<State, "locked">, keypad: string): boolean {
  return locked.some((lock) => lock.keypad === keypad);
}

/** Whether the next unknown card is registered. */
export function isEnrolling({ enrolment }: Pick<State, "enrolment">): boolean {
  return enrolment !== null;
}

/** The connector's state by its name. */
export function stateName(unit: Unit, connector: Connector): ConnectorStateName {
  if (faultOf(connector)) return "faulted";
  if (unit.shutdown || connector.link === "unknown") return "unavailable";
  switch (visibleUse(connector)) {
    case "recovering":
      return "unavailable";
    case "session":
      return sessionStateName(connector);
    case "starting":
      return "authorized";
    case "finished":
      return "finished";
    case "none":
      return idleStateName(unit, connector);
  }
}

function sessionStateName({ use, report }: Connector): "charging" | "paused" | "authorized" {
  if (use.kind === "session" && isSuspended(use.session) && report?.contactor !== "closed") return "paused";
  if (report?.pilot === "C" || report?.contactor === "closed") return "charging";
  return use.kind === "session" && use.charged ? "paused" : "authorized";
}

function idleStateName(unit: Unit, connector: Connector): ConnectorStateName {
  if (connector.pluggedAt !== null) {
    return needsAuthorization(unit, connector) ? "awaiting-authorization" : "plugged";
  }
  const claimed = unit.pending.some((pending) => pending.connectors.includes(connector.id));
  if (claimed) return "authorized";
  return isReserved(unit, connector) ? "reserved" : "available";
}
