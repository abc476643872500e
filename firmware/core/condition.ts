import { type Credential, sameCredential } from "./credential.ts";
import type { FaultCode } from "./happening.ts";
import type { Session } from "./session.ts";
import type { Connector, Ending, Use } from "./state.ts";

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

/** Whether the connector has a session of this credential that is not ending already. */
export function runsFor(connector: Connector, credential: Credential): boolean {
  const starter = runningSession(connector)?.credential ?? null;
  return starter !== null && sameCredential(starter, credential);
}

/** Whether a cancelled start keeps the connector until the store has said what became of it. */
export function isUndoingStart(connector: Connector): boolean {
  return connector.use.kind === "starting" && connector.use.cancelled !== null;
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

/** Whether the cloud has refused the session's credential since, and it has had what it might still have. */
export function isSuspended({ terms, energyWh }: Session): boolean {
  return terms.refusedAtWh !== null && (energyWh === null || energyWh >= terms.refusedAtWh);
}
