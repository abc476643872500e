import { existsSync } from "node:fs";
import { readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { open as openLmdb } from "lmdb";
import { describe, expect, test } from "vitest";
import { credentialKey, placeOf } from "../../../firmware/store/stored-key.ts";
import { encodeStored } from "../../../firmware/store/stored-value.ts";
import { keep, keptOf } from "./answers-contract.ts";
import { lockout, reservations } from "./limits-contract.ts";
import { dataFolder, openStore } from "./on-disk.ts";
import {
  card,
  cardOf,
  cardUser,
  connector,
  credential,
  entry,
  keyring,
  listHead,
  person,
  ready,
  session,
} from "./people.ts";
import { stillClock } from "./still-clock.ts";
import { webPassword } from "./store-contract.ts";

const refused = { status: "blocked", expires: null, user: null };

/** A store with something of everything in it, closed. */
async function filledStore() {
  const place = dataFolder();
  const { store } = await openStore(place);
  await store.changeLocalUsers({ set: [cardUser(1, "ann"), cardUser(2, "bob")] });
  await store.replaceCloudList(
    listHead(5),
    Array.from({ length: 400 }, (_, index) => ({ credential: credential(index), entry: entry("cloud") })),
  );
  await store.commit({
    session: { connector: connector(1), session: session("a", 1) },
    access: "open",
    alive: 9,
    attended: 9,
    records: Array.from({ length: 20 }, (_, index) => ({ at: index, happening: ready })),
    reservations,
  });
  await store.commit({ lockout: lockout("front", 5), webPassword });
  await store.commit({ lockout: lockout("side", 5), counted: credential(1) });
  for (const number of [600, 601]) await keep(store, number, { verdict: "Accepted" }, 7);
  await store.close();
  return { ...place, file: join(place.folder, "store", "data.mdb") };
}

type Spoil = (value: Buffer) => Buffer;

/** Changes every value of a database behind the store's back. */
async function spoil(
  folder: string,
  name: string,
  change: Spoil,
  only: (key: Buffer) => boolean = () => true,
) {
  const root = openLmdb<Buffer, Buffer>({ path: join(folder, "store"), maxDbs: 16, overlappingSync: false });
  const database = root.openDB<Buffer, Buffer>({ name, encoding: "binary", keyEncoding: "binary" });
  for (const { key, value } of Array.from(database.getRange({}))) {
    if (only(key)) database.putSync(key, change(Buffer.from(value)));
  }
  await root.close();
}

const flip: Spoil = (value) => {
  const at = value.length - 3;
  value[at] = (value[at] ?? 0) ^ 1;
  return value;
};
const damages: [string, Spoil][] = [
  ["a flipped bit", flip],
  ["a cut value", (value) => value.subarray(0, 7)],
  ["an empty value", () => Buffer.alloc(0)],
  ["zeros", (value) => Buffer.alloc(value.length)],
  ["a format of the future", (value) => Buffer.concat([Buffer.from([2]), value.subarray(1)])],
];

describe("a damaged value", () => {
  test.each(damages)(
    "A6: a local user's entry with %s is refused, never unknown, and logged once",
    async (_, damage) => {
      const place = await filledStore();
      await spoil(place.folder, "local-users", damage);
      const { store } = await openStore(place);
      expect(store.find(credential(1)).local).toEqual(refused);
      expect(store.find(credential(1)).local).toEqual(refused);
      expect(store.find(credential(2)).local).toEqual(refused);
      expect(store.damaged).toBe(2);
      expect([...store.localUsers()]).toEqual(
        [1, 2].map(() => ({
          credential: { kind: "card", key: expect.any(String), label: "damaged" },
          entry: refused,
          card: null,
          damaged: "entry",
        })),
      );
      await store.close();
      expect(place.logged.filter((line) => line.startsWith("error: a stored value is damaged"))).toHaveLength(
        2,
      );
      expect(await readdir(join(place.folder, "quarantine"))).toHaveLength(2);
    },
  );

  test.each(damages)(
    "A6: an entry of the cloud's list with %s is refused, and the others stand",
    async (_, damage) => {
      const place = await filledStore();
      const digest = Buffer.from(credential(3).key, "hex");
      await spoil(place.folder, "cloud-list-1", damage, (key) => key.subarray(1).equals(digest));
      const { store } = await openStore(place);
      expect(store.find(credential(3))).toEqual({ cloud: refused, local: null });
      expect(store.find(credential(4))).toEqual({ cloud: entry("cloud"), local: null });
      expect(store.find(credential(5000))).toEqual({ cloud: null, local: null });
      expect(store.damaged).toBe(1);
    },
  );

  test.each(damages)(
    "D2: a person's record with %s makes that person's cards refused, whatever it said, and can be set again",
    async (_, damage) => {
      const place = dataFolder();
      const [ann, bob] = [person(1, "Ann Berg"), person(2, "Bob Dahl")];
      const first = await openStore(place);
      await first.store.changeLocalUsers({
        set: [cardOf(1, ann), cardOf(2, bob)],
        people: { set: [ann, bob] },
      });
      await first.store.close();
      await spoil(place.folder, "people", damage, (key) => key.toString("hex") === ann.id);
      const { store } = await openStore(place);
      expect(store.find(credential(1)).local).toEqual(refused);
      expect(store.find(credential(2)).local).toEqual(entry("Bob Dahl"));
      expect([...store.people()]).toEqual([bob]);
      expect(store.person(ann.id)).toBeNull();
      expect([...store.localUsers()]).toContainEqual({
        ...cardOf(1, ann),
        entry: { status: "active", expires: null, user: null },
      });
      expect(store.damaged).toBe(1);
      await store.changeLocalUsers({ people: { set: [ann] } });
      expect(store.find(credential(1)).local).toEqual(entry("Ann Berg"));
      await store.changeLocalUsers({ people: { remove: [ann.id] } });
      expect([...store.localUsers()]).toEqual([cardOf(2, bob)]);
    },
  );

  test("D3: a damaged person goes when all are replaced", async () => {
    const place = dataFolder();
    const first = await openStore(place);
    await first.store.changeLocalUsers({ people: { set: [person(1, "Ann"), person(2, "Bob")] } });
    await first.store.close();
    await spoil(place.folder, "people", flip);
    const { store } = await openStore(place);
    await store.changeLocalUsers({ replace: true, people: { set: [person(3, "Cat")] } });
    await store.close();
    const again = await openStore(place);
    expect([...again.store.people()]).toEqual([person(3, "Cat")]);
    expect(again.store.damaged).toBe(0);
  });

  test("D3: a card's number that cannot be opened is told from one that nobody knew", async () => {
    const place = dataFolder();
    const first = await openStore(place);
    await first.store.changeLocalUsers({ set: [cardUser(1, "ann"), { ...cardUser(2, "bob"), card: null }] });
    await first.store.close();
    const ofAnn = credentialKey(credential(1));
    const others = keyring.seal(card(3), credential(3));
    await spoil(
      place.folder,
      "local-users",
      () =>
        encodeStored(placeOf("local-users", ofAnn), {
          ...entry("ann"),
          label: credential(1).label,
          card: others,
        }),
      (key) => key.equals(ofAnn),
    );
    const { store } = await openStore(place);
    expect(new Set(store.localUsers())).toEqual(
      new Set([
        { ...cardUser(1, "ann"), card: null, damaged: "number" },
        { ...cardUser(2, "bob"), card: null },
      ]),
    );
    expect(store.find(credential(1)).local).toEqual(entry("ann"));
  });

  test("A6: a value that belongs to another key is damaged", async () => {
    const place = await filledStore();
    const good: Buffer[] = [];
    await spoil(place.folder, "local-users", (value) => {
      good.push(Buffer.from(value));
      return value;
    });
    await spoil(place.folder, "local-users", () => good.pop() ?? Buffer.alloc(0));
    const { store } = await openStore(place);
    expect(store.find(credential(1)).local).toEqual(refused);
  });

  test("A3: damaged settings come up restricted, with no last sign of life, sessions left alone for long, and can be set again", async () => {
    const place = await filledStore();
    const damaged = ["access", "alive", "attended"];
    await spoil(place.folder, "settings", flip, (key) => damaged.includes(key.toString()));
    const { store } = await openStore(place);
    expect(store.saved()).toMatchObject({ access: "restricted", alive: null, attended: 0 });
    await store.commit({ access: "open", alive: 10, attended: 10 });
    expect(store.saved()).toMatchObject({ access: "open", alive: 10, attended: 10 });
  });

  test("D1: a damaged password of the unit's page opens nothing, and can be set again", async () => {
    const place = await filledStore();
    await spoil(place.folder, "settings", flip, (key) => key.toString() === "web-password");
    const { store } = await openStore(place);
    expect(store.saved().web.password).toBeNull();
    expect(store.damaged).toBe(1);
    await store.commit({ webPassword });
    expect(store.saved().web.password).toEqual(webPassword);
  });

  test("damaged settings of the page are set aside, those of the file count, and they can be set again", async () => {
    const place = await filledStore();
    const first = await openStore(place);
    await first.store.commit({ settings: { zone: "Europe/Oslo" } });
    await first.store.close();
    await spoil(place.folder, "settings", flip, (key) => key.toString() === "settings");
    const { store } = await openStore(place);
    expect(store.saved().settings).toEqual({});
    expect(store.damaged).toBe(1);
    await store.commit({ settings: { zone: "Europe/Berlin" } });
    expect(store.saved().settings).toEqual({ zone: "Europe/Berlin" });
  });

  test("A6: with the list's head damaged, whoever stands in it is refused, and a new list mends it", async () => {
    const place = await filledStore();
    await spoil(place.folder, "settings", flip, (key) => key.toString() === "cloud-list");
    const { store } = await openStore(place);
    expect(store.cloudList()).toMatchObject({ version: 0, count: 0 });
    expect(store.find(credential(3)).cloud).toEqual(refused);
    expect(store.find(credential(5000))).toEqual({ cloud: null, local: null, goodUntil: 0 });
    await store.replaceCloudList(listHead(6), [{ credential: credential(3), entry: entry("new") }]);
    expect(store.find(credential(3)).cloud).toEqual(entry("new"));
    expect(store.find(credential(4)).cloud).toBeNull();
  });

  test("A6: damaged reservations and what is damaged of one keypad are set aside, and can be set again", async () => {
    const place = await filledStore();
    await spoil(place.folder, "settings", flip, (key) => key.toString() === "reservations");
    await spoil(place.folder, "lockouts", flip, (key) => key.toString() === "side");
    const { store } = await openStore(place);
    expect(store.saved()).toMatchObject({ reservations: [], lockouts: [lockout("front", 5)] });
    expect(store.damaged).toBe(2);
    await store.commit({ reservations, lockout: lockout("side", 1) });
    expect(store.saved()).toMatchObject({
      reservations,
      lockouts: [lockout("front", 5), lockout("side", 1)],
    });
  });

  test("A7: a damaged count is of one that has used up whatever it had, until it is added anew", async () => {
    const place = await filledStore();
    await spoil(place.folder, "uses", flip);
    const { store } = await openStore(place);
    expect(store.find(credential(1)).used).toBe(Number.MAX_SAFE_INTEGER);
    await store.commit({ counted: credential(1) });
    expect(store.find(credential(1)).used).toBe(Number.MAX_SAFE_INTEGER);
    await store.close();
    const again = await openStore(place);
    expect(again.store.find(credential(1)).used).toBe(Number.MAX_SAFE_INTEGER);
    expect(again.store.damaged).toBe(0);
    await again.store.changeLocalUsers({ remove: [credential(1)] });
    await again.store.replaceCloudList(listHead(6), []);
    expect(again.store.find(credential(1))).not.toHaveProperty("used");
  });

  test("C10: a damaged answer of the cloud counts as a refusal of now, and the next answer mends it", async () => {
    const place = await filledStore();
    const digest = Buffer.from(credential(600).key, "hex");
    await spoil(place.folder, "answers", flip, (key) => key.subarray(1).equals(digest));
    const { store } = await openStore(place);
    const blocked = { verdict: "Blocked", updated: stillClock.wall() };
    expect(store.find(credential(600)).cached).toEqual(blocked);
    await keep(store, 602, { verdict: "Accepted" }, 8);
    expect(store.find(credential(600)).cached).toEqual(blocked);
    expect(store.find(credential(601)).cached).toEqual({ verdict: "Accepted", updated: 7 });
    expect(store.damaged).toBe(1);
    await keep(store, 600, { verdict: "Blocked" }, stillClock.wall() + 1);
    await store.close();
    const again = await openStore(place);
    expect(keptOf(again.store, 700)).toEqual([600, 601, 602]);
    expect(again.store.damaged).toBe(0);
  });

  test("I9: a damaged session is not resumed, and the journal goes on after damaged records", async () => {
    const place = await filledStore();
    await spoil(place.folder, "sessions", flip);
    await spoil(place.folder, "journal", flip, (key) => key.readUIntBE(0, 6) === 20);
    const { store } = await openStore(place);
    expect(store.saved().sessions).toEqual([]);
    expect([...store.journal()]).toHaveLength(19);
    await store.commit({ records: [{ at: 1, happening: ready }] });
    expect([...store.journal(19)].map(({ seq }) => seq)).toEqual([19, 21]);
    expect(store.damaged).toBe(2);
  });
});

describe("a damaged file", () => {
  const files: [string, (file: string) => Promise<void>][] = [
    ["of no length", (file) => truncate(file, 0)],
    ["cut within its head", (file) => truncate(file, 5000)],
    ["cut behind its head", (file) => truncate(file, 8192)],
    ["cut within its data", (file) => truncate(file, 8192 + 3 * 4096 + 100)],
    ["of garbage", (file) => writeFile(file, Buffer.alloc(200_000, 0xa5))],
    ["of zeros", (file) => writeFile(file, Buffer.alloc(200_000))],
    ["of text", (file) => writeFile(file, "hello")],
    [
      "with garbage for data",
      async (file) => {
        const bytes = await readFile(file);
        await writeFile(file, bytes.fill(0xa5, 8192));
      },
    ],
    [
      "with a wrong second head",
      async (file) => {
        const bytes = await readFile(file);
        await writeFile(file, bytes.fill(0, 4096, 8192));
      },
    ],
  ];

  test.each(files)("A6: %s is set aside with an error, and a fresh store works", async (_, damage) => {
    const place = await filledStore();
    await damage(place.file);
    const size = (await stat(place.file)).size;
    const { store, quarantined } = await openStore(place);
    expect(quarantined).toMatch(/quarantine\/2027-01-15T08-00-00-000Z-store$/);
    expect((await stat(join(quarantined ?? "", "data.mdb"))).size).toBe(size);
    expect(place.logged).toEqual([expect.stringMatching(/^error: a damaged file was set aside/)]);
    expect([...store.localUsers()]).toEqual([]);
    await store.changeLocalUsers({ set: [cardUser(1, "ann")] });
    await store.close();
    const again = await openStore(place);
    expect(again.quarantined).toBeNull();
    expect([...again.store.localUsers()]).toEqual([cardUser(1, "ann")]);
  });

  test("A6: two damaged files at one instant are both kept", async () => {
    const place = await filledStore();
    await truncate(place.file, 0);
    const first = await openStore(place);
    await first.store.close();
    await truncate(place.file, 0);
    const second = await openStore(place);
    expect(second.quarantined).not.toBe(first.quarantined);
    expect(existsSync(first.quarantined ?? "")).toBe(true);
  });

  test("A6: a damaged lock file is no damage", async () => {
    const place = await filledStore();
    await writeFile(join(place.folder, "store", "lock.mdb"), Buffer.alloc(9000, 0xa5));
    const { store, quarantined } = await openStore(place);
    expect(quarantined).toBeNull();
    expect(store.find(credential(1)).local).toEqual(entry("ann"));
    await store.commit({ alive: 1 });
  });

  test("A6: room kept at the end of the file is no damage, nor is a cut there", async () => {
    const place = await filledStore();
    await truncate(place.file, (await stat(place.file)).size - 300_000);
    const { store, quarantined } = await openStore(place);
    expect(quarantined).toBeNull();
    expect(store.find(credential(1)).local).toEqual(entry("ann"));
  });
});
