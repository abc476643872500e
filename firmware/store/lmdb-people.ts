import type { Step } from "./lmdb-environment.ts";
import type { Found, LmdbValues } from "./lmdb-values.ts";
import type { Person, PersonId } from "./person.ts";
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

  /** In the order of their ids; damaged ones are left out. @throws StoreError */
  *all(): Generator<Person, void, undefined> {
    for (const { key, found } of this.#values.all("people", storedPerson)) {
      const id = personOfKey(key);
      const person = id === null ? null : personOf(id, found);
      if (person !== null) yield person;
    }
  }

  put({ id, firstName, lastName, blocked }: Person): Step {
    return this.#values.put("people", personKey(id), { firstName, lastName, blocked });
  }

  /** The steps that remove everybody but these, damaged ones, too. @throws StoreError */
  removeAllBut(kept: ReadonlySet<PersonId>): readonly Step[] {
    const steps: Step[] = [];
    for (const { key } of this.#values.all("people", storedPerson)) {
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
