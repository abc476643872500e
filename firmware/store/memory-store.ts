import { emptyListDigest } from "../../protocol/list.ts";
import type { Credential } from "../core/credential.ts";
import type { Access } from "../core/happening.ts";
import type { Found, ListEntry } from "../core/list-entry.ts";
import type { Lockout } from "../core/lockout.ts";
import type { Reservation } from "../core/reservation.ts";
import type { ConnectorId, Session } from "../core/session.ts";
import { AnswerCache } from "./answer-cache.ts";
import { MemoryUsers } from "./memory-users.ts";
import type { Person, PersonId } from "./person.ts";
import { StoreError } from "./store-error.ts";
import { credentialName } from "./stored-key.ts";
import {
  type CloudListHead,
  type Commit,
  type DecideChange,
  isEmpty,
  type JournalRecord,
  type JournalState,
  type ListedEntry,
  type LocalUser,
  type LocalUsersChange,
  type LocalUsersChanged,
  type LocalUsersState,
  type Saved,
  type SavedSettings,
  type UnitStore,
} from "./unit-store.ts";

/** Records kept at least, unless told otherwise: many simulated units share one process. */
const KEEP_RECORDS = 10_000;

const NO_LIST: CloudListHead = {
  installation: null,
  version: 0,
  digest: emptyListDigest().toString("hex"),
};

/** A store for simulated units and tests: the same contract, except that nothing survives the process. */
export class MemoryStore implements UnitStore {
  readonly #keep: number;
  readonly #sessions = new Map<ConnectorId, Session>();
  readonly #users = new MemoryUsers();
  readonly #uses = new Map<string, number>();
  readonly #answers = new AnswerCache();
  readonly #lockouts = new Map<string, Lockout>();
  #reservations: readonly Reservation[] = [];
  #cloud: ReadonlyMap<string, ListEntry> = new Map();
  #head: CloudListHead = NO_LIST;
  #records: JournalRecord[] = [];
  #last = 0;
  #acknowledged = 0;
  readonly #installation: string | null;
  #journalId: string;
  #access: Access | null = null;
  #settings: SavedSettings = {};
  #alive: number | null = null;
  #attended: number | null = null;
  #web: Saved["web"] = { password: null, locks: [] };
  #changing: Promise<void> = Promise.resolve();
  #change = 0;
  #closed = false;

  /**
   * @param options.keepRecords journal records kept at least (default 10,000)
   * @param options.installation whose list counts (default: nobody's)
   * @param options.journal the journal's id, 16 hex digits (default: zeros)
   */
  constructor(
    options: {
      readonly keepRecords?: number;
      readonly installation?: string | null;
      readonly journal?: string;
    } = {},
  ) {
    this.#installation = options.installation ?? null;
    this.#keep = options.keepRecords ?? KEEP_RECORDS;
    this.#journalId = options.journal ?? "0".repeat(16);
  }

  find(credential: Pick<Credential, "kind" | "key">): Found {
    this.#mustBeOpen();
    const key = credentialName(credential);
    const cloud = this.#isOurs() ? (this.#cloud.get(key) ?? null) : null;
    const goodUntil = this.#isOurs() ? this.#head.goodUntil : undefined;
    const used = this.#uses.get(key);
    const cached = this.#answers.find(credential);
    return {
      cloud,
      local: this.#users.find(key),
      ...(goodUntil !== undefined && { goodUntil }),
      ...(cached && { cached }),
      ...(used !== undefined && { used }),
    };
  }

  answered(): Iterable<Pick<Credential, "kind" | "key">> {
    this.#mustBeOpen();
    return this.#answers.owners();
  }

