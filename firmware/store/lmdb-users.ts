import { setImmediate as nextTurn } from "node:timers/promises";
import { cardIdOfUid } from "../../protocol/card-id.ts";
import type { Credential } from "../core/credential.ts";
import type { ListEntry } from "../core/list-entry.ts";
import type { Keyring } from "../credential/keyring.ts";
import { entryOf, REFUSED } from "./found-entry.ts";
import { isInCloudList } from "./lmdb-cloud-list.ts";
import type { Step } from "./lmdb-environment.ts";
import type { LmdbUses } from "./lmdb-uses.ts";
import type { LmdbValues } from "./lmdb-values.ts";
import { StoreError } from "./store-error.ts";
import { credentialKey, credentialOfKey } from "./stored-key.ts";
import { plainEntry, type StoredUser, storedUser } from "./stored-schema.ts";
import type { LocalUser } from "./unit-store.ts";

/** Work is cut so that the event loop is never held for more than about 5 ms. */
const USERS_AT_ONCE = 500;

/** The local users in LMDB. */
export class LmdbUsers {
  readonly #values: LmdbValues;
  readonly #uses: LmdbUses;
  readonly #keyring: Keyring;

  constructor(values: LmdbValues, uses: LmdbUses, keyring: Keyring) {
    this.#values = values;
    this.#uses = uses;
    this.#keyring = keyring;
  }

  /** @throws StoreError */
  find(key: Buffer): ListEntry | null {
    return entryOf(this.#values.get("local-users", key, storedUser));
  }

  /** @throws StoreError */
  *all(): Generator<LocalUser, void, undefined> {
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
  async stepsThatSet(users: readonly LocalUser[]): Promise<ReadonlyMap<string, Step>> {
    const steps = new Map<string, Step>();
    for (const [index, { credential, entry, card }] of users.entries()) {
      if (index % USERS_AT_ONCE === USERS_AT_ONCE - 1) await nextTurn();
      const key = credentialKey(credential);
      const number = card === null ? null : cardIdOfUid(Buffer.from(card, "hex"));
      if (card !== number)
        throw new StoreError("STORE_FAILED", new RangeError("not a canonical card number"));
      const stored: StoredUser = {
        ...plainEntry(entry),
        label: credential.label,
        card: number === null ? null : this.#keyring.seal(number, credential),
      };
      steps.set(key.toString("hex"), this.#values.put("local-users", key, stored));
    }
    return steps;
  }

  /**
   * All steps of a change, and what it does.
   * @param settings those that set users; whom they set is not removed
   * @param remove whom to remove; null: everybody
   * @throws StoreError
   */
  change(
    settings: ReadonlyMap<string, Step>,
    remove: readonly Credential[] | null,
  ): {
    readonly steps: readonly Step[];
    readonly done: { readonly added: number; readonly updated: number; readonly removed: number };
  } {
    const { environment } = this.#values;
    const isThere = (key: Buffer): boolean => environment.get("local-users", key) !== undefined;
    const unwanted = remove?.map(credentialKey).filter(isThere) ?? this.#keys();
    const removals = new Map<string, readonly Step[]>();
    for (const key of unwanted) {
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
      steps: [...[...removals.values()].flat(), ...settings.values()],
      done: { added: settings.size - updated, updated, removed: removals.size },
    };
  }

  #keys(): Buffer[] {
    return Array.from(this.#values.all("local-users", storedUser), ({ key }) => key);
  }
}
