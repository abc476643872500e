import type { FaultCode } from "./happening.ts";
import type { Connector, State } from "./state.ts";

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

/** Whether a connected vehicle waits for somebody to authorize it (A4). */
export function isAwaiting(state: State, connector: Connector): boolean {
  return (
    state.access === "restricted" &&
    connector.use.kind === "none" &&
    connector.pluggedAt !== null &&
    isSound(connector)
  );
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
export function mayPower(state: State, connector: Connector): boolean {
  return (
    !state.shutdown &&
    connector.use.kind === "session" &&
    connector.pluggedAt !== null &&
    isSound(connector) &&
    (connector.use.session.credential !== null || state.access === "open")
  );
}

/** The connector's state by its name. */
export function stateName(state: State, connector: Connector): ConnectorStateName {
  if (faultOf(connector)) return "faulted";
  if (connector.link === "unknown" || connector.use.kind === "recovering") return "unavailable";
  switch (connector.use.kind) {
    case "session":
      return sessionStateName(connector);
    case "starting":
      return "authorized";
    case "finished":
      return "finished";
    case "none":
      break;
  }
  if (connector.pluggedAt !== null)
    return state.access === "restricted" ? "awaiting-authorization" : "plugged";
  return state.pending.some((pending) => pending.connectors.includes(connector.id))
    ? "authorized"
    : "available";
}

function sessionStateName(connector: Connector): ConnectorStateName {
  const report = connector.report;
  if (report?.pilot === "C" || report?.contactor === "closed") return "charging";
  const used = connector.use.kind === "session" ? (connector.use.session.energyWh ?? 0) : 0;
  return used > 0 ? "paused" : "authorized";
}
