import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { fullName, type Person } from "../../../firmware/store/person.ts";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import { addOne, exportCsv, importCsv, list, removeOne } from "../../../firmware/whitelist/whitelist.ts";
import { dataFolder, openStore } from "../store/on-disk.ts";
import { card, cardOf, cardUser, credential, keyring, person, pinCredential } from "../store/people.ts";

const header = "id,type,user,status,expires\n";
const how = { zone: "Europe/Oslo", random: randomBytes };
const ann = person(0xa1, "Ann Berg");
const bob = person(0xb0, "Bob Dahl");

const fill = async (store: UnitStore) => {
  await store.changeLocalUsers({
    set: [cardOf(1, ann), cardOf(2, ann, { status: "blocked" }), cardOf(3, bob)],
    people: { set: [ann, bob] },
  });
  return store;
};
const stores: [string, () => Promise<UnitStore>][] = [
  ["in memory", async () => fill(new MemoryStore())],
  ["on disk", async () => fill((await openStore(dataFolder())).store)],
];
const rows = (...cells: string[]) => `${header}${cells.join("\n")}\n`;
const load = (store: UnitStore, file: string, replace = false) =>
  importCsv(store, keyring, file, { ...how, replace });
const block = (store: UnitStore, who: Person) =>
  store.changeLocalUsers({ people: { set: [{ ...who, blocked: true }] } });
const everything = (store: UnitStore) => ({ people: [...store.people()], users: [...store.localUsers()] });
const names = (store: UnitStore) => [...store.people()].map(fullName).sort();

