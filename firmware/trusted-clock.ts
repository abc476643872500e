import type { JumpingClock } from "../hal/clock.ts";

/**
 * A clock by which time never runs backwards across restarts: it is never earlier than the unit is known to have been
 * alive. While the machine's own clock shows less (it has no battery, or was set back), time goes on from there.
 */
export class TrustedClock implements JumpingClock {
  readonly #clock: JumpingClock;
  readonly #alive: number;
  readonly #start: number;
  readonly #isSynchronized: () => boolean;

  /**
   * @param alive the last instant at which an earlier run was alive, milliseconds since 1970; null: there was none
   * @param isSynchronized whether a time source has set the machine's clock: then it is right, whatever was thought before
   */
  constructor(clock: JumpingClock, alive: number | null, isSynchronized: () => boolean = () => false) {
    this.#clock = clock;
    this.#alive = alive ?? Number.NEGATIVE_INFINITY;
    this.#start = clock.mono();
    this.#isSynchronized = isSynchronized;
  }

  wall(): number {
    const wall = this.#clock.wall();
    if (wall >= this.#alive || this.#isSynchronized()) return wall;
    return this.#alive + Math.floor(this.#clock.mono() - this.#start);
  }

  mono(): number {
    return this.#clock.mono();
  }

  after(ms: number, run: () => void): () => void {
    return this.#clock.after(ms, run);
  }

  /** Told of the jumps of the machine's clock, those that make no difference here included. */
  onJump(told: () => void): () => void {
    return this.#clock.onJump(told);
  }
}
