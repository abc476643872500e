import type { Credential } from "./credential.ts";
import type { Effect, Event } from "./events.ts";
import type { Found } from "./list-entry.ts";
import { isLetIn, nameOf, ReviewLedger } from "./review-ledger.ts";
import { TIMES } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import type { State } from "./state.ts";
import type { Step } from "./step.ts";

/** A look-up that the core has asked for. */
interface Ask {
  readonly credential: Credential;
  readonly at: number;
  readonly serves: readonly ConnectorId[];
  /** The connector whose vehicle it was for; null: none in particular. */
  readonly vehicleAt: ConnectorId | null;
  /** That vehicle has left, or its connector has failed, since. */
  lost: boolean;
}

/** An accepted authorization that has started nothing yet. */
interface Grant {
  readonly connectors: readonly ConnectorId[];
  readonly until: number;
}

/**
 * The watcher's own books of one run, kept from events and effects alone: who was let in, which starts are durable, which
 * sessions were started and stopped. It shares no rule with the core that it watches.
 */
export class SessionLedger {
  readonly #started = new Set<string>();
  readonly #stopped = new Set<string>();
  readonly #durable = new Set<string>();
  /** Starts that the store has not answered, by request. */
  readonly #saving = new Map<number, string>();
  readonly #asks = new Map<number, Ask>();
  readonly #grants = new Map<string, Grant>();
  /** The invariant that a start would break, by credential: why it was not let in when it was last shown. */
  readonly #refused = new Map<string, string>();
  readonly #reviews: ReviewLedger;

  /** @param saved ids of the sessions that an earlier run started and did not end */
  constructor(saved: Iterable<string>, reviews = new ReviewLedger()) {
    this.#reviews = reviews;
    for (const id of saved) {
      this.#started.add(id);
      this.#durable.add(id);
    }
  }

