import type { Credential } from "./credential.ts";
import type { Effect, Event } from "./events.ts";
import type { CloudAnswer, Found } from "./list-entry.ts";
import { isStillLetIn, nameOf } from "./review-ledger.ts";
import { TIMES } from "./rules.ts";
import type { ConnectorId } from "./session.ts";
import type { State } from "./state.ts";

/** A question that the core has put, to the lists and then perhaps to the cloud. */
interface Ask {
  readonly credential: Credential;
  readonly remote: boolean;
  readonly serves: readonly ConnectorId[];
  /** The connector whose vehicle it was for; null: none in particular. */
  readonly vehicleAt: ConnectorId | null;
  /** Monotonic time at which an answer comes too late. */
  readonly late: number;
  /** What the lists said, when the cloud was asked as well. */
  readonly found: Found | null;
  /** That vehicle has left, or its connector has failed, since. */
  lost: boolean;
}

/** An accepted authorization that has started nothing yet. */
interface Grant {
  readonly connectors: readonly ConnectorId[];
  readonly until: number;
  readonly group: string | null;
  readonly master: boolean;
  /** The instant at which it was given, monotonic. */
  readonly given: number;
}

/**
 * The watcher's own books of who was let in, kept from events and effects alone. It asks only what must hold of everybody
 * who is let in, and shares no rule with the core's own decision.
 */
export class GrantLedger {
  readonly #asks = new Map<number, Ask>();
  readonly #grants = new Map<string, Grant>();
  /** The invariant that a start would break, by credential: why it was not let in when it was last shown. */
  readonly #refused = new Map<string, string>();

  /** The same books, to be continued apart. */
  fork(): GrantLedger {
    const copy = new GrantLedger();
    for (const [request, ask] of this.#asks) copy.#asks.set(request, { ...ask });
    for (const [name, grant] of this.#grants) copy.#grants.set(name, grant);
    for (const [name, why] of this.#refused) copy.#refused.set(name, why);
    return copy;
  }

  /** Enters what an event says of those who were asked about; names of those who are let in anew. */
  enter(event: Event, state: State, effects: readonly Effect[]): readonly string[] {
    this.#loseVehicles(event);
    const before = [...this.#grants.values()];
    if (event.type === "looked-up") this.#lookedUp(event.request, event.found, event, state, effects);
    if (event.type === "answered") this.#answered(event, state, effects);
    for (const [request, ask] of this.#asks) {
      const unanswered =
        event.at.mono >= ask.late || (event.type === "cloud-link" && !event.up && ask.found !== null);
      if (unanswered) this.#conclude(request, ask, ask.found, null, event, state, effects);
    }
    return [...this.#grants].filter(([, grant]) => !before.includes(grant)).map(([name]) => name);
  }

  /** A question that an effect puts; what is wrong with it. */
  ask(event: Event, state: State, effect: Extract<Effect, { type: "look-up" | "ask" }>): string[] {
    if (effect.type === "ask") {
      const { request } = effect;
      const known = this.#asks.has(request) || state.confirmations.some((one) => one.request === request);
      return known ? [] : ["I3 a question that nobody asked for"];
    }
    if (event.type !== "presented" && event.type !== "remote-start")
      return ["I3 a look-up that nobody asked for"];
    const check = state.checks.find(({ request }) => request === effect.request);
    this.#asks.set(effect.request, {
      credential: effect.credential,
      remote: event.type === "remote-start",
      serves: event.type === "presented" ? event.connectors : named(event.connector, state),
      vehicleAt: check?.place.vehicles[0] ?? null,
      late: event.at.mono + TIMES.lookup,
      found: null,
      lost: false,
    });
    return [];
  }

  /** Whoever a review refuses is let in no longer. */
  refuse(name: string): void {
    this.#grants.delete(name);
    this.#refused.set(name, "I5");
  }

  /** Nobody is let in any more. */
  clear(): void {
    this.#grants.clear();
  }

  /** A start needs an authorization that was given for its connector in time, and uses it up. What is wrong with it. */
  use(event: Event, credential: Credential, connector: ConnectorId, session: string): string[] {
    const name = nameOf(credential);
    const grant = this.#grants.get(name);
    this.#grants.delete(name);
    if (grant?.connectors.includes(connector) && event.at.mono < grant.until) return [];
    const why = grant ? "I4" : (this.#refused.get(name) ?? "I4");
    return [`${why} ${session} starts without an authorization of its own`];
  }

  /** Whether somebody who was let in at this instant may stop a session of this group. */
  mayStop(
    { at }: Event,
    stopper: Credential,
    group: string | null,
    reason: "Local" | "MasterPass",
    rules: State["rules"],
  ): boolean {
    const grant = this.#grants.get(nameOf(stopper));
    if (grant?.given !== at.mono) return false;
    if (reason === "MasterPass") return grant.master;
    const mates = group !== null && group !== "" && group.toUpperCase() === (grant.group ?? "").toUpperCase();
    return rules.anyoneStops || (rules.groupStops && mates);
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

  #lookedUp(
    request: number,
    found: Found | null,
    event: Event,
    state: State,
    effects: readonly Effect[],
  ): void {
    const ask = this.#asks.get(request);
    if (!ask || ask.found) return;
    const goesOn = effects.some((effect) => effect.type === "ask" && effect.request === request);
    const isEnrolled = effects.some(
      (effect) => effect.type === "announce" && effect.happening.event === "enrolled",
    );
    if (goesOn && found && event.at.mono < ask.late)
      this.#asks.set(request, { ...ask, found, late: event.at.mono + state.rules.askTimeout });
    else if (isEnrolled) this.#asks.delete(request);
    else this.#conclude(request, ask, found, null, event, state, effects);
  }

  #answered(
    { request, answer, at }: Extract<Event, { type: "answered" }>,
    state: State,
    effects: readonly Effect[],
  ): void {
    const ask = this.#asks.get(request);
    if (!ask?.found || at.mono >= ask.late) return;
    const { late } = ask;
    this.#conclude(
      request,
      ask,
      ask.found,
      answer,
      { at: { ...at, mono: Math.min(at.mono, late) } },
      state,
      effects,
    );
  }

  #conclude(
    request: number,
    ask: Ask,
    found: Found | null,
    answer: CloudAnswer | null,
    { at }: Pick<Event, "at">,
    state: State,
    effects: readonly Effect[],
  ): void {
    this.#asks.delete(request);
    const name = nameOf(ask.credential);
    const why = refusalOf(ask, found, answer, at, state, effects);
    if (why) {
      this.#refused.set(name, why);
      return;
    }
    const { rules } = state;
    const second = rules.identification.includes("card+pin") ? TIMES.pinAfterCard : 0;
    const entry = found?.local ?? found?.cloud;
    this.#grants.set(name, {
      connectors: ask.serves.filter((id) => entry?.connectors?.includes(id) ?? true),
      until: at.mono + rules.connectionTimeout + second,
      group: answer?.group ?? entry?.group ?? found?.cloud?.group ?? found?.cached?.group ?? null,
      master: entry?.master ?? false,
      given: at.mono,
    });
  }
}

