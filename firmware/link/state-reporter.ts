import type { Clock } from "../../hal/clock.ts";
import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import { upState } from "../../protocol/state.ts";
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
} as const;

/** Keeps `up/state` at the broker what the unit is: published at every connect and change, retained. */
export class StateReporter {
  readonly #connection: Connection;
  readonly #topic: string;
  readonly #store: Pick<UnitStore, "cloudList">;
  readonly #software: string;
  readonly #clock: Clock;
  #state: State | null = null;
  #up = false;
  #told = "";
  #cancel: (() => void) | null = null;
  #cancelEnergy: () => void = () => {};

  constructor(parts: {
    readonly connection: Connection;
    readonly topic: string;
    readonly store: Pick<UnitStore, "cloudList">;
    readonly software: string;
    readonly clock: Clock;
  }) {
    this.#connection = parts.connection;
    this.#topic = parts.topic;
    this.#store = parts.store;
    this.#software = parts.software;
    this.#clock = parts.clock;
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

  /** What the broker holds as this unit's state; after a quick return it may be the last will of the connection before. */
  retained(payload: Uint8Array): void {
    const decoded = decodeMessage(upState, payload);
    if (decoded.ok && decoded.message.online) return;
    this.#told = "";
    this.#soon();
  }

  /** The bytes of `up/state` for now. */
  payload(online: boolean): Buffer {
    if (!this.#state) throw new Error("the unit's state is told before the link is used");
    return encodeMessage(upState, stateToWire(this.#state, this.#store.cloudList(), this.#software, online));
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
    void this.#connection.publish(this.#topic, this.payload(true), true);
  }

  /** All that is told but the energy, which changes with each of the board's reports. */
  #essence(): string {
    if (!this.#state) return "";
    const { connectors, ...rest } = stateToWire(this.#state, this.#store.cloudList(), this.#software, true);
    const quiet = connectors.map(({ session, ...connector }) => ({ ...connector, session: session?.id }));
    return JSON.stringify({ ...rest, connectors: quiet });
  }

  #stopTimers(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#cancelEnergy();
  }
}
