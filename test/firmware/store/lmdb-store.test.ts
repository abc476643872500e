import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createKeyring } from "../../../firmware/credential/keyring.ts";
import { dataFolder, openStore } from "./on-disk.ts";
import {
  card,
  cardUser,
  connector,
  credential,
  entry,
  keyring,
  listHead,
  pinCredential,
  ready,
  session,
} from "./people.ts";
import { describeStore } from "./store-contract.ts";

describeStore("on disk", async () => (await openStore(dataFolder())).store);

describe("a store on disk", () => {
  test("A6: has everything again after a restart, and counts on", async () => {
    const place = dataFolder();
    const first = await openStore(place);
    await first.store.commit({
      session: { connector: connector(1), session: session("a", 1) },
      records: [{ at: 1, happening: ready }],
      access: "restricted",
      alive: 77,
    });
    await first.store.changeLocalUsers({ set: [cardUser(1, "ann")] });
    await first.store.replaceCloudList(listHead(4), [{ credential: credential(2), entry: entry("bob") }]);
    await first.store.commit({ acknowledged: 1 });
    const journal = first.store.journalState();
    await first.store.close();

    const { store, quarantined } = await openStore(place);
    expect(store.journalState()).toEqual(journal);
    expect(quarantined).toBeNull();
    expect(store.saved()).toEqual({ sessions: [session("a", 1)], access: "restricted", alive: 77 });
    expect([...store.localUsers()]).toEqual([cardUser(1, "ann")]);
    expect(store.cloudList()).toEqual({ ...listHead(4), count: 1 });
    expect(store.find(credential(2)).cloud).toEqual(entry("bob"));
    await store.commit({ records: [{ at: 2, happening: ready }] });
    expect([...store.journal()].map(({ seq }) => seq)).toEqual([1, 2]);
    expect(place.logged).toEqual([]);
  });

  test("A6: keeps no card number and no PIN in clear, and nothing that others can read", async () => {
    const place = dataFolder();
    const { store } = await openStore(place);
    await store.changeLocalUsers({
      set: [
        cardUser(1, "ann"),
        { credential: await pinCredential("#471147"), entry: entry("guest"), card: null },
      ],
    });
    const file = join(place.folder, "store", "data.mdb");
    const bytes = await readFile(file);
    expect(bytes.includes("ann")).toBe(true);
    expect(bytes.includes(card(1))).toBe(false);
    expect(bytes.includes(Buffer.from(card(1), "hex"))).toBe(false);
    expect(bytes.includes("471147")).toBe(false);
    expect((await stat(join(place.folder, "store"))).mode & 0o077).toBe(0);
  });

  test("A6: two processes (here: two handles) may write to the journal; no number is used twice", async () => {
    const place = dataFolder();
    const { store: one } = await openStore(place);
    const { store: other } = await openStore(place);
    const both = [];
    for (let round = 0; round < 30; round += 1) {
      both.push(one.commit({ records: [{ at: 1, happening: ready }] }));
      both.push(
        other.commit({
          records: [
            { at: 2, happening: ready },
            { at: 2, happening: ready },
          ],
        }),
      );
      if (round % 3 === 0) await Promise.all(both);
    }
    await Promise.all(both);
    const records = [...one.journal()];
    expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
    expect(records.filter(({ at }) => at === 1)).toHaveLength(30);
  });

  test("A6: a session's start is not kept waiting by a long list", async () => {
    const { store } = await openStore(dataFolder());
    const entries = Array.from({ length: 20_000 }, (_, index) => ({
      credential: credential(index),
      entry: entry("someone"),
    }));
    const replaced = store.replaceCloudList(listHead(1), entries);
    let commits = 0;
    let done = false;
    void replaced.then(() => {
      done = true;
    });
    while (!done) {
      await store.commit({ session: { connector: connector(1), session: session("a", 1) } });
      if (!done) expect(store.cloudList()).toMatchObject({ version: 0, count: 0 });
      commits += 1;
      await sleep(1);
    }
    expect(commits).toBeGreaterThan(5);
    expect(store.cloudList()).toEqual({ ...listHead(1), count: 20_000 });
  });

  test("A6: keys other than those the store was written with are refused, and nothing is touched", async () => {
    const place = dataFolder();
    const { store } = await openStore(place);
    await store.changeLocalUsers({ set: [cardUser(1, "ann")] });
    await store.close();
    const others = createKeyring({
      secret: Buffer.alloc(32, 9),
      random: (bytes) => new Uint8Array(bytes),
      cost: { N: 2, r: 1, p: 1 },
    });
    await expect(openStore(place, others)).rejects.toMatchObject({ code: "STORE_WRONG_KEYS" });
    expect([...(await openStore(place, keyring)).store.localUsers()]).toEqual([cardUser(1, "ann")]);
    expect(await readdir(place.folder)).toEqual(["store"]);
  });
});
