import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";

// What is set aside is evidence, not an archive: a dying disk must not fill itself with it.
const MOST_VALUES = 100;

/** Sets aside what cannot be read, in `<data>/quarantine`, so that it can be looked at and nothing is lost unseen. */
export class Quarantine {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #seen = new Set<string>();
  readonly #writing = new Set<Promise<void>>();

  constructor(options: { readonly folder: string; readonly clock: Clock; readonly log: Log }) {
    this.#folder = join(options.folder, "quarantine");
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** How many stored values were found damaged since the start. */
  get damaged(): number {
    return this.#seen.size;
  }

  /**
   * Moves a file or folder away and logs it as an error.
   * @returns where it is now
   * @throws the file system's error
   */
  async moveAway(path: string, name: string, why: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const to = await this.#freeName(name);
    await rename(path, to);
    this.#log.error("a damaged file was set aside; the unit goes on without it: restore a backup", {
      file: path,
      why,
      kept: to,
    });
    return to;
  }

  /**
   * Keeps a copy of a value that cannot be read, and logs it: once for each place. Never throws, never makes anyone wait.
   * @param place where the value is stored
   */
  keepValue(place: string, bytes: Uint8Array, why: string): void {
    if (this.#seen.has(place)) return;
    this.#seen.add(place);
    const database = place.split("/", 1)[0];
    if (this.#seen.size > MOST_VALUES) {
      this.#log.error("a stored value is damaged and counts as refused", { database, why });
      return;
    }
    const copy = Buffer.from(bytes);
    const writing = this.#write(`${database}-value`, copy).then(
      (kept) => this.#log.error("a stored value is damaged and counts as refused", { database, why, kept }),
      (error: unknown) =>
        this.#log.error("a stored value is damaged and counts as refused; it could not be copied", {
          database,
          why,
          error,
        }),
    );
    const tracked = writing.finally(() => this.#writing.delete(tracked));
    this.#writing.add(tracked);
  }

  /** Resolves when every copy begun so far is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#writing);
  }

  async #write(name: string, bytes: Buffer): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (let attempt = 0; ; attempt += 1) {
      const path = this.#path(name, attempt);
      try {
        await writeFile(path, bytes, { flag: "wx", mode: 0o600 });
        return path;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      }
    }
  }

  async #freeName(name: string): Promise<string> {
    for (let attempt = 0; ; attempt += 1) {
      const path = this.#path(name, attempt);
      const taken = await stat(path).then(
        () => true,
        () => false,
      );
      if (!taken) return path;
    }
  }

  #path(name: string, attempt: number): string {
    const time = new Date(this.#clock.wall()).toISOString().replace(/[:.]/g, "-");
    return join(this.#folder, `${time}-${name}${attempt === 0 ? "" : `-${attempt}`}`);
  }
}