describe.each(stores)("the people of a whitelist file, %s", (_, open) => {
  test("D3: a row's user is the person of exactly that full name, or a new one; nobody where it is empty", async () => {
    const store = await open();
    const file = rows(
      `${card(4)},card,Ann Berg,active,`,
      `${card(5)},card,ann berg,active,`,
      "#4711,pin,ann berg,active,",
      `${card(6)},card,,active,`,
      `${card(7)},card, Bob Dahl ,active,`,
    );
    expect(await load(store, file)).toMatchObject({ ok: true, added: 5 });
    expect(store.localUser(credential(4))?.person).toBe(ann.id);
    expect(store.localUser(credential(7))?.person).toBe(bob.id);
    const another = store.localUser(credential(5))?.person;
    expect(store.localUser(await pinCredential("#4711"))?.person).toBe(another);
    expect(names(store)).toEqual(["Ann Berg", "Bob Dahl", "ann berg"]);
    expect([...store.people()].find(({ id }) => id === another)).toMatchObject({
      firstName: "ann",
      lastName: "berg",
      blocked: false,
    });
    expect(store.localUser(credential(6))).toEqual({
      ...cardUser(6, ""),
      entry: { status: "active", expires: null, user: null },
    });
  });

  test("D3: an update that names another user gives the card to that person, and an empty one to nobody", async () => {
    const store = await open();
    await load(store, rows(`${card(1)},card,Bob Dahl,active,`, `${card(2)},card,,blocked,`));
    expect(store.localUser(credential(1))).toEqual(cardOf(1, bob));
    expect(store.localUser(credential(2))).not.toHaveProperty("person");
    expect(names(store)).toEqual(["Ann Berg", "Bob Dahl"]);
  });

  test("D3: of two people with one name each keeps the own cards", async () => {
    const store = await open();
    const namesake = person(0xa2, "Ann Berg");
    await store.changeLocalUsers({ set: [cardOf(4, namesake)], people: { set: [namesake] } });
    const before = everything(store);
    await load(store, (await exportCsv(store)).text, true);
    expect(everything(store)).toEqual(before);
  });

  test("D3: replacing removes the people who are not in the file, and leaves a block where it is", async () => {
    const store = await open();
    await block(store, ann);
    await load(store, rows(`${card(1)},card,Ann Berg,blocked,`, `${card(9)},card,Cat,active,`), true);
    expect(names(store)).toEqual(["Ann Berg", "Cat"]);
    expect(store.person(ann.id)?.blocked).toBe(true);
    expect([...store.localUsers()]).toHaveLength(2);
  });

  test.each([false, true])(
    "D3: an export holds the status that counts, and importing it again changes nothing (replace: %s)",
    async (replace) => {
      const store = await open();
      await block(store, ann);
      const before = everything(store);
      const { text } = await exportCsv(store);
      expect(text.split("\r\n").slice(1, 4)).toEqual([
        `${card(1)},card,Ann Berg,blocked,`,
        `${card(2)},card,Ann Berg,blocked,`,
        `${card(3)},card,Bob Dahl,active,`,
      ]);
      await load(store, text, replace);
      expect(everything(store)).toEqual(before);
      await store.changeLocalUsers({ people: { set: [ann] } });
      expect(store.find(credential(1)).local?.status).toBe("active");
      expect(store.find(credential(2)).local?.status).toBe("blocked");
    },
  );

  test("D3: a row that says something else is obeyed: blocked where the person is not, and with another person", async () => {
    const store = await open();
    await block(store, ann);
    // Exported as Ann's and blocked; under Bob's name its own status alone would let it in.
    await load(store, rows(`${card(1)},card,Bob Dahl,blocked,`, `${card(2)},card,Ann Berg,active,`));
    expect(store.find(credential(1)).local).toMatchObject({ user: "Bob Dahl", status: "blocked" });
    expect(store.localUser(credential(2))?.entry.status).toBe("active");
    expect(store.find(credential(2)).local?.status).toBe("blocked");
  });

  test("D2: `whitelist list` shows a blocked user's cards as blocked", async () => {
    const store = await open();
    await block(store, bob);
    expect((await list(store)).map(({ entry: { user, status } }) => [user, status])).toEqual([
      ["Ann Berg", "active"],
      ["Ann Berg", "blocked"],
      ["Bob Dahl", "blocked"],
    ]);
  });

  test("D3: one card added by name is the person's, and removing the last one removes the person", async () => {
    const store = await open();
    const written = { id: card(4), type: "card", user: "Bob Dahl", status: "active", expires: "" };
    await addOne(store, keyring, written, how);
    expect(store.localUser(credential(4))?.person).toBe(bob.id);
    await removeOne(store, keyring, card(3));
    expect(names(store)).toEqual(["Ann Berg", "Bob Dahl"]);
    await removeOne(store, keyring, card(4));
    expect(names(store)).toEqual(["Ann Berg"]);
    expect(await removeOne(store, keyring, card(4))).toEqual({ ok: true, removed: false });
  });

  test("D3: the cards of unknown number are counted by themselves", async () => {
    const store = await open();
    await store.changeLocalUsers({
      set: [
        { ...cardOf(1, ann), card: null },
        { ...cardOf(8, ann), credential: await pinCredential("#4711"), card: null },
      ],
    });
    expect(await exportCsv(store)).toMatchObject({ cards: 2, pinsLeftOut: 1, numbersUnknown: 1, damaged: 0 });
    await addOne(
      store,
      keyring,
      { id: card(1), type: "card", user: "Ann Berg", status: "active", expires: "" },
      how,
    );
    expect(await exportCsv(store)).toMatchObject({ cards: 3, numbersUnknown: 0 });
  });

  test("D3: names as long as the page takes them are exported and imported again", async () => {
    const store = await open();
    const long = { ...ann, firstName: "x".repeat(100), lastName: "y".repeat(100) };
    await store.changeLocalUsers({ people: { set: [long] } });
    const before = everything(store);
    expect(await load(store, (await exportCsv(store)).text, true)).toMatchObject({ ok: true, updated: 3 });
    expect(everything(store)).toEqual(before);
  });

  test("D2: what is edited while a file's PINs are digested stays edited", async () => {
    const store = await open();
    const importing = load(
      store,
      rows("#4711,pin,Ann Berg,active,", `${card(1)},card,Ann Berg,active,`),
      true,
    );
    await block(store, ann);
    await importing;
    expect(store.person(ann.id)?.blocked).toBe(true);
    expect(store.find(await pinCredential("#4711")).local?.status).toBe("blocked");
  });
});

describe("a damaged number", () => {
  test("D3: is counted by itself in an export", async () => {
    const store = new MemoryStore();
    const users = [
      { ...cardUser(1, "ann"), card: null, damaged: "number" as const },
      { ...cardUser(2, "ann"), card: null, damaged: "entry" as const },
      { ...cardUser(3, "ann"), card: null },
    ];
    store.localUsers = function* () {
      yield* users;
    };
    expect(await exportCsv(store)).toMatchObject({ cards: 0, pinsLeftOut: 0, numbersUnknown: 1, damaged: 2 });
  });
});
