import { describe, expect, test } from "vitest";
import type { Happening } from "../../../firmware/core/happening.ts";
import type { Reason, Verdict } from "../../../firmware/core/verdict.ts";
import { refusedCards } from "../../../firmware/history/refused-cards.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { cardUser, credential, entry, INSTALLATION, listHead, pinCredential } from "../store/people.ts";

type Denied = Extract<Happening, { event: "denied" }>;

function refused(card: number, more: Partial<Denied> = {}): Denied {
  const who = { credential: credential(card), reader: "front" };
  return { event: "denied", ...who, verdict: "Unknown", reason: "unknown", ...more };
}

/** A store in which these were refused, a second apart. */
async function storeAfter(...happenings: Happening[]): Promise<MemoryStore> {
  const store = new MemoryStore({ installation: INSTALLATION });
  await store.commit({ records: happenings.map((happening, index) => ({ at: 1_000 * index, happening })) });
  return store;
}

describe("A8: cards that were refused and could be added", () => {
  test("are told once, where and when they were shown last and how often, the latest first", async () => {
    const store = await storeAfter(
      refused(1),
      refused(2),
      refused(1, { reader: "back" }),
      refused(3),
      refused(1),
    );
    expect(await refusedCards(store, { since: 0 })).toEqual([
      { key: credential(1).key, label: "04…01", reader: "front", at: 4_000, reason: "unknown", count: 3 },
      { key: credential(3).key, label: "04…03", reader: "front", at: 3_000, reason: "unknown", count: 1 },
      { key: credential(2).key, label: "04…02", reader: "front", at: 1_000, reason: "unknown", count: 1 },
    ]);
    expect(await refusedCards(store, { since: 3_000 })).toMatchObject([{ count: 1 }, { count: 1 }]);
  });

  test.each<[Reason, Verdict, boolean]>([
    ["unknown", "Unknown", true],
    ["no-answer", "Timeout", true],
    ["offline-limit", "Invalid", true],
    ["offline-not-allowed", "Invalid", true],
    ["blocked", "Blocked", false],
    ["expired", "Expired", false],
    ["cloud-refused", "NoCredit", false],
    ["cached-refused", "NoCredit", false],
    ["random-uid", "Invalid", false],
    ["connector-busy", "Invalid", false],
  ])("refused as %s: %s, offered: %s", async (reason, verdict, offered) => {
    const store = await storeAfter(refused(1, { reason, verdict }));
    expect(await refusedCards(store, { since: 0 })).toHaveLength(offered ? 1 : 0);
  });

  test("are no PINs, and nothing that the cloud had asked for", async () => {
    const pin = await pinCredential("#4711");
    const store = await storeAfter(
      refused(1, { credential: pin }),
      refused(2, { reader: null }),
      refused(3, { credential: { ...credential(3), kind: "remote" } }),
    );
    expect(await refusedCards(store, { since: 0 })).toEqual([]);
  });

  test("are none that a list holds by now, or of which the cloud has said something since", async () => {
    const store = await storeAfter(...[1, 2, 3, 4, 5].map((card) => refused(card)));
    await store.changeLocalUsers({ set: [cardUser(1, "ann")] });
    await store.replaceCloudList(listHead(1), [{ credential: credential(2), entry: entry("bo", "blocked") }]);
    const answer = (card: number, verdict: "Unknown" | "Blocked") =>
      store.commit({ cache: { credential: credential(card), said: { verdict }, at: 9_000, size: 9 } });
    await answer(3, "Blocked");
    await answer(4, "Unknown");
    const keys = (await refusedCards(store, { since: 0 })).map(({ key }) => key);
    expect(keys).toEqual([credential(5).key, credential(4).key]);
  });
});
