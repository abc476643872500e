import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { collectBackup } from "../../../firmware/backup/collect-backup.ts";
import type { LmdbStore } from "../../../firmware/store/lmdb-store.ts";
import { peopleNow, putBack } from "../../../firmware/whitelist/earlier-people.ts";
import { importRows, previewRows } from "../../../firmware/whitelist/import-rows.ts";
import { LocalPeople } from "../../../firmware/whitelist/local-people.ts";
import { exportCsv } from "../../../firmware/whitelist/whitelist.ts";
import { mostReadInATurn } from "../store/busy-turns.ts";
import { dataFolder, openStore } from "../store/on-disk.ts";
import { cardOf, cardUser, credential, keyring, person } from "../store/people.ts";

const MANY = 2_000;
/** Of a slice of 256 and, for each of 50 rows, a credential, its person and another look at both. */
const MOST = 500;
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** A store on disk with many people, each with a card, but every tenth card nobody's. */
async function filled(folder = dataFolder()): Promise<{ store: LmdbStore; people: LocalPeople }> {
  const { store } = await openStore(folder);
  const all = Array.from({ length: MANY }, (_, at) => person(at, `Ann No${at}`));
  await store.changeLocalUsers({
    set: all.map((one, at) => (at % 10 === 0 ? cardUser(at, "") : cardOf(at, one))),
    people: { set: all },
  });
  const parts = { store, keyring, zone: "UTC", random, wall: () => 0, changed: () => {} };
  return { store, people: new LocalPeople(parts) };
}

/** Rows of a file that gives all the cards to others. */
const rows = Array.from({ length: MANY }, (_, at) => ({
  credential: credential(at),
  card: null,
  user: `Bo No${at}`,
  status: "active" as const,
  expires: null,
}));

describe("a tap does not wait until thousands of people are read", () => {
  test.each<[string, (parts: Awaited<ReturnType<typeof filled>>) => Promise<unknown>]>([
    ["the first of the list", ({ people }) => people.list({ most: 200 })],
    ["who is searched for", ({ people }) => people.list({ search: "no19" })],
    ["what is of nobody", ({ people }) => people.withoutPerson()],
    ["a new person", ({ people }) => people.add({ firstName: "Eve", lastName: "", blocked: false })],
    ["one who is edited", ({ people }) => people.edit(person(7, "").id, { blocked: true })],
    ["one who is removed", ({ people }) => people.remove(person(7, "").id)],
    ["everybody", ({ store }) => peopleNow(store)],
    ["an export", ({ store }) => exportCsv(store)],
    ["a backup", ({ store }) => collectBackup({ store, keyring })],
    ["an import as it would be", ({ store }) => previewRows(store, rows, { replace: true, random })],
  ])("%s", async (_, work) => {
    const parts = await filled();
    expect(await mostReadInATurn(() => work(parts))).toBeLessThan(MOST);
  });

  test("whose everything is, in a store that was just opened", async () => {
    const folder = dataFolder();
    await (await filled(folder)).store.close();
    const most = await mostReadInATurn(async () => {
      const { store } = await openStore(folder);
      for (let turn = 0; turn < MANY / 10; turn += 1) await nextTurn();
      expect([...store.localUsers(person(7, "").id)]).toHaveLength(1);
    });
    expect(most).toBeLessThan(MOST);
  });

  test("an import, and taking it back: no more in one turn than a look at which of them are there", async () => {
    const { store } = await filled();
    const most = await mostReadInATurn(async () => {
      const { change: mark } = store.localUsersState();
      const done = await importRows(store, rows, { replace: true, random, mark });
      expect(done && (await putBack(store, done.earlier, done.mark))).toBe(true);
    });
    expect(most).toBeLessThan(3 * MANY);
  });
});
