import { StoppedClock } from "../stopped-clock.ts";

/** So many timers at one instant, and time stands still. */
const TIMERS_AT_ONCE = 100_000;

/**
 * A virtual clock that goes from one instant at which something is due to the next. What is due at one instant, and all
 * that follows from it without any time, is done before anybody looks at that instant.
 */
export class InstantClock extends StoppedClock {
  readonly #outside: () => Promise<void> | null;

  /**
   * @param wall the wall clock at the start, milliseconds since 1970
   * @param outside work in real time that must be done before time goes on; null: there is none
   */
  constructor(wall: number, outside: () => Promise<void> | null = () => null) {
    super(wall);
    this.#outside = outside;
  }

  /** Does all that is due at this instant. */
  async settle(): Promise<void> {
    await this.#quiet();
    let timers = 0;
    for (let next = this.next(this.mono()); next; next = this.next(this.mono())) {
      if (++timers > TIMERS_AT_ONCE)
        throw new Error("time stands still: timers set timers for the same instant");
      this.ring(next);
      await this.#quiet();
    }
  }

  /**
   * Lets at most `ms` milliseconds pass.
   *
   * @param seen called at the end of every instant at which something was due, of this one first and of the last; true: no further
   * @returns whether `seen` has ended it
   */
  async pass(ms: number, seen: () => boolean): Promise<boolean> {
    const end = this.mono() + ms;
    await this.settle();
    if (seen()) return true;
    for (let next = this.next(end); next; next = this.next(end)) {
      this.to(next.at);
      await this.settle();
      if (seen()) return true;
    }
    if (this.mono() === end) return false;
    this.to(end);
    return seen();
  }

  /** One turn of the event loop settles every promise that waits for nothing outside. */
  async #quiet(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (let busy = this.#outside(); busy; busy = this.#outside()) {
      await busy;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
