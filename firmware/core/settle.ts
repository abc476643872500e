import { expire, giveUpCheck } from "./authorization-flow.ts";
import { declareContactorFault, tellFault } from "./board-flow.ts";
import { dropMootReviews, followReview, giveUpReviews } from "./review-flow.ts";
import { TIMES } from "./rules.ts";
import { beginSession, giveUpStart } from "./session-flow.ts";
import type { Connector, State } from "./state.ts";
import { voidLostChecks } from "./target.ts";
import type { Turn } from "./turn.ts";
import { isAwaiting, isSound, mayPower } from "./view.ts";

/** Every deadline that has been reached takes effect, before whatever happens next (a late answer is late). */
export function passTime(turn: Turn): void {
  const now = turn.at.mono;
  for (const pending of turn.pending.filter(({ deadline }) => deadline <= now)) expire(turn, pending);
  for (const check of turn.checks.filter(({ deadline }) => deadline <= now)) giveUpCheck(turn, check);
  giveUpReviews(turn);
  for (const connector of turn.connectors) {
    if (isDue(connector.refusedUntil, now)) connector.refusedUntil = null;
    if (isDue(connector.holdUntil, now)) connector.holdUntil = null;
    if (connector.use.kind === "starting" && connector.use.deadline <= now) giveUpStart(turn, connector);
    if (isDue(connector.weldedAt, now)) declareContactorFault(turn, connector, "contactor-welded");
    if (isDue(connector.notClosingAt, now)) declareContactorFault(turn, connector, "contactor-not-closing");
  }
}

function isDue(deadline: number | null, now: number): boolean {
  return deadline !== null && deadline <= now;
}

/** The next monotonic time at which a `tick` is due; null: nothing is being waited for. */
export function nextDeadline(state: State): number | null {
  const deadlines = [...state.pending, ...state.checks, ...state.reviews].map(({ deadline }) => deadline);
  for (const connector of state.connectors) {
    const { refusedUntil, holdUntil, weldedAt, notClosingAt, use } = connector;
    for (const at of [refusedUntil, holdUntil, weldedAt, notClosingAt]) if (at !== null) deadlines.push(at);
    if (use.kind === "starting" && !use.cancelled) deadlines.push(use.deadline);
  }
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}

/**
 * Brings every connector in line with what is now known: faults told, interrupted sessions gone on with, waiting
 * authorizations and open access taken up, and last the contactor.
 */
export function settle(turn: Turn): void {
  voidLostChecks(turn);
  for (const connector of turn.connectors) {
    tellFault(turn, connector);
    interruptOrResume(turn, connector);
    startWaiting(turn, connector);
    tellAwaiting(turn, connector);
  }
  dropMootReviews(turn);
  for (const connector of turn.connectors) {
    const allowed = mayPower(turn, connector);
    if (connector.permitted && !allowed) turn.withdraw(connector);
    else if (allowed && !connector.permitted && !isClosed(connector)) permit(turn, connector);
    watchContactor(turn, connector);
  }
}

/** A session outlives a fault, and goes on when it is over with the vehicle still connected. */
function interruptOrResume(turn: Turn, connector: Connector): void {
  if (connector.use.kind !== "session") return;
  const { session, interrupted } = connector.use;
  const sound = isSound(connector);
  if (!sound && !interrupted) {
    connector.use = { ...connector.use, interrupted: true };
    turn.effect({ type: "write", session: { connector: connector.id, session }, records: [] });
  } else if (sound && interrupted && connector.pluggedAt !== null) {
    connector.use = { ...connector.use, interrupted: false };
    const { id, credential } = session;
    turn.record({ event: "session-resumed", connector: connector.id, session: id, credential });
  }
}

/** A vehicle that has come to a waiting authorization, or to open access, starts its session. */
function startWaiting(turn: Turn, connector: Connector): void {
  if (connector.use.kind !== "none" || connector.pluggedAt === null || !isSound(connector) || turn.shutdown)
    return;
  const pending = turn.pending.find(({ connectors }) => connectors.includes(connector.id));
  if (pending) {
    beginSession(turn, connector, pending, []);
    followReview(turn, pending, connector);
  } else if (turn.access === "open" && connector.holdUntil === null) beginSession(turn, connector, null, []);
}

function tellAwaiting(turn: Turn, connector: Connector): void {
  const before = turn.before.connectors.find(({ id }) => id === connector.id);
  const was = before !== undefined && isAwaiting(turn.before, before);
  if (!was && isAwaiting(turn, connector)) {
    turn.announce({ event: "awaiting-authorization", connector: connector.id });
  }
}

/** A contactor that should have opened must be seen open before it may close again; else a welded one would go unnoticed. */
function isClosed(connector: Connector): boolean {
  return connector.report?.contactor === "closed";
}

function permit(turn: Turn, connector: Connector): void {
  connector.permitted = true;
  turn.effect({ type: "permit", connector: connector.id });
}

/** Starts and ends the two waits for the contactor to follow its command (I11). */
function watchContactor(turn: Turn, connector: Connector): void {
  const { report, link, permitted, contactorFault } = connector;
  const heard = link === "up" && contactorFault === null;
  const stuckClosed = heard && !permitted && isClosed(connector);
  const stuckOpen = heard && permitted && report?.pilot === "C" && !isClosed(connector);
  connector.weldedAt = stuckClosed ? (connector.weldedAt ?? turn.at.mono + TIMES.welded) : null;
  connector.notClosingAt = stuckOpen ? (connector.notClosingAt ?? turn.at.mono + TIMES.notClosing) : null;
}
