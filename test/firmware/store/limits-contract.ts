import { describe, expect, test } from "vitest";
import type { Lockout } from "../../../firmware/core/lockout.ts";
import type { Reservation } from "../../../firmware/core/reservation.ts";
import type { Terms } from "../../../firmware/core/session.ts";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import {
  cardUser,
  connector,
  credential,
  entry,
  fullEntry,
  listHead,
  pinCredential,
  ready,
  session,
} from "./people.ts";

const terms: Terms = {
  by: "cache",
  group: "house-7",
  maxEnergyWh: 10_000,
  maxTime: 7_200_000,
  until: 1_800_000_500_000,
  confirm: true,
  refusedAtWh: 12.5,
};

export const reservations: readonly Reservation[] = [
  {
    id: 7,
    connector: connector(2),
    holder: { kind: "credential", credential: credential(1) },
    until: 1_800_000_600_000,
  },
  { id: 3, connector: null, holder: { kind: "group", group: "house-7" }, until: 1_800_000_700_000 },
];

export function lockout(keypad: string, tries: number): Lockout {
  return { keypad, tries, last: 1_800_000_000_000, until: 1_800_000_060_000 };
}

/**
 * What every store promises of what limits a credential: its entry, its sessions so far, reservations, locked keypads.
 * @param open a fresh, empty store
 */
export function describeLimits(name: string, open: () => Promise<UnitStore>): void {
  describe(`${name}: what limits a credential`, () => {
    test("A7: everything that an entry can say is kept, in the cloud's list and of a local user", async () => {
      const store = await open();
      await store.replaceCloudList(listHead(1), [{ credential: credential(1), entry: fullEntry }]);
      await store.changeLocalUsers({ set: [cardUser(1, "ann", fullEntry), cardUser(2, "bob")] });
      expect(store.find(credential(1))).toEqual({ cloud: fullEntry, local: fullEntry });
      expect(store.find(credential(2)).local).toEqual(entry("bob"));
      expect([...store.localUsers()].find(({ entry: { user } }) => user === "ann")).toEqual(
        cardUser(1, "ann", fullEntry),
      );
      await store.close();
    });

    test("A7: what comes along with an entry and is none of it is not kept", async () => {
      const store = await open();
      const more = { ...entry("ann"), card: "04A1B2C3" };
      await store.replaceCloudList(listHead(1), [{ credential: credential(1), entry: more }]);
      expect(store.find(credential(1)).cloud).toMatchObject(entry("ann"));
      expect(store.find(credential(1)).local).toBeNull();
      await store.close();
    });

    test("A6: until when the cloud's list is good is known with whatever is looked up, and goes with its list", async () => {
      const store = await open();
      await store.replaceCloudList({ ...listHead(1), goodUntil: 5 }, [
        { credential: credential(1), entry: entry("ann") },
      ]);
      expect(store.cloudList()).toEqual({ ...listHead(1), goodUntil: 5, count: 1 });
      expect(store.find(credential(1))).toEqual({ cloud: entry("ann"), local: null, goodUntil: 5 });
      expect(store.find(credential(2))).toEqual({ cloud: null, local: null, goodUntil: 5 });
      await store.replaceCloudList(listHead(2), []);
      expect(store.cloudList()).toEqual({ ...listHead(2), count: 0 });
      expect(store.find(credential(2))).toEqual({ cloud: null, local: null });
      const others = { ...listHead(3), installation: "ff".repeat(16), goodUntil: 5 };
      await store.replaceCloudList(others, []);
      expect(store.find(credential(1))).toEqual({ cloud: null, local: null });
      expect(store.cloudList()).not.toHaveProperty("goodUntil");
      await store.close();
    });

    test("A6: a session is kept with what it was granted", async () => {
      const store = await open();
      const granted = session("a", 1, { terms });
      await store.commit({ session: { connector: connector(1), session: granted } });
      expect(store.saved().sessions).toEqual([granted]);
      await store.close();
    });

    test("A7: counts the sessions of each credential, those of one moment, too", async () => {
      const store = await open();
      const pin = await pinCredential("#4711");
      expect(store.find(pin)).not.toHaveProperty("used");
      await store.commit({ counted: pin, records: [{ at: 1, happening: ready }] });
      expect(store.find(pin).used).toBe(1);
      await Promise.all([
        store.commit({ counted: pin }),
        store.commit({ counted: credential(1) }),
        store.commit({ counted: pin, records: [{ at: 2, happening: ready }] }),
        store.commit({ counted: pin }),
      ]);
      expect(store.find(pin).used).toBe(4);
      expect(store.find(credential(1)).used).toBe(1);
      expect(store.find(credential(2))).not.toHaveProperty("used");
      await store.close();
    });

    test("a session that is not counted after all is one less, never less than none", async () => {
      const store = await open();
      await store.commit({ counted: credential(1) });
      await Promise.all([
        store.commit({ counted: credential(1) }),
        store.commit({ uncounted: credential(1) }),
      ]);
      expect(store.find(credential(1)).used).toBe(1);
      for (let times = 0; times < 3; times += 1) await store.commit({ uncounted: credential(1) });
      expect(store.find(credential(1))).not.toHaveProperty("used");
      await store.close();
    });

    test("A7: a count lives as long as a list holds its credential: who is added anew begins anew", async () => {
      const store = await open();
      const listed = [1, 2].map((number) => ({ credential: credential(number), entry: fullEntry }));
      await store.replaceCloudList(listHead(1), listed);
      await store.changeLocalUsers({ set: [2, 3, 4].map((number) => cardUser(number, "ann")) });
      for (const number of [1, 2, 3, 4]) await store.commit({ counted: credential(number) });
      const used = () => [1, 2, 3, 4].map((number) => store.find(credential(number)).used);

      await store.changeLocalUsers({ set: [cardUser(3, "ann", { uses: 2 })], remove: [credential(3)] });
      await store.replaceCloudList(listHead(2), listed);
      expect(used()).toEqual([1, 1, 1, 1]);

      await store.changeLocalUsers({ remove: [credential(2), credential(3)] });
      await store.changeLocalUsers({ set: [2, 3].map((number) => cardUser(number, "ann")) });
      expect(used()).toEqual([1, 1, undefined, 1]);

      await store.replaceCloudList(listHead(3), []);
      await store.replaceCloudList(listHead(4), listed);
      expect(used()).toEqual([undefined, 1, undefined, 1]);

      await store.changeLocalUsers({ replace: true, set: [cardUser(2, "ann")] });
      await store.changeLocalUsers({ set: [cardUser(4, "ann")] });
      expect(used()).toEqual([undefined, 1, undefined, undefined]);
      await store.close();
    });

    test("H01: keeps all reservations, the last word of each commit", async () => {
      const store = await open();
      await store.commit({ reservations });
      await store.commit({ alive: 1 });
      expect(store.saved().reservations).toEqual(reservations);
      await store.commit({ reservations: reservations.slice(1) });
      expect(store.saved().reservations).toEqual(reservations.slice(1));
      await store.commit({ reservations: [] });
      expect(store.saved().reservations).toEqual([]);
      await store.close();
    });

    test("A5: keeps what is remembered of wrong PINs, each keypad by itself", async () => {
      const store = await open();
      await store.commit({ lockout: lockout("side", 5) });
      await store.commit({ lockout: lockout("front", 1) });
      await store.commit({ lockout: lockout("front", 2) });
      expect(store.saved().lockouts).toEqual([lockout("front", 2), lockout("side", 5)]);
      await store.close();
    });
  });
}
