import { AnswerLedger } from "./answer-ledger.ts";
import { others, sessionOf, strangers } from "./bystander-duty.ts";
import type { Effect, Event } from "./events.ts";
import { lightOf } from "./light.ts";
import { TIMES } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import { SessionLedger } from "./session-ledger.ts";
import { nextDeadline } from "./settle.ts";
import type { Connector, State } from "./state.ts";
import { type Step, step } from "./step.ts";
import { isWellReported, order, withdrawals } from "./withdrawal-duty.ts";

/**
 * Watches a run of the core from its first step on and names every invariant (I1–I11) that a step breaks. One watcher
 * for one run. It states the invariants in its own words and asks none of the core's own predicates, so that a mistake
 * in those is seen, too.
 */
export class InvariantWatcher {
  readonly #ledger: SessionLedger;
  readonly #answers: AnswerLedger;
  /** Connectors that were withdrawn in this run, before which none is permitted (I9). */
  readonly #withdrawn = new Set<ConnectorId>();
  /** Since when a contactor has been reported closed without permission, monotonic (I11). */
  readonly #closedSince = new Map<ConnectorId, number>();

  /** @param initial the state before the first event, or the books of the run so far */
  constructor(initial: State | SessionLedger, answers = new AnswerLedger()) {
    this.#answers = answers;
    this.#ledger = initial instanceof SessionLedger ? initial : new SessionLedger(savedSessions(initial));
  }

