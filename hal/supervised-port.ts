import type { Clock } from "./clock.ts";
import type { ByteLink, OpenLink } from "./link.ts";
import type { Log } from "./log.ts";

export interface PortListener {
  /** The port is open; nothing has been read or written yet. */
  up(): void;
  data(bytes: Uint8Array): void;
  /** The port is gone, or could not be opened at first; told once until the next `up`. */
  down(reason: string): void;
}

export interface PortOptions {
  readonly open: OpenLink;
  readonly clock: Clock;
  /** Uniform in [0, 1): spreads the retries of many ports. */
  readonly random: () => number;
  readonly log: Log;
  /** First pause before opening again, milliseconds [10…]; doubles up to `cap`. Default 100. */
  readonly firstPause?: number;
  /** Longest pause, milliseconds. Default 3000. */
  readonly cap?: number;
  /** An attempt to open that takes longer than this has failed, milliseconds. Default 5000. */
  readonly openDeadline?: number;
}

/** A port that stayed open for this long was no failure, milliseconds. */
const LIVED = 2_000;

/** A byte stream that is opened again whenever it is lost, with growing pauses up to a cap, for ever. */
export class SupervisedPort {
  readonly #options: Required<PortOptions>;
  readonly #listener: PortListener;
  #link: ByteLink | null = null;
  /** Counts openings: whatever an earlier one still has to say is not heard. */
  #generation = 0;
  #failures = 0;
  #openedAt = 0;
  #told = false;
  #closed = false;
  #cancelTimer: () => void = () => {};

  constructor(options: PortOptions, listener: PortListener) {
    this.#options = { firstPause: 100, cap: 3000, openDeadline: 5000, ...options };
    this.#listener = listener;
  }

  start(): void {
    this.#open();
  }

  /** Sends bytes if the port is open; otherwise they are dropped. */
  write(bytes: Uint8Array): void {
    this.#link?.write(bytes);
  }

  /** Closes the port and opens it again after a pause: for a device that does not answer any more. */
  reopen(reason: string): void {
    if (this.#link) this.#down(reason);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#generation++;
    this.#cancelTimer();
    const link = this.#link;
    this.#link = null;
    await link?.close();
  }

  #open(): void {
    const generation = ++this.#generation;
    const current = () => generation === this.#generation && !this.#closed;
    this.#cancelTimer = this.#options.clock.after(this.#options.openDeadline, () => {
      if (current()) this.#down(`not open after ${this.#options.openDeadline} ms`);
    });
    const opening = this.#options.open({
      data: (bytes) => {
        if (current()) this.#listener.data(bytes);
      },
      lost: (reason) => {
        if (current()) this.#down(reason);
      },
    });
    opening.then(
      (link) => {
        if (!current()) {
          void link.close();
          return;
        }
        this.#cancelTimer();
        this.#link = link;
        this.#openedAt = this.#options.clock.mono();
        this.#told = false;
        this.#listener.up();
      },
      (error: unknown) => {
        if (current()) this.#down(error instanceof Error ? error.message : String(error));
      },
    );
  }

  #down(reason: string): void {
    this.#generation++;
    this.#cancelTimer();
    const link = this.#link;
    this.#link = null;
    if (link && this.#options.clock.mono() - this.#openedAt >= LIVED) this.#failures = 0;
    const released = link?.close() ?? Promise.resolve();
    const pause = Math.min(this.#options.cap, this.#options.firstPause * 2 ** Math.min(this.#failures, 16));
    this.#failures++;
    const jittered = pause * (0.8 + 0.4 * this.#options.random());
    this.#cancelTimer = this.#options.clock.after(jittered, () => {
      void released.then(() => {
        if (!this.#closed) this.#open();
      });
    });
    this.#options.log.debug("port down", { reason, retryMs: Math.round(jittered) });
    if (this.#told) return;
    this.#told = true;
    this.#listener.down(reason);
  }
}
