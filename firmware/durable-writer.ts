import type { Clock } from "../hal/clock.ts";
import type { Log } from "../hal/log.ts";
import type { Commit } from "./store/unit-store.ts";

/** Pauses between attempts while the store refuses, milliseconds. */
const FIRST_RETRY = 250;
const RETRY_CAP = 10_000;
/** With so many changes waiting for the store, records that nothing depends on (refused taps) are dropped. */
const CROWDED = 1_000;

interface Job {
  readonly change: Commit;
  /** Present: one attempt only, and its outcome is wanted. */
  readonly outcome?: (saved: boolean) => void;
}

/**
 * Makes changes durable one after the other, in the order in which they were asked for. A change whose outcome is wanted
 * gets one attempt; every other is kept and tried again until the store takes it.
 */
export class DurableWriter {
  readonly #commit: (change: Commit) => Promise<void>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onHealth: (working: boolean) => void;
  readonly #onDurable: () => void;
  readonly #jobs: Job[] = [];
  #running = false;
  #retrying = false;
  #working = true;
  #failures = 0;
  #dropped = 0;
  #cancelRetry: () => void = () => {};
  #idleWaiters: (() => void)[] = [];

  /**
   * @param onHealth told when the store stops and starts to take changes
   * @param onDurable told whenever changes have become durable
   */
  constructor(
    commit: (change: Commit) => Promise<void>,
    clock: Clock,
    log: Log,
    onHealth: (working: boolean) => void,
    onDurable: () => void,
  ) {
    this.#commit = commit;
    this.#clock = clock;
    this.#log = log;
    this.#onHealth = onHealth;
    this.#onDurable = onDurable;
  }

  /** Kept until it is durable. */
  write(change: Commit): void {
    if (this.#jobs.length >= CROWDED && isOnlyRefusals(change)) {
      this.#dropped++;
      return;
    }
    this.#jobs.push({ change });
    void this.#run();
  }

  /** Tried once, behind everything asked for before. While the store does not work it is tried again for this at once. */
  save(change: Commit, outcome: (saved: boolean) => void): void {
    this.#jobs.push({ change, outcome });
    if (this.#working) void this.#run();
    else this.#retryNow();
  }

  /** Resolves when nothing is waiting, or the store does not work. */
  settled(): Promise<void> {
    if ((this.#jobs.length === 0 && !this.#running) || !this.#working) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  stop(): void {
    this.#cancelRetry();
  }

  async #run(): Promise<void> {
    if (this.#running || !this.#working) return;
    this.#running = true;
    for (let job = this.#jobs[0]; job; job = this.#jobs[0]) {
      if (!(await this.#attempt(job))) break;
    }
    this.#running = false;
    for (const wake of this.#idleWaiters.splice(0)) wake();
  }

  /** @returns whether to go on with the next */
  async #attempt(job: Job): Promise<boolean> {
    try {
      await this.#commit(job.change);
    } catch (error) {
      this.#failed(error);
      if (job.outcome) this.#jobs.shift();
      for (const waiting of this.#takeOutcomes()) waiting(false);
      job.outcome?.(false);
      return false;
    }
    this.#jobs.shift();
    this.#worked();
    job.outcome?.(true);
    this.#tellDurable();
    return true;
  }

  /** Nobody is to wait for a store that does not work. */
  #takeOutcomes(): ((saved: boolean) => void)[] {
    const outcomes: ((saved: boolean) => void)[] = [];
    for (let at = this.#jobs.length - 1; at >= 0; at--) {
      const outcome = this.#jobs[at]?.outcome;
      if (!outcome) continue;
      outcomes.unshift(outcome);
      this.#jobs.splice(at, 1);
    }
    return outcomes;
  }

  #failed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (this.#working)
      this.#log.error("the store takes no changes", { error: message, waiting: this.#jobs.length });
    const told = !this.#working;
    this.#working = false;
    const pause = Math.min(RETRY_CAP, FIRST_RETRY * 2 ** Math.min(this.#failures++, 10));
    this.#cancelRetry = this.#clock.after(pause, () => void this.#retry());
    if (!told) this.#onHealth(false);
  }

  /** With nothing waiting, an empty change finds out whether the store works again. */
  async #retry(): Promise<void> {
    if (this.#retrying) return;
    this.#retrying = true;
    const job = this.#jobs[0];
    try {
      await this.#commit(job?.change ?? { alive: this.#clock.wall() });
    } catch (error) {
      this.#retrying = false;
      this.#failed(error);
      for (const waiting of this.#takeOutcomes()) waiting(false);
      return;
    }
    this.#retrying = false;
    if (job) this.#jobs.shift();
    this.#worked();
    job?.outcome?.(true);
    this.#tellDurable();
    void this.#run();
  }

  /** Somebody waits to hear whether the store works. */
  #retryNow(): void {
    this.#cancelRetry();
    void this.#retry();
  }

  #tellDurable(): void {
    try {
      this.#onDurable();
    } catch (error) {
      this.#log.error("whoever was told of durable changes failed", { error: String(error) });
    }
  }

  #worked(): void {
    this.#failures = 0;
    if (this.#working) return;
    this.#working = true;
    this.#log.info("the store takes changes again", { dropped: this.#dropped });
    this.#dropped = 0;
    this.#onHealth(true);
  }
}

/** Whether nothing depends on the change: records of refusals, and nothing else. */
function isOnlyRefusals(change: Commit): boolean {
  const others = Object.keys(change).filter((part) => part !== "records" && part !== "alive");
  const refusals = change.records?.every(({ happening }) => happening.event === "denied") ?? false;
  return refusals && others.length === 0;
}
