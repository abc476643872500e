import type { Said } from "./model.ts";

const KEPT = 32;

/** What is to be said on the next page after a form was sent without script; each by its number, the newest few. */
export class Flashes {
  readonly #kept = new Map<string, Said>();
  #next = 1;

  /** Keeps what is to be said; the answer is the number to ask for it by. */
  keep(said: Said): string {
    const number = String(this.#next);
    this.#next += 1;
    this.#kept.set(number, said);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && !oldest.done) this.#kept.delete(oldest.value);
    return number;
  }

  find(number: string | undefined): Said | null {
    return number === undefined ? null : (this.#kept.get(number) ?? null);
  }
}
