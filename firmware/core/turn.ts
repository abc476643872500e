import type { Check, Pending } from "./claim.ts";
import type { Effect, Instant, RemoteOutcome, RequestId } from "./events.ts";
import type { Happening } from "./happening.ts";
import type { ConnectorId } from "./session.ts";
import type { Confirmation, Connector, Review, State } from "./state.ts";

/**
 * One step in the making: a copy of the state that the step's parts may change, and the effects so far. The state that
 * came in is never touched, so `step` stays a pure function.
 */
export class Turn {
  readonly at: Instant;
  readonly before: State;
  readonly connectors: Connector[];
  readonly #withdrawn: ConnectorId[] = [];
  readonly #effects: Effect[] = [];
  rules: State["rules"];
  access: State["access"];
  checks: readonly Check[];
  pending: readonly Pending[];
  reviews: readonly Review[];
  confirmations: readonly Confirmation[];
  reservations: State["reservations"];
  lockouts: State["lockouts"];
  locked: State["locked"];
  doubted: State["doubted"];
  typing: State["typing"];
  enrolment: State["enrolment"];
  refusals: State["refusals"];
  faults: State["faults"];
  cloud: State["cloud"];
  unknownsLetIn: number;
  clockTrusted: boolean;
  latestOffset: number;
  orphans: State["orphans"];
  shutdown: boolean;
  #nextRequest: number;
  #nextSession: number;

  constructor(before: State, at: Instant) {
    this.before = before;
    this.at = at;
    this.connectors = before.connectors.map((connector) => ({ ...connector }));
    this.rules = before.rules;
    this.access = before.access;
    this.checks = before.checks;
    this.pending = before.pending;
    this.reviews = before.reviews;
    this.confirmations = before.confirmations;
    this.reservations = before.reservations;
    this.lockouts = before.lockouts;
    this.locked = before.locked;
    this.doubted = before.doubted;
    this.typing = before.typing;
    this.enrolment = before.enrolment;
    this.refusals = before.refusals;
    this.faults = before.faults;
    this.cloud = before.cloud;
    this.unknownsLetIn = before.unknownsLetIn;
    this.clockTrusted = before.clockTrusted;
    this.latestOffset = Math.max(before.latestOffset, at.wall - at.mono);
    this.orphans = before.orphans;
    this.shutdown = before.shutdown;
    this.#nextRequest = before.nextRequest;
    this.#nextSession = before.nextSession;
  }

  /** The state that the step ends in; written out, because spreading `before` takes a third of a step's time. */
  state(): State {
    const { unit, run, aliveBefore } = this.before;
    return {
      unit,
      rules: this.rules,
      access: this.access,
      connectors: this.connectors,
      checks: this.checks,
      pending: this.pending,
      reviews: this.reviews,
      confirmations: this.confirmations,
      reservations: this.reservations,
      lockouts: this.lockouts,
      locked: this.locked,
      doubted: this.doubted,
      typing: this.typing,
      enrolment: this.enrolment,
      refusals: this.refusals,
      faults: this.faults,
      cloud: this.cloud,
      unknownsLetIn: this.unknownsLetIn,
      clockTrusted: this.clockTrusted,
      latestOffset: this.latestOffset,
      orphans: this.orphans,
      run,
      nextRequest: this.#nextRequest,
      nextSession: this.#nextSession,
      aliveBefore,
      shutdown: this.shutdown,
    };
  }

  /** To be carried out in this order: released first (A5). */
  effects(): readonly Effect[] {
    const withdrawals = this.#withdrawn.map((connector): Effect => ({ type: "withdraw", connector }));
    return [...withdrawals, ...this.#effects];
  }

  /** The wall clock as if it had never been set back, milliseconds since 1970. */
  get latest(): number {
    return this.at.mono + this.latestOffset;
  }

  connector(id: ConnectorId): Connector | undefined {
    return this.connectors.find((connector) => connector.id === id);
  }

  /** The connectors named by `ids`, in the order of their numbers in the unit. */
  connectorsOf(ids: readonly ConnectorId[]): Connector[] {
    return this.connectors.filter((connector) => ids.includes(connector.id));
  }

  newRequest(): number {
    return this.#nextRequest++;
  }

  newSessionId(): string {
    return `${this.before.run}-${this.#nextSession++}`;
  }

  effect(effect: Exclude<Effect, { type: "withdraw" }>): void {
    this.#effects.push(effect);
  }

  /** Answers a request of the cloud. */
  respond(request: RequestId, outcome: RemoteOutcome): void {
    this.#effects.push({ type: "respond", request, outcome });
  }

  /** Releases the connector's contactor, before anything else that the step does. */
  withdraw(connector: Connector): void {
    connector.permitted = false;
    this.#withdrawn.push(connector.id);
  }

  /** Tells the outside. */
  announce(happening: Happening): void {
    this.#effects.push({ type: "announce", happening });
  }

  /** Tells the outside, and keeps it in the journal. */
  record(happening: Happening): void {
    this.announce(happening);
    this.#effects.push({ type: "write", records: [happening] });
  }
}
