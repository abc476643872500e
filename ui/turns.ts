/** Requests that wait for their turn; more are sent away. */
const MOST_WAITING = { fromOne: 64, together: 256 } as const;

/**
 * Lets one request begin in each turn of the event loop, and lets those who ask from different addresses take turns: the
 * devices that the process serves besides are heard between any two, and whoever asks without end is waited for by nobody
 * else.
 */
export class Turns {
  readonly #later: (run: () => void) => void;
  /** By address, in the order in which their turns come. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #count = 0;

  /** @param later runs something in the next turn of the event loop */
  constructor(later: (run: () => void) => void = setImmediate) {
    this.#later = later;
  }

  /** Resolves when the turn has come; null: too many wait already. */
  next(source: string): Promise<void> | null {
    const own = this.#waiting.get(source) ?? [];
    if (own.length >= MOST_WAITING.fromOne || this.#count >= MOST_WAITING.together) return null;
    return new Promise((begin) => {
      own.push(begin);
      this.#waiting.set(source, own);
      this.#count += 1;
      if (this.#count === 1) this.#later(() => this.#turn());
    });
  }

  #turn(): void {
    const [source, own] = this.#waiting.entries().next().value ?? [];
    const begin = own?.shift();
    if (source === undefined || own === undefined || begin === undefined) return;
    this.#waiting.delete(source);
    if (own.length > 0) this.#waiting.set(source, own);
    this.#count -= 1;
    if (this.#count > 0) this.#later(() => this.#turn());
    begin();
  }
}
