import type { FaultCode } from "./happening.ts";
import type { Session } from "./session.ts";
import type { Connector, Ending, State, Use } from "./state.ts";

/** A connector's state as `up/state`, pages and scenarios name it. */
export type ConnectorStateName =
  | "available"
  | "plugged"
  | "awaiting-authorization"
  | "authorized"
  | "charging"
  | "paused"
  | "finished"
  | "faulted"
  | "unavailable";

/** What a connector's condition depends on besides the connector itself. */
type Unit = Pick<State, "access" | "pending" | "shutdown">;

/** What is wrong with a connector, the gravest first; null: nothing. */
export function faultOf(connector: Connector): FaultCode | null {
  if (connector.contactorFault) return connector.contactorFault;
  if (connector.link === "lost") return "board-lost";
  if (connector.link === "unknown") return null;
  return boardFaultOf(connector);
}

function boardFaultOf(connector: Connector): FaultCode | null {
  const report = connector.report;
  if (!report) return null;
  if (report.fault) return report.fault;
  switch (report.pilot) {
    case "D":
      return "ventilation-required";
    case "E":
    case "F":
      return "pilot-error";
    case "A":
    case "B":
    case "C":
      return null;
  }
}

/** Whether the board speaks for the connector and nothing is wrong with it. */
export function isSound(connector: Connector): boolean {
  return connector.link === "up" && connector.report !== null && faultOf(connector) === null;
}

/** What is left of a use that has ended so. */
export function useAfter(ending: Ending): Extract<Use, { kind: "none" | "finished" }> {
  return ending.reopen ? { kind: "none" } : { kind: "finished" };
}

/** The connector's session, also while it is starting or recovering; null when it has none, or one that is ending already. */
export function runningSession({ use }: Connector): Session | null {
  switch (use.kind) {
    case "none":
    case "finished":
      return null;
    case "starting":
      return use.cancelled ? null : use.session;
    case "session":
    case "recovering":
      return use.session;
  }
}

/** Whether a cancelled start keeps the connector until the store has said what became of it. */
export function isUndoingStart(connector: Connector): boolean {
  return connector.use.kind === "starting" && connector.use.cancelled !== null;
}

/** The use as a person sees it: a cancelled start is over, even while the store has not said what became of it. */
function visibleUse(connector: Connector): Use["kind"] {
  const { use } = connector;
  return use.kind === "starting" && use.cancelled ? useAfter(use.cancelled).kind : use.kind;
}

/** Whether a connected vehicle waits for somebody to authorize it (A4). */
export function isAwaiting(unit: Unit, connector: Connector): boolean {
  return stateName(unit, connector) === "awaiting-authorization";
}

/** Whether an authorization could start a session here now. */
export function canStart(connector: Connector): boolean {
  return (
    (connector.use.kind === "none" || connector.use.kind === "finished") &&
    connector.pluggedAt !== null &&
    isSound(connector)
  );
}

/** Whether nothing at all is going on: a person may tap first here and plug in then. */
export function isFree(connector: Connector): boolean {
  return connector.use.kind === "none" && connector.pluggedAt === null && isSound(connector);
}

/** Whether the contactor may be closed: invariant I1, and the one place that says so. */
export function mayPower(unit: Unit, connector: Connector): boolean {
  return (
    !unit.shutdown &&
    connector.use.kind === "session" &&
    connector.pluggedAt !== null &&
    isSound(connector) &&
    (connector.use.session.credential !== null || unit.access === "open")
  );
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
  if (report?.pilot === "C" || report?.contactor === "closed") return "charging";
  return use.kind === "session" && use.charged ? "paused" : "authorized";
}

function idleStateName(unit: Unit, connector: Connector): ConnectorStateName {
  if (connector.pluggedAt !== null) {
    return unit.access === "restricted" ? "awaiting-authorization" : "plugged";
  }
  const claimed = unit.pending.some((pending) => pending.connectors.includes(connector.id));
  return claimed ? "authorized" : "available";
}
