import type { Effect, Event } from "../events.ts";
import { TIMES } from "../rules.ts";
import type { ConnectorId } from "../session.ts";
import type { Connector, State } from "../state.ts";
import { type Step, step } from "../step.ts";
import { AnswerLedger } from "./answer-ledger.ts";
import { others, sessionOf, strangers } from "./bystander-duty.ts";
import { KeypadLedger } from "./keypad-ledger.ts";
import { lights } from "./light-duty.ts";
import { power } from "./power-duty.ts";
import { ReservationLedger } from "./reservation-ledger.ts";
import { rests, waits } from "./rest-duty.ts";
import { SessionLedger } from "./session-ledger.ts";
import { TimeLedger } from "./time-ledger.ts";
import { types } from "./type-duty.ts";
import { order, withdrawals } from "./withdrawal-duty.ts";

/** What the watcher remembers of a run. */
interface Books {
  readonly sessions: SessionLedger;
  readonly answers: AnswerLedger;
  readonly reservations: ReservationLedger;
  readonly keypads: KeypadLedger;
  readonly time: TimeLedger;
}

/**
 * Watches a run of the core from its first step on and names every invariant (I1–I11) that a step breaks. One watcher
 * for one run. It states the invariants in its own words and asks none of the core's own predicates, so that a mistake
 * in those is seen, too.
 */
export class InvariantWatcher {
  readonly #books: Books;
  /** Connectors that were withdrawn in this run, before which none is permitted (I9). */
  readonly #withdrawn = new Set<ConnectorId>();
  /** Since when a contactor has been reported closed without permission, monotonic (I11). */
  readonly #closedSince = new Map<ConnectorId, number>();

  /** @param initial the state before the first event, or the books of the run so far */
  constructor(initial: State | Books) {
    this.#books = "connectors" in initial ? freshBooks(initial) : initial;
  }

  /** The same watcher, to go on apart: for those who explore several continuations of one run. */
  fork(): InvariantWatcher {
    const { sessions, answers, reservations, keypads, time } = this.#books;
    const copy = new InvariantWatcher({
      sessions: sessions.fork(),
      answers: answers.fork(),
      reservations: reservations.fork(),
      keypads: keypads.fork(),
      time: time.fork(),
    });
    for (const id of this.#withdrawn) copy.#withdrawn.add(id);
    for (const [id, since] of this.#closedSince) copy.#closedSince.set(id, since);
    return copy;
  }

  /** What this step breaks, as texts that begin with the invariant's number; empty when nothing. */
  check(before: State, event: Event, result: Step): string[] {
    const { state: after, effects } = result;
    const { sessions, answers, reservations, keypads, time } = this.#books;
    time.enter(event);
    const { broken, wrongPins } = sessions.enter(before, event, result, time);
    return [
      ...broken,
      ...answers.enter(event, result, sessions),
      ...reservations.enter(before, event, after, effects, time),
      ...keypads.enter(event, before.rules, effects, wrongPins),
      ...after.connectors.flatMap((connector) => this.#connector(before, event, result, connector)),
      ...this.#permits(after, effects),
      ...order(effects),
      ...unasked(before, event, result),
      ...waits(before, event, after),
      ...types(after),
    ];
  }

  #connector(before: State, event: Event, { state: after, effects }: Step, connector: Connector): string[] {
    const was = before.connectors.find(({ id }) => id === connector.id);
    if (!was) return [`I4 a connector appeared: ${connector.id}`];
    const { sessions, time } = this.#books;
    return [
      ...power(event, after, connector, (session) => sessions.isDurable(session), time),
      ...withdrawals(before, event, was, connector, effects),
      ...this.#continuity(was, connector),
      ...strangers(before, event, was, connector, effects),
      ...others(before, event, was, connector, effects),
      ...rests(after, event, was, connector, (request) => sessions.isSaving(request)),
      ...lights(after, connector),
      ...recoveries(before, event, was, connector),
      ...this.#welded(event, connector, effects),
    ];
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
    if (after !== null && this.#books.sessions.isStopped(after))
      return [`I4 goes on after its stop: ${after}`];
    if (before === null || before === after || this.#books.sessions.isStopped(before)) return [];
    const neverSaved = was.use.kind === "starting" && !this.#books.sessions.isDurable(before);
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

function freshBooks(initial: State): Books {
  return {
    sessions: new SessionLedger(savedSessions(initial)),
    answers: new AnswerLedger(),
    reservations: new ReservationLedger(initial.reservations),
    keypads: new KeypadLedger(initial.lockouts),
    time: new TimeLedger(),
  };
}

function savedSessions({ connectors, orphans }: State): string[] {
  return [...connectors.map(sessionOf), ...orphans.map(({ id }) => id)].filter((id) => id !== null);
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

/** I9: a saved session goes on only at its board's word that a vehicle is connected, and only after a short gap. */
function recoveries(before: State, event: Event, was: Connector, now: Connector): string[] {
  if (was.use.kind !== "recovering" || now.use.kind !== "session") return [];
  const { resume } = before.rules;
  const gap = event.at.wall - (before.aliveBefore ?? Number.NEGATIVE_INFINITY);
  const allowed = resume !== null && gap >= 0 && gap <= resume.within;
  const connected = event.type === "board-report" && event.connector === now.id && event.report.pilot !== "A";
  return allowed && connected ? [] : [`I9 resumed against the rules: ${was.use.session.id}`];
}
