import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Happening } from "../../../firmware/core/happening.ts";
import { RECORDS_AT_ONCE } from "../../../protocol/journal.ts";
import { connector } from "../store/people.ts";
import { LinkBench } from "./link-bench.ts";

describe("the journal on its way to the cloud", () => {
  test("goes out as it grows, one message at a time until it is acknowledged", async () => {
    const bench = await new LinkBench().connect();
    await bench.record(1);
    await bench.record(2);
    expect(bench.journals().map(({ after, records }) => [after, records.map(({ seq }) => seq)])).toEqual([
      [0, [1]],
    ]);
    await bench.acknowledge(1);
    expect(bench.journals().at(-1)).toMatchObject({ after: 1, records: [{ seq: 2 }, { seq: 3 }] });
    expect(bench.link.waiting).toBe(2);
    await bench.acknowledge(3);
    expect(bench.link.waiting).toBe(0);
    expect(bench.journals()).toHaveLength(2);
  });

  test("what was recorded with no broker follows when there is one, at most so many in a message", async () => {
    const bench = new LinkBench();
    await bench.record(RECORDS_AT_ONCE + 5);
    expect(bench.journals()).toEqual([]);
    await bench.connect();
    expect(bench.journals().at(-1)?.records).toHaveLength(RECORDS_AT_ONCE);
    await bench.acknowledge(RECORDS_AT_ONCE);
    expect(bench.journals().at(-1)?.records).toHaveLength(5);
  });

  test("is sent again when the cloud stays silent, less and less often, and at once after a reconnect", async () => {
    const bench = await new LinkBench().connect();
    await bench.record(1);
    await bench.run(5_000);
    expect(bench.journals()).toHaveLength(2);
    await bench.run(9_000);
    expect(bench.journals()).toHaveLength(2);
    await bench.run(1_500);
    expect(bench.journals()).toHaveLength(3);
    bench.broker.disconnect();
    await bench.connect();
    expect(bench.journals()).toHaveLength(4);
  });

  test("how far the cloud is survives a restart, and is not written with each acknowledgement", async () => {
    const bench = await new LinkBench().connect();
    await bench.record(3);
    await bench.acknowledge(3);
    expect(bench.store.journalState().acknowledged).toBe(0);
    await bench.run(60_000);
    expect(bench.store.journalState().acknowledged).toBe(3);
    await bench.record(1);
    await bench.acknowledge(4);
    await bench.link.stop();
    expect(bench.store.journalState().acknowledged).toBe(4);
  });

  test("a cloud that has forgotten gets everything again; another journal's acknowledgement changes nothing", async () => {
    const bench = await new LinkBench().connect();
    await bench.record(3);
    await bench.acknowledge(3);
    await bench.acknowledge(1, "00000000000000bb");
    expect(bench.link.waiting).toBe(0);
    await bench.acknowledge(0);
    expect(bench.journals().at(-1)).toMatchObject({
      after: 0,
      records: [{ seq: 1 }, { seq: 2 }, { seq: 3 }],
    });
  });

  test("a cloud that always steps back, or acknowledges nothing, gets the message again at its time and not at once", async () => {
    const bench = await new LinkBench().connect();
    await bench.record(3);
    for (let round = 0; round < 50; round += 1) await bench.acknowledge(0);
    expect(bench.journals()).toHaveLength(1);
    await bench.acknowledge(3);
    for (let round = 0; round < 50; round += 1) await bench.acknowledge(0);
    const sent = bench.journals().length;
    expect(sent).toBe(2);
    await bench.run(60_000);
    expect(bench.journals().length).toBeLessThan(sent + 6);
  });

  test("an answer that comes late, after the message was sent again, does not multiply what follows", async () => {
    const bench = await new LinkBench().connect();
    await bench.record(RECORDS_AT_ONCE * 3);
    await bench.run(16_000);
    expect(bench.journals()).toHaveLength(3);
    for (let answer = 0; answer < 3; answer += 1) await bench.acknowledge(RECORDS_AT_ONCE);
    expect(bench.journals()).toHaveLength(4);
    await bench.acknowledge(2 * RECORDS_AT_ONCE);
    await bench.acknowledge(RECORDS_AT_ONCE * 3);
    expect(bench.journals()).toHaveLength(5);
  });

  test("a data folder that is older than what the cloud has of it goes on as another journal: no record is taken for an old one", async () => {
    const bench = await new LinkBench().connect();
    await bench.record(3);
    await bench.acknowledge(9);
    await bench.run();
    expect(bench.store.journalState()).toMatchObject({ id: "0101010101010101", acknowledged: 0 });
    expect(bench.journals().at(-1)).toMatchObject({
      journal: "0101010101010101",
      after: 0,
      records: [{ seq: 1 }, { seq: 2 }, { seq: 3 }],
    });
  });

  test("a journal that cannot be read is tried again, and nothing of it reaches the unit", async () => {
    const bench = await new LinkBench().connect();
    bench.store.readable = false;
    await bench.record(1);
    expect(bench.journals()).toEqual([]);
    bench.store.readable = true;
    await bench.run(5_000);
    expect(bench.journals()).toHaveLength(1);
  });

  test("a record on the wire has the happening's names, its credential by digest and redacted", async () => {
    const bench = await new LinkBench().connect();
    const key = "0011223344556677";
    await bench.record(1, {
      event: "denied",
      // The brand says that it is a digest, which 16 hex digits are.
      credential: { kind: "card", key: key as never, label: "04…C3" },
      reader: "front",
      verdict: "Blocked",
      reason: "blocked",
    });
    expect(bench.journals()[0]?.records[0]).toEqual({
      seq: 1,
      at: bench.clock.wall(),
      event: "denied",
      credential: { kind: "card", key: Buffer.from(key, "hex"), id: "04…C3" },
      reader: "front",
      verdict: "Blocked",
      reason: "blocked",
    });
  });

  test("the fields of every happening are on the wire by their names, times in whole milliseconds", async () => {
    const bench = await new LinkBench().connect();
    const credential = { kind: "card", key: "0011223344556677" as never, label: "04…C3" } as const;
    const told = { kind: "card", key: Buffer.from("0011223344556677", "hex"), id: "04…C3" };
    const happenings: readonly (readonly [Happening, object])[] = [
      [{ event: "enrolled", credential, reader: "front" }, { credential: told }],
      [{ event: "enrolled", credential, reader: "front", by: "cloud" }, { credential: told }],
      [{ event: "keypad-locked", reader: "front", tries: 5, until: 1_790_000_000_000.4 }, { until: 1.79e12 }],
      [{ event: "reservation-ended", reservation: 7, connector: connector(1), status: "Used" }, {}],
      [{ event: "reservation-ended", reservation: 0, status: "Expired" }, {}],
      [{ event: "list-conflict", credential, verdict: "Blocked" }, { credential: told }],
      [{ event: "session-refused", connector: connector(1), session: "s", verdict: "Expired" }, {}],
      [{ event: "finding", code: "pin-guessing", count: 12 }, {}],
      [{ event: "settings-changed", keys: ["rules.pinTries"] }, {}],
    ];
    for (const [happening] of happenings) await bench.record(1, happening);
    await bench.acknowledge(1);
    const at = bench.clock.wall();
    const [first] = bench.journals();
    const rest = bench.journals().at(-1)?.records ?? [];
    expect([...(first?.records ?? []), ...rest]).toEqual(
      happenings.map(([happening, change], index) => ({ seq: index + 1, at, ...happening, ...change })),
    );
  });

  test("exactly once in effect: whatever is lost on the way, a cloud that counts has every record once and in order", async () => {
    const acts = fc.array(
      fc.oneof(
        fc.record({ act: fc.constant("record" as const), count: fc.integer({ min: 1, max: 5 }) }),
        fc.record({ act: fc.constantFrom("drop", "lose-ack", "answer", "reconnect", "wait") }),
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (plan) => {
        const bench = await new LinkBench().connect();
        let read = 0;
        let last = 0;
        const received: number[] = [];
        const take = () => {
          for (const { after, records } of bench.journals().slice(read)) {
            read += 1;
            if (after > last) continue;
            for (const { seq } of records) {
              if (seq <= last) continue;
              last = seq;
              received.push(seq);
            }
          }
        };
        let total = 0;
        for (const step of plan) {
          if (step.act === "record" && "count" in step) {
            total += step.count;
            await bench.record(step.count);
          } else if (step.act === "drop") read = bench.journals().length;
          else if (step.act === "lose-ack") take();
          else if (step.act === "answer") {
            take();
            await bench.acknowledge(last);
          } else if (step.act === "reconnect") {
            bench.broker.disconnect();
            await bench.run(100);
            await bench.connect();
          } else await bench.run(7_000);
        }
        for (let round = 0; round < 10 && last < total; round += 1) {
          await bench.run(60_000);
          take();
          await bench.acknowledge(last);
        }
        expect(received).toEqual(Array.from({ length: total }, (_, index) => index + 1));
      }),
      { numRuns: 60 },
    );
  });
});
