import type { Clock } from "../../../hal/clock.ts";

/** Seconds of charging as `$GS` tells them: since the relay last closed, and before that in the same session. */
export class ChargeClock {
  readonly #clock: Clock;
  #earlier = 0;
  #last = 0;
  #runningSince: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get seconds(): number {
    return this.#earlier + this.#sinceClosing();
  }

  /** Milliseconds since the relay closed, if the board still charges. */
  get runningMs(): number | undefined {
    return this.#runningSince === undefined ? undefined : this.#clock.mono() - this.#runningSince;
  }

  /** @param anew whether this is the first closing of a session */
  start(anew: boolean): void {
    this.#earlier = anew ? 0 : this.seconds;
    this.#last = 0;
    this.#runningSince = this.#clock.mono();
  }

  stop(): void {
    this.#last = this.#sinceClosing();
    this.#runningSince = undefined;
  }

  reset(): void {
    this.#earlier = 0;
    this.#last = 0;
  }

  #sinceClosing(): number {
    return this.runningMs === undefined ? this.#last : Math.floor(this.runningMs / 1000);
  }
}
