import { setImmediate as nextTurn } from "node:timers/promises";
import type { Found, ListEntry } from "../core/list-entry.ts";
import { entryOf, REFUSED } from "./found-entry.ts";
import type { DatabaseName, LmdbEnvironment, Step } from "./lmdb-environment.ts";
import type { LmdbUses } from "./lmdb-uses.ts";
import type { LmdbValues, Found as StoredFound } from "./lmdb-values.ts";
import { credentialKey, settingKey } from "./stored-key.ts";
import { plainEntry, type StoredList, storedEntry, storedList } from "./stored-schema.ts";
import type { CloudListHead, ListedEntry } from "./unit-store.ts";

/** Work is cut so that the event loop is never held for more than about 5 ms. */
const ENTRIES_AT_ONCE = 500;

const NO_LIST: StoredList = { version: 0, count: 0, half: 0 };

type Write = (steps: readonly Step[]) => Promise<void>;

/** The cloud's list in LMDB. */
export class LmdbCloudList {
  readonly #values: LmdbValues;
  readonly #uses: LmdbUses;
  readonly #installation: string | null;

  /** @param installation whose list counts; one of another installation lets nobody in */
  constructor(values: LmdbValues, uses: LmdbUses, installation: string | null) {
    this.#values = values;
    this.#uses = uses;
    this.#installation = installation;
  }

  /** @throws StoreError */
  find(key: Buffer): Pick<Found, "cloud" | "goodUntil"> {
    const list = this.#stored();
    if (list.state === "damaged") {
      // Which half counts, and until when, cannot be told any more: whoever stands in either is refused, not unknown.
      return { cloud: isInCloudList(this.#values.environment, key) ? REFUSED : null, goodUntil: 0 };
    }
    if (list.state === "absent" || !this.#isOurs(list.value)) return { cloud: null };
    const { half, goodUntil } = list.value;
    const cloud = entryOf(this.#values.get(halfName(half), key, storedEntry));
    return goodUntil === undefined ? { cloud } : { cloud, goodUntil };
  }

  /** What it is; version and count 0 when there is none of ours or its head is damaged. @throws StoreError */
  head(): StoredList {
    const found = this.#stored();
    return found.state === "sound" && this.#isOurs(found.value) ? found.value : NO_LIST;
  }

  /**
   * Writes the list into the half that is not in use, some hundred entries to a transaction, and then turns to it in one:
   * a reader sees the old list or the new, and a session's start never waits for a long list.
   * @param write makes steps durable, letting more urgent work pass before each call
   * @throws StoreError
   */
  async replace(head: CloudListHead, entries: readonly ListedEntry[], write: Write): Promise<void> {
    const found = this.#stored();
    const old = found.state === "sound" ? found.value.half : NO_LIST.half;
    const half = old === 0 ? 1 : 0;
    const database = halfName(half);
    const { environment } = this.#values;
    let steps: Step[] = [{ database, clear: true }];
    let count = 0;
    const parts = await buckets(entries);
    const isListed = (key: Buffer): boolean => {
      const name = key.toString("hex");
      return parts.get(partOf(name))?.has(name) ?? false;
    };
    // In the order of their keys the entries of one transaction lie on few pages, and each page is written about once.
    for (const [, bucket] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const sorted = [...bucket].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [key, entry] of sorted) {
        steps.push(this.#values.put(database, Buffer.from(key, "hex"), plainEntry(entry)));
        count += 1;
        if (steps.length >= ENTRIES_AT_ONCE) {
          await write(steps);
          steps = [];
        }
      }
    }
    const { installation, version, digest, goodUntil } = head;
    const limit = goodUntil === undefined ? {} : { goodUntil };
    const list: StoredList = { installation, version, digest, ...limit, count, half };
    steps.push(
      this.#values.put("settings", settingKey("cloud-list"), list),
      { database: halfName(old), clear: true },
      ...this.#uses.forgetAllBut((key) => isListed(key) || environment.get("local-users", key) !== undefined),
    );
    await write(steps);
  }

  #isOurs({ installation = null }: StoredList): boolean {
    return installation === this.#installation;
  }

  #stored(): StoredFound<StoredList> {
    return this.#values.get("settings", settingKey("cloud-list"), storedList);
  }
}

/** Whether a credential stands in either half, that of a list still being written included. @throws StoreError */
export function isInCloudList(environment: LmdbEnvironment, key: Buffer): boolean {
  return (environment.get("cloud-list-0", key) ?? environment.get("cloud-list-1", key)) !== undefined;
}

function halfName(half: 0 | 1): DatabaseName {
  return half === 0 ? "cloud-list-0" : "cloud-list-1";
}

/** Entries by key, the last of each winning, in 256 parts that follow each other in key order within a kind. */
async function buckets(entries: readonly ListedEntry[]): Promise<Map<string, Map<string, ListEntry>>> {
  const parts = new Map<string, Map<string, ListEntry>>();
  for (const [index, { credential, entry }] of entries.entries()) {
    if (index % (10 * ENTRIES_AT_ONCE) === 10 * ENTRIES_AT_ONCE - 1) await nextTurn();
    const key = credentialKey(credential).toString("hex");
    const part = partOf(key);
    let bucket = parts.get(part);
    if (bucket === undefined) {
      bucket = new Map();
      parts.set(part, bucket);
    }
    bucket.set(key, entry);
  }
  return parts;
}

/** The part that a key in hex belongs to: its kind and the first byte of its digest. */
function partOf(key: string): string {
  return key.slice(0, 4);
}
