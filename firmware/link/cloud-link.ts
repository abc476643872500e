import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import type { ClockQuality } from "../../protocol/state.ts";
import type { ListTopics, UnitTopics } from "../../protocol/topics.ts";
import type { Credential } from "../core/credential.ts";
import type { RemoteOutcome, RequestId } from "../core/events.ts";
import type { State } from "../core/state.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { Unit } from "../unit.ts";
import type { Uplink } from "../unit-parts.ts";
import type { Connection } from "./connection.ts";
import { JournalSender } from "./journal-sender.ts";
import { ListFetcher, type ListListener } from "./list-fetcher.ts";
import { ListRefusals } from "./list-refusals.ts";
import { Questions } from "./questions.ts";
import { type Commanded, Requests } from "./requests.ts";
import { StateReporter } from "./state-reporter.ts";

/** Milliseconds. */
const TIMES = {
  /** A broker that grants no subscription is asked again after that long. */
  subscribeAgain: 10_000,
  /** How long a unit that stops waits for the broker to take its goodbye. */
  goodbye: 800,
} as const;

/** What the link needs of the unit that it serves. */
type Served = Commanded &
  Pick<Unit, "state" | "lost" | "cloudLink" | "cloudListChanged" | "cloudListRefused" | "answered">;

/**
 * The unit's link to its cloud: tells its state and its journal, takes requests and the list. Its absence changes nothing
 * in what the unit can do by itself (A6).
 */
export class CloudLink implements Uplink {
  readonly #connection: Connection;
  readonly #topics: UnitTopics;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #state: StateReporter;
  readonly #journal: JournalSender;
  readonly #requests: Requests;
  readonly #questions: Questions;
  readonly #list: ListFetcher | null;
  #unit: Served | null = null;
  #connected = false;
  /** Connections so far: what was begun on an earlier one is of no use on the next. */
  #connections = 0;
  /** The unit has been told that its cloud can be reached. */
  #reachable = false;
  #stopping = false;
  readonly #cancelSubscribe = new Set<() => void>();

  /** @param parts.list null: the unit belongs to no installation, and has no list of the cloud's */
  constructor(parts: {
    readonly connection: Connection;
    readonly topics: UnitTopics;
    readonly list: { readonly installation: string; readonly topics: ListTopics } | null;
    readonly store: UnitStore;
    readonly clock: Clock;
    /** Answers that many unpredictable bytes. */
    readonly random: (bytes: number) => Uint8Array;
    readonly log: Log;
    /** Name and version of this software. */
    readonly software: string;
    /** Whether the unit's clock is right; without it: unknown. */
    readonly clockQuality?: () => ClockQuality;
  }) {
    const { connection, topics, list, log } = parts;
    // Whatever a timer of the link stumbles over stays here, too.
    const clock: Clock = {
      wall: () => parts.clock.wall(),
      mono: () => parts.clock.mono(),
      after: (ms, run) => parts.clock.after(ms, () => this.#safely(run)),
    };
    this.#connection = connection;
    this.#topics = topics;
    this.#clock = clock;
    this.#log = log;
    const lost = () => this.#unit?.lost.map(({ id }) => id) ?? [];
    this.#state = new StateReporter({ ...parts, clock, lost, topic: topics.state });
    this.#journal = new JournalSender({ ...parts, clock, topic: topics.journal });
    this.#requests = new Requests({ ...parts, clock, topic: topics.response });
    this.#questions = new Questions({ ...parts, clock, topic: topics.ask }, (request, answer) =>
      this.#safely(() => this.#unit?.answered(request, answer)),
    );
    const refusals = new ListRefusals(clock, log, (version, reason) =>
      this.#unit?.cloudListRefused(version, reason),
    );
    const listener: ListListener = {
      changed: (version, count) => {
        refusals.accepted();
        this.#unit?.cloudListChanged(version, count);
        this.#state.listChanged();
      },
      refused: (version, digest, reason) => refusals.refused(version, digest, reason),
    };
    this.#list = list && new ListFetcher({ ...parts, ...list, clock, listener });
  }

  /** Whether the broker can be reached. */
  get connected(): boolean {
    return this.#connected;
  }

  /** Records that the cloud does not have yet. */
  get waiting(): number {
    return this.#journal.waiting;
  }

