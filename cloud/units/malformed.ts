import type { DecodeProblem } from "../../protocol/codec.ts";
import type { Log } from "../surroundings.ts";

/**
 * Counts the messages that are none, and says so in the log: which unit, what kind, why; never what they hold. Of very
 * many only the 1st, 10th, 100th … is logged.
 */
export class Malformed {
  readonly #log: Log;
  #count = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  get count(): number {
    return this.#count;
  }

  /** @param unit an id that can stand in a topic */
  note(unit: string, message: string, { code }: DecodeProblem, bytes: number): void {
    this.#count += 1;
    if (/^10*$/.test(String(this.#count)))
      this.#log.warn("malformed message ignored", { unit, message, code, bytes, count: this.#count });
  }
}
