import { setImmediate as nextTurn } from "node:timers/promises";
import { cardIdOfUid } from "../../protocol/card-id.ts";
import type { Credential } from "../core/credential.ts";
import type { Found, ListEntry } from "../core/list-entry.ts";
import type { Keyring } from "../credential/keyring.ts";
import type { DatabaseName, Step } from "./lmdb-environment.ts";
import type { LmdbValues, Found as StoredFound } from "./lmdb-values.ts";
import { StoreError } from "./store-error.ts";
import { credentialKey, credentialOfKey, settingKey } from "./stored-key.ts";
import { type StoredList, type StoredUser, storedEntry, storedList, storedUser } from "./stored-schema.ts";
import type { CloudListHead, ListedEntry, LocalUser } from "./unit-store.ts";

/** Work is cut so that the event loop is never held for more than about 5 ms. */
const ENTRIES_AT_ONCE = 500;

/** What a damaged entry counts as: it was somebody's, and nobody can say any more that it was not blocked. */
const REFUSED: ListEntry = { status: "blocked", expires: null, user: null };
const NO_LIST: StoredList = { version: 0, count: 0, half: 0 };

type Write = (steps: readonly Step[]) => Promise<void>;

/** The cloud's list and the local users in LMDB. */
export class LmdbLists {
  readonly #values: LmdbValues;
  readonly #keyring: Keyring;
  readonly #installation: string | null;

  /** @param installation whose list counts; one of another installation lets nobody in */
  constructor(values: LmdbValues, keyring: Keyring, installation: string | null) {
    this.#values = values;
    this.#keyring = keyring;
    this.#installation = installation;
  }

  /** @throws StoreError */
  find(credential: Credential): Found {
    const key = credentialKey(credential);
    const local = entryOf(this.#values.get("local-users", key, storedUser));
    const list = this.#stored();
    if (list.state === "damaged") {
      // Which half counts cannot be told any more: whoever stands in either is refused, not unknown.
      const { environment } = this.#values;
      const listed = environment.get("cloud-list-0", key) ?? environment.get("cloud-list-1", key);
      return { cloud: listed === undefined ? null : REFUSED, local };
    }
    if (list.state === "absent" || !this.#isOurs(list.value)) return { cloud: null, local };
    return { cloud: entryOf(this.#values.get(halfName(list.value.half), key, storedEntry)), local };
  }

  /** The cloud's list; version and count 0 when there is none of ours or its head is damaged. @throws StoreError */
  list(): StoredList {
    const found = this.#stored();
    return found.state === "sound" && this.#isOurs(found.value) ? found.value : NO_LIST;
  }

  /** @throws StoreError */
  *localUsers(): Generator<LocalUser, void, undefined> {
    for (const { key, found } of this.#values.all("local-users", storedUser)) {
      const whose = credentialOfKey(key);
      if (whose === null) continue;
      if (found.state !== "sound") {
        yield { credential: { ...whose, label: "damaged" }, entry: REFUSED, card: null };
        continue;
      }
      const { label, card, ...entry } = found.value;
      const credential = { ...whose, label };
      yield { credential, entry, card: card === null ? null : this.#keyring.open(card, credential) };
    }
  }

  /** The steps that store these users; sealing many takes several turns of the event loop. @throws StoreError */
  async usersToSteps(users: readonly LocalUser[]): Promise<Map<string, Step>> {
    const steps = new Map<string, Step>();
    for (const [index, { credential, entry, card }] of users.entries()) {
      if (index % ENTRIES_AT_ONCE === ENTRIES_AT_ONCE - 1) await nextTurn();
      const key = credentialKey(credential);
      const number = card === null ? null : cardIdOfUid(Buffer.from(card, "hex"));
      if (card !== number)
        throw new StoreError("STORE_FAILED", new RangeError("not a canonical card number"));
      const stored: StoredUser = {
        ...plain(entry),
        label: credential.label,
        card: number === null ? null : this.#keyring.seal(number, credential),
      };
      steps.set(key.toString("hex"), this.#values.put("local-users", key, stored));
    }
    return steps;
  }

  /**
   * Writes the list into the half that is not in use, some hundred entries to a transaction, and then turns to it in one:
   * a reader sees the old list or the new, and a session's start never waits for a long list.
   * @param write makes steps durable, letting more urgent work pass before each call
   * @throws StoreError
   */
  async replaceCloudList(head: CloudListHead, entries: readonly ListedEntry[], write: Write): Promise<void> {
    const found = this.#stored();
    const old = found.state === "sound" ? found.value.half : NO_LIST.half;
    const half = old === 0 ? 1 : 0;
    const database = halfName(half);
    let steps: Step[] = [{ database, clear: true }];
    let count = 0;
    // In the order of their keys the entries of one transaction lie on few pages, and each page is written about once.
    for (const bucket of await buckets(entries)) {
      const sorted = [...bucket].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [key, entry] of sorted) {
        steps.push(this.#values.put(database, Buffer.from(key, "hex"), plain(entry)));
        count += 1;
        if (steps.length >= ENTRIES_AT_ONCE) {
          await write(steps);
          steps = [];
        }
      }
    }
    const { installation, version, digest } = head;
    const list: StoredList = { installation, version, digest, count, half };
    steps.push(this.#values.put("settings", settingKey("cloud-list"), list), {
      database: halfName(old),
      clear: true,
    });
    await write(steps);
  }

  #isOurs({ installation = null }: StoredList): boolean {
    return installation === this.#installation;
  }

  #stored(): StoredFound<StoredList> {
    return this.#values.get("settings", settingKey("cloud-list"), storedList);
  }
}

function halfName(half: 0 | 1): DatabaseName {
  return half === 0 ? "cloud-list-0" : "cloud-list-1";
}

function entryOf(found: StoredFound<ListEntry>): ListEntry | null {
  switch (found.state) {
    case "absent":
      return null;
    case "damaged":
      return REFUSED;
    case "sound":
      return plain(found.value);
  }
}

/** The entry and nothing that came along with it. */
function plain({ status, expires, user }: ListEntry): ListEntry {
  return { status, expires, user };
}

/** Entries by key, the last of each winning, in 256 parts that follow each other in key order within a kind. */
async function buckets(entries: readonly ListedEntry[]): Promise<Map<string, ListEntry>[]> {
  const parts = new Map<string, Map<string, ListEntry>>();
  for (const [index, { credential, entry }] of entries.entries()) {
    if (index % (10 * ENTRIES_AT_ONCE) === 10 * ENTRIES_AT_ONCE - 1) await nextTurn();
    const key = credentialKey(credential).toString("hex");
    const part = key.slice(0, 4);
    let bucket = parts.get(part);
    if (bucket === undefined) {
      bucket = new Map();
      parts.set(part, bucket);
    }
    bucket.set(key, entry);
  }
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bucket]) => bucket);
}
