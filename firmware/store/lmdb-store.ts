import type { Log } from "../../hal/log.ts";
import { emptyListDigest } from "../../protocol/list.ts";
import type { Credential } from "../core/credential.ts";
import type { Found } from "../core/list-entry.ts";
import type { Step } from "./lmdb-environment.ts";
import type { LmdbJournal } from "./lmdb-journal.ts";
import type { LmdbLists } from "./lmdb-lists.ts";
import type { LmdbValues } from "./lmdb-values.ts";
import type { Quarantine } from "./quarantine.ts";
import type { Need } from "./room.ts";
import { StoreError, storeErrorOf } from "./store-error.ts";
import { connectorKey, credentialKey, settingKey } from "./stored-key.ts";
import { storedAccess, storedInstant, storedSequence, storedSession, storedUser } from "./stored-schema.ts";
import type {
  CloudListHead,
  Commit,
  JournalRecord,
  JournalState,
  ListedEntry,
  LocalUser,
  Saved,
  UnitStore,
} from "./unit-store.ts";
import { WorkLine } from "./work-line.ts";

interface PendingCommit {
  readonly change: Commit;
  resolve(): void;
  reject(error: StoreError): void;
}

/** Another process may append to the journal at the same moment; each time it does, this one tries again. */
const MOST_TRIES = 20;
/** The digest of a list that is not held. */
const NO_CONTENT = emptyListDigest().toString("hex");

/** The unit's store on its flash. Made by `openLmdbStore`. */
export class LmdbStore implements UnitStore {
  readonly #values: LmdbValues;
  readonly #journal: LmdbJournal;
  readonly #lists: LmdbLists;
  readonly #quarantine: Quarantine;
  readonly #log: Log;
  readonly #line = new WorkLine();
  #pending: PendingCommit[] = [];
  #replacing: Promise<void> = Promise.resolve();
  #tidying = false;
  #closed = false;

  constructor(parts: {
    readonly values: LmdbValues;
    readonly journal: LmdbJournal;
    readonly lists: LmdbLists;
    readonly quarantine: Quarantine;
    readonly log: Log;
  }) {
    this.#values = parts.values;
    this.#journal = parts.journal;
    this.#lists = parts.lists;
    this.#quarantine = parts.quarantine;
    this.#log = parts.log;
  }

  /** How many stored values were found damaged since the start; each was logged, set aside, and counts as refused. */
  get damaged(): number {
    return this.#quarantine.damaged;
  }

  find(credential: Credential): Found {
    return this.#lists.find(credential);
  }

