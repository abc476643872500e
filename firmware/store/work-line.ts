/** What can wait gets its turn after this many that could not, or it would wait for ever behind a busy charger. */
const MOST_BEFORE_REST = 16;

/** Work that must be done one at a time; what a driver waits for passes what can wait. */
export class WorkLine {
  readonly #first: (() => Promise<void>)[] = [];
  readonly #rest: (() => Promise<void>)[] = [];
  #working = false;
  #idle: (() => void)[] = [];

  /** Adds work; it begins at once when nothing else runs. The promise settles as the work does. */
  add<T>(when: "first" | "when-free", work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const line = when === "first" ? this.#first : this.#rest;
      line.push(() => work().then(resolve, reject));
      void this.#run();
    });
  }

  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void> {
    return this.#working ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  async #run(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let passed = 0; ; passed += 1) {
      const restFirst = passed >= MOST_BEFORE_REST && this.#rest.length > 0;
      const next = (restFirst ? undefined : this.#first.shift()) ?? this.#rest.shift();
      if (next === undefined) break;
      if (restFirst) passed = 0;
      await next();
    }
    this.#working = false;
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }
}
