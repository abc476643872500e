import type { Credential } from "../credential.ts";
import type { Effect, Event } from "../events.ts";
import type { Happening } from "../happening.ts";
import type { Rules } from "../rules.ts";
import type { GrantedBy, StopReason } from "../session.ts";
import type { State } from "../state.ts";
import type { Step } from "../step.ts";
import { GrantLedger } from "./grant-ledger.ts";
import { nameOf, ReviewLedger } from "./review-ledger.ts";
import type { TimeLedger } from "./time-ledger.ts";
import { heldAgainst, refusedByWord } from "./word-duty.ts";

/** What is stopped, and why. */
interface Stop {
  readonly credential: Credential | null;
  readonly group: string | null;
  readonly reason: StopReason;
}

type Stopped = Extract<Happening, { event: "session-stopped" }>;

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
  readonly #grants: GrantLedger;
  readonly #reviews: ReviewLedger;

  /** @param saved ids of the sessions that an earlier run started and did not end */
  constructor(saved: Iterable<string>, reviews = new ReviewLedger(), grants = new GrantLedger()) {
    this.#reviews = reviews;
    this.#grants = grants;
    for (const id of saved) {
      this.#started.add(id);
      this.#durable.add(id);
    }
  }

  /** The same books, to be continued apart. */
  fork(): SessionLedger {
    const copy = new SessionLedger(this.#started, this.#reviews.fork(), this.#grants.fork());
    copy.#durable.clear();
    for (const id of this.#durable) copy.#durable.add(id);
    for (const id of this.#stopped) copy.#stopped.add(id);
    for (const [request, id] of this.#saving) copy.#saving.set(request, id);
    return copy;
  }

  isDurable(session: string): boolean {
    return this.#durable.has(session);
  }

  /** Whether the store still owes its answer to this request. */
  isSaving(request: number): boolean {
    return this.#saving.has(request);
  }

  isStopped(session: string): boolean {
    return this.#stopped.has(session);
  }

  /** Enters one step; what it breaks, as texts that begin with the invariant's number, and the wrong PINs that it has found. */
  enter(
    before: State,
    event: Event,
    { state, effects }: Step,
    time: TimeLedger,
  ): { readonly broken: readonly string[]; readonly wrongPins: readonly string[] } {
    const decided = this.#grants.enter(before, event, state, effects, time);
    for (const name of decided.letIn) this.#reviews.forget(name);
    if (event.type === "saved" || event.type === "save-failed") this.#concludeSave(event);
    const broken = [...decided.broken, ...this.#review(event, state), ...this.#hear(before, event, state)];
    for (const effect of effects) broken.push(...this.#effect(before, event, state, effect));
    broken.push(...this.#cancelled(before, event, state));
    if (event.type === "stop-all") this.#grants.clear();
    return { broken, wrongPins: decided.wrongPins };
  }

  /** A credential that a review refuses is let in no longer. */
  #review(event: Event, state: State): string[] {
    const refused = this.#reviews.conclude(event);
    if (refused === null) return [];
    this.#grants.refuse(refused.name);
    const still = stillCharging(state, refused.name);
    return still.length > refused.open ? still : [];
  }

  /** Whom the cloud refuses, unasked or in confirmation, is let in no longer; a local user is. */
  #hear(before: State, event: Event, state: State): string[] {
    const refused = refusedByWord(before, event);
    if (refused === null) return [];
    if (!state.pending.some(({ credential }) => nameOf(credential) === refused)) this.#grants.refuse(refused);
    return heldAgainst(state, refused);
  }

  #concludeSave({ type, request }: Extract<Event, { type: "saved" | "save-failed" }>): void {
    const session = this.#saving.get(request);
    if (session === undefined) return;
    this.#saving.delete(request);
    if (type === "saved") this.#durable.add(session);
    else this.#started.delete(session);
  }

  #effect(before: State, event: Event, state: State, effect: Effect): string[] {
    switch (effect.type) {
      case "look-up": {
        if (event.type === "refresh" || event.type === "answered") return [];
        if (event.type !== "list-changed") return this.#grants.ask(event, state, effect);
        const about = state.reviews.find(({ request }) => request === effect.request)?.about;
        const check = state.checks.find(
          ({ request }) => about?.kind === "check" && request === about.request,
        );
        if (check) {
          this.#grants.askAgain(effect.request, check, event);
          return [];
        }
        this.#reviews.ask(effect.request, effect.credential, event.at.mono, grantedBy(state, effect.request));
        return [];
      }
      case "ask":
        return this.#grants.ask(event, state, effect);
      case "save-start": {
        const { id, credential } = effect.session;
        this.#saving.set(effect.request, id);
        const unasked = credential ? this.#grants.use(event, credential, effect) : [];
        return [...unasked, ...this.#records(before, event, effect.records)];
      }
      case "write": {
        const saved = effect.session?.session;
        const late = saved && this.#stopped.has(saved.id) ? [`I4 saved after its stop: ${saved.id}`] : [];
        return [...late, ...this.#records(before, event, effect.records)];
      }
      case "announce":
      case "cache":
      case "respond":
      case "permit":
      case "withdraw":
        return [];
    }
  }

  /** I4: every session has one start and then one stop; I8: only its own credential stops it locally. */
  #records(before: State, event: Event, records: Extract<Effect, { type: "write" }>["records"]): string[] {
    const broken: string[] = [];
    for (const record of records) {
      if (record.event === "session-started") {
        if (this.#started.has(record.session)) broken.push(`I4 started twice: ${record.session}`);
        this.#started.add(record.session);
      } else if (record.event === "session-stopped") {
        if (!this.#started.has(record.session)) broken.push(`I4 stopped before its start: ${record.session}`);
        if (this.#stopped.has(record.session)) broken.push(`I4 stopped twice: ${record.session}`);
        this.#stopped.add(record.session);
        broken.push(...this.#stopper(before, event, record));
      } else if (record.event === "session-resumed" && this.#stopped.has(record.session)) {
        broken.push(`I4 resumed after its stop: ${record.session}`);
      }
    }
    return broken;
  }

  /** I8: whoever stops a session is its own credential, of its group, a master, or (by the rule) anyone who is let in. */
  #stopper({ rules, connectors }: State, event: Event, record: Stopped): string[] {
    const { credential, stoppedBy, reason, session, connector } = record;
    if (reason !== "Local" && reason !== "MasterPass")
      return stoppedBy === null ? [] : [`I8 stopped by somebody, and not for that: ${session}`];
    const use = connectors.find(({ id }) => id === connector)?.use;
    // By whom a start was cancelled was asked then; it is recorded as stopped once it is known to be durable.
    if (use?.kind === "starting" && use.cancelled) return [];
    const group = use && "session" in use ? use.session.terms.group : null;
    return stoppedBy !== null && this.#mayStop(event, stoppedBy, { credential, group, reason }, rules)
      ? []
      : [`I8 stopped by another credential: ${session}`];
  }

  /** I8: the same of starts that somebody has cancelled while they were being saved. */
  #cancelled(before: State, event: Event, { connectors }: State): string[] {
    return connectors.flatMap(({ id, use }) => {
      if (use.kind !== "starting" || !use.cancelled?.by) return [];
      const was = before.connectors.find((one) => one.id === id)?.use;
      if (was?.kind !== "starting" || was.request !== use.request || was.cancelled) return [];
      const { credential, terms } = use.session;
      const { by, reason } = use.cancelled;
      return this.#mayStop(event, by, { credential, group: terms.group, reason }, before.rules)
        ? []
        : [`I8 cancelled by another credential: ${use.session.id}`];
    });
  }

  /** In the step that changes them, both the rules before it and those after it count. */
  #mayStop(event: Event, stopper: Credential, stopped: Stop, before: Rules): boolean {
    const { credential, group, reason } = stopped;
    const after = event.type === "rules" ? event.rules : before;
    const rules = {
      anyoneStops: before.anyoneStops || after.anyoneStops,
      groupStops: before.groupStops || after.groupStops,
    };
    if (reason === "Local" && credential !== null && nameOf(credential) === nameOf(stopper)) return true;
    return this.#grants.mayStop(event, stopper, group, reason, rules);
  }
}

/** On whose word somebody was let in who is reviewed. */
function grantedBy({ reviews, pending, connectors }: State, request: number): GrantedBy | null {
  const about = reviews.find((review) => review.request === request)?.about;
  for (const { use } of connectors)
    if (about?.kind === "session" && "session" in use && use.session.id === about.session)
      return use.session.terms.by;
  return pending.find((one) => about?.kind === "pending" && one.request === about.request)?.grant.by ?? null;
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
