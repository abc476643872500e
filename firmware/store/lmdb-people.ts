import type { Step } from "./lmdb-environment.ts";
import { type Found, keyAfter, type LmdbValues } from "./lmdb-values.ts";
import type { Person, PersonId } from "./person.ts";
import { rowTurns } from "./row-turns.ts";
import { personKey, personOfKey } from "./stored-key.ts";
import { storedPerson } from "./stored-schema.ts";

/** The people whom the unit itself knows, in LMDB. */
export class LmdbPeople {
  readonly #values: LmdbValues;

  constructor(values: LmdbValues) {
    this.#values = values;
  }

  /** Null: there is none, or it is damaged. @throws StoreError */
  get(id: PersonId): Person | null {
    return personOf(id, this.#values.get("people", personKey(id), storedPerson));
  }

  /** In the order of their ids; damaged ones are left out. @param after only those behind this one @throws StoreError */
  *all(after?: PersonId): Generator<Person, void, undefined> {
    const start = after === undefined ? undefined : keyAfter(personKey(after));
    for (const { key, found } of this.#values.all("people", storedPerson, start)) {
      const id = personOfKey(key);
      const person = id === null ? null : personOf(id, found);
      if (person !== null) yield person;
    }
  }

  /** The ids of at most `limit` of them, and where to go on; null: these were the last. @throws StoreError */
  part(
    limit: number,
    start: Buffer | null,
  ): { readonly ids: readonly PersonId[]; readonly next: Buffer | null } {
    const part = this.#values.part("people", storedPerson, limit, start);
    const last = part.length < limit ? undefined : part.at(-1);
    return {
      ids: part
        .filter(({ found }) => found.state === "sound")
        .map(({ key }) => personOfKey(key))
        .filter((id) => id !== null),
      next: last ? keyAfter(last.key) : null,
    };
  }

  put({ id, firstName, lastName, blocked }: Person): Step {
    return this.#values.put("people", personKey(id), { firstName, lastName, blocked });
  }

  /** The steps that remove everybody but these, damaged ones, too. @throws StoreError */
  async removeAllBut(kept: ReadonlySet<PersonId>): Promise<readonly Step[]> {
    const steps: Step[] = [];
    for await (const { key } of rowTurns(this.#values.all("people", storedPerson))) {
      const id = personOfKey(key);
      if (id === null || !kept.has(id)) steps.push({ database: "people", key, value: null });
    }
    return steps;
  }

  remove(id: PersonId): Step {
    return { database: "people", key: personKey(id), value: null };
  }
}

function personOf(id: PersonId, found: Found<Omit<Person, "id">>): Person | null {
  return found.state === "sound" ? { id, ...found.value } : null;
}