  /** Looks for the broker from now on, for ever. */
  start(unit: Served): void {
    this.#unit = unit;
    this.#state.changed(unit.state);
    this.#connection.start({
      up: () => this.#safely(() => this.#up()),
      down: () => this.#safely(() => this.#down()),
      message: (topic, payload, retained) => this.#safely(() => this.#message(topic, payload, retained)),
    });
  }

  /** What the broker is to say when this unit vanishes. */
  lastWill(): { readonly topic: string; readonly payload: Uint8Array } {
    return { topic: this.#topics.state, payload: this.#state.payload(false) };
  }

  changed(state: State): void {
    this.#safely(() => this.#state.changed(state));
  }

  recorded(): void {
    this.#safely(() => this.#journal.recorded());
  }

  /** Asks the cloud and waits `within` ms for an answer; it goes to `answered`, once. Nothing is kept for later. */
  ask(request: number, credential: Credential, within: number): boolean {
    let put = false;
    this.#safely(() => {
      put = this.#questions.ask(request, credential, within);
    });
    return put;
  }

  respond(request: RequestId, outcome: RemoteOutcome): void {
    this.#safely(() => this.#requests.respond(request, outcome));
  }

  /** Says goodbye, because a disconnect in good order cancels the last will, and ends. Never rejects. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopSubscribing();
    this.#questions.down();
    const patience = new Promise<void>((resolve) => this.#clock.after(TIMES.goodbye, resolve));
    try {
      await Promise.race([this.#state.goOffline(), patience]);
      this.#list?.down();
      await this.#connection.stop();
      await this.#journal.stop();
    } catch (error) {
      this.#log.error("the link to the cloud could not end in good order", { error: String(error) });
    }
  }

  /** Nothing that goes wrong here may reach the unit: it can do without its cloud. */
  #safely(what: () => void): void {
    try {
      what();
    } catch (error) {
      this.#log.error("the link to the cloud stumbled", { error: String(error) });
    }
  }

  #up(): void {
    if (this.#stopping) return;
    this.#connected = true;
    this.#connections += 1;
    this.#state.up();
    void this.#subscribe(this.#connections);
  }

  /** Answers and requests first: what is sent then is answered at once. The unit is told when it can ask. */
  async #subscribe(connection: number): Promise<void> {
    const { answer, journalAck, request, state } = this.#topics;
    await this.#subscribeTo([answer, journalAck, request, state], connection, () => {
      this.#questions.up();
      this.#safely(() => this.#journal.up());
      this.#safely(() => this.#requests.up());
      this.#reachable = true;
      this.#unit?.cloudLink(true);
    });
    if (this.#list) await this.#subscribeTo([this.#list.topic], connection, () => {});
  }

  async #subscribeTo(topics: readonly string[], connection: number, granted: () => void): Promise<void> {
    const ok = await this.#connection.subscribe(topics);
    if (!this.#connected || this.#stopping || connection !== this.#connections) return;
    if (ok) {
      this.#safely(granted);
      return;
    }
    this.#log.warn("the broker does not let this unit subscribe: check its access list", { topics });
    const again = this.#clock.after(TIMES.subscribeAgain, () => {
      this.#cancelSubscribe.delete(again);
      void this.#subscribeTo(topics, connection, granted);
    });
    this.#cancelSubscribe.add(again);
  }

  #stopSubscribing(): void {
    for (const cancel of this.#cancelSubscribe) cancel();
    this.#cancelSubscribe.clear();
  }

  #down(): void {
    this.#connected = false;
    this.#stopSubscribing();
    this.#state.down();
    this.#journal.down();
    this.#questions.down();
    this.#list?.down();
    if (!this.#reachable) return;
    this.#reachable = false;
    this.#unit?.cloudLink(false);
  }

  #message(topic: string, payload: Uint8Array, retained: boolean): void {
    if (!this.#unit || this.#stopping) return;
    if (topic === this.#topics.journalAck) this.#journal.acknowledge(payload);
    else if (topic === this.#topics.request) this.#requests.take(payload, retained, this.#unit);
    else if (topic === this.#topics.answer) this.#questions.take(payload, retained);
    else if (topic === this.#topics.state) this.#state.retained(payload);
    else this.#list?.take(topic, payload);
  }
}
