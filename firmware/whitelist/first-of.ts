/** The first few of many things in some order, found without ever sorting all of them. */
export class FirstOf<T> {
  readonly #most: number;
  readonly #order: (a: T, b: T) => number;
  readonly #first: T[] = [];

  /** @param most how many are kept */
  constructor(most: number, order: (a: T, b: T) => number) {
    this.#most = most;
    this.#order = order;
  }

  get all(): readonly T[] {
    return this.#first;
  }

  /** Takes some ten comparisons. */
  add(one: T): void {
    let [from, to] = [0, this.#first.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.#first[middle];
      if (there !== undefined && this.#order(there, one) < 0) from = middle + 1;
      else to = middle;
    }
    if (from >= this.#most) return;
    this.#first.splice(from, 0, one);
    if (this.#first.length > this.#most) this.#first.pop();
  }
}
