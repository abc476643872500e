import { concludeAnswer, concludeLookUp, goWithoutCloud, present } from "./authorization-flow.ts";
import { limitRecovery, loseBoard, restartBoard, takeReport } from "./board-flow.ts";
import { concludeConfirmation } from "./confirm-flow.ts";
import { openEnrolment } from "./enrolment-flow.ts";
import type { Effect, Event, RequestId } from "./events.ts";
import type { Access, Happening } from "./happening.ts";
import { takeTyping, takeUpLocks } from "./keypad-flow.ts";
import { voidAllChecks } from "./place.ts";
import { startRemotely, stopRemotely } from "./remote-flow.ts";
import { cancelReservation, reserve } from "./reservation-flow.ts";
import { concludeReview, reviewAll } from "./review-flow.ts";
import { changeRules } from "./rules-flow.ts";
import { answerStart, endSession, finishStart, recordStop } from "./session-flow.ts";
import { passTime, settle } from "./settle.ts";
import type { State } from "./state.ts";
import { Turn } from "./turn.ts";
import { takeRefresh } from "./word-flow.ts";

/** What a step makes of an event. */
export interface Step {
  readonly state: State;
  /** To be carried out in this order. */
  readonly effects: readonly Effect[];
}

/**
 * The authorization core: everything that is decided is decided here. Pure and synchronous; time comes with the event,
 * waits are deadlines in the state (see `nextDeadline`), and every outcome comes back as an event with its request.
 */
export function step(state: State, event: Event): Step {
  const turn = new Turn(state, event.at);
  passTime(turn);
  happen(turn, event);
  settle(turn);
  return { state: turn.state(), effects: turn.effects() };
}

function happen(turn: Turn, event: Event): void {
  switch (event.type) {
    case "started":
      if (turn.before.aliveBefore !== null) turn.record({ event: "restarted" });
      withdrawAll(turn);
      takeUpLocks(turn);
      for (const connector of turn.connectors) limitRecovery(turn, connector);
      for (const session of turn.orphans) recordStop(turn, session, "PowerLoss", null);
      turn.orphans = [];
      return;
    case "tick":
      return;
    case "board-report": {
      const connector = turn.connector(event.connector);
      if (connector) takeReport(turn, connector, event.report);
      return;
    }
    case "board-lost": {
      const connector = turn.connector(event.connector);
      if (connector) loseBoard(turn, connector);
      return;
    }
    case "board-restarted": {
      const connector = turn.connector(event.connector);
      if (connector) restartBoard(turn, connector);
      return;
    }
    case "presented":
      present(turn, event);
      return;
    case "looked-up":
      concludeLookUp(turn, event);
      concludeReview(turn, event);
      return;
    case "answered":
      concludeAnswer(turn, event);
      concludeConfirmation(turn, event);
      return;
    case "cloud-link":
      takeLink(turn, event.up);
      return;
    case "clock":
      if (event.proven) turn.latestOffset = event.at.wall - event.at.mono;
      if (event.trusted === turn.clockTrusted) return;
      turn.clockTrusted = event.trusted;
      turn.announce({ event: event.trusted ? "clock-trusted" : "clock-untrusted" });
      return;
    case "typing":
      takeTyping(turn, event);
      return;
    case "saved":
    case "save-failed":
      finishStart(turn, event.request, event.type === "saved");
      return;
    case "access":
      switchAccess(turn, event.access);
      return;
    case "rules":
      changeRules(turn, event.rules);
      return;
    case "remote-start":
      startRemotely(turn, event);
      return;
    case "remote-stop":
      stopRemotely(turn, event);
      return;
    case "reserve":
      reserve(turn, event);
      return;
    case "cancel-reservation":
      cancelReservation(turn, event);
      return;
    case "enrol":
      openEnrolment(turn, event);
      return;
    case "refresh":
      takeRefresh(turn, event);
      return;
    case "clear-cache":
      clearCache(turn, event.request);
      return;
    case "list-changed":
      reviewAll(turn);
      return;
    case "stop-all":
      turn.pending = [];
      voidAllChecks(turn, "connector-busy");
      for (const connector of turn.connectors)
        endSession(turn, connector, { reason: "Other", by: null, reopen: false });
      withdrawAll(turn);
      return;
    case "shutdown":
      turn.shutdown = true;
      turn.reviews = [];
      turn.confirmations = [];
      voidAllChecks(turn, "shutting-down");
      abandonAskedStarts(turn);
      saveSessions(turn);
      withdrawAll(turn);
      return;
  }
}

/** To restricted: a session that nobody was authorized for ends, and its vehicle awaits authorization at once (A3). */
function switchAccess(turn: Turn, access: Access): void {
  if (access === turn.access) return;
  turn.access = access;
  const changed: Happening = { event: "access-changed", access };
  turn.announce(changed);
  turn.effect({ type: "write", records: [changed], access });
  if (access === "open") return;
  for (const connector of turn.connectors) {
    const { use } = connector;
    const anonymous = (use.kind === "session" || use.kind === "starting") && use.session.credential === null;
    if (anonymous) endSession(turn, connector, { reason: "DeAuthorized", by: null, reopen: true });
  }
}

/** The cloud can be reached, or no longer: whoever waited for its answer is decided by the offline rules at once. */
function takeLink(turn: Turn, up: boolean): void {
  const was = turn.cloud;
  turn.cloud = up ? "up" : "down";
  if (was === turn.cloud || (was === "none" && !up)) return;
  turn.confirmations = [];
  if (up) turn.unknownsLetIn = 0;
  turn.announce({ event: up ? "cloud-connected" : "cloud-lost" });
  if (!up) goWithoutCloud(turn);
}

/** OCPP 2.0.1 C11 */
function clearCache(turn: Turn, request: RequestId): void {
  if (turn.rules.cache === null) {
    turn.respond(request, { accepted: false, reason: "cache-off" });
    return;
  }
  turn.effect({ type: "cache", answer: null });
  turn.respond(request, { accepted: true, session: null });
}

function withdrawAll(turn: Turn): void {
  for (const connector of turn.connectors) turn.withdraw(connector);
}

/**
 * The cloud hears at once that its start comes to nothing, so it must not go on in the next run. A start by a card at the
 * charger may: nobody has been told what became of it.
 */
function abandonAskedStarts(turn: Turn): void {
  for (const connector of turn.connectors) {
    if (connector.use.kind !== "starting" || connector.use.unanswered === null) continue;
    answerStart(turn, connector, { accepted: false, verdict: "Invalid", reason: "shutting-down" });
    endSession(turn, connector, { reason: "Other", by: null, reopen: true });
  }
}

/** What the sessions have come to is kept for the next run, which may only have to end them. */
function saveSessions(turn: Turn): void {
  for (const { id, use } of turn.connectors) {
    if (use.kind !== "session") continue;
    turn.effect({ type: "write", session: { connector: id, session: use.session }, records: [] });
  }
}