  saved(): Saved {
    const sessions = [];
    for (const { found } of this.#values.all("sessions", storedSession)) {
      if (found.state === "sound") sessions.push(found.value);
    }
    const access = this.#values.get("settings", settingKey("access"), storedAccess);
    const alive = this.#values.get("settings", settingKey("alive"), storedInstant);
    return {
      sessions,
      // Nobody can say any more that it was open.
      access: access.state === "sound" ? access.value : access.state === "damaged" ? "restricted" : null,
      alive: alive.state === "sound" ? alive.value : null,
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
    return this.#journal.read(from);
  }

  journalState(): JournalState {
    const found = this.#values.get("settings", settingKey("acknowledged"), storedSequence);
    const { id, first, last } = this.#journal;
    // Whatever it was: what was sent before is sent again, and the cloud knows it by its number.
    const acknowledged = found.state === "sound" ? Math.min(found.value, last) : 0;
    return { id, oldest: first, last, acknowledged };
  }

  renewJournal(id: string): Promise<void> {
    return this.#whenFree(async () => {
      await this.#write([
        this.#values.put("settings", settingKey("journal"), id),
        this.#values.put("settings", settingKey("acknowledged"), 0),
      ]);
      this.#journal.id = id;
    });
  }

  localUsers(): Iterable<LocalUser> {
    return this.#lists.localUsers();
  }

  async changeLocalUsers(change: {
    readonly replace?: boolean;
    readonly set?: readonly LocalUser[];
    readonly remove?: readonly Credential[];
  }): Promise<{ readonly added: number; readonly updated: number; readonly removed: number }> {
    const { replace = false, set = [], remove = [] } = change;
    const settings = await this.#lists.usersToSteps(set);
    return this.#whenFree(async () => {
      const removals = new Map<string, Step>();
      const drop = (key: Buffer): void => {
        const name = key.toString("hex");
        if (!settings.has(name)) removals.set(name, this.#values.put("local-users", key, null));
      };
      if (replace) {
        for (const { key } of this.#values.all("local-users", storedUser)) drop(key);
      }
      for (const credential of remove) {
        const key = credentialKey(credential);
        if (this.#values.environment.get("local-users", key) !== undefined) drop(key);
      }
      let updated = 0;
      for (const name of settings.keys()) {
        if (this.#values.environment.get("local-users", Buffer.from(name, "hex")) !== undefined) updated += 1;
      }
      await this.#write([...removals.values(), ...settings.values()]);
      return { added: settings.size - updated, updated, removed: removals.size };
    });
  }

  replaceCloudList(head: CloudListHead, entries: readonly ListedEntry[]): Promise<void> {
    const replaced = this.#replacing.then(() =>
      this.#lists.replaceCloudList(head, entries, (steps) => this.#whenFree(() => this.#write(steps))),
    );
    this.#replacing = replaced.catch(() => undefined);
    return replaced;
  }

  cloudList(): CloudListHead & { readonly count: number } {
    const { installation = null, version, count, digest = "" } = this.#lists.list();
    return { installation, version, count, digest: version === 0 ? NO_CONTENT : digest };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#line.idle();
    await this.#replacing;
    await this.#quarantine.settled();
    await this.#values.environment.close();
  }

  #whenFree<T>(work: () => Promise<T>): Promise<T> {
    return this.#closed ? Promise.reject(new StoreError("STORE_CLOSED")) : this.#line.add("when-free", work);
  }

  async #write(steps: readonly Step[], need: Need = "ordinary"): Promise<void> {
    if (steps.length > 0) await this.#values.environment.write(steps, need);
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
      const before = this.#journal.last;
      const { steps, last } = this.#stepsOf(changes, before);
      if (last === before) return this.#write(steps, need);
      const written = await this.#values.environment.write(steps, need, this.#journal.next());
      if (written) {
        this.#journal.appended(last);
        this.#tidySoon();
        return;
      }
      this.#journal.refresh();
    }
    throw new StoreError("STORE_FAILED", new Error("another process writes to the journal without pause"));
  }

  #stepsOf(changes: readonly Commit[], before: number): { readonly steps: Step[]; readonly last: number } {
    const steps: Step[] = [];
    let last = before;
    for (const { session, records = [], access, alive, acknowledged } of changes) {
      if (session !== undefined) {
        steps.push(this.#values.put("sessions", connectorKey(session.connector), session.session));
      }
      for (const record of records) {
        last += 1;
        steps.push(this.#journal.append(last, record));
      }
      if (access !== undefined) steps.push(this.#values.put("settings", settingKey("access"), access));
      if (alive !== undefined) steps.push(this.#values.put("settings", settingKey("alive"), alive));
      if (acknowledged !== undefined)
        steps.push(this.#values.put("settings", settingKey("acknowledged"), acknowledged));
    }
    return { steps, last };
  }

  /** Room for what comes and the journal's bound are seen to when nobody waits. */
  #tidySoon(): void {
    const { environment } = this.#values;
    if (this.#closed || this.#tidying || !(environment.roomIsLow || this.#journal.mustBeTrimmed)) return;
    this.#tidying = true;
    void this.#line
      .add("when-free", async () => {
        if (environment.roomIsLow) await environment.takeRoom();
        if (!this.#journal.mustBeTrimmed) return;
        const { steps, trimmed } = this.#journal.trim();
        await environment.write(steps, "ordinary");
        trimmed();
      })
      .catch((error: unknown) =>
        this.#log.warn("the store could not be tidied; tried again later", { error }),
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
