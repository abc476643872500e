import { setImmediate as nextTurn } from "node:timers/promises";
import type { Credential } from "../core/credential.ts";
import type { ListEntry } from "../core/list-entry.ts";
import type { Keyring } from "../credential/keyring.ts";
import { entryOf, entryOfPerson, REFUSED } from "./found-entry.ts";
import { isInCloudList } from "./lmdb-cloud-list.ts";
import type { Step } from "./lmdb-environment.ts";
import type { LmdbPeople } from "./lmdb-people.ts";
import type { LmdbUses } from "./lmdb-uses.ts";
import type { Found, LmdbValues } from "./lmdb-values.ts";
import { fullName, type PersonId } from "./person.ts";
import { PersonIndex } from "./person-index.ts";
import { credentialKey, credentialOfKey } from "./stored-key.ts";
import { plainEntry, type StoredUser, storedUser } from "./stored-schema.ts";
import type { LocalUser, LocalUsersChange, LocalUsersChanged, LocalUsersState } from "./unit-store.ts";

/** Work is cut so that the event loop is never held for more than about 5 ms. */
const USERS_AT_ONCE = 500;

/** A change of local users, as far as it can be made ready while others write. */
export interface PreparedChange {
  /** The steps that set credentials, by the hex of their keys. */
  readonly settings: ReadonlyMap<string, { readonly step: Step; readonly person: PersonId | undefined }>;
  /** Credentials to be removed, unless they are set; null: all. */
  readonly unwanted: readonly Buffer[] | null;
  readonly people: readonly Step[];
}

/** The local users in LMDB. */
export class LmdbUsers {
  readonly #values: LmdbValues;
  readonly #people: LmdbPeople;
  readonly #uses: LmdbUses;
  readonly #keyring: Keyring;
  #state: LocalUsersState;
  /** Null: not asked for so far. From then on only this process changes local users (it owns the folder). */
  #index: PersonIndex | null = null;

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
    this.#index ??= this.#readIndex();
    for (const key of this.#index.of(person)) {
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
      ? this.#people.removeAllBut(kept)
      : Array.from(gone, (id) => this.#people.remove(id));
    const settings = await this.#settings(set);
    if (gone.size > 0) this.#index ??= this.#readIndex();
    const theirs = [...gone].flatMap((id) => this.#index?.of(id) ?? []);
    const unwanted = replace ? null : [...remove.map(credentialKey), ...theirs];
    return {
      settings,
      unwanted,
      people: [...removals, ...(people.set ?? []).map((person) => this.#people.put(person))],
    };
  }

  /** All steps of a change, and what it does; `written` tells that they are durable. @throws StoreError */
  change({ settings, unwanted, people }: PreparedChange): {
    readonly steps: readonly Step[];
    readonly done: LocalUsersChanged;
    readonly written: () => void;
  } {
    const { environment } = this.#values;
    const isThere = (key: Buffer): boolean => environment.get("local-users", key) !== undefined;
    const removals = new Map<string, readonly Step[]>();
    for (const key of unwanted?.filter(isThere) ?? this.#keys()) {
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
        for (const name of removals.keys()) this.#index?.note(name, undefined);
        for (const [name, { person }] of settings) this.#index?.note(name, person);
        this.#state = { ...this.#countsOr(this.#state), change: this.#state.change + 1 };
      },
    };
  }

  async #settings(users: readonly LocalUser[]): Promise<PreparedChange["settings"]> {
    const steps = new Map<string, { readonly step: Step; readonly person: PersonId | undefined }>();
    for (const [index, user] of users.entries()) {
      if (index % USERS_AT_ONCE === USERS_AT_ONCE - 1) await nextTurn();
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

  #readIndex(): PersonIndex {
    const index = new PersonIndex();
    for (const { key, found } of this.#values.all("local-users", storedUser)) {
      if (found.state === "sound") index.note(key.toString("hex"), found.value.person);
    }
    return index;
  }

  #keys(): Buffer[] {
    return Array.from(this.#values.all("local-users", storedUser), ({ key }) => key);
  }
}
