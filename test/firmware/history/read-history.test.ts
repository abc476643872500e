import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Happening } from "../../../firmware/core/happening.ts";
import type { HistoryItem, Show } from "../../../firmware/history/history-item.ts";
import { RECORDS_AT_ONCE } from "../../../firmware/history/journal-turns.ts";
import { readHistory } from "../../../firmware/history/read-history.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import type { JournalRecord, UnitStore } from "../../../firmware/store/unit-store.ts";
import { dataFolder, openStore } from "../store/on-disk.ts";
import { connector, credential, session } from "../store/people.ts";
import { story, told, wholeHistory } from "./journal-story.ts";

const shows = fc.constantFrom<Show>("all", "sessions", "refusals");

/** All pages, one after the other. */
async function pages(store: UnitStore, show: Show, limit: number, most?: number): Promise<HistoryItem[][]> {
  const read: HistoryItem[][] = [];
  for (let before: number | null | undefined; before !== null; ) {
    const page = await readHistory(store, {
      show,
      limit,
      ...(before !== undefined && { before }),
      ...(most !== undefined && { most }),
    });
    if (before !== undefined && page.next !== null) expect(page.next).toBeLessThan(before);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    if (page.next === null || most === undefined) expect(page.incomplete).toBe(false);
    read.push([...page.items]);
    before = page.next;
  }
  return read;
}

const one = connector(1);
const started = (id: string): Happening => ({
  event: "session-started",
  connector: one,
  session: id,
  credential: credential(1),
  user: "ann",
});
const stopped = (id: string): Happening => ({
  event: "session-stopped",
  connector: one,
  session: id,
  credential: credential(1),
  user: "ann",
  reason: "Local",
  stoppedBy: credential(1),
  energyWh: 7_200,
});
const denied: Happening = {
  event: "denied",
  credential: credential(2),
  reader: null,
  verdict: "Invalid",
  reason: "connector-busy",
};

/** A journal of these happenings, a second apart. */
async function journalOf(happenings: readonly Happening[], store: UnitStore = new MemoryStore()) {
  const records = happenings.map((happening, index) => ({ at: 1_000 * index, happening }));
  await store.commit({ records });
  return store;
}

describe("history", () => {
  test("pages joined are all of it, none twice, none missing, the newest first", async () => {
    await fc.assert(
      fc.asyncProperty(story, shows, fc.integer({ min: 1, max: 30 }), async (what, show, limit) => {
        const store = await told(what);
        const read = await pages(store, show, limit);
        expect(read.flat()).toEqual(wholeHistory(store, show));
        // No page but the last is short, and only an empty history has an empty page.
        for (const page of read.slice(0, -1)) expect(page).toHaveLength(limit);
        if (read.length > 1) expect(read.at(-1)).not.toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("however little is looked at for a page: all of it, though not always when a session began", async () => {
    const timeless = (item: HistoryItem) => (item.kind === "session" ? { ...item, startedAt: null } : item);
    await fc.assert(
      fc.asyncProperty(story, shows, fc.integer({ min: 1, max: 9 }), async (what, show, limit) => {
        const store = await told(what);
        const read = (await pages(store, show, limit, 1)).flat();
        const whole = wholeHistory(store, show);
        expect(read.map(timeless)).toEqual(whole.map(timeless));
        for (const [at, item] of read.entries())
          if (item.kind === "session" && item.startedAt !== null) expect(item).toEqual(whole[at]);
      }),
      { numRuns: 100 },
    );
  });

  test("a session whose start is many records before its end is told with its start, on the page of its end", async () => {
    const store = await journalOf([
      started("long"),
      ...Array.from({ length: 3 * RECORDS_AT_ONCE }, () => denied),
      stopped("long"),
    ]);
    const page = await readHistory(store, { show: "all", limit: 1 });
    expect(page).toMatchObject({
      items: [{ kind: "session", session: "long", startedAt: 0, energyWh: 7_200, reason: "Local" }],
      next: 3 * RECORDS_AT_ONCE + 2,
      incomplete: false,
    });
    expect(await readHistory(store, { show: "sessions", limit: 1 })).toMatchObject({ next: null });
    const hasty = await readHistory(store, { show: "all", limit: 1, most: 100 });
    expect(hasty).toMatchObject({ items: [{ session: "long", startedAt: null }], incomplete: true });
    expect(hasty.next).toBe(page.next);
  });

  test("a session whose start was trimmed away is told with what its end knows", async () => {
    const store = new MemoryStore({ keepRecords: 2 });
    await journalOf([started("old"), denied, denied, stopped("old")], store);
    const { items } = await readHistory(store, { show: "sessions", limit: 9 });
    expect(items).toMatchObject([{ session: "old", user: "ann", startedAt: null, endedAt: 3_000 }]);
  });

  test("a running session is told as running, with its energy so far, and what else began before as not", async () => {
    const store = await journalOf([started("lost"), started("now"), denied]);
    await store.commit({ session: { connector: one, session: session("now", 1, { energyWh: 42 }) } });
    const { items } = await readHistory(store, { show: "sessions", limit: 9 });
    expect(items).toMatchObject([
      { session: "now", running: true, energyWh: 42, endedAt: null, startedAt: 1_000 },
      { session: "lost", running: false, energyWh: null, endedAt: null, startedAt: 0 },
    ]);
  });

  test("who is shown is shown by label alone; a refusal keeps the key by which its card could be added", async () => {
    const store = await journalOf([started("a"), stopped("a"), denied]);
    const [refusal, charge] = (await readHistory(store, { show: "all", limit: 9 })).items;
    expect(refusal).toMatchObject({ credential: credential(2) });
    expect(JSON.stringify(charge)).not.toContain(credential(1).key);
  });

  test("takes turns: between two stretches of records everybody else has theirs", async () => {
    let inTurn = 0;
    let most = 0;
    class CountingStore extends MemoryStore {
      override *journal(from?: number): Generator<JournalRecord, void, undefined> {
        for (const record of super.journal(from)) {
          inTurn += 1;
          most = Math.max(most, inTurn);
          yield record;
        }
      }
    }
    const store = new CountingStore();
    await journalOf([started("a"), ...Array.from({ length: 2_000 }, () => denied)], store);
    let reading = true;
    const others = (async () => {
      while (reading) {
        inTurn = 0;
        await nextTurn();
      }
    })();
    const { items } = await readHistory(store, { show: "sessions", limit: 9, before: 1_000 });
    reading = false;
    await others;
    expect(items).toHaveLength(1);
    expect(most).toBeLessThanOrEqual(2 * RECORDS_AT_ONCE);
  });

  test("is the same from the store on flash", async () => {
    const { store } = await openStore(dataFolder());
    await journalOf([started("a"), denied, stopped("a"), started("b")], store);
    await store.commit({ session: { connector: one, session: session("b", 1) } });
    const read = (await pages(store, "all", 1)).flat();
    expect(read).toMatchObject([
      { session: "b", running: true },
      { session: "a", startedAt: 0, endedAt: 2_000 },
      { kind: "refusal", reason: "connector-busy" },
    ]);
  });
});
