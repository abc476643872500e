import type { Log } from "../../hal/log.ts";
import { emptyListDigest } from "../../protocol/list.ts";
import type { Credential } from "../core/credential.ts";
import type { Found } from "../core/list-entry.ts";
import { CommitDraft } from "./commit-draft.ts";
import type { LmdbAnswers } from "./lmdb-answers.ts";
import type { LmdbCloudList } from "./lmdb-cloud-list.ts";
import type { Step } from "./lmdb-environment.ts";
import type { LmdbJournal } from "./lmdb-journal.ts";
import type { LmdbPeople } from "./lmdb-people.ts";
import type { LmdbUsers } from "./lmdb-users.ts";
import type { LmdbUses } from "./lmdb-uses.ts";
import type { LmdbValues } from "./lmdb-values.ts";
import type { Person, PersonId } from "./person.ts";
import type { Quarantine } from "./quarantine.ts";
import type { Need } from "./room.ts";
import { StoreError, storeErrorOf } from "./store-error.ts";
import { credentialKey, settingKey } from "./stored-key.ts";
import {
  storedAccess,
  storedInstant,
  storedLockout,
  storedLoginLocks,
  storedPassword,
  storedReservations,
  storedSequence,
  storedSession,
  storedSettings,
} from "./stored-schema.ts";
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
  type UnitStore,
} from "./unit-store.ts";
import { WorkLine } from "./work-line.ts";

interface PendingCommit {
  readonly change: Commit;
  resolve(): void;
  reject(error: StoreError): void;
}

/** What the store on flash is put together from. */
export interface LmdbParts {
  readonly values: LmdbValues;
  readonly journal: LmdbJournal;
  readonly cloudList: LmdbCloudList;
  readonly users: LmdbUsers;
  readonly people: LmdbPeople;
  readonly uses: LmdbUses;
  readonly answers: LmdbAnswers;
  readonly quarantine: Quarantine;
  readonly log: Log;
}

/** Another process may append to the journal at the same moment; each time it does, this one tries again. */
const MOST_TRIES = 200;
/** The digest of a list that is not held. */
const NO_CONTENT = emptyListDigest().toString("hex");

/** The unit's store on its flash. Made by `openLmdbStore`. */
export class LmdbStore implements UnitStore {
  readonly #parts: LmdbParts;
  readonly #line = new WorkLine();
  #pending: PendingCommit[] = [];
  #replacing: Promise<void> = Promise.resolve();
  #changing: Promise<void> = Promise.resolve();
  #tidying = false;
  #closed = false;

  constructor(parts: LmdbParts) {
    this.#parts = parts;
  }

  /** How many stored values were found damaged since the start; each was logged, set aside, and counts as refused. */
  get damaged(): number {
    return this.#parts.quarantine.damaged;
  }

  find(credential: Pick<Credential, "kind" | "key">): Found {
    const { cloudList, users, uses, answers } = this.#parts;
    const key = credentialKey(credential);
    const { cloud, ...limit } = cloudList.find(key);
    const local = users.find(key);
    const used = uses.of(key);
    const cached = answers.find(credential);
    return { cloud, local, ...limit, ...(cached && { cached }), ...(used !== undefined && { used }) };
  }

  answered(): Iterable<Pick<Credential, "kind" | "key">> {
    return this.#parts.answers.owners();
  }

