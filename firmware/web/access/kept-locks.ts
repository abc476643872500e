import type { Clock } from "../../../hal/clock.ts";
import type { Log } from "../../../hal/log.ts";
import type { UnitStore } from "../../store/unit-store.ts";
import type { LoginLock } from "./login-locks.ts";

/** But for a lock that begins, saved at most this often, milliseconds: anybody may try, and each write wears the flash. */
const BETWEEN = 1_000;

/**
 * Wrong tries to get in: they count at once, and are saved soon after, the last state alone. Nobody waits for the disk: where it
 * takes no changes, or does not answer, they count for this run, and the owner still gets in.
 */
export class KeptLocks {
  readonly #store: Pick<UnitStore, "commit">;
  readonly #clock: Pick<Clock, "after">;
  readonly #log: Log;
  #locks: readonly LoginLock[];
  #saved: readonly LoginLock[];
  readonly #written: (locks: readonly LoginLock[]) => readonly LoginLock[];
  #state: "idle" | "saving" | "pausing" = "idle";
  #isUrgent = false;
  #cancelPause = (): void => {};

  /** @param written as they are to be saved */
  constructor(
    locks: readonly LoginLock[],
    parts: {
      readonly store: Pick<UnitStore, "commit">;
      readonly clock: Pick<Clock, "after">;
      readonly log: Log;
    },
    written: (locks: readonly LoginLock[]) => readonly LoginLock[],
  ) {
    this.#locks = locks;
    this.#written = written;
    this.#saved = locks;
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  get locks(): readonly LoginLock[] {
    return this.#locks;
  }

  keep(locks: readonly LoginLock[]): void {
    if (locks.length === 0 && this.#locks.length === 0) return;
    const before = this.#locks;
    this.#locks = locks;
    // A lock that begins is rare, and is not to be got rid of by cutting the power: it waits for nothing but the disk.
    if (locks.some(({ until }) => until > 0 && !before.some((lock) => lock.until === until)))
      this.#isUrgent = true;
    if (this.#state === "pausing" && this.#isUrgent) this.#endPause();
    else if (this.#state === "idle") void this.#save();
  }

  async #save(): Promise<void> {
    const locks = this.#locks;
    this.#isUrgent = false;
    if (locks === this.#saved) return;
    this.#state = "saving";
    this.#saved = locks;
    try {
      await this.#store.commit({ webLocks: this.#written(locks) });
    } catch (error) {
      this.#log.error("wrong logins could not be saved: a restart would forget them", {
        error: String(error),
      });
    }
    this.#state = "idle";
    if (this.#isUrgent) return this.#save();
    this.#state = "pausing";
    this.#cancelPause = this.#clock.after(BETWEEN, () => this.#endPause());
  }

  #endPause(): void {
    this.#cancelPause();
    this.#state = "idle";
    void this.#save();
  }
}
