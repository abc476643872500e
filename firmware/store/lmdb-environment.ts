import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { z } from "zod";
import { type Need, Room } from "./room.ts";
import { StoreError, storeErrorOf } from "./store-error.ts";

const DATABASES = [
  "settings",
  "sessions",
  "journal",
  "local-users",
  "people",
  "cloud-list-0",
  "cloud-list-1",
  "answers",
  "uses",
  "lockouts",
] as const;

export type DatabaseName = (typeof DATABASES)[number];

/** One step of a transaction. */
export type Step =
  | { readonly database: DatabaseName; readonly key: Buffer; readonly value: Buffer | null }
  | { readonly database: DatabaseName; readonly clear: true };

/** Address space, not memory; LMDB doubles it when the data outgrows it. */
const MAP_BYTES = 64 * 1024 * 1024;
/** What a transaction writes besides its data: free list, the root of roots, and pages that split. */
const OWN_PAGES = 32;
/** More levels than a tree of any size that fits a charger. */
const DEEPEST_PATH = 6;
/** Up to here the size of the trees is not asked for: it takes longer than what it could save. */
const FEW_STEPS = 12;
/** Free pages that one page of the free list names at least. */
const FREE_PER_PAGE = 256;

const treeSize = z
  .object({ treeBranchPageCount: z.number(), treeLeafPageCount: z.number(), overflowPages: z.number() })
  .transform((tree) => tree.treeBranchPageCount + tree.treeLeafPageCount + tree.overflowPages);
const fileStats = z.object({ pageSize: z.number(), lastPageNumber: z.number(), free: treeSize });

const entries = z.object({ entryCount: z.number() });

const failedCommit = z.object({ commitError: z.instanceof(Promise) });

/** LMDB as the store uses it: named databases of bytes, transactions that are durable when their promise resolves. */
export class LmdbEnvironment {
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #databases: ReadonlyMap<DatabaseName, Database<Buffer, Buffer>>;
  readonly #room: Room;
  readonly #pageSize: number;
  #closed = false;
  #broken: StoreError | null = null;

