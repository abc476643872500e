import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CloudAnswer } from "../../../firmware/core/list-entry.ts";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import { credential, pinCredential } from "./people.ts";

const accepted: CloudAnswer = { verdict: "Accepted", group: "house-7", user: "ann" };
const blocked: CloudAnswer = { verdict: "Blocked" };
const HOUR = 3_600_000;

/** Has a store keep an answer about the card with this number. */
export const keep = (store: UnitStore, number: number, said: CloudAnswer, at: number, size = 1_000) =>
  store.commit({ cache: { credential: credential(number), said, at, size } });

/** The numbers of the cards of whom an answer is kept. */
export const keptOf = (store: UnitStore, most: number): number[] =>
  Array.from({ length: most }, (_, number) => number).filter(
    (number) => store.find(credential(number)).cached,
  );

/**
 * What every store promises of the cloud's answers.
 * @param open a fresh, empty store
 */
export function describeAnswers(name: string, open: () => Promise<UnitStore>): void {
  describe(`${name}: the cloud's answers that are kept`, () => {
    test("C10.FR.01: good and bad ones are kept with their time, and the next one takes the last one's place", async () => {
      const store = await open();
      await keep(store, 1, accepted, 10);
      await keep(store, 2, blocked, 20);
      expect(store.find(credential(1))).toEqual({
        cloud: null,
        local: null,
        cached: { ...accepted, updated: 10 },
      });
      expect(store.find(credential(2)).cached).toEqual({ ...blocked, updated: 20 });
      expect(store.find(credential(3))).not.toHaveProperty("cached");
      await keep(store, 1, blocked, 30);
      expect(store.find(credential(1)).cached).toEqual({ ...blocked, updated: 30 });
      await store.close();
    });

    test("I8: an answer about a card is none about a PIN", async () => {
      const store = await open();
      await keep(store, 1, accepted, 10);
      expect(store.find({ ...credential(1), kind: "pin" })).not.toHaveProperty("cached");
      const pin = await pinCredential("#4711");
      await store.commit({ cache: { credential: pin, said: blocked, at: 1, size: 10 } });
      expect(store.find(pin).cached).toEqual({ ...blocked, updated: 1 });
      await store.close();
    });

    test("OCPP 1.6 A7: those named are forgotten, and it is told whose are kept", async () => {
      const store = await open();
      for (const number of [1, 2, 3]) await keep(store, number, accepted, number);
      expect([...store.answered()].map(({ key }) => key).sort()).toEqual(
        [1, 2, 3].map((number) => credential(number).key).sort(),
      );
      await store.commit({ cache: { forget: [credential(1), credential(3), credential(9)] } });
      expect(keptOf(store, 4)).toEqual([2]);
      expect([...store.answered()]).toEqual([{ kind: "card", key: credential(2).key }]);
      await store.close();
    });

    test("C10: the same answer again is one of its time, and does not grow older than it is", async () => {
      const store = await open();
      for (const at of [0, 1, HOUR - 1, HOUR, HOUR + 5, 10 * HOUR, 9 * HOUR]) {
        await keep(store, 1, accepted, at);
        expect(store.find(credential(1)).cached).toEqual({ ...accepted, updated: at });
      }
      await store.close();
    });

    test("C10.FR.07: when no more may be kept, the refused make room first, then the oldest", async () => {
      const store = await open();
      for (const [number, said] of [accepted, blocked, accepted, { verdict: "Unknown" } as const].entries()) {
        await keep(store, number, said, 100 - number, 4);
      }
      await keep(store, 4, accepted, 200, 4);
      // 3 is older than 1.
      expect(keptOf(store, 9)).toEqual([0, 1, 2, 4]);
      await keep(store, 5, blocked, 200, 4);
      expect(keptOf(store, 9)).toEqual([0, 2, 4, 5]);
      await keep(store, 6, accepted, 50, 4);
      expect(keptOf(store, 9)).toEqual([0, 2, 4, 6]);
      await keep(store, 7, accepted, 200, 4);
      expect(keptOf(store, 9)).toEqual([0, 2, 4, 7]);
      // Whoever is kept already takes no room of another.
      await keep(store, 4, accepted, 300, 4);
      await keep(store, 7, blocked, 300, 4);
      expect(keptOf(store, 9)).toEqual([0, 2, 4, 7]);
      await store.close();
    });

    test("C10: with fewer to be kept than there are, the next answer leaves as many as are asked for", async () => {
      const store = await open();
      for (let number = 0; number < 10; number += 1) await keep(store, number, accepted, number);
      await keep(store, 10, accepted, 10, 3);
      expect(keptOf(store, 20)).toEqual([8, 9, 10]);
      await keep(store, 11, accepted, 11, 1);
      expect(keptOf(store, 20)).toEqual([11]);
      await store.close();
    });

    test("C11.FR.01: forgets all when told so, and begins anew", async () => {
      const store = await open();
      await keep(store, 1, accepted, 1);
      await keep(store, 2, blocked, 1);
      await store.commit({ cache: null });
      expect(keptOf(store, 9)).toEqual([]);
      await store.commit({ cache: null });
      await keep(store, 1, accepted, 2);
      expect(store.find(credential(1)).cached).toEqual({ ...accepted, updated: 2 });
      await store.close();
    });

    test("C10: answers of one moment are all kept, in their order", async () => {
      const store = await open();
      await Promise.all([
        keep(store, 1, accepted, 1, 2),
        keep(store, 2, accepted, 1, 2),
        keep(store, 3, accepted, 1, 2),
        keep(store, 2, blocked, 2, 2),
        store.commit({ cache: null }),
        keep(store, 4, accepted, 3, 2),
        keep(store, 5, accepted, 4, 2),
        keep(store, 6, accepted, 5, 2),
      ]);
      expect(keptOf(store, 9)).toEqual([5, 6]);
      await store.close();
    });

    test("C10.FR.07: whatever is asked and answered, no more are kept than may be, and the right ones", async () => {
      const said = fc.constantFrom<CloudAnswer>(accepted, blocked, { verdict: "Accepted" });
      const asked = fc.record({
        number: fc.nat(12),
        said,
        at: fc.nat(30),
        size: fc.integer({ min: 1, max: 8 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(asked, { maxLength: 40 }), async (answers) => {
          const store = await open();
          let model: typeof answers = [];
          for (const one of answers) {
            await keep(store, one.number, one.said, one.at, one.size);
            model = model.filter(({ number }) => number !== one.number);
            while (model.length >= one.size) {
              const refused = model.filter((other) => other.said.verdict !== "Accepted");
              const from = refused.length > 0 ? refused : model;
              const [oldest] = [...from].sort((a, b) => a.at - b.at);
              model = model.filter((other) => other !== oldest);
            }
            model.push(one);
          }
          for (const { number, said, at } of model) {
            expect(store.find(credential(number)).cached).toEqual({ ...said, updated: at });
          }
          expect(keptOf(store, 20)).toHaveLength(model.length);
          await store.close();
        }),
        { numRuns: 30 },
      );
    });
  });
}
