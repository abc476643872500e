import type { Clock } from "../../../hal/clock.ts";
import { Timer } from "./timer.ts";

/** Lets a reading through when it has stood for a while. */
export class Debounce<T> {
  readonly #timer: Timer;
  #candidate: T | undefined;

  constructor(clock: Clock) {
    this.#timer = new Timer(clock);
  }

  /** Takes a reading; `settle` is called with it after `ms` unless another comes, or the present one again. */
  see(reading: T, present: T, ms: number, settle: (reading: T) => void): void {
    if (reading === present) {
      this.reset();
    } else if (!this.#timer.running || reading !== this.#candidate) {
      this.#candidate = reading;
      this.#timer.start(ms, () => settle(reading));
    }
  }

  reset(): void {
    this.#timer.cancel();
    this.#candidate = undefined;
  }
}
