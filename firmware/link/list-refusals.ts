import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import type { ListRefusal } from "../core/happening.ts";

/** Between two refusals that are told, milliseconds: each is a record, and records wear flash. */
const BETWEEN = 60_000;

/** Tells each refused list once, however often the broker gives it, and however many it has. */
export class ListRefusals {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #tell: (version: number, reason: ListRefusal) => void;
  #last = "";
  #at = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, log: Log, tell: (version: number, reason: ListRefusal) => void) {
    this.#clock = clock;
    this.#log = log;
    this.#tell = tell;
  }

  /** @param digest what tells this list from others, in hex */
  refused(version: number, digest: string, reason: ListRefusal): void {
    const refused = `${version} ${digest} ${reason}`;
    if (refused === this.#last) return;
    this.#last = refused;
    const now = this.#clock.mono();
    if (now - this.#at < BETWEEN) {
      this.#log.warn("another list is refused, and not recorded", { version, reason });
      return;
    }
    this.#at = now;
    this.#tell(version, reason);
  }

  /** A list was taken over. */
  accepted(): void {
    this.#last = "";
  }
}
