import type { Credential } from "../credential.ts";
import type { Effect, Event } from "../events.ts";
import type { CloudAnswer, Found } from "../list-entry.ts";
import { type Rules, TIMES } from "../rules.ts";
import type { ConnectorId } from "../session.ts";
import type { State } from "../state.ts";
import {
  isLetIn,
  type Judgement,
  judgeAlone,
  judgeByAnswer,
  judgeUnchecked,
  type Moment,
} from "./let-in-duty.ts";
import type { TimeLedger } from "./time-ledger.ts";
import { isOff, typeOf } from "./type-duty.ts";

/** A question that the core has put, to the lists and then perhaps to the cloud. */
interface Ask {
  readonly credential: Credential;
  /** Where it was shown; null: the cloud asks for a start. */
  readonly reader: string | null;
  /** Shown to be registered: nobody is let in. */
  readonly enrols: boolean;
  readonly serves: readonly ConnectorId[];
  /** The connector whose vehicle it was for; null: none in particular. */
  readonly vehicleAt: ConnectorId | null;
  /** Monotonic time at which an answer comes too late. */
  readonly late: number;
  /** What the lists said, and what that is worth if the cloud, which was asked as well, does not answer. */
  readonly listed: {
    readonly found: Found;
    readonly weekMinute: number | null;
    readonly alone: Judgement;
  } | null;
  /** That vehicle has left, or its connector has failed, since. */
  readonly lost: boolean;
}

/** What came of a question. */
export interface Conclusion {
  readonly credential: Credential;
  readonly reader: string | null;
  readonly serves: readonly ConnectorId[];
  readonly judgement: Judgement;
  readonly found: Found | null;
  readonly answer: CloudAnswer | null;
  /** It was not checked, by the rule `authorizeRemote`. */
  readonly unchecked: boolean;
  /** The rules that it was decided by. */
  readonly rules: Rules;
  /** The invariant that a start would break whatever the judgement; null: none. */
  readonly barred: "I3" | "I5" | "I10" | null;
}

/** The watcher's own books of what is being asked about whom, kept from events and effects alone. */
export class AskLedger {
  readonly #asks = new Map<number, Ask>();
  /** Look-ups that a change of the lists has caused under a question: which one, and until when they count. */
  readonly #again = new Map<number, { readonly ask: number; readonly late: number }>();

