import { type JumpingClock, LEAST_JUMP } from "../hal/clock.ts";

/** Something that is to be done at a time. */
export interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved; timers fall due in order of time, then of setting. */
export class StoppedClock implements JumpingClock {
  #mono = 0;
  #wall: number;
  #order = 0;
  readonly #timers = new Set<Timer>();
  readonly #jumps = new Set<{ readonly told: () => void }>();

  /** @param wall the wall clock at the start, milliseconds since 1970 */
  constructor(wall: number) {
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

  /** Lets the time be this, monotonic. */
  protected to(at: number): void {
    this.#wall += at - this.#mono;
    this.#mono = at;
  }

  /** The timer that falls due first, at `end` at the latest. */
  protected next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > end) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  }

  /** Does what a timer is for; it is set no more. */
  protected ring(timer: Timer): void {
    this.#timers.delete(timer);
    timer.run();
  }
}
