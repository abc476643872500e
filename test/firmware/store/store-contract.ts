import { describe, expect, test } from "vitest";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import { emptyListDigest } from "../../../protocol/list.ts";
import {
  card,
  cardOf,
  cardUser,
  connector,
  credential,
  entry,
  listHead,
  person,
  pinCredential,
  plugged,
  ready,
  session,
} from "./people.ts";

const nobody = { cloud: null, local: null };

export const webPassword = { salt: "ab".repeat(16), hash: "cd".repeat(32), cost: { N: 2, r: 1, p: 1 } };
const webLock = { source: "10.0.0.1", tries: 5, last: 7, until: 8 };

/**
 * What every store promises.
 * @param open a fresh, empty store that keeps at least 100 journal records and not many more
 */
export function describeStore(name: string, open: () => Promise<UnitStore>): void {
  describe(`${name}: what every store promises`, () => {
    test("D1: keeps the password of the unit's page, and wrong tries to get in, until they are forgiven", async () => {
      const store = await open();
      await store.commit({ webPassword, webLocks: [webLock] });
      expect(store.saved().web).toEqual({ password: webPassword, locks: [webLock] });
      await store.commit({ webLocks: [] });
      await store.commit({ access: "open" });
      expect(store.saved().web).toEqual({ password: webPassword, locks: [] });
      await store.close();
    });

    test("A6: is empty at first", async () => {
      const store = await open();
      expect(store.find(credential(1))).toEqual(nobody);
      expect(store.saved()).toEqual({
        sessions: [],
        access: null,
        settings: {},
        alive: null,
        attended: null,
        reservations: [],
        lockouts: [],
        web: { password: null, locks: [] },
      });
      expect([...store.journal()]).toEqual([]);
      expect([...store.localUsers()]).toEqual([]);
      expect(store.cloudList()).toEqual({
        installation: null,
        version: 0,
        digest: emptyListDigest().toString("hex"),
        count: 0,
      });
      await store.close();
    });

    test("A6: saves and removes a connector's session with its records, and access and the last sign of life", async () => {
      const store = await open();
      await store.commit({
        session: { connector: connector(1), session: session("a", 1) },
        records: [
          { at: 1, happening: plugged(1) },
          {
            at: 2,
            happening: {
              event: "session-started",
              connector: connector(1),
              session: "a",
              credential: credential(1),
              user: "ann",
            },
          },
        ],
      });
      await store.commit({
        session: { connector: connector(16), session: session("b", 16, { energyWh: 1.5 }) },
      });
      await store.commit({ access: "open", alive: 5, attended: 4 });
      expect(store.saved()).toMatchObject({
        sessions: [session("a", 1), session("b", 16, { energyWh: 1.5 })],
        access: "open",
        alive: 5,
        attended: 4,
      });
      await store.commit({ session: { connector: connector(1), session: null }, access: "restricted" });
      expect(store.saved()).toMatchObject({
        sessions: [session("b", 16, { energyWh: 1.5 })],
        access: "restricted",
        alive: 5,
        attended: 4,
      });
      expect([...store.journal()].map(({ seq, at, happening }) => [seq, at, happening.event])).toEqual([
        [1, 1, "plugged"],
        [2, 2, "session-started"],
      ]);
      await store.commit({});
      await store.close();
    });

    test("keeps the settings that were made at the unit, whole each time, whatever they are", async () => {
      const store = await open();
      const first = {
        zone: "Europe/Oslo",
        "rules.cache": { lifetime: "1d", size: 5 },
        "rules.later": [1, null],
      };
      await store.commit({ settings: first });
      await store.commit({ alive: 5 });
      expect(store.saved().settings).toEqual(first);
      await store.commit({ settings: { "rules.anyoneStops": true } });
      expect(store.saved().settings).toEqual({ "rules.anyoneStops": true });
      await store.commit({ settings: {} });
      expect(store.saved().settings).toEqual({});
      await store.close();
    });

    test("I4: records are numbered without gaps in the order in which they were committed", async () => {
      const store = await open();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.commit({
            records: [
              { at: index, happening: plugged(1) },
              { at: index, happening: ready },
            ],
          }),
        ),
      );
      const records = [...store.journal()];
      expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
      expect(records.map(({ at }) => at)).toEqual(Array.from({ length: 40 }, (_, index) => index >> 1));
      expect([...store.journal(39)].map(({ seq }) => seq)).toEqual([39, 40]);
      expect([...store.journal(41)]).toEqual([]);
      expect([...store.journal(0)]).toHaveLength(40);
      await store.close();
    });

    test("a list of another installation lets nobody in, and any version of one's own takes its place", async () => {
      const store = await open();
      await store.replaceCloudList({ ...listHead(7), installation: "ff".repeat(16) }, [
        { credential: credential(1), entry: entry("tenant of another") },
      ]);
      expect(store.find(credential(1)).cloud).toBeNull();
      expect(store.cloudList()).toMatchObject({ version: 0, count: 0 });
      await store.replaceCloudList(listHead(1), [{ credential: credential(2), entry: entry("ours") }]);
      expect(store.cloudList()).toMatchObject({ version: 1, count: 1 });
      expect(store.find(credential(1)).cloud).toBeNull();
      expect(store.find(credential(2)).cloud).toEqual(entry("ours"));
      await store.close();
    });

    test("a journal that is renewed goes on under another name, and as not acknowledged", async () => {
      const store = await open();
      await store.commit({ records: [{ at: 1, happening: ready }] });
      await store.commit({ acknowledged: 1 });
      await store.renewJournal("00000000000000bb");
      expect(store.journalState()).toEqual({ id: "00000000000000bb", oldest: 1, last: 1, acknowledged: 0 });
      await store.close();
    });

    test("knows where its journal stands, and how far the cloud has it", async () => {
      const store = await open();
      const { id } = store.journalState();
      expect(id).toMatch(/^[0-9a-f]{16}$/);
      expect(store.journalState()).toEqual({ id, oldest: 1, last: 0, acknowledged: 0 });
      await store.commit({ records: Array.from({ length: 5 }, () => ({ at: 1, happening: ready })) });
      await store.commit({ acknowledged: 3 });
      expect(store.journalState()).toEqual({ id, oldest: 1, last: 5, acknowledged: 3 });
      for (let round = 0; round < 60; round += 1) {
        await store.commit({ records: Array.from({ length: 10 }, () => ({ at: round, happening: ready })) });
      }
      const { oldest, last } = store.journalState();
      expect(last).toBe(605);
      expect([...store.journal()].map(({ seq }) => seq).at(0)).toBe(oldest);
      await store.close();
    });

    test("A6: the journal keeps its newest records and goes on counting", async () => {
      const store = await open();
      for (let round = 0; round < 60; round += 1) {
        await store.commit({ records: Array.from({ length: 10 }, () => ({ at: round, happening: ready })) });
      }
      const seqs = [...store.journal()].map(({ seq }) => seq);
      expect(seqs.length).toBeGreaterThanOrEqual(100);
      expect(seqs.length).toBeLessThan(300);
      expect(seqs.at(-1)).toBe(600);
      expect(seqs[0]).toBe(600 - seqs.length + 1);
      await store.close();
    });

    test("D3: adds, updates and removes local users, and counts what it did", async () => {
      const store = await open();
      const pin = { credential: await pinCredential("#4711"), entry: entry("guest"), card: null };
      expect(await store.changeLocalUsers({ set: [cardUser(1, "ann"), cardUser(2, "bob"), pin] })).toEqual({
        added: 3,
        updated: 0,
        removed: 0,
      });
      expect(
        await store.changeLocalUsers({
          set: [cardUser(2, "bob", { status: "blocked" }), cardUser(3, "cat")],
          remove: [credential(1), credential(9)],
        }),
      ).toEqual({ added: 1, updated: 1, removed: 1 });
      expect(store.find(credential(1))).toEqual(nobody);
      expect(store.find(credential(2)).local).toEqual(entry("bob", "blocked"));
      expect(store.find(pin.credential).local).toEqual(entry("guest"));
      const users = [...store.localUsers()];
      expect(new Set(users.map((user) => user.card))).toEqual(new Set([card(2), card(3), null]));
      expect(users).toHaveLength(3);
      expect(users.find((user) => user.card === null)).toEqual(pin);
      expect(users.find((user) => user.card === card(3))).toEqual(cardUser(3, "cat"));
      await store.close();
    });

    test("D2: knows how many local users there are, and which change that is, without reading them", async () => {
      const store = await open();
      expect(store.localUsersState()).toEqual({ people: 0, identifications: 0, change: 0 });
      const [ann, bob] = [person(1, "Ann"), person(2, "Bob")];
      const all = { set: [cardOf(1, ann), cardOf(2, ann), cardUser(3, "")], people: { set: [ann, bob] } };
      await store.changeLocalUsers(all);
      expect(store.localUsersState()).toEqual({ people: 2, identifications: 3, change: 1 });
      await store.changeLocalUsers(all);
      await store.changeLocalUsers(() => ({}));
      expect(store.localUsersState()).toEqual({ people: 2, identifications: 3, change: 2 });
      await store.changeLocalUsers({ people: { remove: [ann.id] } });
      expect(store.localUsersState()).toEqual({ people: 1, identifications: 1, change: 3 });
      await store.changeLocalUsers({ replace: true, set: [cardUser(3, ""), cardUser(4, "")] });
      expect(store.localUsersState()).toEqual({ people: 0, identifications: 2, change: 4 });
      await store.close();
      expect(store.localUsersState()).toEqual({ people: 0, identifications: 2, change: 4 });
    });

    test("D3: replacing makes the new users the whole, and setting what is removed keeps it", async () => {
      const store = await open();
      await store.changeLocalUsers({ set: [cardUser(1, "ann"), cardUser(2, "bob")] });
      expect(
        await store.changeLocalUsers({ replace: true, set: [cardUser(2, "bo"), cardUser(3, "cat")] }),
      ).toEqual({
        added: 1,
        updated: 1,
        removed: 1,
      });
      expect(await store.changeLocalUsers({ set: [cardUser(2, "bert")], remove: [credential(2)] })).toEqual({
        added: 0,
        updated: 1,
        removed: 0,
      });
      expect(new Set([...store.localUsers()].map(({ entry: { user } }) => user))).toEqual(
        new Set(["bert", "cat"]),
      );
      expect(await store.changeLocalUsers({ replace: true })).toEqual({ added: 0, updated: 0, removed: 2 });
      expect([...store.localUsers()]).toEqual([]);
      await store.close();
    });

    test("A6: the cloud's list is replaced whole and never mixed with the local users", async () => {
      const store = await open();
      const listed = (from: number, to: number, user: string) =>
        Array.from({ length: to - from }, (_, index) => ({
          credential: credential(from + index),
          entry: entry(user),
        }));
      await store.changeLocalUsers({ set: [cardUser(5, "local", { status: "blocked" })] });
      await store.replaceCloudList(listHead(7), listed(0, 1500, "old"));
      expect(store.cloudList()).toEqual({ ...listHead(7), count: 1500 });
      expect(store.find(credential(5))).toEqual({ cloud: entry("old"), local: entry("local", "blocked") });
      expect(store.find(credential(1499))).toEqual({ cloud: entry("old"), local: null });
      await store.replaceCloudList(listHead(8), [
        ...listed(1000, 3000, "new"),
        ...listed(1000, 1001, "newest"),
      ]);
      expect(store.cloudList()).toEqual({ ...listHead(8), count: 2000 });
      expect(store.find(credential(999))).toEqual(nobody);
      expect(store.find(credential(1000)).cloud).toEqual(entry("newest"));
      expect(store.find(credential(2999)).cloud).toEqual(entry("new"));
      expect(store.find(credential(5))).toEqual({ cloud: null, local: entry("local", "blocked") });
      await store.replaceCloudList(listHead(9), []);
      expect(store.cloudList()).toEqual({ ...listHead(9), count: 0 });
      expect(store.find(credential(2999))).toEqual(nobody);
      expect([...store.localUsers()]).toHaveLength(1);
      await store.close();
    });

    test("I8: a digest of another kind is another credential", async () => {
      const store = await open();
      await store.changeLocalUsers({ set: [cardUser(1, "ann")] });
      await store.replaceCloudList(listHead(1), [{ credential: credential(1), entry: entry("ann") }]);
      expect(store.find({ ...credential(1), kind: "pin" })).toEqual(nobody);
      expect(store.find({ ...credential(1), kind: "remote" })).toEqual(nobody);
      await store.close();
    });

    test("a closed store says so, to reads and writes alike, and closing twice is harmless", async () => {
      const store = await open();
      await store.changeLocalUsers({ set: [cardUser(1, "ann")] });
      const last = store.commit({ alive: 1 });
      await store.close();
      await last;
      await store.close();
      const closed = expect.objectContaining({ code: "STORE_CLOSED" });
      await expect(store.commit({ alive: 2 })).rejects.toEqual(closed);
      await expect(store.changeLocalUsers({ replace: true })).rejects.toEqual(closed);
      await expect(store.replaceCloudList(listHead(1), [])).rejects.toEqual(closed);
      expect(() => store.find(credential(1))).toThrow(closed);
      expect(() => store.saved()).toThrow(closed);
      expect(() => store.cloudList()).toThrow(closed);
      expect(() => [...store.journal()]).toThrow(closed);
      expect(() => [...store.localUsers()]).toThrow(closed);
    });
  });
}
