/**
 * Work by key: for each key one thing after the other, for few keys at once. Of what waits for a key only the newest counts,
 * so however much comes, no more waits than there are keys.
 */
export class Lanes<Work> {
  readonly #atOnce: number;
  readonly #most: number;
  readonly #run: (key: string, work: Work) => Promise<void>;
  readonly #waiting = new Map<string, Work>();
  readonly #running = new Set<string>();
  #stopped = false;
  #idle: () => void = () => {};

  /**
   * @param limits.atOnce keys that are worked for at once
   * @param limits.most keys that may wait
   * @param run must not reject
   */
  constructor(
    limits: { readonly atOnce: number; readonly most: number },
    run: (key: string, work: Work) => Promise<void>,
  ) {
    this.#atOnce = limits.atOnce;
    this.#most = limits.most;
    this.#run = run;
  }

  /** @returns false: too many keys wait, and this is dropped */
  push(key: string, work: Work): boolean {
    if (this.#stopped || (!this.#waiting.has(key) && this.#waiting.size >= this.#most)) return false;
    this.#waiting.set(key, work);
    this.#next();
    return true;
  }

  /** Nothing is begun any more; resolves when what runs has ended. */
  stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.clear();
    return new Promise((resolve) => {
      this.#idle = resolve;
      if (this.#running.size === 0) resolve();
    });
  }

  #next(): void {
    for (const [key, work] of this.#waiting) {
      if (this.#running.size >= this.#atOnce) return;
      if (this.#running.has(key)) continue;
      this.#waiting.delete(key);
      this.#running.add(key);
      void this.#run(key, work).finally(() => {
        this.#running.delete(key);
        if (this.#stopped && this.#running.size === 0) this.#idle();
        this.#next();
      });
    }
  }
}