  /** The same books, to be continued apart. */
  fork(): AskLedger {
    const copy = new AskLedger();
    for (const [request, ask] of this.#asks) copy.#asks.set(request, ask);
    for (const [request, again] of this.#again) copy.#again.set(request, again);
    return copy;
  }

  has(request: number): boolean {
    return this.#asks.has(request);
  }

  /** Enters one step; the questions that it answers. */
  enter(before: State, event: Event, effects: readonly Effect[], time: TimeLedger): Conclusion[] {
    if (event.type === "list-changed" || event.type === "shutdown") this.#again.clear();
    if (this.#asks.size === 0) return [];
    // A question that was dropped, because its credential has started meanwhile, is answered to nobody.
    for (const request of this.#asks.keys())
      if (!before.checks.some((check) => check.request === request)) this.#asks.delete(request);
    const conclusions: Conclusion[] = [];
    for (const [request, ask] of this.#asks) {
      const unanswered =
        event.at.mono >= ask.late || (event.type === "cloud-link" && !event.up && ask.listed !== null);
      if (unanswered) conclusions.push(...this.#conclude(request, event.at.mono >= ask.late, before.rules));
    }
    if (event.type === "rules") conclusions.push(...this.#judgeAnew(before, event, time));
    this.#loseVehicles(event);
    if (event.type === "looked-up") conclusions.push(...this.#lookedUp(before, event, effects, time));
    if (event.type === "answered") conclusions.push(...this.#answered(before, event, time));
    return conclusions;
  }

  /** A question that an event puts to the lists. */
  open(event: Extract<Event, { type: "presented" | "remote-start" }>, state: State, request: number): void {
    const check = state.checks.find((one) => one.request === request);
    const isShown = event.type === "presented";
    this.#asks.set(request, {
      credential: event.credential,
      reader: isShown ? event.reader : null,
      enrols: check?.purpose.kind === "enrol",
      serves: isShown ? event.connectors : named(event.connector, state),
      vehicleAt: check?.place.vehicles[0] ?? null,
      late: event.at.mono + TIMES.lookup,
      listed: null,
      lost: false,
    });
  }

  /** The lists have changed under a question, and are looked into again. */
  reopen(request: number, ask: number, event: Event): void {
    this.#again.set(request, { ask, late: event.at.mono + TIMES.lookup });
  }

  /** Other rules: who may not even ask by them is not let in, and what the lists have said is worth something else. */
  #judgeAnew(before: State, event: Extract<Event, { type: "rules" }>, time: TimeLedger): Conclusion[] {
    const { rules } = event;
    return [...this.#asks].flatMap(([request, ask]) => {
      const { credential, reader, listed } = ask;
      const second = before.checks.find((one) => one.request === request)?.purpose.kind === "second";
      const isAsked = second
        ? rules.identification.some((type) => type === "pin" || type === "card+pin")
        : !isOff(typeOf(credential, reader, rules), rules);
      if (!ask.enrols && !isAsked) {
        this.#asks.delete(request);
        const judgement = "untold";
        const untold = concluded(ask, { judgement, found: null, answer: null, unchecked: false, rules });
        return [{ ...untold, barred: "I5" }];
      }
      if (!listed) return [];
      const { found, weekMinute } = listed;
      const now = { ...momentOf({ ...before, rules }, event, time), weekMinute };
      const unasked = judgeAlone(credential, found, now, false);
      if (isLetIn(unasked)) {
        this.#asks.delete(request);
        return [concluded(ask, { judgement: unasked, found, answer: null, unchecked: false, rules })];
      }
      const alone = judgeAlone(credential, found, now, true);
      this.#asks.set(request, { ...ask, listed: { found, weekMinute, alone } });
      return [];
    });
  }

  /** The lists' new word under a question that waits for the cloud, which may answer it; null: it was no such word. */
  #lookedUpAgain(
    before: State,
    event: Extract<Event, { type: "looked-up" }>,
    time: TimeLedger,
  ): Conclusion[] | null {
    const again = this.#again.get(event.request);
    if (!again) return null;
    this.#again.delete(event.request);
    const ask = this.#asks.get(again.ask);
    const { found } = event;
    if (!ask?.listed || !found || event.at.mono >= again.late) return [];
    const now = momentOf(before, event, time);
    const unasked = judgeAlone(ask.credential, found, now, false);
    if (isLetIn(unasked)) {
      this.#asks.delete(again.ask);
      const { rules } = before;
      return [concluded(ask, { judgement: unasked, found, answer: null, unchecked: false, rules })];
    }
    this.#asks.set(again.ask, {
      ...ask,
      listed: { found, weekMinute: now.weekMinute, alone: judgeAlone(ask.credential, found, now, true) },
    });
    return [];
  }

  #lookedUp(
    before: State,
    event: Extract<Event, { type: "looked-up" }>,
    effects: readonly Effect[],
    time: TimeLedger,
  ): Conclusion[] {
    const again = this.#lookedUpAgain(before, event, time);
    if (again) return again;
    const { request, found } = event;
    const ask = this.#asks.get(request);
    if (!ask || ask.listed) return [];
    const { rules } = before;
    if (!found || ask.enrols) return this.#conclude(request, false, rules);
    const now = momentOf(before, event, time);
    const asked = effects.some((effect) => effect.type === "ask" && effect.request === request);
    const alone = judgeAlone(ask.credential, found, now, asked);
    if (asked) {
      const late = event.at.mono + rules.askTimeout;
      this.#asks.set(request, { ...ask, listed: { found, weekMinute: now.weekMinute, alone }, late });
      return [];
    }
    this.#asks.delete(request);
    const unchecked = ask.reader === null && !rules.authorizeRemote;
    const judgement = unchecked ? judgeUnchecked(found, now) : alone;
    return [concluded(ask, { judgement, found, answer: null, unchecked, rules })];
  }

  #answered(before: State, event: Extract<Event, { type: "answered" }>, time: TimeLedger): Conclusion[] {
    const ask = this.#asks.get(event.request);
    if (!ask?.listed) return [];
    const { answer } = event;
    const { rules } = before;
    if (!answer) return this.#conclude(event.request, false, rules);
    this.#asks.delete(event.request);
    const { found } = ask.listed;
    const judgement = judgeByAnswer(ask.credential, found, answer, momentOf(before, event, time));
    return [concluded(ask, { judgement, found, answer, unchecked: false, rules })];
  }

  /** No word comes any more: what the lists said holds, if they did. */
  #conclude(request: number, late: boolean, rules: Rules): Conclusion[] {
    const ask = this.#asks.get(request);
    this.#asks.delete(request);
    if (!ask || ask.enrols) return [];
    const judgement = ask.listed?.alone ?? "untold";
    const found = ask.listed?.found ?? null;
    const conclusion = { judgement, found, answer: null, unchecked: false, rules };
    return [{ ...concluded(ask, conclusion), ...(late && !ask.listed && { barred: "I3" }) }];
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
    for (const [request, ask] of this.#asks)
      if (ask.vehicleAt === event.connector) this.#asks.set(request, { ...ask, lost: true });
  }
}

function concluded(
  { credential, reader, serves, lost }: Ask,
  result: Pick<Conclusion, "judgement" | "found" | "answer" | "unchecked" | "rules">,
): Conclusion {
  return { credential, reader, serves, ...result, barred: lost ? "I3" : result.found ? null : "I10" };
}

function momentOf({ rules, unit, clockTrusted, cloud }: State, event: Event, time: TimeLedger): Moment {
  return {
    rules,
    unit,
    wall: event.at.wall,
    latest: time.latest(event.at),
    trusted: clockTrusted,
    weekMinute: event.type === "looked-up" ? (event.weekMinute ?? null) : null,
    online: cloud === "up",
  };
}

/** Where a remote start may take effect: at the connector that it names, else at any. */
function named(connector: ConnectorId | null, { connectors }: State): readonly ConnectorId[] {
  return connector === null ? connectors.map(({ id }) => id) : [connector];
}
