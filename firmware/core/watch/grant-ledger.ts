import type { Credential } from "../credential.ts";
import type { Effect, Event } from "../events.ts";
import { BOUNDS, type Identification, type Rules, TIMES } from "../rules.ts";
import type { ConnectorId, GrantedBy, Session } from "../session.ts";
import type { State } from "../state.ts";
import { AskLedger, type Conclusion } from "./ask-ledger.ts";
import { isLetIn, type Judgement } from "./let-in-duty.ts";
import { isStillLetIn, nameOf } from "./review-ledger.ts";
import type { TimeLedger } from "./time-ledger.ts";
import { isOff, typeOf } from "./type-duty.ts";

/** An accepted authorization that has started nothing yet. */
interface Grant {
  readonly type: Identification;
  readonly connectors: readonly ConnectorId[];
  readonly until: number;
  /** Every group that the lists or the cloud name for it. */
  readonly groups: readonly string[];
  readonly master: boolean;
  /** How many sessions it may start is limited, */
  readonly counted: boolean;
  /** and it has started as many. */
  readonly usedUp: boolean;
  /** Nobody knows it. */
  readonly unknown: boolean;
  readonly limits: Pick<Session["terms"], "maxEnergyWh" | "maxTime" | "until">;
  /** The instant at which it was given, monotonic. */
  readonly given: number;
}

/** A card that was let in, by whom, and until when the lists' new word counts. */
interface Half {
  readonly name: string;
  readonly by: GrantedBy;
  readonly late: number;
}

/** What a step makes of those who were asked about. */
export interface Decided {
  /** Names of those who are let in anew. */
  readonly letIn: readonly string[];
  /** Keypads, once for each wrong PIN typed there. */
  readonly wrongPins: readonly string[];
  readonly broken: readonly string[];
}

const NOTHING_DECIDED: Decided = { letIn: [], wrongPins: [], broken: [] };

/**
 * The watcher's own books of who was let in, kept from events and effects alone. It asks what must hold of everybody who is
 * let in, and shares no rule with the core's own decision.
 */
export class GrantLedger {
  readonly #asks: AskLedger;
  /** By credential; more than one where it was shown at several readers. */
  readonly #grants = new Map<string, readonly Grant[]>();
  /** The invariant that a start would break, by credential: why it was not let in when it was last shown. */
  readonly #refused = new Map<string, string>();
  /** Sessions that unknown cards have started since the cloud could last be asked. */
  #unknowns = 0;
  /** Of these, those that are not durable yet. */
  readonly #unknownStarts = new Set<number>();
  /** Cards that wait for their PIN while the lists are looked into again, by that request. */
  readonly #halves = new Map<number, Half>();

  constructor(asks = new AskLedger()) {
    this.#asks = asks;
  }

