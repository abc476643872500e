import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Cards } from "../../../cloud/credentials/cards.ts";
import { buildDue } from "../../../cloud/credentials/list-builder.ts";
import { accountCredential } from "../../../cloud/credentials/verdict-for.ts";
import type { ChargerId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import {
  chargers,
  chargeSessions,
  findings,
  journals,
  records,
  refusals,
} from "../../../cloud/database/schema/schema.ts";
import { takeRecords } from "../../../cloud/history/take-records.ts";
import type { UpJournal, WireRecord } from "../../../protocol/journal.ts";
import { idOf } from "../id-of.ts";
import { statePayload } from "../parts.ts";
import { Site } from "../site.ts";
import { cardAt, pinAt, ToldJournal } from "./told.ts";

const JOURNAL = "00112233aabbccdd";
let site: Site;
let ann: PersonId;
let home: InstallationId;
let left: ChargerId;
let right: ChargerId;
let unit: ToldJournal;
beforeAll(async () => {
  site = await Site.open();
}, 60_000);
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  home = await site.installation("Home", { owner: ann });
  left = await site.charger(home, "left");
  right = await site.charger(home, "right");
  unit = new ToldJournal(site, left);
});
afterAll(() => site.close());

const message = (after: number, seqs: readonly number[], journal = JOURNAL): UpJournal => ({
  journal,
  after,
  records: seqs.map((seq) => ({ seq, at: 1_000 + seq, event: "restarted" })),
});
const take = (told: UpJournal, charger = left) => takeRecords(site.parts, charger, told);

async function kept(charger = left): Promise<readonly number[]> {
  const rows = await site.db
    .select({ seq: records.seq })
    .from(records)
    .where(eq(records.chargerId, charger))
    .orderBy(asc(records.journal), asc(records.seq));
  return rows.map(({ seq }) => seq);
}

const sessions = () => site.db.select().from(chargeSessions).orderBy(asc(chargeSessions.startedAt));

async function addCard(number: string): Promise<void> {
  const outcome = await new Cards(site.parts).addTyped(await site.actor(ann), { number, label: "" });
  if (!outcome.ok) throw new Error(outcome.problem);
  await buildDue(site.parts);
}

