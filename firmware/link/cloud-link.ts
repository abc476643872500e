import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import type { ListTopics, UnitTopics } from "../../protocol/topics.ts";
import type { RemoteOutcome, RequestId } from "../core/events.ts";
import type { State } from "../core/state.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { Unit } from "../unit.ts";
import type { Uplink } from "../unit-parts.ts";
import type { Connection } from "./connection.ts";
import { JournalSender } from "./journal-sender.ts";
import { ListFetcher } from "./list-fetcher.ts";
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
type Served = Commanded & Pick<Unit, "state" | "cloudLink" | "cloudListChanged" | "cloudListRefused">;

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
  readonly #list: ListFetcher | null;
  #unit: Served | null = null;
  #connected = false;
  #cancelSubscribe: () => void = () => {};

  /** @param parts.list null: the unit belongs to no installation, and keeps the list that it has */
  constructor(parts: {
    readonly connection: Connection;
    readonly topics: UnitTopics;
    readonly list: ListTopics | null;
    readonly store: UnitStore;
    readonly clock: Clock;
    readonly log: Log;
    /** Name and version of this software. */
    readonly software: string;
  }) {
    const { connection, topics, list } = parts;
    this.#connection = connection;
    this.#topics = topics;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#state = new StateReporter({ ...parts, topic: topics.state });
    this.#journal = new JournalSender({ ...parts, topic: topics.journal });
    this.#requests = new Requests({ ...parts, topic: topics.response });
    const listener = {
      changed: (version: number, count: number) => {
        this.#unit?.cloudListChanged(version, count);
        this.#state.listChanged();
      },
      refused: (version: number, reason: Parameters<Unit["cloudListRefused"]>[1]) =>
        this.#unit?.cloudListRefused(version, reason),
    };
    this.#list = list && new ListFetcher({ ...parts, topics: list, listener });
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
      up: () => void this.#up(),
      down: () => this.#down(),
      message: (topic, payload, retained) => this.#message(topic, payload, retained),
    });
  }

  /** What the broker is to say when this unit vanishes. */
  lastWill(): { readonly topic: string; readonly payload: Uint8Array } {
    return { topic: this.#topics.state, payload: this.#state.payload(false) };
  }

  changed(state: State): void {
    this.#state.changed(state);
  }

  recorded(): void {
    this.#journal.recorded();
  }

  respond(request: RequestId, outcome: RemoteOutcome): void {
    this.#requests.respond(request, outcome);
  }

  /** Says goodbye, because a disconnect in good order cancels the last will, and ends. */
  async stop(): Promise<void> {
    this.#cancelSubscribe();
    const patience = new Promise<void>((resolve) => this.#clock.after(TIMES.goodbye, resolve));
    await Promise.race([this.#state.goOffline(), patience]);
    await this.#journal.stop();
    this.#list?.down();
    await this.#connection.stop();
  }

  async #up(): Promise<void> {
    this.#connected = true;
    this.#unit?.cloudLink(true);
    this.#state.up();
    // Acknowledgements and requests first: what is sent now is answered at once.
    await this.#subscribe();
  }

  async #subscribe(): Promise<void> {
    const { state, journalAck, request } = this.#topics;
    const topics = [journalAck, request, state, ...(this.#list ? [this.#list.topic] : [])];
    if (await this.#connection.subscribe(topics)) {
      this.#journal.up();
      this.#requests.up();
      return;
    }
    if (!this.#connected) return;
    this.#log.warn("the broker does not let this unit subscribe: check its access list", { topics });
    this.#cancelSubscribe = this.#clock.after(TIMES.subscribeAgain, () => void this.#subscribe());
  }

  #down(): void {
    this.#connected = false;
    this.#cancelSubscribe();
    this.#state.down();
    this.#journal.down();
    this.#list?.down();
    this.#unit?.cloudLink(false);
  }

  #message(topic: string, payload: Uint8Array, retained: boolean): void {
    if (!this.#unit) return;
    if (topic === this.#topics.journalAck) this.#journal.acknowledge(payload);
    else if (topic === this.#topics.request) this.#requests.take(payload, retained, this.#unit);
    else if (topic === this.#topics.state) this.#state.retained(payload);
    else this.#list?.take(topic, payload);
  }
}
