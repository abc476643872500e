import type { Clock } from "../hal/clock.ts";
import type { Log } from "../hal/log.ts";
import type { ConnectorId } from "./core/session.ts";
import type { Commit } from "./store/unit-store.ts";

/** Milliseconds. */
const TIMES = {
  /** Between attempts while the store refuses: at first, then twice as long each time, and at most. */
  firstRetry: 250,
  longestRetry: 10_000,
  /** A store that has not answered for so long is lost. */
  answer: 30_000,
} as const;
/** With so many changes waiting for the store, records that nothing depends on (refused taps) are dropped. */
const CROWDED = 1_000;

interface Job {
  readonly change: Commit;
  /** Present: one attempt only, and its outcome is wanted. */
  readonly outcome?: (saved: boolean) => void;
  readonly undo?: () => Commit;
}

/** Finds out whether the store works. */
const PROBE: Job = { change: {} };

/**
 * Makes changes durable one after the other, in the order in which they were asked for. A change whose outcome is wanted
 * gets one attempt; every other is kept and tried again until the store takes it. While the store refuses, the ends of
 * sessions go first: a full disk has room kept for them, and for nothing that waits before them.
 *
 * A commit that is not answered counts as failed after 30 s, but is waited for all the same before the next is begun: the
 * store does one thing at a time, so another would only wait behind it, and the same change begun twice would be twice in
 * the journal. A store that never answers stays lost until the unit is restarted.
 */
export class DurableWriter {
  readonly #commit: (change: Commit) => Promise<void>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onHealth: (working: boolean) => void;
  readonly #onDurable: () => void;
  readonly #jobs: Job[] = [];
  #running = false;
  #working = true;
  #silent = false;
  #failures = 0;
  #dropped = 0;
  #cancelRetry: () => void = () => {};
  #idleWaiters: (() => void)[] = [];

  /**
   * @param commit an empty change, too, must come to the disk: it finds out whether the store works again
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

  /** Whether the store takes changes, as far as is known. */
  get working(): boolean {
    return this.#working;
  }

  /** Kept until it is durable. */
  write(change: Commit): void {
    if (this.#jobs.length >= CROWDED && isOnlyRefusals(change)) {
      this.#dropped++;
      return;
    }
    const job = { change };
    this.#jobs.push(job);
    if (this.#working || endedBy(job) !== null) void this.#run();
  }

  /**
   * Tried once, behind everything asked for before. While the store does not work it is tried again for this at once.
   *
   * @param undo what is written if the change turns out durable after its outcome was told as failed
   */
  save(change: Commit, outcome: (saved: boolean) => void, undo?: () => Commit): void {
    if (this.#silent) {
      outcome(false);
      return;
    }
    this.#jobs.push({ change, outcome, ...(undo && { undo }) });
    void this.#run();
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
    if (this.#running) return;
    this.#running = true;
    this.#cancelRetry();
    for (let job = this.#next(); job; job = this.#next()) {
      if (await this.#attempt(job)) this.#taken(job);
      else if (endedBy(job) !== null || !this.#jobs.some((waiting) => endedBy(waiting) !== null)) break;
    }
    this.#running = false;
    if (!this.#working) this.#retryLater();
    this.#wakeIdle();
  }

  #next(): Job | null {
    if (this.#working) return this.#jobs[0] ?? null;
    return this.#jobs.find((job) => endedBy(job) !== null) ?? this.#jobs[0] ?? PROBE;
  }

  /** @returns whether it is durable */
  async #attempt({ change }: Job): Promise<boolean> {
    const answered = this.#clock.after(TIMES.answer, () => {
      this.#silent = true;
      this.#lost("it does not answer; if that goes on, check the disk and restart the unit");
    });
    try {
      await this.#commit(change);
      return true;
    } catch (error) {
      this.#lost(error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      answered();
      this.#silent = false;
    }
  }

  #taken(job: Job): void {
    const at = this.#jobs.indexOf(job);
    const before = this.#jobs.splice(0, at + 1).slice(0, -1);
    const ended = endedBy(job);
    // What waited before the end of a session is older, and must not bring it back.
    this.#jobs.unshift(...before.map((older) => withoutSession(older, ended)));
    const givenUp = at < 0;
    if (givenUp && job.undo) this.#jobs.unshift({ change: job.undo() });
    // Room that was kept for the end of a session says nothing of any other.
    if (ended === null) this.#worked();
    if (!givenUp) job.outcome?.(true);
    this.#tellDurable();
  }

  /** Nobody is to wait for a store that does not work. */
  #lost(error: string): void {
    const news = this.#working;
    if (news) this.#log.error("the store takes no changes", { error, waiting: this.#jobs.length });
    this.#working = false;
    if (news) this.#onHealth(false);
    const failed = this.#jobs.filter(({ outcome }) => outcome);
    const kept = this.#jobs.filter(({ outcome }) => !outcome);
    this.#jobs.splice(0, this.#jobs.length, ...kept);
    for (const { outcome } of failed) outcome?.(false);
    this.#wakeIdle();
  }

  #retryLater(): void {
    const pause = Math.min(TIMES.longestRetry, TIMES.firstRetry * 2 ** Math.min(this.#failures++, 10));
    // Asked for when the last attempt had just failed: it has not had its own.
    const untried = this.#jobs.some(({ outcome }) => outcome);
    this.#cancelRetry = this.#clock.after(untried ? 0 : pause, () => void this.#run());
  }

  #wakeIdle(): void {
    for (const wake of this.#idleWaiters.splice(0)) wake();
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

/** The connector whose session the job ends; null: it ends none. */
function endedBy({ change: { session } }: Job): ConnectorId | null {
  return session?.session === null ? session.connector : null;
}

function withoutSession(job: Job, connector: ConnectorId | null): Job {
  if (connector === null || job.change.session?.connector !== connector) return job;
  const { session: _, ...change } = job.change;
  return { ...job, change };
}

/** Whether nothing depends on the change: records of refusals, and nothing else. */
function isOnlyRefusals(change: Commit): boolean {
  const others = Object.keys(change).filter((part) => part !== "records" && part !== "alive");
  const refusals = change.records?.every(({ happening }) => happening.event === "denied") ?? false;
  return refusals && others.length === 0;
}