  /** The same watcher, to go on apart: for those who explore several continuations of one run. */
  fork(): InvariantWatcher {
    const copy = new InvariantWatcher(this.#ledger.fork(), this.#answers.fork());
    for (const id of this.#withdrawn) copy.#withdrawn.add(id);
    for (const [id, since] of this.#closedSince) copy.#closedSince.set(id, since);
    return copy;
  }

  /** What this step breaks, as texts that begin with the invariant's number; empty when nothing. */
  check(before: State, event: Event, result: Step): string[] {
    const { state: after, effects } = result;
    return [
      ...this.#ledger.enter(before, event, result),
      ...this.#answers.enter(event, result, this.#ledger),
      ...after.connectors.flatMap((connector) => this.#connector(before, event, result, connector)),
      ...this.#permits(after, effects),
      ...order(effects),
      ...unasked(before, event, result),
      ...waits(event, after),
    ];
  }

  #connector(before: State, event: Event, { state: after, effects }: Step, connector: Connector): string[] {
    const was = before.connectors.find(({ id }) => id === connector.id);
    if (!was) return [`I4 a connector appeared: ${connector.id}`];
    return [
      ...this.#power(after, connector),
      ...withdrawals(before, event, was, connector, effects),
      ...this.#continuity(was, connector),
      ...strangers(before, event, was, connector, effects),
      ...others(before, event, was, connector),
      ...lights(after, connector),
      ...recoveries(before, event, was, connector),
      ...this.#welded(event, connector, effects),
    ];
  }

  /** I1 */
  #power(after: State, connector: Connector): string[] {
    if (!connector.permitted) return [];
    const { use } = connector;
    const why: string[] = [];
    if (use.kind !== "session") why.push("no session");
    else {
      if (!this.#ledger.isDurable(use.session.id)) why.push("its session is not known to be durable");
      const { credential, terms, energyWh } = use.session;
      if (credential === null && after.access !== "open") why.push("nobody was authorized");
      if (terms.refusedAtWh !== null && (energyWh ?? terms.refusedAtWh) >= terms.refusedAtWh)
        why.push("the cloud has refused it");
      if (terms.maxEnergyWh !== null && (energyWh ?? 0) >= terms.maxEnergyWh) why.push("it had its energy");
    }
    if (connector.pluggedAt === null) why.push("no vehicle");
    if (!isWell(connector)) why.push("a fault");
    if (after.shutdown) why.push("the unit is going down");
    return why.map((text) => `I1 power at ${connector.id}: ${text}`);
  }

  /** I9: no board is permitted before it has been withdrawn in this run; I11: nor while its contactor has not opened. */
  #permits(after: State, effects: readonly Effect[]): string[] {
    const broken: string[] = [];
    for (const effect of effects) {
      if (effect.type === "withdraw") this.#withdrawn.add(effect.connector);
      if (effect.type !== "permit") continue;
      if (!this.#withdrawn.has(effect.connector))
        broken.push(`I9 permitted before any withdrawal: ${effect.connector}`);
      const permitted = after.connectors.find(({ id }) => id === effect.connector);
      if (permitted?.report?.contactor === "closed")
        broken.push(`I11 permitted before it was seen open: ${effect.connector}`);
    }
    return broken;
  }

  /** I4: a session that the connector had and has no more was stopped; one that was stopped is not there any more. */
  #continuity(was: Connector, now: Connector): string[] {
    const before = sessionOf(was);
    const after = sessionOf(now);
    if (after !== null && this.#ledger.isStopped(after)) return [`I4 goes on after its stop: ${after}`];
    if (before === null || before === after || this.#ledger.isStopped(before)) return [];
    const neverSaved = was.use.kind === "starting" && !this.#ledger.isDurable(before);
    return neverSaved ? [] : [`I4 ended without a stop record: ${before}`];
  }

  /** I11: a contactor that stays closed is called welded in time, and nothing starts there. */
  #welded(event: Event, now: Connector, effects: readonly Effect[]): string[] {
    const closed = now.link === "up" && now.report?.contactor === "closed" && !now.permitted;
    if (!closed) {
      this.#closedSince.delete(now.id);
      return [];
    }
    const since = this.#closedSince.get(now.id) ?? event.at.mono;
    this.#closedSince.set(now.id, since);
    if (event.at.mono < since + TIMES.welded) return [];
    if (now.contactorFault !== "contactor-welded")
      return [`I11 still closed, and not called welded: ${now.id}`];
    const starts = effects.some(
      (effect) => effect.type === "save-start" && effect.session.connector === now.id,
    );
    return starts ? [`I11 a session starts at a welded contactor: ${now.id}`] : [];
  }
}

function savedSessions({ connectors, orphans }: State): string[] {
  return [...connectors.map(sessionOf), ...orphans.map(({ id }) => id)].filter((id) => id !== null);
}

/** Whether the board speaks for the connector and nobody has found a fault. */
function isWell({ link, report, contactorFault }: Connector): boolean {
  return link === "up" && report !== null && contactorFault === null && isWellReported(report);
}

/** I3: an outcome that answers nothing outstanding does what a tick would have done, and no more. */
function unasked(before: State, event: Event, result: Step): string[] {
  if (!isOutcome(event) || isAsked(before, event)) return [];
  const tick = step(before, { type: "tick", at: event.at });
  return JSON.stringify(tick) === JSON.stringify(result)
    ? []
    : [`I3 an unasked ${event.type} changed something`];
}

type Outcome = Extract<Event, { type: "looked-up" | "answered" | "saved" | "save-failed" }>;

function isOutcome(event: Event): event is Outcome {
  return ["looked-up", "answered", "saved", "save-failed"].includes(event.type);
}

function isAsked({ checks, reviews, confirmations, connectors }: State, event: Outcome): boolean {
  const inTime = ({ request, deadline }: { request: number; deadline: number }) =>
    request === event.request && event.at.mono < deadline;
  switch (event.type) {
    case "looked-up":
      return checks.some((check) => check.stage.kind === "looking" && inTime(check)) || reviews.some(inTime);
    case "answered":
      return (
        checks.some((check) => check.stage.kind === "asking" && inTime(check)) ||
        confirmations.some((one) => one.asked && inTime(one))
      );
    case "saved":
    case "save-failed":
      return connectors.some(({ use }) => use.kind === "starting" && use.request === event.request);
  }
}

/** How long a question may take at its stage. */
function longestOf({ stage }: State["checks"][number], { askTimeout }: State["rules"]): number {
  switch (stage.kind) {
    case "looking":
      return TIMES.lookup;
    case "asking":
      return askTimeout;
    case "pin":
      return TIMES.pinAfterCard;
  }
}

/** I6: every wait has a deadline, it lies ahead and not too far, and the next tick comes no later. */
function waits(event: Event, after: State): string[] {
  const now = event.at.mono;
  const { rules } = after;
  const ends: (readonly [deadline: number | null, longest: number])[] = [
    ...after.checks.map((check) => [check.deadline, longestOf(check, rules)] as const),
    ...after.reviews.map(({ deadline }) => [deadline, TIMES.lookup] as const),
    ...after.confirmations.map(
      ({ deadline, asked }) => [deadline, asked ? rules.askTimeout : TIMES.confirmAgain] as const,
    ),
    ...after.typing.map(({ until }) => [until, rules.pinIdle] as const),
    [after.enrolUntil, TIMES.enrolLongest],
    [after.refusals.burst?.until ?? null, TIMES.burstOver],
    ...after.pending.map(({ deadline }) => [deadline, after.rules.connectionTimeout] as const),
    ...after.connectors.flatMap(({ use, refusal, holdUntil, weldedAt, notClosingAt }) => [
      [use.kind === "starting" && !use.cancelled ? use.deadline : null, TIMES.save] as const,
      [refusal?.until ?? null, TIMES.refused] as const,
      [holdUntil, TIMES.retryStart] as const,
      [weldedAt, TIMES.welded] as const,
      [notClosingAt, TIMES.notClosing] as const,
    ]),
  ];
  const next = nextDeadline(after);
  return ends.flatMap(([deadline, longest]) => {
    if (deadline === null) return [];
    if (deadline <= now || deadline > now + longest) return [`I6 a wait until ${deadline} at ${now}`];
    return next === null || next > deadline ? [`I6 no tick is due at ${deadline}`] : [];
  });
}

/** I7: yellow exactly while a vehicle awaits authorization and nothing more urgent is to be shown. */
function lights(after: State, connector: Connector): string[] {
  const { use, refusal, pluggedAt, id } = connector;
  const idle = use.kind === "none" || (use.kind === "starting" && use.cancelled?.reopen === true);
  const locked = after.access === "restricted" || isKept(after, connector);
  const awaiting = idle && pluggedAt !== null && isWell(connector) && locked && !after.shutdown;
  const checked = after.checks.some(({ place }) => {
    const { lost, vehicles, free, serves } = place;
    const meant = vehicles.length > 0 ? vehicles.slice(0, 1) : free.length > 0 ? free : serves;
    return lost === null && meant.includes(id);
  });
  const typed = after.typing.some(({ connectors }) => connectors.includes(id));
  const light = lightOf(after, connector);
  const urgent = refusal !== null || checked || typed || after.enrolUntil !== null;
  const yellow = awaiting && !urgent;
  return yellow === (light === "yellow") ? [] : [`I7 the light of ${id} shows ${light}`];
}

/** Whether a connector is reserved, by name or because too few are left, so that nobody may just plug in. */
function isKept({ reservations, connectors, pending }: State, connector: Connector): boolean {
  const named = (id: ConnectorId) => reservations.some((one) => one.connector === id);
  const unnamed = reservations.filter((one) => one.connector === null).length;
  const left = connectors.filter(
    (one) =>
      one.id !== connector.id &&
      one.use.kind === "none" &&
      one.pluggedAt === null &&
      isWell(one) &&
      !named(one.id) &&
      !pending.some((other) => other.connectors.includes(one.id)),
  ).length;
  return named(connector.id) || left < unnamed;
}

/** I9: a saved session goes on only at its board's word that a vehicle is connected, and only after a short gap. */
function recoveries(before: State, event: Event, was: Connector, now: Connector): string[] {
  if (was.use.kind !== "recovering" || now.use.kind !== "session") return [];
  const { resume } = before.rules;
  const gap = event.at.wall - (before.aliveBefore ?? Number.NEGATIVE_INFINITY);
  const allowed = resume !== null && gap >= 0 && gap <= resume.within;
  const connected = event.type === "board-report" && event.connector === now.id && event.report.pilot !== "A";
  return allowed && connected ? [] : [`I9 resumed against the rules: ${was.use.session.id}`];
}