  /** The same books, to be continued apart. */
  fork(): GrantLedger {
    const copy = new GrantLedger(this.#asks.fork());
    for (const [name, grants] of this.#grants) copy.#grants.set(name, grants);
    for (const [name, why] of this.#refused) copy.#refused.set(name, why);
    copy.#unknowns = this.#unknowns;
    for (const request of this.#unknownStarts) copy.#unknownStarts.add(request);
    for (const [request, half] of this.#halves) copy.#halves.set(request, half);
    return copy;
  }

  /** Enters what an event says of those who were asked about. */
  enter(before: State, event: Event, state: State, effects: readonly Effect[], time: TimeLedger): Decided {
    this.#countUnknowns(before, event);
    this.#reviewHalves(event, time);
    const conclusions = this.#asks.enter(before, event, effects, time);
    for (const conclusion of conclusions) this.#conclude(conclusion, event, effects);
    if (event.type === "rules") this.#takeRules(before.rules, event.rules);
    if (conclusions.length === 0) return NOTHING_DECIDED;
    return {
      letIn: conclusions
        .map(({ credential }) => nameOf(credential))
        .filter((name) => this.#isNew(name, event)),
      wrongPins: conclusions.flatMap(({ judgement, reader }) =>
        judgement === "wrong PIN" && reader !== null ? [reader] : [],
      ),
      broken: conclusions.flatMap(({ credential, judgement }) =>
        isAboutItself(judgement) && isWaiting(state, nameOf(credential))
          ? ["I5 waits for a plug though it is refused"]
          : [],
      ),
    };
  }

  /** A question that an effect puts; what is wrong with it. */
  ask(event: Event, state: State, effect: Extract<Effect, { type: "look-up" | "ask" }>): string[] {
    const { request } = effect;
    if (effect.type === "ask") {
      const known = this.#asks.has(request) || state.confirmations.some((one) => one.request === request);
      return known ? [] : ["I3 a question that nobody asked for"];
    }
    if (event.type !== "presented" && event.type !== "remote-start")
      return ["I3 a look-up that nobody asked for"];
    this.#asks.open(event, state, request);
    return [];
  }

  /** The lists have changed under a question, or while a card waits for its PIN, and are looked into again. */
  askAgain(request: number, check: State["checks"][number], event: Event): void {
    if (check.stage.kind !== "pin") {
      this.#asks.reopen(request, check.request, event);
      return;
    }
    const { by } = check.stage.decision.grant;
    this.#halves.set(request, { name: nameOf(check.credential), by, late: event.at.mono + TIMES.lookup });
  }

  /** Whoever is refused by a review, or by the cloud unasked, is let in no longer. */
  refuse(name: string): void {
    this.#grants.delete(name);
    this.#refused.set(name, "I5");
  }

  /** Nobody is let in any more. */
  clear(): void {
    this.#grants.clear();
  }

  /** A start needs an authorization that was given for its connector in time, and uses it up. What is wrong with it. */
  use(event: Event, credential: Credential, start: Extract<Effect, { type: "save-start" }>): string[] {
    const name = nameOf(credential);
    const grants = this.#grants.get(name) ?? [];
    this.#grants.delete(name);
    const { id, connector } = start.session;
    const grant = grants.findLast(
      ({ connectors, until, master }) => connectors.includes(connector) && event.at.mono < until && !master,
    );
    if (!grant) {
      const why = grants.length > 0 ? "I4" : (this.#refused.get(name) ?? "I4");
      return [`${why} ${id} starts without an authorization of its own`];
    }
    if (grant.unknown) {
      this.#unknowns += 1;
      this.#unknownStarts.add(start.request);
    }
    const broken: string[] = [];
    if (grant.usedUp) broken.push(`I4 ${id} starts though its uses are used up`);
    if (grant.counted && !start.counted) broken.push(`I4 ${id} starts without being counted`);
    if (grant.unknown && this.#unknowns > BOUNDS.unknownOfflineSessions)
      broken.push(`I10 ${id} starts for one unknown card too many`);
    if (exceeds(start.session.terms, grant.limits)) broken.push(`I1 ${id} starts with more than it may have`);
    return broken;
  }

  /** Whether somebody who was let in at this instant may stop a session of this group. */
  mayStop(
    { at }: Event,
    stopper: Credential,
    group: string | null,
    reason: string,
    { anyoneStops, groupStops }: Pick<Rules, "anyoneStops" | "groupStops">,
  ): boolean {
    const grant = this.#grants.get(nameOf(stopper))?.findLast(({ given }) => given === at.mono);
    if (!grant) return false;
    if (reason === "MasterPass") return grant.master;
    const mates = group !== null && grant.groups.some((one) => one.toUpperCase() === group.toUpperCase());
    return anyoneStops || (groupStops && mates);
  }

  /** Who was let in by a type that is off now is let in no longer; whose PIN is still to come may then wait for longer. */
  #takeRules(was: Rules, now: Rules): void {
    const longer = Math.max(0, now.connectionTimeout - was.connectionTimeout);
    for (const [name, grants] of this.#grants) {
      const left = grants.filter(({ type }) => !isOff(type, now));
      if (left.length < grants.length) this.#refused.set(name, "I5");
      this.#grants.set(
        name,
        left.map((grant) => ({ ...grant, until: grant.until + longer })),
      );
    }
  }

  /** Only what became a session counts, and only until the cloud can be asked again. */
  #countUnknowns(before: State, event: Event): void {
    if (event.type === "saved") this.#unknownStarts.delete(event.request);
    if (event.type === "save-failed" && this.#unknownStarts.delete(event.request)) this.#unknowns -= 1;
    const isBack = event.type === "cloud-link" && event.up && before.cloud !== "up";
    const isAnswered = event.type === "answered" && event.answer !== null && this.#asks.has(event.request);
    if (!isBack && !isAnswered) return;
    this.#unknowns = 0;
    this.#unknownStarts.clear();
  }

  /** The lists let a card in no longer that waits for its PIN. */
  #reviewHalves(event: Event, time: TimeLedger): void {
    if (event.type === "list-changed" || event.type === "shutdown") this.#halves.clear();
    if (event.type !== "looked-up") return;
    const half = this.#halves.get(event.request);
    this.#halves.delete(event.request);
    if (!half || !event.found || event.at.mono >= half.late) return;
    if (!isStillLetIn(event.found, time.latest(event.at), half.by)) this.refuse(half.name);
  }

  #isNew(name: string, { at }: Event): boolean {
    return this.#grants.get(name)?.some(({ given }) => given === at.mono) ?? false;
  }

  #conclude(conclusion: Conclusion, event: Event, effects: readonly Effect[]): void {
    const { credential, judgement, barred } = conclusion;
    const name = nameOf(credential);
    if (isAboutItself(judgement)) this.#grants.delete(name);
    const refused = barred ?? (isLetIn(judgement) && !isDenied(event, effects, name) ? null : "I5");
    if (refused) {
      this.#refused.set(name, refused);
      return;
    }
    const now = event.at.mono;
    const open = (this.#grants.get(name) ?? []).filter(({ until }) => until > now);
    this.#grants.set(name, [...open, grantOf(conclusion, now)]);
  }
}

/** Whether it is a refusal of the credential itself, which takes back what it was granted before. */
function isAboutItself(judgement: Judgement): boolean {
  return judgement === "refused" || judgement === "wrong PIN";
}

function isWaiting({ pending }: State, name: string): boolean {
  return pending.some(({ credential }) => nameOf(credential) === name);
}

/** Whether what was asked about somebody has ended in a refusal; that he is shown again and turned away at once is none of it. */
function isDenied(event: Event, effects: readonly Effect[], name: string): boolean {
  const denials = effects.filter(
    (effect) =>
      effect.type === "announce" &&
      effect.happening.event === "denied" &&
      nameOf(effect.happening.credential) === name,
  );
  const isAskedFor = event.type === "presented" || event.type === "remote-start";
  const isTurnedAway =
    isAskedFor &&
    nameOf(event.credential) === name &&
    !effects.some((effect) => effect.type === "look-up" && nameOf(effect.credential) === name);
  return denials.length > (isTurnedAway ? 1 : 0);
}

/** What both lists and the cloud allow together: of two limits the narrower one. */
function grantOf(conclusion: Conclusion, now: number): Grant {
  const { credential, reader, serves, judgement, found, answer, unchecked, rules } = conclusion;
  const entries = [found?.local, found?.cloud].filter((entry) => !!entry);
  const second = rules.identification.includes("card+pin") ? TIMES.pinAfterCard : 0;
  const groups = [answer, ...entries, found?.cached].map((one) => one?.group);
  const unknown = judgement === "may be let in unknown";
  const uses = entries.map((entry) => entry.uses).filter((limit) => limit !== undefined);
  // The cloud's own word, or a start that nobody checks, goes on when its list's entry has expired.
  const ends = answer ? [found?.local?.expires] : entries.map(({ expires }) => expires);
  return {
    type: typeOf(credential, reader, rules),
    connectors: serves.filter((id) => entries.every(({ connectors }) => connectors?.includes(id) ?? true)),
    until: now + rules.connectionTimeout + second,
    groups: groups.filter((group) => !!group).map(String),
    master: (found?.local ?? found?.cloud)?.master ?? false,
    counted: uses.length > 0,
    usedUp: uses.some((limit) => (found?.used ?? 0) >= limit),
    unknown,
    limits: {
      maxEnergyWh: unknown ? BOUNDS.unknownOfflineWh : least(entries.map(({ maxEnergyWh }) => maxEnergyWh)),
      maxTime: least(entries.map(({ maxTime }) => maxTime)),
      until: unchecked ? null : least(ends),
    },
    given: now,
  };
}

function least(limits: readonly (number | null | undefined)[]): number | null {
  const real = limits.filter((limit) => limit !== null && limit !== undefined);
  return real.length > 0 ? Math.min(...real) : null;
}

function exceeds(terms: Session["terms"], limits: Grant["limits"]): boolean {
  const isMore = (has: number | null, may: number | null) => may !== null && (has === null || has > may);
  return (
    isMore(terms.maxEnergyWh, limits.maxEnergyWh) ||
    isMore(terms.maxTime, limits.maxTime) ||
    isMore(terms.until, limits.until)
  );
}
