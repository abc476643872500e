import type { Clock } from "../../hal/clock.ts";
import { encodeMessage } from "../../protocol/codec.ts";
import { emptyListDigest } from "../../protocol/list.ts";
import { type ClockQuality, type UpState, upState } from "../../protocol/state.ts";
import type { State } from "../core/state.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { Connection } from "./connection.ts";
import { stateToWire } from "./wire.ts";

/** Milliseconds. */
const TIMES = {
  /** Changes that come together are told together. */
  together: 20,
  /** Energy alone is told this often. */
  energy: 60_000,
  /** What somebody else writes in this unit's place is put right at most this often. */
  putRight: 1_000,
} as const;

/** Keeps `up/state` at the broker what the unit is: published at every connect and change, retained. */
export class StateReporter {
  readonly #connection: Connection;
  readonly #topic: string;
  readonly #store: Pick<UnitStore, "cloudList">;
  readonly #software: string;
  readonly #clock: Clock;
  readonly #clockQuality: () => ClockQuality;
  readonly #lost: () => readonly string[];
  #state: State | null = null;
  #up = false;
  #told = "";
  #toldPayload: Uint8Array = new Uint8Array();
  #cancelPutRight: (() => void) | null = null;
  #cancel: (() => void) | null = null;
  #cancelEnergy: () => void = () => {};

  constructor(parts: {
    readonly connection: Connection;
    readonly topic: string;
    readonly store: Pick<UnitStore, "cloudList">;
    readonly software: string;
    readonly clock: Clock;
    /** Asked whenever the state is told or has changed; without it: unknown. */
    readonly clockQuality?: () => ClockQuality;
    /** Readers and keypads that are lost now, by their ids. */
    readonly lost: () => readonly string[];
  }) {
    this.#connection = parts.connection;
    this.#topic = parts.topic;
    this.#store = parts.store;
    this.#software = parts.software;
    this.#clock = parts.clock;
    this.#clockQuality = parts.clockQuality ?? (() => "unknown");
    this.#lost = parts.lost;
  }

  /** The state to be told from now on. */
  changed(state: State): void {
    this.#state = state;
    this.#soon();
  }

  /** The list has changed. */
  listChanged(): void {
    this.#soon();
  }

  up(): void {
    this.#up = true;
    this.#told = "";
    this.#tell();
    this.#tellEnergy();
  }

  down(): void {
    this.#up = false;
    this.#stopTimers();
  }

  /**
   * What the broker holds as this unit's state. Another than the last one told is put right: after a quick return it may be
   * the last will of the connection before. (The echo of an earlier one of our own costs one message.)
   */
  retained(payload: Uint8Array): void {
    if (!this.#up || Buffer.compare(payload, this.#toldPayload) === 0) return;
    this.#cancelPutRight ??= this.#clock.after(TIMES.putRight, () => {
      this.#cancelPutRight = null;
      this.#tell();
    });
  }

  /** The bytes of `up/state` for now. */
  payload(online: boolean): Buffer {
    if (!this.#state) throw new Error("the unit's state is told before the link is used");
    return encodeMessage(upState, this.#wire(this.#state, online));
  }

  /** Tells that the unit stops on purpose. */
  async goOffline(): Promise<void> {
    this.#stopTimers();
    const wasUp = this.#up;
    this.#up = false;
    if (wasUp) await this.#connection.publish(this.#topic, this.payload(false), true);
  }

  #soon(): void {
    if (!this.#up || this.#cancel) return;
    this.#cancel = this.#clock.after(TIMES.together, () => {
      this.#cancel = null;
      if (this.#essence() !== this.#told) this.#tell();
    });
  }

  #tellEnergy(): void {
    this.#cancelEnergy = this.#clock.after(TIMES.energy, () => {
      const charging = this.#state?.connectors.some(({ use }) => use.kind === "session") ?? false;
      if (charging) this.#tell();
      this.#tellEnergy();
    });
  }

  #tell(): void {
    this.#told = this.#essence();
    this.#toldPayload = this.payload(true);
    void this.#connection.publish(this.#topic, this.#toldPayload, true);
  }

  #wire(state: State, online: boolean): UpState {
    const beside = { software: this.#software, list: this.#list(), clock: this.#clockQuality() };
    return stateToWire(state, { online, ...beside, lost: this.#lost() });
  }

  /** A list that cannot be read is told as none: so the cloud sees that it is not held. */
  #list(): ReturnType<UnitStore["cloudList"]> {
    try {
      return this.#store.cloudList();
    } catch {
      return { installation: null, version: 0, digest: emptyListDigest().toString("hex"), count: 0 };
    }
  }

  /** All that is told but the energy, which changes with each of the board's reports. */
  #essence(): string {
    if (!this.#state) return "";
    const { connectors, ...rest } = this.#wire(this.#state, true);
    const quiet = connectors.map(({ session, ...connector }) => ({ ...connector, session: session?.id }));
    return JSON.stringify({ ...rest, connectors: quiet });
  }

  #stopTimers(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#cancelPutRight?.();
    this.#cancelPutRight = null;
    this.#cancelEnergy();
  }
}
