import type { Clock } from "../../../hal/clock.ts";
import type { Log } from "../../../hal/log.ts";
import type { UnitStore } from "../../store/unit-store.ts";
import type { LoginLock } from "./login-locks.ts";

/** Saved at most this often, milliseconds: anybody may try, and each write wears the flash. */
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
  #isSaving = false;

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
    this.#locks = locks;
    if (!this.#isSaving) void this.#save();
  }

  async #save(): Promise<void> {
    const locks = this.#locks;
    if (locks === this.#saved) return;
    this.#isSaving = true;
    this.#saved = locks;
    try {
      await this.#store.commit({ webLocks: this.#written(locks) });
    } catch (error) {
      this.#log.error("wrong logins could not be saved: a restart would forget them", {
        error: String(error),
      });
    }
    this.#clock.after(BETWEEN, () => {
      this.#isSaving = false;
      void this.#save();
    });
  }
}