  saved(): Saved {
    this.#mustBeOpen();
    const sessions = [...this.#sessions].sort(([a], [b]) => a - b).map(([, session]) => session);
    const lockouts = [...this.#lockouts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, lockout]) => lockout);
    return {
      sessions,
      access: this.#access,
      settings: this.#settings,
      alive: this.#alive,
      attended: this.#attended,
      reservations: this.#reservations,
      lockouts,
      web: this.#web,
    };
  }

  async commit(change: Commit): Promise<void> {
    this.#mustBeOpen();
    const {
      session,
      records = [],
      access,
      settings,
      reservations,
      lockout,
      counted,
      uncounted,
      cache,
      alive,
      attended,
      acknowledged,
      webPassword,
      webLocks,
    } = change;
    if (session?.session === null) this.#sessions.delete(session.connector);
    else if (session !== undefined) this.#sessions.set(session.connector, session.session);
    for (const record of records) {
      this.#last += 1;
      this.#records.push({ seq: this.#last, ...record });
    }
    // Halving now and then costs less than moving everything at each record.
    if (this.#records.length >= 2 * this.#keep) this.#records = this.#records.slice(-this.#keep);
    if (counted) {
      const key = credentialName(counted);
      this.#uses.set(key, (this.#uses.get(key) ?? 0) + 1);
    }
    if (uncounted) {
      const key = credentialName(uncounted);
      const left = (this.#uses.get(key) ?? 0) - 1;
      if (left > 0) this.#uses.set(key, left);
      else this.#uses.delete(key);
    }
    if (reservations) this.#reservations = reservations;
    if (lockout) this.#lockouts.set(lockout.keypad, lockout);
    if (cache !== undefined) this.#answers.change(cache);
    if (settings) this.#settings = settings;
    if (access !== undefined) this.#access = access;
    if (alive !== undefined) this.#alive = alive;
    if (attended !== undefined) this.#attended = attended;
    if (webPassword) this.#web = { ...this.#web, password: webPassword };
    if (webLocks) this.#web = { ...this.#web, locks: webLocks };
    if (acknowledged !== undefined) this.#acknowledged = acknowledged;
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

  journalState(): JournalState {
    this.#mustBeOpen();
    const oldest = this.#last - this.#records.length + 1;
    return { id: this.#journalId, oldest, last: this.#last, acknowledged: this.#acknowledged };
  }

  async renewJournal(id: string): Promise<void> {
    this.#mustBeOpen();
    this.#journalId = id;
    this.#acknowledged = 0;
  }

  *people(after?: PersonId): Generator<Person, void, undefined> {
    this.#mustBeOpen();
    for (const person of this.#users.people()) {
      if (after === undefined || person.id > after) yield person;
    }
  }

  person(id: PersonId): Person | null {
    this.#mustBeOpen();
    return this.#users.person(id);
  }

  *localUsers(person?: PersonId | null): Generator<LocalUser, void, undefined> {
    this.#mustBeOpen();
    yield* this.#users.all(person);
  }

  localUsersState(): LocalUsersState {
    return { ...this.#users.counts, change: this.#change };
  }

  localUser(credential: Pick<Credential, "kind" | "key">): LocalUser | null {
    this.#mustBeOpen();
    return this.#users.get(credential);
  }

  changeLocalUsers(change: LocalUsersChange | DecideChange): Promise<LocalUsersChanged> {
    const changed = this.#changing.then(async () => {
      this.#mustBeOpen();
      const decided = typeof change === "function" ? await change() : change;
      this.#mustBeOpen();
      const done = this.#users.change(decided);
      if (!isEmpty(decided)) this.#change += 1;
      this.#forgetUses();
      return done;
    });
    this.#changing = changed.then(
      () => undefined,
      () => undefined,
    );
    return changed;
  }

  async replaceCloudList(head: CloudListHead, entries: readonly ListedEntry[]): Promise<void> {
    this.#mustBeOpen();
    this.#cloud = new Map(entries.map(({ credential, entry }) => [credentialName(credential), entry]));
    this.#head = head;
    this.#forgetUses();
  }

  cloudList(): CloudListHead & { readonly count: number } {
    this.#mustBeOpen();
    return this.#isOurs() ? { ...this.#head, count: this.#cloud.size } : { ...NO_LIST, count: 0 };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** A count lives as long as a list holds its credential. */
  #forgetUses(): void {
    for (const key of this.#uses.keys()) {
      if (!this.#cloud.has(key) && !this.#users.has(key)) this.#uses.delete(key);
    }
  }

  #isOurs(): boolean {
    return this.#head.installation === this.#installation;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreError("STORE_CLOSED");
  }
}
