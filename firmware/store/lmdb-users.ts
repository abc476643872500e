import { setImmediate as nextTurn } from "node:timers/promises";
import type { Credential } from "../core/credential.ts";
import type { ListEntry } from "../core/list-entry.ts";
import type { Keyring } from "../credential/keyring.ts";
import { entryOf, entryOfPerson, REFUSED } from "./found-entry.ts";
import { isInCloudList } from "./lmdb-cloud-list.ts";
import type { Step } from "./lmdb-environment.ts";
import type { LmdbPeople } from "./lmdb-people.ts";
import type { LmdbUses } from "./lmdb-uses.ts";
import { type Found, keyAfter, type LmdbValues } from "./lmdb-values.ts";
import { fullName, type PersonId } from "./person.ts";
import { PersonIndex } from "./person-index.ts";
import { ROWS_AT_ONCE, rowTurns } from "./row-turns.ts";
import { credentialKey, credentialOfKey } from "./stored-key.ts";
import { plainEntry, type StoredUser, storedUser } from "./stored-schema.ts";
import type { LocalUser, LocalUsersChange, LocalUsersChanged, LocalUsersState } from "./unit-store.ts";

/** A change of local users, as far as it can be made ready while others write. */
export interface PreparedChange {
  /** The steps that set credentials, by the hex of their keys. */
  readonly settings: ReadonlyMap<string, { readonly step: Step; readonly person: PersonId | undefined }>;
  /** Credentials to be removed, unless they are set. */
  readonly unwanted: readonly Buffer[];
  readonly people: readonly Step[];
  /** Notes who is there then. */
  readonly note: (index: PersonIndex) => void;
}

/** The local users in LMDB. */
export class LmdbUsers {
  readonly #values: LmdbValues;
  readonly #people: LmdbPeople;
  readonly #uses: LmdbUses;
  readonly #keyring: Keyring;
  #state: LocalUsersState;
  /** Only this process changes local users (it owns the folder). */
  readonly #index = new PersonIndex();
  #indexing = this.#readIndex();

  /** @throws StoreError */
  constructor(values: LmdbValues, people: LmdbPeople, uses: LmdbUses, keyring: Keyring) {
    this.#values = values;
    this.#people = people;
    this.#uses = uses;
    this.#keyring = keyring;
    this.#state = { ...this.#counts(), change: 0 };
  }

  get state(): LocalUsersState {
    return this.#state;
  }

