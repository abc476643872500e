import { type JumpingClock, LEAST_JUMP } from "../hal/clock.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that stands still until it is advanced; timers run in order of time, then of setting. */
export class VirtualClock implements JumpingClock {
  #mono = 0;
  #wall: number;
  #order = 0;
  readonly #timers = new Set<Timer>();
  readonly #jumps = new Set<{ readonly told: () => void }>();

  /** @param wall the wall clock at the start, milliseconds since 1970 */
  constructor(wall = Date.UTC(2026, 5, 1, 8)) {
    this.#wall = wall;
  }

  wall(): number {
    return this.#wall;
  }

  mono(): number {
    return this.#mono;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#mono + Math.max(0, ms), order: this.#order++, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets `ms` milliseconds pass, running every timer that falls due, those set meanwhile included. */
  advance(ms: number): void {
    const end = this.#mono + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#to(Math.max(this.#mono, next.at));
      next.run();
    }
    this.#to(end);
  }

  /** The same, but lets promise callbacks run between timers; for code that awaits. */
  async advanceAsync(ms: number): Promise<void> {
    const end = this.#mono + ms;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#to(Math.max(this.#mono, next.at));
      next.run();
      await settle();
    }
    this.#to(end);
  }

  onJump(told: () => void): () => void {
    const listener = { told };
    this.#jumps.add(listener);
    return () => this.#jumps.delete(listener);
  }

  /** Makes the wall clock jump; the monotonic clock and the timers stay. Whoever listens is told at once. */
  jump(ms: number): void {
    this.#wall += ms;
    if (Math.abs(ms) < LEAST_JUMP) return;
    for (const listener of Array.from(this.#jumps)) listener.told();
  }

  #to(at: number): void {
    this.#wall += at - this.#mono;
    this.#mono = at;
  }

  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > end) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  }
}

/** One turn of the event loop: every promise that can settle without the outside has settled after it. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
