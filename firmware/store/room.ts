import { accessSync, constants, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { StoreError, storeErrorOf } from "./store-error.ts";

/** Kept for the ends of running sessions when the disk is full. */
const RESERVE_BYTES = 512 * 1024;
/** Taken from the disk at a time. */
const STEP_BYTES = 1024 * 1024;
const ZEROS = Buffer.alloc(256 * 1024);

/** `ordinary` work leaves the reserve alone; `last` (the end of a session) may use it. */
export type Need = "ordinary" | "last";

/**
 * Room in the database file that the disk has already given, so that LMDB never meets a full disk: its error path for a
 * failed page write overruns its own buffer (lmdb 3.5.6, mdb.c, mdb_page_flush: sprintf into malloc(100)) and takes
 * the process with it sooner or later. Room is made by appending zeros, which LMDB ignores until it grows into them; the
 * file's size then stays as it is at most commits, which also spares the flash the file system's bookkeeping.
 */
export class Room {
  readonly #file: string;
  readonly #usedBytes: () => number;
  #left = 0;

  /**
   * @param file the database file
   * @param usedBytes answers how much of it LMDB has used at most (last page and before)
   */
  constructor(file: string, usedBytes: () => number) {
    this.#file = file;
    this.#usedBytes = usedBytes;
  }

  /** Whether more should be taken from the disk before the next ordinary work has to wait for it. */
  get low(): boolean {
    return this.#left < RESERVE_BYTES + STEP_BYTES / 2;
  }

  /**
   * Sets aside that many bytes, the most that a transaction will write anew.
   * @throws StoreError STORE_FULL, STORE_READONLY or STORE_FAILED; then nothing may be written
   */
  async claim(bytes: number, need: Need): Promise<void> {
    this.#mustBeWritable();
    const wanted = bytes + (need === "ordinary" ? RESERVE_BYTES : 0);
    if (this.#left < wanted) this.#measure();
    if (this.#left < wanted) {
      const refused = await this.more(wanted + STEP_BYTES);
      if (this.#left < wanted) throw refused ?? new StoreError("STORE_FULL");
    }
    this.#left -= bytes;
  }

  /**
   * Takes from the disk until that many bytes are left, if it has them.
   * @returns what the disk said when it gave less; the room is then as large as it can be
   */
  async more(wanted = RESERVE_BYTES + STEP_BYTES): Promise<StoreError | null> {
    try {
      // Appending: another process that does the same at this moment must not be overwritten.
      const file = await open(this.#file, "a");
      try {
        for (let missing = wanted - this.#measure(); missing > 0; missing -= ZEROS.length) {
          await file.appendFile(ZEROS.subarray(0, Math.min(ZEROS.length, missing)));
        }
        await file.datasync();
      } finally {
        await file.close();
      }
      return null;
    } catch (error) {
      return storeErrorOf(error);
    } finally {
      this.#measure();
    }
  }

  #measure(): number {
    try {
      this.#left = Math.max(0, statSync(this.#file).size - this.#usedBytes());
    } catch (error) {
      throw storeErrorOf(error);
    }
    return this.#left;
  }

  #mustBeWritable(): void {
    try {
      accessSync(this.#file, constants.W_OK);
    } catch (error) {
      throw storeErrorOf(error);
    }
  }
}