  saved(): Saved {
    const reservations = this.#parts.values.get("settings", settingKey("reservations"), storedReservations);
    const access = this.#parts.values.get("settings", settingKey("access"), storedAccess);
    const settings = this.#parts.values.get("settings", settingKey("settings"), storedSettings);
    const alive = this.#parts.values.get("settings", settingKey("alive"), storedInstant);
    const attended = this.#parts.values.get("settings", settingKey("attended"), storedInstant);
    return {
      sessions: [...this.#parts.values.sound("sessions", storedSession)],
      // Nobody can say any more that it was open.
      access: access.state === "sound" ? access.value : access.state === "damaged" ? "restricted" : null,
      settings: settings.state === "sound" ? settings.value : {},
      alive: alive.state === "sound" ? alive.value : null,
      // Long ago: nobody can say any more that it was not.
      attended: attended.state === "sound" ? attended.value : attended.state === "damaged" ? 0 : null,
      reservations: reservations.state === "sound" ? reservations.value : [],
      lockouts: [...this.#parts.values.sound("lockouts", storedLockout)],
      web: this.#web(),
    };
  }

  #web(): Saved["web"] {
    const password = this.#parts.values.get("settings", settingKey("web-password"), storedPassword);
    const locks = this.#parts.values.get("settings", settingKey("web-locks"), storedLoginLocks);
    return {
      password: password.state === "sound" ? password.value : null,
      locks: locks.state === "sound" ? locks.value : [],
    };
  }

  commit(change: Commit): Promise<void> {
    if (this.#closed) return Promise.reject(new StoreError("STORE_CLOSED"));
    return new Promise((resolve, reject) => {
      this.#pending.push({ change, resolve, reject });
      // All that comes while one transaction is being written goes into the next one together.
      if (this.#pending.length === 1) void this.#line.add("first", () => this.#writePending());
    });
  }

  journal(from = 0): Iterable<JournalRecord> {
    return this.#parts.journal.read(from);
  }

  journalState(): JournalState {
    const found = this.#parts.values.get("settings", settingKey("acknowledged"), storedSequence);
    const { id, first, last } = this.#parts.journal;
    // Whatever it was: what was sent before is sent again, and the cloud knows it by its number.
    const acknowledged = found.state === "sound" ? Math.min(found.value, last) : 0;
    return { id, oldest: first, last, acknowledged };
  }

  renewJournal(id: string): Promise<void> {
    return this.#whenFree(async () => {
      await this.#write([
        this.#parts.values.put("settings", settingKey("journal"), id),
        this.#parts.values.put("settings", settingKey("acknowledged"), 0),
      ]);
      this.#parts.journal.id = id;
    });
  }

  people(after?: PersonId): Iterable<Person> {
    return this.#parts.people.all(after);
  }

  person(id: PersonId): Person | null {
    return this.#parts.people.get(id);
  }

  localUsers(person?: PersonId | null): Iterable<LocalUser> {
    const { users } = this.#parts;
    if (person === undefined) return users.all();
    return person === null ? users.orphans() : users.of(person);
  }

  localUsersState(): LocalUsersState {
    return this.#parts.users.state;
  }

  localUser(credential: Pick<Credential, "kind" | "key">): LocalUser | null {
    return this.#parts.users.get(credentialKey(credential));
  }

  changeLocalUsers(change: LocalUsersChange | DecideChange): Promise<LocalUsersChanged> {
    const { users } = this.#parts;
    const changed = this.#changing.then(async () => {
      if (this.#closed) throw new StoreError("STORE_CLOSED");
      const decided = typeof change === "function" ? await change() : change;
      if (isEmpty(decided)) return { added: 0, updated: 0, removed: 0 };
      const prepared = await users.prepare(decided);
      return this.#whenFree(async () => {
        const { steps, done, written } = users.change(prepared);
        await this.#write(steps);
        written();
        return done;
      });
    });
    this.#changing = changed.then(
      () => undefined,
      () => undefined,
    );
    return changed;
  }

  replaceCloudList(head: CloudListHead, entries: readonly ListedEntry[]): Promise<void> {
    const replaced = this.#replacing.then(() =>
      this.#parts.cloudList.replace(head, entries, (steps) => this.#whenFree(() => this.#write(steps))),
    );
    this.#replacing = replaced.catch(() => undefined);
    return replaced;
  }

  cloudList(): CloudListHead & { readonly count: number } {
    const { installation = null, version, count, digest = "", goodUntil } = this.#parts.cloudList.head();
    const limit = goodUntil === undefined ? {} : { goodUntil };
    return { installation, version, count, digest: version === 0 ? NO_CONTENT : digest, ...limit };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#line.idle();
    await Promise.all([this.#replacing, this.#changing]);
    await this.#parts.quarantine.settled();
    await this.#parts.values.environment.close();
  }

  #whenFree<T>(work: () => Promise<T>): Promise<T> {
    return this.#closed ? Promise.reject(new StoreError("STORE_CLOSED")) : this.#line.add("when-free", work);
  }

  async #write(steps: readonly Step[], need: Need = "ordinary"): Promise<void> {
    if (steps.length > 0) await this.#parts.values.environment.write(steps, need);
    this.#tidySoon();
  }

  async #writePending(): Promise<void> {
    const pending = this.#pending;
    this.#pending = [];
    const error = await this.#writeTogether(pending);
    if (error === null || pending.length === 1) return settle(pending, error);
    // What is too much for one must not be refused to the others: the end of a session may use the reserve.
    for (const one of pending) settle([one], await this.#writeTogether([one]));
  }

  async #writeTogether(pending: readonly PendingCommit[]): Promise<StoreError | null> {
    try {
      await this.#append(pending.map(({ change }) => change));
      return null;
    } catch (error) {
      return storeErrorOf(error);
    }
  }

  async #append(changes: readonly Commit[]): Promise<void> {
    const need = changes.every((change) => change.session?.session === null) ? "last" : "ordinary";
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const draft = new CommitDraft(this.#parts);
      try {
        for (const change of changes) await draft.add(change);
        if (await this.#writeDraft(draft, need)) return;
      } catch (error) {
        draft.takeBack();
        throw error;
      }
      draft.takeBack();
      this.#parts.journal.refresh();
    }
    throw new StoreError("STORE_FAILED", new Error("another process writes to the journal without pause"));
  }

  /** @returns whether it is written; else another process has written to the journal meanwhile */
  async #writeDraft({ steps, last }: CommitDraft, need: Need): Promise<boolean> {
    const { values, journal } = this.#parts;
    if (last === journal.last) {
      await this.#write(steps, need);
      return true;
    }
    const written = await values.environment.write(steps, need, journal.next());
    if (!written) return false;
    journal.appended(last);
    this.#tidySoon();
    return true;
  }

  /** Room for what comes and the journal's bound are seen to when nobody waits. */
  #tidySoon(): void {
    const { environment } = this.#parts.values;
    if (this.#closed || this.#tidying || !(environment.roomIsLow || this.#parts.journal.mustBeTrimmed))
      return;
    this.#tidying = true;
    void this.#line
      .add("when-free", async () => {
        if (environment.roomIsLow) await environment.takeRoom();
        if (!this.#parts.journal.mustBeTrimmed) return;
        const { steps, trimmed } = this.#parts.journal.trim();
        await environment.write(steps, "ordinary");
        trimmed();
      })
      .catch((error: unknown) =>
        this.#parts.log.warn("the store could not be tidied; tried again later", { error }),
      )
      .finally(() => {
        this.#tidying = false;
      });
  }
}

function settle(pending: readonly PendingCommit[], error: StoreError | null): void {
  for (const one of pending) {
    if (error === null) one.resolve();
    else one.reject(error);
  }
}
