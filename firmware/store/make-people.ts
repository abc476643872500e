import { setImmediate as nextTurn } from "node:timers/promises";
import type { Step } from "./lmdb-environment.ts";
import { LmdbPeople } from "./lmdb-people.ts";
import type { LmdbValues } from "./lmdb-values.ts";
import { fullName, newPersonId, type Person, type PersonId, splitName } from "./person.ts";
import { settingKey } from "./stored-key.ts";
import { storedTrue, storedUser } from "./stored-schema.ts";

/** Work is cut so that the event loop is never held for more than about 5 ms. */
const USERS_AT_ONCE = 500;

/**
 * Makes people of the users of a store that knows them by their names only: one of each distinct name, once in a store's
 * life. All of it is one transaction; names that are none stay as they are.
 * @param random answers that many unpredictable bytes
 * @throws StoreError; then nothing has changed
 */
export async function makePeople(values: LmdbValues, random: (bytes: number) => Uint8Array): Promise<void> {
  const done = settingKey("people");
  if (values.get("settings", done, storedTrue).state === "sound") return;
  const database = new LmdbPeople(values);
  const people = new Map<string, Person>([...database.all()].map((person) => [fullName(person), person]));
  const ids = new Set<PersonId>([...people.values()].map(({ id }) => id));
  const steps: Step[] = [];
  let read = 0;
  for (const { key, found } of values.all("local-users", storedUser)) {
    read += 1;
    if (read % USERS_AT_ONCE === 0) await nextTurn();
    if (found.state !== "sound") continue;
    const { user, person } = found.value;
    const name = user === null || person !== undefined ? null : splitName(user);
    if (name === null) continue;
    const called = fullName(name);
    let whose = people.get(called);
    if (whose === undefined) {
      whose = { id: newPersonId(random, (id) => ids.has(id)), ...name, blocked: false };
      ids.add(whose.id);
      people.set(called, whose);
      steps.push(database.put(whose));
    }
    steps.push(values.put("local-users", key, { ...found.value, user: null, person: whose.id }));
  }
  await values.environment.write([...steps, values.put("settings", done, true)], "ordinary");
}
