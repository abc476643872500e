import { expire } from "./admission.ts";
import { giveUpCheck, voidLostChecks } from "./authorization-flow.ts";
import { declareContactorFault, endRecovery, tellFault } from "./board-flow.ts";
import { isSound } from "./condition.ts";
import { askToConfirm, dropMootConfirmations, passConfirmations } from "./confirm-flow.ts";
import { closeEnrolment } from "./enrolment-flow.ts";
import { passLocks, passTyping } from "./keypad-flow.ts";
import { endAtLimit } from "./limit-flow.ts";
import { passReservations } from "./reservation-flow.ts";
import { isKeptForOthers } from "./reservation-rule.ts";
import { dropMootReviews, followReview, giveUpReviews } from "./review-flow.ts";
import { TIMES } from "./rules.ts";
import { beginSession, giveUpStart } from "./session-flow.ts";
import { endBursts, recordSparingly } from "./sparing.ts";
import type { Connector, State } from "./state.ts";
import type { Turn } from "./turn.ts";
import { isAwaiting, mayPower, needsAuthorization } from "./view.ts";

/** Every deadline that has been reached takes effect, before whatever happens next (a late answer is late). */
export function passTime(turn: Turn): void {
  const now = turn.at.mono;
  // What has become of the connectors comes first: a question that ends now starts nothing at one that has failed.
  for (const connector of turn.connectors) {
    endRecovery(turn, connector);
    if (connector.refusal && connector.refusal.until <= now) connector.refusal = null;
    if (isDue(connector.holdUntil, now)) connector.holdUntil = null;
    if (connector.use.kind === "starting" && connector.use.deadline <= now) giveUpStart(turn, connector);
    if (isDue(connector.weldedAt, now)) declareContactorFault(turn, connector, "contactor-welded");
    if (isDue(connector.notClosingAt, now)) declareContactorFault(turn, connector, "contactor-not-closing");
    endAtLimit(turn, connector);
  }
  for (const pending of turn.pending.filter(({ deadline }) => deadline <= now)) expire(turn, pending);
  for (const check of turn.checks.filter(({ deadline }) => deadline <= now)) giveUpCheck(turn, check);
  giveUpReviews(turn);
  passConfirmations(turn);
  passReservations(turn);
  passLocks(turn);
  passTyping(turn);
  endBursts(turn);
  if (isDue(turn.enrolment?.until ?? null, now)) closeEnrolment(turn);
}

function isDue(deadline: number | null, now: number): boolean {
  return deadline !== null && deadline <= now;
}

/** The next monotonic time at which a `tick` is due; null: nothing is being waited for. */
export function nextDeadline(state: State): number | null {
  let next = Number.POSITIVE_INFINITY;
  const add = (at: number | null | undefined): void => {
    if (at !== null && at !== undefined && at < next) next = at;
  };
  for (const { deadline } of state.pending) add(deadline);
  for (const { deadline } of state.checks) add(deadline);
  for (const { deadline } of state.reviews) add(deadline);
  for (const { deadline } of state.confirmations) add(deadline);
  for (const { until } of state.reservations) add(until - state.latestOffset);
  for (const { until } of state.locked) add(until);
  for (const { until, keyUntil } of state.typing) add(keyUntil ?? until);
  add(state.enrolment?.until);
  add(state.refusals.burst?.until);
  add(state.faults.burst?.until);
  for (const { refusal, holdUntil, weldedAt, notClosingAt, use } of state.connectors) {
    for (const at of [refusal?.until, holdUntil, weldedAt, notClosingAt]) add(at);
    if (use.kind === "starting" && !use.cancelled) add(use.deadline);
    if (use.kind === "recovering") add(use.until);
    if (use.kind !== "session") continue;
    add(use.timeUpAt);
    const { until } = use.session.terms;
    if (until !== null && state.rules.listChangeStops) add(until - state.latestOffset);
  }
  return next === Number.POSITIVE_INFINITY ? null : next;
}

/**
 * Brings every connector in line with what is now known: faults told, interrupted sessions gone on with, waiting
 * authorizations and open access taken up, and last the contactor.
 */
export function settle(turn: Turn): void {
  voidLostChecks(turn);
  for (const connector of turn.connectors) {
    tellFault(turn, connector);
    endAtLimit(turn, connector);
    interruptOrResume(turn, connector);
    startWaiting(turn, connector);
    askToConfirm(turn, connector);
  }
  for (const connector of turn.connectors) tellAwaiting(turn, connector);
  dropMootReviews(turn);
  dropMootConfirmations(turn);
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
    // With faults that come and go, what it has come to is saved now and then all the same.
    if (turn.faults.burst === null)
      turn.effect({ type: "write", session: { connector: connector.id, session }, records: [] });
  } else if (sound && interrupted && connector.pluggedAt !== null) {
    connector.use = { ...connector.use, interrupted: false };
    const { id, credential } = session;
    const resumed = { event: "session-resumed", connector: connector.id, session: id, credential } as const;
    recordSparingly(turn, "faults", resumed, "flapping-faults");
  }
}

/** A vehicle that has come to a waiting authorization, or to open access, starts its session. */
function startWaiting(turn: Turn, connector: Connector): void {
  if (connector.use.kind !== "none" || connector.pluggedAt === null || !isSound(connector) || turn.shutdown)
    return;
  const pending = turn.pending.find(
    ({ connectors, credential, grant }) =>
      connectors.includes(connector.id) && !isKeptForOthers(turn, connector, credential, grant.group),
  );
  if (pending) {
    beginSession(turn, connector, pending, []);
    followReview(turn, pending, connector);
  } else if (!needsAuthorization(turn, connector) && connector.holdUntil === null)
    beginSession(turn, connector, null, []);
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
