import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { BackupContent } from "../../../firmware/backup/backup-content.ts";
import { collectBackup } from "../../../firmware/backup/collect-backup.ts";
import { previewRestore, restoreBackup } from "../../../firmware/backup/restore-backup.ts";
import { openBackup, sealBackup } from "../../../firmware/backup/seal.ts";
import { createKeyring, type Keyring } from "../../../firmware/credential/keyring.ts";
import type { FileSettings } from "../../../firmware/settings/in-effect.ts";
import { Settings } from "../../../firmware/settings/settings.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { StoreError } from "../../../firmware/store/store-error.ts";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import { peopleNow, putBack } from "../../../firmware/whitelist/earlier-people.ts";
import { silentLog } from "../../../hal/log.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { dataFolder, openStore } from "../store/on-disk.ts";
import {
  card,
  cardOf,
  credential,
  entry,
  fullEntry,
  keyring,
  person,
  pinCredential,
} from "../store/people.ts";
import { content as anything } from "./contents.ts";

/** The keys of another unit. */
const others = createKeyring({
  secret: Buffer.alloc(32, 2),
  random: randomBytes,
  cost: { N: 2, r: 1, p: 1 },
});
const [ann, bo] = [person(1, "Ann Ångström"), person(2, "Bo", { blocked: true })];

function into(store: UnitStore, keys: Keyring = keyring, file: Partial<FileSettings> = {}, managed = false) {
  const settings = new Settings({
    file: { rules: {}, ...file },
    managed,
    store,
    access: () => store.saved().access ?? file.access ?? "restricted",
    apply: { rules: () => {}, access: () => {}, changed: () => {} },
    clock: new VirtualClock(),
    log: silentLog,
  });
  return { store, keyring: keys, settings, random: randomBytes };
}

/** A unit's store with people, cards with and without a number, a PIN, one of nobody, settings and access. */
async function filled(store: UnitStore = new MemoryStore()): Promise<UnitStore> {
  const pin = await pinCredential("#471108");
  await store.changeLocalUsers({
    people: { set: [ann, bo] },
    set: [
      cardOf(1, ann, { ...fullEntry, user: "Ann Ångström" }),
      { ...cardOf(2, bo), card: null },
      { credential: pin, card: null, entry: entry("Ann Ångström"), person: ann.id },
      { credential: credential(3), card: card(3), entry: { ...entry(""), user: null } },
    ],
  });
  await store.commit({ settings: { "rules.pinTries": 3, zone: "Europe/Oslo" }, access: "open" });
  return store;
}

async function backup(): Promise<BackupContent> {
  return (await collectBackup({ store: await filled(), keyring })).content;
}

const stores: [string, () => Promise<UnitStore>][] = [
  ["in memory", async () => new MemoryStore()],
  ["on disk", async () => (await openStore(dataFolder())).store],
];

describe.each(stores)("a backup and a store %s", (_, open) => {
  test("everything comes back at the same unit, through the sealed file", async () => {
    const before = await filled(await open());
    const sealed = await sealBackup(
      (await collectBackup({ store: before, keyring })).content,
      "twelve chars",
      {
        unit: "CG-0001",
        random: randomBytes,
        now: 0,
        N: 2,
      },
    );
    if (!sealed.ok) throw new Error(sealed.code);
    const opened = await openBackup(sealed.file, "twelve chars");
    if (!opened.ok) throw new Error(opened.code);
    const store = new MemoryStore();
    await store.changeLocalUsers({ people: { set: [person(9, "Old")] }, set: [cardOf(9, person(9, "Old"))] });
    const restored = await restoreBackup(opened.content, into(store));
    expect(restored).toMatchObject({ settingsProblem: null, restartNeeded: ["zone"] });
    expect(restored.preview).toMatchObject({
      people: 2,
      cards: 3,
      pins: 1,
      leftOut: [],
      replaced: { people: 1, identifications: 1 },
      settingsUnknown: [],
      accessIsManaged: false,
    });
    expect(await peopleNow(store)).toEqual(await peopleNow(before));
    expect(store.saved()).toMatchObject({
      settings: { "rules.pinTries": 3, zone: "Europe/Oslo" },
      access: "open",
    });
    expect(store.find(credential(2)).local).toMatchObject({ status: "blocked" });
  });

  test("at a unit with other keys cards come by their number, and the rest is named to be set anew", async () => {
    const store = await open();
    const content = await backup();
    const preview = await previewRestore(content, into(store, others));
    expect(preview).toMatchObject({
      people: 2,
      cards: 2,
      pins: 0,
      leftOut: expect.arrayContaining([
        { name: "Bo", cards: 1, pins: 0 },
        { name: "Ann Ångström", cards: 0, pins: 1 },
      ]),
    });
    expect(await peopleNow(store)).toEqual({ people: [], users: [] });
    expect((await restoreBackup(content, into(store, others))).preview).toEqual(preview);
    expect(store.find(others.credentialOfCard(card(1))).local).toMatchObject({
      user: "Ann Ångström",
      status: "active",
      group: "house-7",
    });
    expect(store.find(credential(1)).local).toBeNull();
    expect([...store.localUsers()]).toHaveLength(2);
    expect(Array.from(store.people(), ({ id }) => id)).toEqual([ann.id, bo.id]);
  });

  test("what was there before can be put back, unless somebody was edited since", async () => {
    const store = await filled(await open());
    const before = await peopleNow(store);
    const parts = into(store);
    const empty = { settings: {}, access: null, people: [], identifications: [] };
    const { earlier, mark, earlierSettings } = await restoreBackup(empty, parts);
    expect(await peopleNow(store)).toEqual({ people: [], users: [] });
    expect(store.saved()).toMatchObject({ settings: {}, access: "restricted" });
    expect(await putBack(store, earlier, mark)).toBe(true);
    expect(await parts.settings.change(earlierSettings)).toMatchObject({ ok: true });
    expect(await peopleNow(store)).toEqual(before);
    expect(store.saved()).toMatchObject({
      settings: { "rules.pinTries": 3, zone: "Europe/Oslo" },
      access: "open",
    });
    expect(await putBack(store, { people: [], users: [] }, mark)).toBe(false);
    expect(await peopleNow(store)).toEqual(before);
  });
});

