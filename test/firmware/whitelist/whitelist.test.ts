import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { StoreError } from "../../../firmware/store/store-error.ts";
import { addOne, exportCsv, importCsv, list, removeOne } from "../../../firmware/whitelist/whitelist.ts";
import { dataFolder, openStore } from "../store/on-disk.ts";
import { card, cardUser, credential, keyring, pinCredential } from "../store/people.ts";

const header = "id,type,user,status,expires\n";
const zone = "Europe/Oslo";
const how = { zone, random: randomBytes };
const adding = { ...how, replace: false };

async function filled(): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.changeLocalUsers({ set: [cardUser(1, "ann"), cardUser(2, "bob")] });
  return store;
}

describe("importing a whitelist", () => {
  test("D3: adds and updates by id, and leaves the others alone", async () => {
    const store = await filled();
    const file = `${header}${card(2)},card,bo,blocked,\n${card(3)},card,cat,active,2027-01-31\n#4711,pin,guest,active,\n`;
    expect(await importCsv(store, keyring, file, adding)).toEqual({
      ok: true,
      added: 2,
      updated: 1,
      removed: 0,
    });
    expect(store.find(credential(1)).local?.user).toBe("ann");
    expect(store.find(credential(2)).local).toEqual({ user: "bo", status: "blocked", expires: null });
    expect(store.find(credential(3)).local?.expires).toBe(Date.parse("2027-01-31T23:00:00Z"));
    expect(store.find(await pinCredential("#4711")).local?.user).toBe("guest");
  });

  test("D3: an update keeps what a file has no column for: hours, counts, limits, the group", async () => {
    const store = await filled();
    const terms = { uses: 1, windows: ["Mon-Fri 07:00-19:00"], maxEnergyWh: 4_000, group: "house-7" };
    const [ann] = [cardUser(1, "ann")];
    await store.changeLocalUsers({ set: [{ ...ann, entry: { ...ann.entry, ...terms } }] });
    await importCsv(store, keyring, `${header}${card(1)},card,anne,active,\n`, adding);
    expect(store.find(credential(1)).local).toEqual({
      ...terms,
      user: "anne",
      status: "active",
      expires: null,
    });
  });

  test("D3: replacing removes whoever is not in the file", async () => {
    const store = await filled();
    const file = `${header}${card(2)},card,bob,active,\n${card(3)},card,cat,active,\n`;
    expect(await importCsv(store, keyring, file, { ...adding, replace: true })).toEqual({
      ok: true,
      added: 1,
      updated: 1,
      removed: 1,
    });
    expect((await list(store)).map(({ entry }) => entry.user)).toEqual(["bob", "cat"]);
  });

  test("D3: with one bad row nothing changes", async () => {
    const store = await filled();
    const before = [...store.localUsers()];
    const file = `${header}${card(3)},card,cat,active,\n${card(2)},card,bob,maybe,\n`;
    expect(await importCsv(store, keyring, file, { ...adding, replace: true })).toEqual({
      ok: false,
      errors: [{ line: 3, column: "status", text: "expected active or blocked" }],
    });
    expect([...store.localUsers()]).toEqual(before);
  });

  test("D3: tells how far it is, up to the end", async () => {
    const told: number[] = [];
    const rows = Array.from({ length: 1200 }, (_, index) => `${card(index)},card,,active,\n`).join("");
    await importCsv(new MemoryStore(), keyring, `${header}${rows}#4711,pin,,active,\n`, {
      ...adding,
      onProgress: ({ done, of }) => {
        expect(of).toBe(1201);
        told.push(done);
      },
    });
    expect(told).toEqual(Array.from({ length: 1201 }, (_, index) => index + 1));
  });

  test("A6: a store that fails is an error, not a result", async () => {
    const store = await filled();
    await store.close();
    await expect(importCsv(store, keyring, `${header}${card(3)},card,,active,\n`, adding)).rejects.toThrow(
      StoreError,
    );
  });
});

describe("one user at a time", () => {
  const written = { id: card(3), type: "card", user: "cat", status: "active", expires: "" };

  test("D3: is added, updated and removed as in a file", async () => {
    const store = await filled();
    expect(await addOne(store, keyring, written, how)).toMatchObject({ ok: true, change: "added" });
    expect(await addOne(store, keyring, { ...written, status: "blocked" }, how)).toMatchObject({
      ok: true,
      change: "updated",
    });
    expect(store.find(credential(3)).local?.status).toBe("blocked");
    expect(await removeOne(store, keyring, card(3).toLowerCase())).toEqual({ ok: true, removed: true });
    expect(await removeOne(store, keyring, card(3))).toEqual({ ok: true, removed: false });
  });

  test("A2: a PIN too", async () => {
    const store = await filled();
    const pin = { ...written, id: "#4711", type: "pin" };
    expect(await addOne(store, keyring, pin, how)).toMatchObject({
      credential: { kind: "pin", label: "#…" },
    });
    expect(store.find(await pinCredential("#4711")).local?.user).toBe("cat");
    expect(await removeOne(store, keyring, "#4711")).toEqual({ ok: true, removed: true });
    expect(store.find(await pinCredential("#4711")).local).toBeNull();
  });

  test("D3: what is wrong is named by its column, and nothing changes", async () => {
    const store = await filled();
    expect(await addOne(store, keyring, { ...written, id: "4711", type: "pin" }, how)).toMatchObject({
      ok: false,
      errors: [{ column: "id" }],
    });
    expect(await removeOne(store, keyring, "#47")).toEqual({
      ok: false,
      text: "expected 4 to 10 digits after the # of a PIN",
    });
    expect(await removeOne(store, keyring, "hello")).toMatchObject({ ok: false });
    expect([...store.localUsers()]).toHaveLength(2);
  });
});

describe("listing and exporting", () => {
  test("D4: the list is sorted by user and shows no number", async () => {
    const { store } = await openStore(dataFolder());
    await store.changeLocalUsers({
      set: [
        cardUser(3, "cat"),
        cardUser(1, "ann"),
        { ...cardUser(2, "ann"), credential: await pinCredential("#4711"), card: null },
      ],
    });
    expect(
      (await list(store)).map(({ entry, credential: { kind, label } }) => [entry.user, kind, label]),
    ).toEqual([
      ["ann", "card", "04…01"],
      ["ann", "pin", "#…"],
      ["cat", "card", "04…03"],
    ]);
  });

  test("D3: an export holds the cards, counts the PINs, and is imported again the same", async () => {
    const { store } = await openStore(dataFolder());
    await store.changeLocalUsers({
      set: [
        cardUser(3, "=cmd()"),
        cardUser(1, "ann", { expires: 1_900_000_000_000, status: "blocked" }),
        { ...cardUser(2, "guest"), credential: await pinCredential("#4711"), card: null },
      ],
    });
    const file = await exportCsv(store);
    expect(file).toMatchObject({ cards: 2, pinsLeftOut: 1, damaged: 0 });
    expect(file.text).not.toContain("4711");
    const other = new MemoryStore();
    expect(await importCsv(other, keyring, file.text, adding)).toMatchObject({ ok: true, added: 2 });
    expect(await exportCsv(other)).toEqual({ ...file, pinsLeftOut: 0 });
    expect(other.find(credential(3)).local?.user).toBe("=cmd()");
  });
});