  /** What counts for a credential: its entry, and whether its person is blocked. @throws StoreError */
  find(key: Buffer): ListEntry | null {
    const found = this.#values.get("local-users", key, storedUser);
    const own = entryOf(found);
    if (own === null || found.state !== "sound" || found.value.person === undefined) return own;
    return entryOfPerson(own, this.#people.get(found.value.person));
  }

  /** @throws StoreError */
  get(key: Buffer): LocalUser | null {
    return this.#userOf(key, this.#values.get("local-users", key, storedUser));
  }

  /** @throws StoreError */
  *all(): Generator<LocalUser, void, undefined> {
    for (const { key, found } of this.#values.all("local-users", storedUser)) {
      const user = this.#userOf(key, found);
      if (user !== null) yield user;
    }
  }

  /** Those of one person. @throws StoreError */
  *of(person: PersonId): Generator<LocalUser, void, undefined> {
    yield* this.#each(this.#whole().of(person));
  }

  /** Those of nobody, or of somebody who is not there. @throws StoreError */
  *orphans(): Generator<LocalUser, void, undefined> {
    yield* this.#each(this.#whole().orphans());
  }

  /** Reads whose everything is before anybody asks, a little in each turn of the event loop. @throws StoreError */
  async index(): Promise<void> {
    while (!this.#indexed()) await nextTurn();
  }

  *#each(keys: readonly Buffer[]): Generator<LocalUser, void, undefined> {
    for (const key of keys) {
      const user = this.get(key);
      if (user !== null) yield user;
    }
  }

  /** Makes a change ready; sealing and looking through many takes several turns of the event loop. @throws StoreError */
  async prepare(change: LocalUsersChange): Promise<PreparedChange> {
    const { replace = false, set = [], remove = [], people = {} } = change;
    const kept = new Set(people.set?.map(({ id }) => id));
    const gone = new Set(people.remove?.filter((id) => !kept.has(id)));
    const removals = replace
      ? await this.#people.removeAllBut(kept)
      : Array.from(gone, (id) => this.#people.remove(id));
    const settings = await this.#settings(set);
    const theirs = gone.size > 0 ? [...gone].flatMap((id) => this.#whole().of(id)) : [];
    return {
      settings,
      unwanted: replace ? await this.#keys() : [...remove.map(credentialKey), ...theirs],
      note: (index) => {
        if (replace) index.keepPeople(kept);
        for (const id of gone) index.forgetPerson(id);
        for (const id of kept) index.notePerson(id);
      },
      people: [...removals, ...(people.set ?? []).map((person) => this.#people.put(person))],
    };
  }

  /** All steps of a change, and what it does; `written` tells that they are durable. @throws StoreError */
  change({ settings, unwanted, people, note }: PreparedChange): {
    readonly steps: readonly Step[];
    readonly done: LocalUsersChanged;
    readonly written: () => void;
  } {
    const { environment } = this.#values;
    const isThere = (key: Buffer): boolean => environment.get("local-users", key) !== undefined;
    const removals = new Map<string, readonly Step[]>();
    for (const key of unwanted.filter(isThere)) {
      const name = key.toString("hex");
      if (settings.has(name)) continue;
      const uses = isInCloudList(environment, key) ? [] : this.#uses.forget(key);
      removals.set(name, [this.#values.put("local-users", key, null), ...uses]);
    }
    let updated = 0;
    for (const name of settings.keys()) {
      if (isThere(Buffer.from(name, "hex"))) updated += 1;
    }
    return {
      steps: [
        ...people,
        ...[...removals.values()].flat(),
        ...Array.from(settings.values(), ({ step }) => step),
      ],
      done: { added: settings.size - updated, updated, removed: removals.size },
      written: () => {
        note(this.#index);
        for (const name of removals.keys()) this.#index.forget(name);
        for (const [name, { person }] of settings) this.#index.note(name, person ?? null);
        this.#state = { ...this.#countsOr(this.#state), change: this.#state.change + 1 };
      },
    };
  }

  async #settings(users: readonly LocalUser[]): Promise<PreparedChange["settings"]> {
    const steps = new Map<string, { readonly step: Step; readonly person: PersonId | undefined }>();
    for await (const user of rowTurns(users)) {
      const key = credentialKey(user.credential);
      const step = this.#values.put("local-users", key, this.#stored(user));
      steps.set(key.toString("hex"), { step, person: user.person });
    }
    return steps;
  }

  #stored({ credential, entry, card, person }: LocalUser): StoredUser {
    return {
      ...plainEntry(entry),
      ...(person !== undefined && { user: null, person }),
      label: credential.label,
      card: card === null ? null : this.#keyring.seal(card, credential),
    };
  }

  #userOf(key: Buffer, found: Found<StoredUser>): LocalUser | null {
    const whose: Pick<Credential, "kind" | "key"> | null = credentialOfKey(key);
    if (whose === null) return null;
    switch (found.state) {
      case "absent":
        return null;
      case "damaged":
        return { credential: { ...whose, label: "damaged" }, entry: REFUSED, card: null, damaged: "entry" };
      case "sound": {
        const { label, card: sealed, person } = found.value;
        const credential = { ...whose, label };
        const card = sealed === null ? null : this.#keyring.open(sealed, credential);
        return {
          credential,
          entry: this.#named(plainEntry(found.value), person),
          card,
          ...(person !== undefined && { person }),
          ...(sealed !== null && card === null && { damaged: "number" }),
        };
      }
    }
  }

  #named(entry: ListEntry, id: PersonId | undefined): ListEntry {
    if (id === undefined) return entry;
    const person = this.#people.get(id);
    return { ...entry, user: person && fullName(person) };
  }

  /** @throws StoreError */
  #counts(): Omit<LocalUsersState, "change"> {
    const { environment } = this.#values;
    return { people: environment.count("people"), identifications: environment.count("local-users") };
  }

  /** What is durable has happened, whether it can be counted or not; the next change counts anew. */
  #countsOr(before: LocalUsersState): Omit<LocalUsersState, "change"> {
    try {
      return this.#counts();
    } catch {
      return before;
    }
  }

  /** @throws StoreError */
  #whole(): PersonIndex {
    while (!this.#indexed());
    return this.#index;
  }

  /** Reads on; whether all is read. @throws StoreError */
  #indexed(): boolean {
    try {
      return this.#indexing.next().done === true;
    } catch (error) {
      this.#indexing = this.#readIndex();
      throw error;
    }
  }

  /**
   * What is read is noted before anybody else has a turn: what is changed meanwhile is noted by the change, and nothing
   * older after it.
   */
  *#readIndex(): Generator<undefined, void, undefined> {
    for (let start: Buffer | null = null; ; ) {
      const part = this.#values.part("local-users", storedUser, ROWS_AT_ONCE, start);
      for (const { key, found } of part)
        this.#index.note(key.toString("hex"), (found.state === "sound" && found.value.person) || null);
      const last = part.at(-1);
      if (last === undefined || part.length < ROWS_AT_ONCE) break;
      start = keyAfter(last.key);
      yield;
    }
    for (let start: Buffer | null = null; ; ) {
      const { ids, next } = this.#people.part(ROWS_AT_ONCE, start);
      for (const id of ids) this.#index.notePerson(id);
      if (next === null) return;
      start = next;
      yield;
    }
  }

  async #keys(): Promise<Buffer[]> {
    const keys: Buffer[] = [];
    for await (const { key } of rowTurns(this.#values.all("local-users", storedUser))) keys.push(key);
    return keys;
  }
}