describe("records taken in (design §4: delivered exactly once in effect)", () => {
  test("takes nothing twice, nothing that leaves a gap, and writes down what is lost", async () => {
    expect(await take(message(0, [1, 2]))).toEqual({ seq: 2, fresh: 2, lost: 0 });
    expect(await take(message(0, [1, 2]))).toEqual({ seq: 2, fresh: 0, lost: 0 });
    expect(await take(message(5, [6]))).toEqual({ seq: 2, fresh: 0, lost: 0 });
    expect(await take(message(2, [4, 7]))).toEqual({ seq: 7, fresh: 2, lost: 3 });
    expect(await take(message(7, [9, 8]))).toEqual({ seq: 9, fresh: 1, lost: 1 });
    expect(await kept()).toEqual([1, 2, 4, 7, 9]);
    expect(await site.db.select().from(journals)).toMatchObject([{ lastSeq: 9, lost: 4 }]);
    expect(await site.db.select().from(findings)).toMatchObject([
      { code: "records-lost", details: { count: 4 } },
    ]);
  });

  test("another journal begins anew; chargers are apart; of a charger that is none nothing is taken", async () => {
    await take(message(0, [1, 2]));
    expect(await take(message(0, [1], "f".repeat(16)))).toEqual({ seq: 1, fresh: 1, lost: 0 });
    expect(await take(message(0, [1]), right)).toEqual({ seq: 1, fresh: 1, lost: 0 });
    expect(await take(message(0, [1]), idOf<ChargerId>(1))).toBeNull();
    expect(await kept()).toEqual([1, 2, 1]);
  });

  test("the same message at two processes at once is taken once", async () => {
    const taken = await Promise.all([take(message(0, [1, 2])), take(message(0, [1, 2]))]);
    expect(taken.reduce((sum, one) => sum + (one?.fresh ?? 0), 0)).toBe(2);
    expect(await kept()).toEqual([1, 2]);
  });

  test("any repeated, overlapping, reordered and cut messages end with every record once, in order", async () => {
    const size = fc.integer({ min: 1, max: 25 });
    const scenario = size.chain((n) =>
      fc.record({
        n: fc.constant(n),
        lost: fc.uniqueArray(fc.integer({ min: 1, max: n }), { maxLength: n - 1 }),
        batches: fc.array(fc.tuple(fc.integer({ min: 0, max: n }), fc.integer({ min: 1, max: 9 })), {
          maxLength: 20,
        }),
      }),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async ({ n, lost, batches }) => {
        run += 1;
        const journal = run.toString(16).padStart(16, "0");
        const kept = Array.from({ length: n }, (_, index) => index + 1).filter((seq) => !lost.includes(seq));
        const following = (place: number, most: number) => kept.filter((seq) => seq > place).slice(0, most);
        // The unit's own words: it sends what it keeps after where it believes the cloud to be.
        let acknowledged = 0;
        const model = new Set<number>();
        const send = async (place: number, most: number): Promise<void> => {
          const seqs = following(place, most);
          if (seqs.length === 0) return;
          const taken = await take({ ...message(place, seqs), journal });
          if (place <= acknowledged) {
            for (const seq of seqs) if (seq > acknowledged) model.add(seq);
            acknowledged = Math.max(acknowledged, ...seqs);
          }
          expect(taken?.seq).toBe(acknowledged);
        };
        for (const [place, most] of batches) await send(place, most);
        while (following(acknowledged, 1).length > 0) await send(acknowledged, 7);
        const rows = await site.db
          .select()
          .from(records)
          .where(eq(records.journal, journal))
          .orderBy(records.seq);
        expect(rows.map(({ seq }) => seq)).toEqual([...model].sort((a, b) => a - b));
        expect([...model].sort((a, b) => a - b)).toEqual(kept);
        const [known] = await site.db.select().from(journals).where(eq(journals.journal, journal));
        expect(known).toMatchObject({ lastSeq: kept.at(-1), lost: (kept.at(-1) ?? 0) - kept.length });
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test("a record that no database could hold as it is, is kept all the same", async () => {
    const odd: WireRecord = {
      seq: 1,
      at: 8.64e15,
      event: "session-started",
      session: "s\0\u{d800}1",
      user: "\u{dfff}x\0",
      strange: { deep: [[[[[[[[1]]]]]]]], bytes: Uint8Array.of(1, 255), nan: Number.NaN, "k\0": "\u{d800}" },
      number: Uint8Array.of(1, 2, 3),
    };
    expect(await take({ journal: JOURNAL, after: 0, records: [odd] })).toMatchObject({ seq: 1 });
    expect(await sessions()).toMatchObject([{ session: "s\u{fffd}1", user: "\u{fffd}x" }]);
    const [row] = await site.db.select().from(records);
    expect(row?.record).toMatchObject({ strange: { bytes: "01ff", nan: null, k: "\u{fffd}" } });
    expect(row?.record).not.toHaveProperty("number");
    expect(await take({ journal: JOURNAL, after: 1, records: [{ ...odd, seq: 2 ** 40 }] })).toMatchObject({
      seq: 1,
    });
  });
});

describe("sessions made of records", () => {
  test("B7: a card's session is its holder's, with energy and how it ended", async () => {
    await addCard("04A1B2C3");
    const credential = await cardAt(site, home, "04A1B2C3");
    const at = site.now();
    await unit.tell({ event: "session-started", at, session: "s1", connector: 1, credential, user: "Ann" });
    expect(await sessions()).toMatchObject([{ session: "s1", endedAt: null, personId: ann, by: "card" }]);
    await unit.tell({
      event: "session-stopped",
      at: at + 60_000,
      session: "s1",
      connector: 1,
      credential,
      user: "Ann",
      energyWh: 4_000,
      reason: "Local",
    });
    expect(await sessions()).toMatchObject([
      {
        chargerId: left,
        installationId: home,
        connector: 1,
        startedAt: at,
        endedAt: at + 60_000,
        energyWh: 4_000,
        reason: "Local",
        credential: "04…C3",
        user: "Ann",
        lost: null,
      },
    ]);
    expect((await sessions())[0]?.cardId).not.toBeNull();
  });

  test("B7: a remote start is by whoever asked for it", async () => {
    await buildDue(site.parts);
    const credential = await accountCredential(site.parts, left, ann);
    if (!credential) throw new Error("expected an account");
    await unit.tell({ event: "session-started", session: "s1", connector: 1, credential, user: null });
    expect(await sessions()).toMatchObject([{ personId: ann, by: "remote", cardId: null, user: "Ann" }]);
  });

  test("in open access, and of a card of the unit's own users, it is nobody's here", async () => {
    const credential = await cardAt(site, home, "04FFFFFF");
    await unit.tell(
      { event: "session-started", session: "s1", connector: 1, credential: null, user: null },
      { event: "session-started", session: "s2", connector: 2, credential, user: "Bo" },
    );
    expect(await sessions()).toMatchObject([
      { personId: null, by: null, user: null },
      { personId: null, by: "card", user: "Bo" },
    ]);
  });

  test("one whose start was lost is told with its end, and one whose end was lost as such", async () => {
    unit.lose(1);
    await unit.tell({ event: "session-stopped", session: "s1", connector: 1, credential: null, energyWh: 7 });
    await unit.tell({ event: "session-started", session: "s2", connector: 1, credential: null });
    unit.lose(1);
    site.time.advance(1_000);
    await unit.tell({ event: "session-started", session: "s3", connector: 1, credential: null });
    const rows = await sessions();
    const told = new Map(rows.map(({ session, lost, energyWh }) => [session, [lost, energyWh]]));
    expect(Object.fromEntries(told)).toEqual({ s1: ["start", 7], s2: ["end", null], s3: [null, null] });
  });

  test("a card that was taken off the list still tells whose it was when the record comes late", async () => {
    await addCard("04A1B2C3");
    const cards = new Cards(site.parts);
    const [card] = await cards.list(await site.actor(ann));
    if (!card) throw new Error("expected a card");
    const at = site.now();
    const credential = await cardAt(site, home, "04A1B2C3");
    await cards.remove(await site.actor(ann), card.id);
    const bo = await site.person("Bo");
    await site.grant(bo, "user", home);
    await buildDue(site.parts);
    await unit.tell({ event: "session-started", session: "s1", at, connector: 1, credential });
    expect(await sessions()).toMatchObject([{ personId: ann }]);
    // Somebody else's by now: what they charge is theirs, what was charged before is not.
    site.time.advance(60_000);
    await cards.addTyped(await site.actor(bo), { number: "04A1B2C3", label: "" });
    await buildDue(site.parts);
    await unit.tell(
      { event: "session-started", session: "s2", at: at + 1_000, connector: 2, credential },
      { event: "session-started", session: "s3", at: site.now(), connector: 3, credential },
    );
    expect((await sessions()).map(({ session, personId }) => [session, personId])).toEqual([
      ["s1", ann],
      ["s2", null],
      ["s3", bo],
    ]);
  });
});

describe("refused taps and findings made of records", () => {
  test("of refused taps the newest 200 of each charger are kept; of a wrong PIN nothing that could be tried", async () => {
    const card = await cardAt(site, home, "04A1B2C3");
    const pin = await pinAt(site, home, "#471100");
    const denied = { event: "denied", reader: "front", connector: 1, verdict: "Unknown", reason: "unknown" };
    await new ToldJournal(site, right).tell({ ...denied, credential: card });
    for (let n = 0; n < 3; n += 1)
      await unit.tell(...Array.from({ length: 70 }, () => ({ ...denied, credential: card })));
    await unit.tell({ ...denied, credential: pin, verdict: "Invalid", reason: "wrong-pin" });
    const rows = await site.db
      .select()
      .from(refusals)
      .where(eq(refusals.chargerId, left))
      .orderBy(refusals.id);
    expect(rows).toHaveLength(200);
    expect(rows[0]).toMatchObject({ kind: "card", credential: "04…C3", reader: "front", reason: "unknown" });
    expect(rows[0]?.credentialKey).not.toBeNull();
    expect(rows.at(-1)).toMatchObject({
      kind: "pin",
      credential: "#…",
      credentialKey: null,
      reason: "wrong-pin",
    });
    expect(await site.db.$count(refusals, eq(refusals.chargerId, right))).toBe(1);
  });

  test("guessed PINs, bursts of unknown cards and a locked keypad are told once while they go on", async () => {
    const at = site.now();
    await unit.tell(
      { event: "finding", code: "pin-guessing", count: 20 },
      { event: "keypad-locked", reader: "front", tries: 5, until: at + 60_000 },
      { event: "keypad-locked", reader: "front", tries: 6, until: at + 120_000 },
      { event: "finding", code: "burst-of-refusals", count: 20 },
      { event: "finding", code: "burst-of-refusals", count: 31 },
      { event: "finding", code: "card-at-two-units", count: 1 },
    );
    const told = await site.db.select().from(findings).orderBy(findings.code);
    expect(told.map(({ code, details, chargerId }) => [code, details, chargerId])).toEqual([
      ["burst-of-refusals", { count: 51 }, left],
      ["keypad-locked", { tries: 6, reader: "front", until: at + 120_000 }, left],
      ["pin-guessing", { count: 20 }, left],
    ]);
    site.time.advance(3_600_000);
    await unit.tell({ event: "finding", code: "pin-guessing", count: 20 });
    expect(await site.db.$count(findings, eq(findings.code, "pin-guessing"))).toBe(2);
  });
});

describe("a card that charges at two chargers", () => {
  const MINUTE = 60_000;

  async function between(charger: ChargerId, session: string, from: number, to: number, reason = "Local") {
    const credential = await cardAt(site, home, "04A1B2C3");
    const journal = new ToldJournal(site, charger, session.padStart(16, "0"));
    const row = { session, connector: 1, credential, user: "Ann" };
    await journal.tell({ ...row, event: "session-started", at: site.now() + from * MINUTE });
    await journal.tell({ ...row, event: "session-stopped", at: site.now() + to * MINUTE, reason });
  }

  const told = async () =>
    (await site.db.select().from(findings)).map(({ code, details }) => [code, details]);

  test("at the same time is told to the owner once", async () => {
    await between(left, "1", 0, 60);
    await between(right, "2", 30, 90);
    const details = { shown: "04…C3", user: "Ann", otherCharger: "left" };
    expect(await told()).toEqual([["card-at-two-units", details]]);
  });

  test("one after the other is not, nor within what clocks differ, nor after a power loss", async () => {
    await between(left, "1", 0, 60);
    await between(right, "2", 60, 90);
    expect(await told()).toEqual([]);
    await between(left, "3", 100, 160, "PowerLoss");
    await between(right, "4", 120, 121);
    expect(await told()).toEqual([]);
  });

  test.each([
    ["online", true, 1],
    ["offline", true, 0],
    ["online", false, 0],
  ] as const)(
    "one without an end counts if its unit, %s, says that it runs: %s",
    async (reach, runs, count) => {
      const credential = await cardAt(site, home, "04A1B2C3");
      const session = { id: "s1", startedAt: 0, credential: null, user: null, energyWh: null };
      const connector = {
        id: 1,
        state: "charging",
        light: "blue",
        contactor: "closed",
        fault: null,
      } as const;
      const state = statePayload({ connectors: [{ ...connector, session: runs ? session : null }] });
      await site.db.update(chargers).set({ reach, state }).where(eq(chargers.id, left));
      await unit.tell({ event: "session-started", session: "s1", connector: 1, credential });
      site.time.advance(MINUTE);
      await new ToldJournal(site, right).tell({
        event: "session-started",
        session: "s2",
        connector: 1,
        credential,
      });
      expect(await told()).toHaveLength(count);
    },
  );
});
