import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createKeyring } from "../../../firmware/credential/keyring.ts";
import { describeAnswers, keep, keptOf } from "./answers-contract.ts";
import { describeLimits, lockout, reservations } from "./limits-contract.ts";
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
  pinCredential,
  ready,
  session,
} from "./people.ts";
import { describePeople } from "./people-contract.ts";
import { describeStore, webPassword } from "./store-contract.ts";

const open = async () => (await openStore(dataFolder())).store;

describeStore("on disk", open);
describeLimits("on disk", open);
describeAnswers("on disk", open);
describePeople("on disk", open);

describe("a store on disk", () => {
  test("A6: has everything again after a restart, and counts on", async () => {
    const place = dataFolder();
    const first = await openStore(place);
    await first.store.commit({
      session: { connector: connector(1), session: session("a", 1) },
      records: [{ at: 1, happening: ready }],
      access: "restricted",
      settings: { "rules.askTimeout": "5s" },
      alive: 77,
      attended: 66,
    });
    const ann = person(1, "Ann Berg");
    await first.store.changeLocalUsers({ set: [cardOf(1, ann)], people: { set: [ann] } });
    const head = { ...listHead(4), goodUntil: 1_900_000_000_000 };
    await first.store.replaceCloudList(head, [{ credential: credential(2), entry: entry("bob") }]);
    await first.store.commit({ acknowledged: 1, reservations, lockout: lockout("front", 3), webPassword });
    await first.store.commit({ counted: credential(2) });
    await first.store.commit({ counted: credential(2) });
    await keep(first.store, 3, { verdict: "Accepted", group: "house-7" }, 5);
    const journal = first.store.journalState();
    await first.store.close();

    const { store, quarantined } = await openStore(place);
    expect(store.journalState()).toEqual(journal);
    expect(quarantined).toBeNull();
    expect(store.saved()).toEqual({
      sessions: [session("a", 1)],
      access: "restricted",
      settings: { "rules.askTimeout": "5s" },
      alive: 77,
      attended: 66,
      reservations,
      lockouts: [lockout("front", 3)],
      web: { password: webPassword, locks: [] },
    });
    expect([...store.localUsers()]).toEqual([cardOf(1, ann)]);
    expect([...store.people()]).toEqual([ann]);
    expect(store.cloudList()).toEqual({ ...head, count: 1 });
    const { goodUntil } = head;
    expect(store.find(credential(2))).toEqual({ cloud: entry("bob"), local: null, goodUntil, used: 2 });
    const cached = { verdict: "Accepted", group: "house-7", updated: 5 };
    expect(store.find(credential(3))).toEqual({ cloud: null, local: null, goodUntil, cached });
    await store.commit({ counted: credential(2) });
    expect(store.find(credential(2)).used).toBe(3);
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

  test("C10.FR.07: which answer is refused or older is known after a restart, too", async () => {
    const place = dataFolder();
    const first = await openStore(place);
    for (const [number, at] of [30, 10, 20].entries())
      await keep(first.store, number, { verdict: "Accepted" }, at);
    await keep(first.store, 3, { verdict: "Blocked" }, 40);
    await first.store.close();
    const second = await openStore(place);
    await keep(second.store, 4, { verdict: "Accepted" }, 50, 4);
    await keep(second.store, 5, { verdict: "Accepted" }, 60, 4);
    await second.store.close();
    const { store } = await openStore(place);
    expect(keptOf(store, 9)).toEqual([0, 2, 4, 5]);
    await store.commit({ cache: null });
    await store.close();
    expect(keptOf((await openStore(place)).store, 9)).toEqual([]);
  });

  test("C10: an answer that says the same within the hour is not written again", async () => {
    const place = dataFolder();
    const hour = 3_600_000;
    const said = { verdict: "Accepted", user: "ann" } as const;
    const afterRestart = async (...answers: (readonly [Parameters<typeof keep>[2], number])[]) => {
      const { store } = await openStore(place);
      for (const [what, at] of answers) await keep(store, 1, what, at);
      await store.close();
      const again = await openStore(place);
      const { cached } = again.store.find(credential(1));
      await again.store.close();
      return cached;
    };
    expect(await afterRestart([said, 0], [said, hour - 1])).toEqual({ ...said, updated: 0 });
    // Not even when each is younger than the one before by less: what counts is what is written.
    expect(await afterRestart([said, hour - 1], [said, hour])).toEqual({ ...said, updated: hour });
    expect(await afterRestart([said, 2 * hour - 1])).toEqual({ ...said, updated: hour });
    const grouped = { ...said, group: "house-7" };
    expect(await afterRestart([grouped, hour + 1])).toEqual({ ...grouped, updated: hour + 1 });
    // A clock that was set back.
    expect(await afterRestart([grouped, 5])).toEqual({ ...grouped, updated: 5 });
  });

  test("C10: an answer whose write failed counts as not kept, and is written when it is tried again", async () => {
    const place = dataFolder();
    const { store } = await openStore(place);
    await keep(store, 0, { verdict: "Blocked" }, 1);
    // No database takes a key of that length.
    const impossible = lockout("x".repeat(10_000), 1);
    const answer = { credential: credential(1), said: { verdict: "Accepted" }, at: 2, size: 1 } as const;
    const failed = store.commit({ cache: answer, lockout: impossible });
    await expect(failed).rejects.toMatchObject({ code: "STORE_FAILED" });
    await expect(store.commit({ cache: null, lockout: impossible })).rejects.toThrow();
    expect(keptOf(store, 9)).toEqual([0]);
    // While the first is written the others wait, and are then written together: first in vain, then each by itself.
    await Promise.all([
      store.commit({ alive: 1 }),
      store.commit({ cache: answer }),
      store.commit({ cache: { ...answer, at: 3 } }),
      expect(store.commit({ lockout: impossible })).rejects.toThrow(),
    ]);
    expect(keptOf(store, 9)).toEqual([1]);
    expect(store.find(credential(1)).cached?.updated).toBe(3);
    await store.close();
    const again = await openStore(place);
    expect(keptOf(again.store, 9)).toEqual([1]);
    expect(again.store.find(credential(1)).cached?.updated).toBe(2);
  });
});
