import type { JumpingClock } from "../../hal/clock.ts";

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