describe("restoring a backup", () => {
  test("shows which settings change, and what the file does not say goes back to the configuration file", async () => {
    const store = new MemoryStore();
    const parts = into(store, keyring, { access: "open", rules: { pinTries: 7 } });
    await parts.settings.change({ "rules.askTimeout": "9s", "rules.pinTries": 2 });
    const content = { settings: {}, access: "restricted" as const, people: [], identifications: [] };
    const { settings } = await previewRestore(content, parts);
    expect(settings.map(({ definition: { key }, from, to }) => [key, from, to])).toEqual([
      ["access", "open", "restricted"],
      ["rules.askTimeout", "9s", expect.any(String)],
      ["rules.pinTries", 2, 7],
    ]);
    expect(store.saved().settings).toEqual({ "rules.askTimeout": "9s", "rules.pinTries": 2 });
    await restoreBackup(content, parts);
    expect(store.saved()).toMatchObject({ settings: {}, access: "restricted" });
  });

  test("leaves the access of a managed unit to its cloud, and says so", async () => {
    const store = new MemoryStore();
    const restored = await restoreBackup(await backup(), into(store, keyring, {}, true));
    expect(restored.preview.accessIsManaged).toBe(true);
    expect(restored.settingsProblem).toBeNull();
    expect(store.saved()).toMatchObject({ access: null, settings: { "rules.pinTries": 3 } });
  });

  test("names settings that this version does not know, and restores the others", async () => {
    const store = new MemoryStore();
    const content = {
      ...(await backup()),
      settings: {
        "rules.pinTries": "many",
        tariff: 1,
        access: "open",
        constructor: 1,
        "rules.anyoneStops": true,
      },
      access: null,
    };
    const { preview } = await restoreBackup(content, into(store));
    expect(preview.settingsUnknown).toEqual(["rules.pinTries", "tariff", "access", "constructor"]);
    expect(store.saved().settings).toEqual({ "rules.anyoneStops": true });
  });

  test("a failing store changes nothing of the people", async () => {
    const store = await filled();
    const before = await peopleNow(store);
    store.changeLocalUsers = () => Promise.reject(new StoreError("STORE_CLOSED"));
    const empty = { settings: {}, access: null, people: [], identifications: [] };
    await expect(restoreBackup(empty, into(store))).rejects.toThrow(StoreError);
    expect(await peopleNow(store)).toEqual(before);
    expect(store.saved().access).toBe("open");
  });

  test("settings that cannot be saved are told; the people are restored", async () => {
    const store = new MemoryStore();
    const parts = into(store);
    store.commit = () => Promise.reject(new StoreError("STORE_CLOSED"));
    const restored = await restoreBackup(await backup(), parts);
    expect(restored.settingsProblem).toMatch(/\w/);
    expect([...store.people()]).toHaveLength(2);
  });

  test("whatever the file calls people, they get ids and names of this unit's; of a person who is not in it nothing opens", async () => {
    const store = new MemoryStore();
    const [one, pin] = anything.identifications;
    if (!one || !pin) throw new Error("there are two");
    const content: BackupContent = {
      ...anything,
      people: [
        ...anything.people,
        {
          id: "__proto__",
          firstName: ` Eve\u0000\n${"x".repeat(500)} `,
          lastName: "\u202e\t",
          blocked: false,
        },
        { id: ann.id, firstName: "", lastName: "", blocked: false },
        { id: ann.id, firstName: "Twice", lastName: "", blocked: false },
      ],
      identifications: [
        one,
        { ...one, card: card(5), person: "nobody", entry: entry("x") },
        { ...one, card: card(6), person: "__proto__", entry: entry("x") },
      ],
    };
    await restoreBackup(content, into(store));
    const people = [...store.people()];
    expect(people).toHaveLength(4);
    for (const { id, firstName, lastName } of people) {
      expect(id).toMatch(/^[0-9a-f]{16}$/);
      expect(`${firstName}${lastName}`).toMatch(/^[^\p{Cc}]+$/u);
      expect(Math.max(firstName.length, lastName.length)).toBeLessThanOrEqual(100);
    }
    expect(people.find(({ id }) => id === ann.id)?.firstName).toBe("Twice");
    expect(store.find(credential(5)).local?.status).toBe("blocked");
    expect(store.find(credential(6)).local).toMatchObject({
      status: "active",
      user: expect.stringMatching(/^Eve x/),
    });
    expect(store.find(credential(1)).local).toMatchObject({ user: "Ann Ångström" });
  });
});

test("what is damaged is not in a backup, and is counted", async () => {
  const store = await filled();
  const users = [...store.localUsers()];
  store.localUsers = function* () {
    for (const user of users) yield user.card === card(1) ? { ...user, card: null, damaged: "entry" } : user;
  };
  const { content, damaged } = await collectBackup({ store, keyring });
  expect(damaged).toBe(1);
  expect(content.identifications).toHaveLength(3);
});