/** Which invariant a start would break; null: none, the credential may be let in. */
function refusalOf(
  ask: Ask,
  found: Found | null,
  answer: CloudAnswer | null,
  at: Event["at"],
  state: State,
  effects: readonly Effect[],
): string | null {
  if (ask.lost || (ask.found === null && at.mono >= ask.late)) return "I3";
  if (!found) return "I10";
  if (!mayBeLetIn(ask, found, answer, at.wall, state)) return "I5";
  const told = effects.some(
    (effect) =>
      effect.type === "announce" &&
      effect.happening.event === "denied" &&
      nameOf(effect.happening.credential) === nameOf(ask.credential),
  );
  return told ? "I5" : null;
}

/** What must hold of whoever is let in. */
function mayBeLetIn(
  { credential, remote }: Ask,
  found: Found,
  answer: CloudAnswer | null,
  wall: number,
  { rules }: State,
): boolean {
  const { local, cached, used = 0 } = found;
  if (local && (local.status === "blocked" || (local.expires !== null && wall >= local.expires)))
    return false;
  if (local?.uses !== undefined && used >= local.uses) return false;
  if (remote && !rules.authorizeRemote) return true;
  if (found.cloud?.uses !== undefined && used >= found.cloud.uses) return false;
  if (answer) return answer.verdict === "Accepted";
  if (found.local || found.cloud) return isStillLetIn(found, wall);
  if (cached?.verdict === "Accepted" && rules.cache) return true;
  return rules.unknownOffline === "accept" && credential.kind === "card";
}

/** Where a remote start may take effect: at the connector that it names, else at any. */
function named(connector: ConnectorId | null, { connectors }: State): readonly ConnectorId[] {
  return connector === null ? connectors.map(({ id }) => id) : [connector];
}
