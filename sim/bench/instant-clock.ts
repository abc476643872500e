import { type JumpingClock, LEAST_JUMP } from "../../hal/clock.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** So many timers at one instant, and time stands still. */
const TIMERS_AT_ONCE = 100_000;

/**
 * A virtual clock that goes from one instant at which something is due to the next. What is due at one instant, and all
 * that follows from it without any time, is done before anybody looks at that instant.
 */
export class InstantClock implements JumpingClock {
  #mono = 0;
  #wall: number;
  #order = 0;
  readonly #timers = new Set<Timer>();
  readonly #jumps = new Set<{ readonly told: () => void }>();
  readonly #outside: () => Promise<void> | null;

  /**
   * @param wall the wall clock at the start, milliseconds since 1970
   * @param outside work in real time that must be done before time goes on; null: there is none
   */
  constructor(wall: number, outside: () => Promise<void> | null = () => null) {
    this.#wall = wall;
    this.#outside = outside;
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
    for (const { told } of this.#jumps) told();
  }

  /** Does all that is due at this instant. */
  async settle(): Promise<void> {
    await this.#quiet();
    let timers = 0;
    for (let next = this.#first(this.#mono); next; next = this.#first(this.#mono)) {
      if (++timers > TIMERS_AT_ONCE)
        throw new Error("time stands still: timers set timers for the same instant");
      this.#timers.delete(next);
      next.run();
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
    const end = this.#mono + ms;
    await this.settle();
    if (seen()) return true;
    for (let next = this.#first(end); next; next = this.#first(end)) {
      this.#to(next.at);
      await this.settle();
      if (seen()) return true;
    }
    if (this.#mono === end) return false;
    this.#to(end);
    return seen();
  }

  #to(at: number): void {
    this.#wall += at - this.#mono;
    this.#mono = at;
  }

  #first(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > end) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
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

/** The clock of one run of a program: once the program is dead, nothing that it had set to do is done. */
export class MortalClock implements JumpingClock {
  readonly #clock: JumpingClock;
  readonly #cancels = new Set<() => void>();
  #dead = false;

  constructor(clock: JumpingClock) {
    this.#clock = clock;
  }

  wall(): number {
    return this.#clock.wall();
  }

  mono(): number {
    return this.#clock.mono();
  }

  after(ms: number, run: () => void): () => void {
    return this.#while((forget) =>
      this.#clock.after(ms, () => {
        forget();
        run();
      }),
    );
  }

  onJump(told: () => void): () => void {
    return this.#while(() => this.#clock.onJump(told));
  }

  /** The program has died. */
  die(): void {
    this.#dead = true;
    for (const end of this.#cancels) end();
  }

  /** Sets something that is cancelled when the program dies. */
  #while(set: (forget: () => void) => () => void): () => void {
    if (this.#dead) return () => {};
    const forget = () => this.#cancels.delete(end);
    const cancel = set(forget);
    const end = () => {
      forget();
      cancel();
    };
    this.#cancels.add(end);
    return end;
  }
}
