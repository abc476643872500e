import { type Clock, type JumpingClock, LEAST_JUMP } from "../hal/clock.ts";

/** Node fires at once what is further away than this, milliseconds; whoever set it looks again when it fires early. */
const LONGEST = 2 ** 31 - 1;
/** How often the clocks are compared, milliseconds. */
const LOOK = 1_000;

/** Tells of jumps of a wall clock by comparing it to its monotonic one; looks only while somebody listens. */
export class JumpWatch {
  readonly #clock: Pick<Clock, "wall" | "mono">;
  readonly #every: (ms: number, run: () => void) => () => void;
  readonly #listeners = new Set<{ readonly told: () => void }>();
  #ahead = 0;
  #rest: () => void = () => {};

  /** @param every runs something again and again until it is cancelled, and keeps no process alive */
  constructor(clock: Pick<Clock, "wall" | "mono">, every: (ms: number, run: () => void) => () => void) {
    this.#clock = clock;
    this.#every = every;
  }

  /** See `JumpingClock.onJump`. */
  listen(told: () => void): () => void {
    const listener = { told };
    if (this.#listeners.size === 0) {
      this.#ahead = this.#difference();
      this.#rest = this.#every(LOOK, () => this.#look());
    }
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#rest();
    };
  }

  #look(): void {
    const ahead = this.#difference();
    // Against the last jump, not the last look: what goes astray little by little is told, too.
    if (Math.abs(ahead - this.#ahead) < LEAST_JUMP) return;
    this.#ahead = ahead;
    for (const listener of Array.from(this.#listeners)) listener.told();
  }

  #difference(): number {
    return this.#clock.wall() - this.#clock.mono();
  }
}

const clocks = { wall: () => Date.now(), mono: () => performance.now() };
const watch = new JumpWatch(clocks, (ms, run) => {
  const timer = setInterval(run, ms);
  timer.unref();
  return () => clearInterval(timer);
});

/** The machine's clocks. */
export const systemClock: JumpingClock = {
  ...clocks,
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, LONGEST));
    return () => clearTimeout(timer);
  },
  onJump: (told) => watch.listen(told),
};