  /** The same books, to be continued apart. */
  fork(): SessionLedger {
    const copy = new SessionLedger(this.#started, this.#reviews.fork());
    copy.#durable.clear();
    for (const id of this.#durable) copy.#durable.add(id);
    for (const id of this.#stopped) copy.#stopped.add(id);
    for (const [request, id] of this.#saving) copy.#saving.set(request, id);
    for (const [request, ask] of this.#asks) copy.#asks.set(request, { ...ask });
    for (const [name, grant] of this.#grants) copy.#grants.set(name, grant);
    for (const [name, why] of this.#refused) copy.#refused.set(name, why);
    return copy;
  }

  isDurable(session: string): boolean {
    return this.#durable.has(session);
  }

  isStopped(session: string): boolean {
    return this.#stopped.has(session);
  }

  /** Enters one step; what it breaks, as texts that begin with the invariant's number. */
  enter(event: Event, { state, effects }: Step): string[] {
    this.#loseVehicles(event);
    if (event.type === "looked-up") this.#conclude(event.request, event.found, event.at, state, effects);
    if (event.type === "saved" || event.type === "save-failed") this.#concludeSave(event);
    const broken = this.#review(event, state);
    for (const effect of effects) broken.push(...this.#effect(event, state, effect));
    if (event.type === "stop-all") this.#grants.clear();
    return broken;
  }

  /** A vehicle that left, a fault or a lost board ends what was asked for that vehicle (I3). */
  #loseVehicles(event: Event): void {
    if (event.type !== "board-report" && event.type !== "board-lost" && event.type !== "board-restarted")
      return;
    const fine =
      event.type === "board-report" &&
      event.report.fault === null &&
      (event.report.pilot === "B" || event.report.pilot === "C");
    if (fine) return;
    for (const ask of this.#asks.values()) if (ask.vehicleAt === event.connector) ask.lost = true;
  }

  /** A credential that a review refuses is let in no longer. */
  #review(event: Event, state: State): string[] {
    const refused = this.#reviews.conclude(event);
    if (refused === null) return [];
    this.#grants.delete(refused.name);
    this.#refused.set(refused.name, "I5");
    const still = stillCharging(state, refused.name);
    return still.length > refused.open ? still : [];
  }

  #concludeSave({ type, request }: Extract<Event, { type: "saved" | "save-failed" }>): void {
    const session = this.#saving.get(request);
    if (session === undefined) return;
    this.#saving.delete(request);
    if (type === "saved") this.#durable.add(session);
    else this.#started.delete(session);
  }

  #conclude(
    request: number,
    found: Found | null,
    at: Event["at"],
    state: State,
    effects: readonly Effect[],
  ): void {
    const ask = this.#asks.get(request);
    if (!ask) return;
    this.#asks.delete(request);
    const name = nameOf(ask.credential);
    const why = refusalOf(ask, found, at, effects);
    if (why) {
      this.#refused.set(name, why);
      return;
    }
    this.#reviews.forget(name);
    this.#grants.set(name, { connectors: ask.serves, until: at.mono + state.rules.connectionTimeout });
  }

  #effect(event: Event, state: State, effect: Effect): string[] {
    switch (effect.type) {
      case "look-up": {
        if (event.type === "list-changed") {
          this.#reviews.ask(effect.request, effect.credential, event.at.mono);
          return [];
        }
        if (event.type !== "presented" && event.type !== "remote-start")
          return ["I3 a look-up that nobody asked for"];
        const target = state.checks.find(({ request }) => request === effect.request)?.target;
        const vehicleAt = target?.kind === "vehicle" ? target.connector : null;
        this.#asks.set(effect.request, {
          credential: effect.credential,
          at: event.at.mono,
          serves: event.type === "presented" ? event.connectors : named(event.connector, state),
          vehicleAt,
          lost: false,
        });
        return [];
      }
      case "save-start": {
        this.#saving.set(effect.request, effect.session.id);
        return [...this.#useGrant(event, effect), ...this.#records(effect.records)];
      }
      case "write": {
        const saved = effect.session?.session;
        const late = saved && this.#stopped.has(saved.id) ? [`I4 saved after its stop: ${saved.id}`] : [];
        return [...late, ...this.#records(effect.records)];
      }
      case "announce":
      case "respond":
      case "permit":
      case "withdraw":
        return [];
    }
  }

  /** A start needs an authorization that was given for its connector in time, and uses it up. */
  #useGrant(event: Event, { session }: Extract<Effect, { type: "save-start" }>): string[] {
    if (session.credential === null) return [];
    const name = nameOf(session.credential);
    const grant = this.#grants.get(name);
    this.#grants.delete(name);
    if (grant?.connectors.includes(session.connector) && event.at.mono < grant.until) return [];
    const why = grant ? "I4" : (this.#refused.get(name) ?? "I4");
    return [`${why} ${session.id} starts without an authorization of its own`];
  }

  /** I4: every session has one start and then one stop; I8: only its own credential stops it locally. */
  #records(records: Extract<Effect, { type: "write" }>["records"]): string[] {
    const broken: string[] = [];
    for (const record of records) {
      if (record.event === "session-started") {
        if (this.#started.has(record.session)) broken.push(`I4 started twice: ${record.session}`);
        this.#started.add(record.session);
      } else if (record.event === "session-stopped") {
        if (!this.#started.has(record.session)) broken.push(`I4 stopped before its start: ${record.session}`);
        if (this.#stopped.has(record.session)) broken.push(`I4 stopped twice: ${record.session}`);
        this.#stopped.add(record.session);
        const { credential, stoppedBy, reason } = record;
        const own = credential !== null && stoppedBy !== null && nameOf(credential) === nameOf(stoppedBy);
        if (reason === "Local" && !own) broken.push(`I8 stopped by another credential: ${record.session}`);
      } else if (record.event === "session-resumed" && this.#stopped.has(record.session)) {
        broken.push(`I4 resumed after its stop: ${record.session}`);
      }
    }
    return broken;
  }
}

/** Which invariant a start upon this answer would break; null: none, the credential is let in. */
function refusalOf(
  ask: Ask,
  found: Found | null,
  at: Event["at"],
  effects: readonly Effect[],
): string | null {
  if (at.mono >= ask.at + TIMES.lookup || ask.lost) return "I3";
  if (!found) return "I10";
  if (!isLetIn(found, at.wall)) return "I5";
  const told = effects.some(
    (effect) =>
      effect.type === "announce" &&
      effect.happening.event === "denied" &&
      nameOf(effect.happening.credential) === nameOf(ask.credential),
  );
  return told ? "I5" : null;
}

/** Where a remote start may take effect: at the connector that it names, else at any. */
function named(connector: ConnectorId | null, { connectors }: State): readonly ConnectorId[] {
  return connector === null ? connectors.map(({ id }) => id) : [connector];
}

/**
 * D01: whoever is refused when the lists have changed neither charges, nor is about to, nor may at the next plug, but for
 * what has a question of its own (a power cut may have left two sessions of one credential).
 */
function stillCharging({ connectors, pending }: State, refused: string): string[] {
  const going = connectors.filter(({ use }) => {
    if (use.kind === "none" || use.kind === "finished") return false;
    const ending = use.kind === "starting" && use.cancelled !== null;
    return !ending && use.session.credential !== null && nameOf(use.session.credential) === refused;
  });
  const waiting = pending.filter(({ credential }) => nameOf(credential) === refused);
  return [
    ...going.map(({ id }) => `I5 goes on though its credential is refused: ${id}`),
    ...waiting.map(() => "I5 waits for a plug though it is refused"),
  ];
}
