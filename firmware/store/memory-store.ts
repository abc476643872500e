import type { Credential } from "../core/credential.ts";
import type { Access } from "../core/happening.ts";
import type { Found, ListEntry } from "../core/list-entry.ts";
import type { ConnectorId, Session } from "../core/session.ts";
import { StoreError } from "./store-error.ts";
import type { Commit, JournalRecord, LocalUser, Saved, UnitStore } from "./unit-store.ts";

/** Records kept at least, unless told otherwise: many simulated units share one process. */
const KEEP_RECORDS = 10_000;

/** A store for simulated units and tests: the same contract, except that nothing survives the process. */
export class MemoryStore implements UnitStore {
  readonly #keep: number;
  readonly #sessions = new Map<ConnectorId, Session>();
  readonly #users = new Map<string, LocalUser>();
  #cloud: ReadonlyMap<string, ListEntry> = new Map();
  #version = 0;
  #records: JournalRecord[] = [];
  #last = 0;
  #access: Access | null = null;
  #alive: number | null = null;
  #closed = false;

  /** @param options.keepRecords journal records kept at least (default 10,000) */
  constructor(options: { readonly keepRecords?: number } = {}) {
    this.#keep = options.keepRecords ?? KEEP_RECORDS;
  }

  find(credential: Credential): Found {
    this.#mustBeOpen();
    const key = keyOf(credential);
    return { cloud: this.#cloud.get(key) ?? null, local: this.#users.get(key)?.entry ?? null };
  }

  saved(): Saved {
    this.#mustBeOpen();
    const sessions = [...this.#sessions].sort(([a], [b]) => a - b).map(([, session]) => session);
    return { sessions, access: this.#access, alive: this.#alive };
  }

  async commit({ session, records = [], access, alive }: Commit): Promise<void> {
    this.#mustBeOpen();
    if (session?.session === null) this.#sessions.delete(session.connector);
    else if (session !== undefined) this.#sessions.set(session.connector, session.session);
    for (const { at, happening } of records) {
      this.#last += 1;
      this.#records.push({ seq: this.#last, at, happening });
    }
    // Halving now and then costs less than moving everything at each record.
    if (this.#records.length >= 2 * this.#keep) this.#records = this.#records.slice(-this.#keep);
    if (access !== undefined) this.#access = access;
    if (alive !== undefined) this.#alive = alive;
  }

  *journal(from = 0): Generator<JournalRecord, void, undefined> {
    for (let seq = from; ; seq += 1) {
      this.#mustBeOpen();
      const first = this.#last - this.#records.length + 1;
      seq = Math.max(Math.trunc(seq), first);
      const record = this.#records[seq - first];
      if (record === undefined) return;
      yield record;
    }
  }

  *localUsers(): Generator<LocalUser, void, undefined> {
    this.#mustBeOpen();
    yield* [...this.#users].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, user]) => user);
  }

  async changeLocalUsers(change: {
    readonly replace?: boolean;
    readonly set?: readonly LocalUser[];
    readonly remove?: readonly Credential[];
  }): Promise<{ readonly added: number; readonly updated: number; readonly removed: number }> {
    this.#mustBeOpen();
    const set = new Map((change.set ?? []).map((user) => [keyOf(user.credential), user]));
    const unwanted = change.replace === true ? [...this.#users.keys()] : (change.remove ?? []).map(keyOf);
    let [updated, removed] = [0, 0];
    for (const key of set.keys()) {
      if (this.#users.has(key)) updated += 1;
    }
    for (const key of unwanted) {
      if (!set.has(key) && this.#users.delete(key)) removed += 1;
    }
    for (const [key, user] of set) this.#users.set(key, user);
    return { added: set.size - updated, updated, removed };
  }

  async replaceCloudList(
    version: number,
    entries: readonly { readonly credential: Credential; readonly entry: ListEntry }[],
  ): Promise<void> {
    this.#mustBeOpen();
    this.#cloud = new Map(entries.map(({ credential, entry }) => [keyOf(credential), entry]));
    this.#version = version;
  }

  cloudList(): { readonly version: number; readonly count: number } {
    this.#mustBeOpen();
    return { version: this.#version, count: this.#cloud.size };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreError("STORE_CLOSED");
  }
}

function keyOf({ kind, key }: Credential): string {
  return `${kind} ${key}`;
}
