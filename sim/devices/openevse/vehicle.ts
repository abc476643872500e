import type { Clock } from "../../../hal/clock.ts";
import { Timer } from "./timer.ts";

/** What the pilot's positive half reads: 12, 9, 6 or 3 V (IEC 61851-1 A to D). */
export const PILOT_LEVELS = ["A", "B", "C", "D"] as const;
export type PilotLevel = (typeof PILOT_LEVELS)[number];

/** A car at the cable, or none. It answers to the pilot as SAE J1772 and IEC 61851-1 have it. */
export class Vehicle {
  readonly #followMs: number;
  readonly #changed: () => void;
  readonly #timer: Timer;
  #plugged = false;
  #wants = true;
  #offered = false;
  #ready = false;
  #slow = false;
  #forced: PilotLevel | undefined;

  /** @param followMs how long it takes to answer a change of the pilot */
  constructor(clock: Clock, followMs: number, changed: () => void) {
    this.#followMs = followMs;
    this.#changed = changed;
    this.#timer = new Timer(clock);
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  get wants(): boolean {
    return this.#wants;
  }

  /** Whether it draws what it can get: it has closed its own contactor and pulled the pilot to 6 V. */
  get ready(): boolean {
    return this.#ready;
  }

  get slow(): boolean {
    return this.#slow;
  }

  get level(): PilotLevel {
    if (this.#forced) return this.#forced;
    if (!this.#plugged) return "A";
    return this.#ready ? "C" : "B";
  }

  setPlugged(plugged: boolean): void {
    this.#plugged = plugged;
    if (!plugged) this.#ready = false;
    this.#follow();
    this.#changed();
  }

  setWants(wants: boolean): void {
    this.#wants = wants;
    this.#follow();
  }

  /** A slow one never leaves state C, whatever the pilot says. */
  setSlow(slow: boolean): void {
    this.#slow = slow;
    this.#follow();
  }

  /** Holds the pilot at a level as a fault in cable or car would; `undefined` lets the car have it. */
  force(level: PilotLevel | undefined): void {
    this.#forced = level;
    this.#changed();
  }

  /** The pilot offers current (PWM), or no longer does. */
  offer(offered: boolean): void {
    if (offered === this.#offered) return;
    this.#offered = offered;
    this.#follow();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #follow(): void {
    const ready = this.#plugged && ((this.#wants && this.#offered) || (this.#slow && this.#ready));
    if (ready === this.#ready) {
      this.#timer.cancel();
    } else if (!this.#timer.running) {
      this.#timer.start(this.#followMs, () => {
        this.#ready = ready;
        this.#changed();
      });
    }
  }
}
