import type { Clock } from "../../../hal/clock.ts";
import type { CurrentCapacity } from "./current-capacity.ts";
import type { BoardSettings } from "./settings.ts";
import { Timer } from "./timer.ts";

/** HS_ACK_COOKIE of J1772EvseController.h. */
const COOKIE = 165;

/** `$SY`'s third value: no pulse was ever missed, one was and is acknowledged, one is not. */
export type HeartbeatTrigger = 0 | 1 | 2;

/**
 * Supervises the host: without a pulse in time the current drops (J1772EvseController.cpp, HsPulse and following).
 *
 * It is the offered current only: the relay stays closed, and less than 6 A is not to be had.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #settings: BoardSettings;
  readonly #capacity: CurrentCapacity;
  readonly #missed: () => void;
  readonly #timer: Timer;
  #lastPulse = 0;
  #trigger: HeartbeatTrigger = 0;
  #watching = false;

  /** @param missed is called when the current may have dropped */
  constructor(clock: Clock, settings: BoardSettings, capacity: CurrentCapacity, missed: () => void) {
    this.#clock = clock;
    this.#settings = settings;
    this.#capacity = capacity;
    this.#missed = missed;
    this.#timer = new Timer(clock);
  }

  get trigger(): HeartbeatTrigger {
    return this.#trigger;
  }

  /** Three values of every answer to `$SY` and `$GY`. */
  get report(): string {
    return `${this.#settings.heartbeatSeconds} ${this.#settings.heartbeatAmps} ${this.#trigger}`;
  }

  /** Begins anew with what is in the settings, as after a boot. */
  powerOn(): void {
    this.#trigger = 0;
    this.#lastPulse = this.#clock.mono();
    this.#watch();
  }

  /** `$SY seconds amps`; 0 seconds ends the supervision. */
  arm(seconds: number, amps: number): boolean {
    const restored = seconds !== 0 || this.#restore();
    this.#settings.heartbeatSeconds = seconds;
    this.#settings.heartbeatAmps = amps;
    this.powerOn();
    return restored;
  }

  /** `$SY`: puts the next miss off. @returns whether no miss is waiting to be acknowledged */
  pulse(): boolean {
    this.#lastPulse = this.#clock.mono();
    this.#watch();
    return this.#trigger !== 2;
  }

  /** `$SY 165`: gives back the configured current, not the volatile one that was set before the miss. */
  acknowledge(cookie: number): boolean {
    if (cookie !== COOKIE) return false;
    if (this.#trigger !== 2) return true;
    if (!this.#restore()) return false;
    this.#trigger = 1;
    return true;
  }

  /** The board looks for misses only while it is awake; waking up, it finds those of its sleep. */
  setWatching(watching: boolean): void {
    if (watching === this.#watching) return;
    this.#watching = watching;
    this.#watch();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #restore(): boolean {
    return this.#trigger === 0 || this.#capacity.set(this.#capacity.configured, true);
  }

  #watch(): void {
    this.#timer.cancel();
    if (!this.#watching || this.#settings.heartbeatSeconds === 0) return;
    // the controller multiplies in 16 bits: 66 s are over after 464 ms
    const allowedMs = (this.#settings.heartbeatSeconds * 1000) % 0x10000;
    const overdueAt = this.#lastPulse + allowedMs + 1;
    this.#timer.start(Math.max(0, overdueAt - this.#clock.mono()), () => this.#miss());
  }

  #miss(): void {
    const { heartbeatAmps } = this.#settings;
    if (heartbeatAmps < this.#capacity.amps) this.#capacity.set(heartbeatAmps, true);
    this.#trigger = 2;
    this.#lastPulse = this.#clock.mono();
    this.#watch();
    this.#missed();
  }
}
