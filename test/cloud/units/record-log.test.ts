import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordLog } from "../../../cloud/units/record-log.ts";
import type { UpJournal, WireRecord } from "../../../protocol/journal.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { cloudClock } from "../parts.ts";

const JOURNAL = "00112233aabbccdd";
const record = (seq: number): WireRecord => ({ seq, at: 1_000 + seq, event: "authorized" });
const message = (after: number, seqs: readonly number[], journal = JOURNAL): UpJournal => ({
  journal,
  after,
  records: seqs.map(record),
});
const newLog = (): RecordLog => new RecordLog(cloudClock(new VirtualClock(5_000)));
const seqsOf = (log: RecordLog, unit = "u"): number[] => log.records(unit).map(({ record: { seq } }) => seq);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

/**
 * A unit, written from the protocol's words alone: it keeps some of the numbers 1…n (the others are lost for good), and
 * sends what it keeps after where it believes the cloud to be.
 */
function kept(n: number, lost: ReadonlySet<number>): number[] {
  return upTo(n).filter((seq) => !lost.has(seq));
}

describe("records received (design §4: delivered exactly once in effect)", () => {
  test("takes them in order, and acknowledges the last", () => {
    const log = newLog();
    expect(log.take("u", message(0, [1, 2]))).toMatchObject({
      seq: 2,
      records: [record(1), record(2)],
      gaps: [],
    });
    expect(log.take("u", message(2, [3]))).toMatchObject({ seq: 3 });
    expect(log.records("u")[2]).toEqual({ journal: JOURNAL, receivedAt: 5_000, record: record(3) });
  });

  test("takes nothing twice: repeated, and overlapping what is new", () => {
    const log = newLog();
    log.take("u", message(0, [1, 2]));
    expect(log.take("u", message(0, [1, 2]))).toEqual({ seq: 2, records: [], gaps: [] });
    expect(log.take("u", message(0, [1, 2, 3]))).toEqual({ seq: 3, records: [record(3)], gaps: [] });
    expect(seqsOf(log)).toEqual([1, 2, 3]);
  });

  test("does not take what leaves a gap that the unit can still fill, and says where it is", () => {
    const log = newLog();
    expect(log.take("u", message(5, [6, 7]))).toEqual({ seq: 0, records: [], gaps: [] });
    log.take("u", message(0, [1, 2]));
    expect(log.take("u", message(3, [4]))).toEqual({ seq: 2, records: [], gaps: [] });
    expect(seqsOf(log)).toEqual([1, 2]);
  });

  test("what the unit has lost for good is written down as a gap", () => {
    const log = newLog();
    expect(log.take("u", message(0, [4, 5, 8]))).toMatchObject({ seq: 8 });
    expect(log.gaps("u")).toEqual([
      { journal: JOURNAL, from: 1, to: 3 },
      { journal: JOURNAL, from: 6, to: 7 },
    ]);
    expect(log.take("u", message(0, [4, 5, 8])).gaps).toEqual([]);
  });

  test("a new journal begins anew, and the old one is still known", () => {
    const log = newLog();
    const other = "ffffffffffffffff";
    log.take("u", message(0, [1, 2]));
    expect(log.take("u", message(0, [1], other))).toMatchObject({ seq: 1, records: [record(1)] });
    expect(log.take("u", message(0, [1, 2, 3]))).toMatchObject({ seq: 3, records: [record(3)] });
    expect(log.count("u")).toBe(4);
  });

  test("records out of order are taken only up to there", () => {
    const log = newLog();
    expect(log.take("u", message(0, [1, 2, 2, 3]))).toMatchObject({ seq: 2 });
    expect(log.take("u", message(2, [5, 4]))).toMatchObject({ seq: 5 });
    expect(seqsOf(log)).toEqual([1, 2, 5]);
  });

  test("units are apart", () => {
    const log = newLog();
    log.take("a", message(0, [1]));
    expect(log.take("b", message(0, [1]))).toMatchObject({ seq: 1, records: [record(1)] });
    expect(log.records("c")).toEqual([]);
  });

  test("keeps the newest 10,000 and counts all", () => {
    const log = newLog();
    for (let after = 0; after < 12_500; after += 100)
      log.take(
        "u",
        message(
          after,
          upTo(100).map((n) => after + n),
        ),
      );
    expect(log.count("u")).toBe(12_500);
    expect(seqsOf(log)).toEqual(upTo(12_500).slice(2_500));
  });

  test("remembers a bounded number of units and journals", () => {
    const log = newLog();
    for (let n = 0; n < 10_050; n++) log.take(`u${n}`, message(0, [1]));
    expect(log.take("u10049", message(0, [1]))).toEqual({ seq: null, records: [], gaps: [] });
    for (let n = 0; n < 1_100; n++) log.take("u0", message(0, [1], n.toString(16).padStart(16, "0")));
    expect(log.take("u0", message(0, [1], (1_099).toString(16).padStart(16, "0")))).toMatchObject({
      records: [],
    });
  });

  test("any repeated, overlapping, reordered and cut messages end with every record once, in order", () => {
    const size = fc.integer({ min: 1, max: 40 });
    const scenario = size.chain((n) =>
      fc.record({
        n: fc.constant(n),
        lost: fc.uniqueArray(fc.integer({ min: 1, max: n }), { maxLength: n - 1 }),
        batches: fc.array(fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.integer({ min: 1, max: 9 })), {
          maxLength: 60,
        }),
      }),
    );
    fc.assert(
      fc.property(scenario, ({ n, lost, batches }) => {
        const all = kept(n, new Set(lost));
        const log = newLog();
        const send = (after: number, most: number): number | null => {
          const seqs = all.filter((seq) => seq > after).slice(0, most);
          if (seqs.length === 0) return null;
          const before = log.count("u");
          const taken = log.take("u", message(after, seqs));
          expect(log.count("u")).toBe(before + taken.records.length);
          return taken.seq;
        };
        for (const [after, most] of batches) {
          send(after, most);
          expect(seqsOf(log)).toEqual(all.slice(0, log.count("u")));
        }
        // Then the unit goes on after what is acknowledged, as it always does; the first answer may be a step back.
        for (let at: number | null = all.at(-2) ?? 0; at !== null; ) at = send(at, 7);
        expect(seqsOf(log)).toEqual(all);
        const missing = log.gaps("u").flatMap(({ from, to }) => upTo(to).slice(from - 1));
        expect(missing).toEqual(lost.toSorted((a, b) => a - b).filter((seq) => seq < (all.at(-1) ?? 0)));
      }),
      { numRuns: 500 },
    );
  });

  test("lost messages and lost acknowledgements change nothing", () => {
    const fates = fc.array(fc.constantFrom("arrives", "lost", "ack lost", "twice"), { maxLength: 80 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fates, fc.integer({ min: 1, max: 9 }), (n, fate, most) => {
        const log = newLog();
        let acknowledged = 0;
        for (let turn = 0; acknowledged < n; turn++) {
          const what = fate[turn] ?? "arrives";
          const sent = message(acknowledged, upTo(n).slice(acknowledged, acknowledged + most));
          if (what === "lost") continue;
          const { seq } = log.take("u", sent);
          if (what === "twice") expect(log.take("u", sent)).toEqual({ seq, records: [], gaps: [] });
          if (what !== "ack lost") acknowledged = seq ?? 0;
        }
        expect(seqsOf(log)).toEqual(upTo(n));
        expect(log.gaps("u")).toEqual([]);
      }),
    );
  });
});