  /**
   * @param folder made when it is missing
   * @throws StoreError
   */
  constructor(folder: string) {
    try {
      this.#root = open<Buffer, Buffer>({
        path: folder,
        maxDbs: DATABASES.length + 2,
        mapSize: MAP_BYTES,
        encoding: "binary",
        keyEncoding: "binary",
        // Off: then pages, fdatasync and the synchronous write of the meta page all come before a promise resolves
        // (seen with strace), a failure of each is reported, and a page fewer is written per commit.
        overlappingSync: false,
        // On, a failed commit also rejects a promise inside lmdb that nobody can catch.
        eventTurnBatching: false,
      });
      this.#databases = new Map(
        DATABASES.map((name) => [
          name,
          this.#root.openDB<Buffer, Buffer>({ name, encoding: "binary", keyEncoding: "binary" }),
        ]),
      );
    } catch (error) {
      throw storeErrorOf(error);
    }
    this.#pageSize = fileStats.parse(this.#root.getStats()).pageSize;
    this.#room = new Room(join(folder, "data.mdb"), () => {
      // The free list is rewritten with most transactions, whatever else they write.
      const { lastPageNumber, free } = fileStats.parse(this.#root.getStats());
      return (lastPageNumber + 1 + free) * this.#pageSize;
    });
  }

  /**
   * Writes all steps as one transaction, or none; durable when the promise resolves.
   * @param need whether the reserve kept for a full disk may be used
   * @param onlyIfAbsent a key that must not exist; when it does, nothing is written and the answer is false
   * @throws StoreError
   */
  async write(
    steps: readonly Step[],
    need: Need,
    onlyIfAbsent?: { readonly database: DatabaseName; readonly key: Buffer },
  ): Promise<boolean> {
    this.#mustBeOpen();
    if (this.#broken !== null) throw this.#broken;
    await this.#room.claim(this.#mostBytes(steps), need);
    this.#mustBeOpen();
    const all = (): void => {
      for (const step of steps) {
        const database = this.#database(step.database);
        if ("clear" in step) void database.clearAsync();
        else if (step.value === null) void database.remove(step.key);
        else void database.put(step.key, step.value);
      }
    };
    try {
      return await (onlyIfAbsent === undefined
        ? this.#root.batch(all)
        : this.#database(onlyIfAbsent.database).ifNoExists(onlyIfAbsent.key, all));
    } catch (error) {
      const cause = await causeOf(error);
      this.#probe();
      throw storeErrorOf(cause);
    }
  }

  /** Whether the file should be given more room soon; `takeRoom` does it. */
  get roomIsLow(): boolean {
    return this.#room.low;
  }

  /** Takes more room from the disk, as far as it has any. */
  async takeRoom(): Promise<void> {
    this.#mustBeOpen();
    await this.#room.more();
  }

  /** @throws StoreError */
  get(database: DatabaseName, key: Buffer): Uint8Array | undefined {
    this.#mustBeOpen();
    try {
      return this.#database(database).getBinary(key);
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /**
   * At most `limit` entries in the order of their keys, from `start` on (the first key when absent), as all processes
   * have committed them by now; a copy, so that no snapshot is held while the caller takes its time.
   * @throws StoreError
   */
  slice(
    database: DatabaseName,
    limit: number,
    start?: Buffer,
  ): readonly { readonly key: Buffer; readonly value: Buffer }[] {
    this.#mustBeOpen();
    try {
      this.#root.resetReadTxn();
      return [...this.#database(database).getRange({ limit, ...(start === undefined ? {} : { start }) })];
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /** How many entries a database has, as all processes have committed them by now; takes microseconds. @throws StoreError */
  count(database: DatabaseName): number {
    this.#mustBeOpen();
    try {
      this.#root.resetReadTxn();
      return entries.parse(this.#database(database).getStats()).entryCount;
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /** The first or last key; undefined when the database is empty. Sees what other processes have committed. @throws StoreError */
  edge(database: DatabaseName, which: "first" | "last"): Buffer | undefined {
    this.#mustBeOpen();
    try {
      this.#root.resetReadTxn();
      const [key] = [...this.#database(database).getKeys({ limit: 1, reverse: which === "last" })];
      return key;
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /** Waits for what is being written. Closing twice is harmless. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#root.close();
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreError("STORE_CLOSED");
  }

  #database(name: DatabaseName): Database<Buffer, Buffer> {
    const database = this.#databases.get(name);
    if (database === undefined) throw new StoreError("STORE_FAILED");
    return database;
  }

  /** After some failures LMDB refuses all transactions, and lmdb then leaves a promise pending for ever: so ask first. */
  #probe(): void {
    try {
      this.#root.transactionSync(() => undefined);
    } catch (error) {
      this.#broken = new StoreError("STORE_FAILED", error);
    }
  }

  /** An upper bound for what a transaction writes: each step its path, no tree more than all of it, and the new data. */
  #mostBytes(steps: readonly Step[]): number {
    const counts = new Map<DatabaseName, { steps: number; bytes: number; cleared: boolean }>();
    for (const step of steps) {
      const count = counts.get(step.database) ?? { steps: 0, bytes: 0, cleared: false };
      if ("clear" in step) count.cleared = true;
      else {
        count.steps += 1;
        count.bytes += step.key.length + (step.value?.length ?? 0);
      }
      counts.set(step.database, count);
    }
    let pages = OWN_PAGES;
    for (const [name, count] of counts) {
      const few = count.steps <= FEW_STEPS && !count.cleared;
      const whole = few ? Number.POSITIVE_INFINITY : treeSize.parse(this.#database(name).getStats()) + 1;
      pages += Math.min(count.steps * DEEPEST_PATH, whole);
      if (count.cleared) pages += Math.ceil(whole / FREE_PER_PAGE);
      // Pages split half full, and a value above half a page has pages of its own.
      pages += 3 * Math.ceil(count.bytes / this.#pageSize);
    }
    return pages * this.#pageSize;
  }
}

/** lmdb rejects with a general error that holds the promise of the real one. */
async function causeOf(error: unknown): Promise<unknown> {
  const failed = failedCommit.safeParse(error);
  if (!failed.success) return error;
  return failed.data.commitError.then(
    () => error,
    (cause: unknown) => cause,
  );
}
