import { StoppedClock } from "./stopped-clock.ts";

/** A clock that stands still until it is advanced; timers run in order of time, then of setting. */
export class VirtualClock extends StoppedClock {
  /** @param wall the wall clock at the start, milliseconds since 1970 */
  constructor(wall = Date.UTC(2026, 5, 1, 8)) {
    super(wall);
  }

  /** Lets `ms` milliseconds pass, running every timer that falls due, those set meanwhile included. */
  advance(ms: number): void {
    const end = this.mono() + ms;
    for (let next = this.next(end); next; next = this.next(end)) {
      this.to(Math.max(this.mono(), next.at));
      this.ring(next);
    }
    this.to(end);
  }

  /** The same, but lets promise callbacks run between timers; for code that awaits. */
  async advanceAsync(ms: number): Promise<void> {
    const end = this.mono() + ms;
    await settle();
    for (let next = this.next(end); next; next = this.next(end)) {
      this.to(Math.max(this.mono(), next.at));
      this.ring(next);
      await settle();
    }
    this.to(end);
  }
}

/** One turn of the event loop: every promise that can settle without the outside has settled after it. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
