/**
 * One thing after another: what is asked for from inside a turn waits until it is over.
 *
 * The wire may be so short that the host writes its next frame from within `send`.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #running = false;

  run(turn: () => void): void {
    this.#waiting.push(turn);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) next();
    } finally {
      this.#running = false;
    }
  }
}
