import type { Event, Instant } from "../events.ts";

/** The watcher's own book of the time: the latest that the wall clock has shown, which no setting back takes back. */
export class TimeLedger {
  /** Wall clock minus monotonic clock at the greatest, before and after the newest event. */
  #until = 0;
  #since = 0;

  /** The same book, to be continued apart. */
  fork(): TimeLedger {
    const copy = new TimeLedger();
    copy.#until = this.#until;
    copy.#since = this.#since;
    return copy;
  }

  /** Enters the instant of an event; a time source that sets the clock is believed. */
  enter(event: Event): void {
    const offset = event.at.wall - event.at.mono;
    this.#until = Math.max(this.#since, offset);
    this.#since = event.type === "clock" && event.proven ? offset : this.#until;
  }

  /** What has expired by now, has. */
  latest({ mono }: Instant): number {
    return mono + this.#since;
  }

  /** What had expired when this event came, whatever it has done to the clock. */
  latestBefore({ mono }: Instant): number {
    return mono + this.#until;
  }
}
