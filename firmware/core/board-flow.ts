import { faultOf } from "./condition.ts";
import type { BoardReport } from "./events.ts";
import type { FaultCode, Happening } from "./happening.ts";
import { countEnergy } from "./metering.ts";
import type { Session } from "./session.ts";
import { answerStart, endSession } from "./session-flow.ts";
import { recordSparingly } from "./sparing.ts";
import type { Connector } from "./state.ts";
import type { Turn } from "./turn.ts";

/** What the board says: the vehicle, the contactor, the meter, its own faults. */
export function takeReport(turn: Turn, connector: Connector, report: BoardReport): void {
  const before = connector.report;
  if (connector.link === "lost") turn.announce({ event: "board-back", connector: connector.id });
  const firstWord = connector.link !== "up";
  connector.link = "up";
  connector.report = report;
  if (report.contactor !== (before?.contactor ?? "open")) {
    turn.announce({ event: "contactor", connector: connector.id, state: report.contactor });
  }
  countEnergy(turn, connector, report);
  if (connector.use.kind === "session" && connector.permitted && report.contactor === "closed")
    connector.use = { ...connector.use, charged: true };
  takeVehicle(turn, connector, report);
  takeContactor(turn, connector, report, firstWord);
  if (connector.use.kind === "recovering") recover(turn, connector, connector.use.session);
}

/** Plug and unplug. The pilot states E and F say nothing about the cable, so what was known before stays. */
function takeVehicle(turn: Turn, connector: Connector, report: BoardReport): void {
  switch (report.pilot) {
    case "A":
      if (connector.pluggedAt !== null) {
        turn.announce({ event: "unplugged", connector: connector.id });
        connector.pluggedAt = null;
      }
      endSession(turn, connector, { reason: "EVDisconnected", by: null, reopen: true });
      if (connector.use.kind === "finished") connector.use = { kind: "none" };
      connector.holdUntil = null;
      return;
    case "B":
    case "C":
    case "D":
      if (connector.pluggedAt !== null) return;
      turn.announce({ event: "plugged", connector: connector.id });
      connector.pluggedAt = turn.at.mono;
      return;
    case "E":
    case "F":
      return;
  }
}

/**
 * A contactor that is closed, or a board that would close it, without permission is withdrawn at once (I11); so is a board
 * that has just come (back): it boots enabled.
 */
function takeContactor(turn: Turn, connector: Connector, report: BoardReport, firstWord: boolean): void {
  if (report.contactor === "open") {
    if (connector.contactorFault === "contactor-welded") connector.contactorFault = null;
    connector.weldedAt = null;
  } else if (connector.contactorFault === "contactor-not-closing") {
    connector.contactorFault = null;
  }
  if (report.pilot === "A" && connector.contactorFault === "contactor-not-closing") {
    connector.contactorFault = null;
  }
  const unasked = !connector.permitted && (report.contactor === "closed" || report.enabled);
  if (firstWord || unasked) turn.withdraw(connector);
}

/** At the start: a board that does not speak in time leaves its saved session to nobody. */
export function limitRecovery(turn: Turn, connector: Connector): void {
  const { rules } = turn;
  const { aliveBefore } = turn.before;
  if (connector.use.kind !== "recovering" || rules.resume === null) return;
  const gap = Math.max(0, turn.at.wall - (aliveBefore ?? 0));
  connector.use = { ...connector.use, until: turn.at.mono + Math.max(0, rules.resume.within - gap) + 1 };
}

/** The gap has become too long while the board was awaited. */
export function endRecovery(turn: Turn, connector: Connector): void {
  const { use } = connector;
  if (use.kind !== "recovering" || use.until === null || use.until > turn.at.mono) return;
  endSession(turn, connector, { reason: "PowerLoss", by: null, reopen: true });
}

/** The board's first word after a restart of the unit decides about the saved session (I9). */
function recover(turn: Turn, connector: Connector, session: Session): void {
  if (connector.pluggedAt === null) return;
  const { resume } = turn.rules;
  const gap = turn.at.wall - (turn.before.aliveBefore ?? 0);
  // A clock that is not to be believed cannot tell how long the gap was.
  const short = resume !== null && turn.clockTrusted && gap >= 0 && gap <= resume.within;
  if (!short) {
    endSession(turn, connector, { reason: "PowerLoss", by: null, reopen: true });
    return;
  }
  if (session.credential === null && turn.access === "restricted") {
    endSession(turn, connector, { reason: "DeAuthorized", by: null, reopen: true });
    return;
  }
  const { maxTime } = session.terms;
  const left = maxTime === null ? null : maxTime - Math.max(0, turn.at.wall - session.startedAt);
  connector.use = {
    kind: "session",
    session,
    timeUpAt: left === null ? null : turn.at.mono + Math.max(0, left),
    interrupted: true,
    charged: (session.energyWh ?? 0) > 0,
  };
}

/** The board is gone: nothing is known of its connector any more, and the withdrawal is sent in case it still hears. */
export function loseBoard(turn: Turn, connector: Connector): void {
  if (connector.link === "lost") return;
  connector.link = "lost";
  turn.announce({ event: "board-lost", connector: connector.id });
  forceWithdraw(turn, connector);
}

/** The board announced that it has restarted. It boots enabled: it is withdrawn in this step, and asked before anything else. */
export function restartBoard(turn: Turn, connector: Connector): void {
  if (connector.link === "lost") turn.announce({ event: "board-back", connector: connector.id });
  turn.announce({ event: "board-restarted", connector: connector.id });
  connector.link = "unknown";
  if (connector.contactorFault === "contactor-not-closing") connector.contactorFault = null;
  forceWithdraw(turn, connector);
}

function forceWithdraw(turn: Turn, connector: Connector): void {
  connector.weldedAt = null;
  connector.notClosingAt = null;
  turn.withdraw(connector);
}

/** Announces and records a fault that came, changed or went. */
export function tellFault(turn: Turn, connector: Connector): void {
  const fault = connector.link === "unknown" ? connector.announcedFault : faultOf(connector);
  const told = connector.announcedFault;
  if (fault === told) return;
  const tell = (happening: Happening) => recordSparingly(turn, "faults", happening, "flapping-faults");
  if (told) tell({ event: "fault-cleared", connector: connector.id, code: told });
  if (fault) tell({ event: "fault", connector: connector.id, code: fault });
  connector.announcedFault = fault;
}

/** Faults of the contactor itself, found by the unit: the session that it had is over. */
export function declareContactorFault(
  turn: Turn,
  connector: Connector,
  fault: Extract<FaultCode, "contactor-welded" | "contactor-not-closing">,
): void {
  connector.contactorFault = fault;
  connector.weldedAt = null;
  connector.notClosingAt = null;
  answerStart(turn, connector, { accepted: false, verdict: "Invalid", reason: "connector-faulted" });
  endSession(turn, connector, { reason: "Other", by: null, reopen: false });
}
