import { Encoder } from "cbor-x";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Credential } from "../../../firmware/core/credential.ts";
import { DEFAULT_RULES } from "../../../firmware/core/rules.ts";
import { Questions } from "../../../firmware/link/questions.ts";
import { silentLog } from "../../../hal/log.ts";
import { downAnswer } from "../../../protocol/ask.ts";
import { credential as cardNumber } from "../store/people.ts";
import { LinkBench, TOPICS } from "./link-bench.ts";

const cbor = new Encoder({ useRecords: false, variableMapSize: true });
const CARD: Credential = cardNumber(1);
const { askTimeout } = DEFAULT_RULES;

/** Whatever the other side may send as an answer. */
const deliver = async (bench: LinkBench, message: unknown, retained = false) => {
  bench.broker.deliver(TOPICS.answer, cbor.encode(message), retained);
  await bench.run();
};
const answered = (bench: LinkBench) =>
  bench.told.filter(([what]) => what === "answered").map(([, ...details]) => details);
const lastId = (bench: LinkBench) => bench.asks().at(-1)?.id ?? "none";

async function asking(request = 1): Promise<LinkBench> {
  const bench = await new LinkBench().connect();
  expect(bench.link.ask(request, CARD, 3_000)).toBe(true);
  await bench.run();
  return bench;
}

describe("questions to the cloud (design §4: up/ask, down/answer)", () => {
  test("a question names the credential by its digest and how long the unit waits; it is not retained", async () => {
    const bench = await asking();
    expect(bench.asks()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        credential: { kind: "card", key: Buffer.from(CARD.key, "hex"), id: CARD.label },
        within: askTimeout,
      },
    ]);
    expect(bench.broker.on(TOPICS.ask)[0]?.retain).toBe(false);
  });

  test("the answer goes to whoever asked, with all that it says", async () => {
    const bench = await asking(5);
    expect(bench.link.ask(6, CARD, 3_000)).toBe(true);
    await bench.run();
    const [first, second] = bench.asks();
    await deliver(bench, { id: second?.id, verdict: "Blocked" });
    await deliver(bench, { id: first?.id, verdict: "Accepted", group: "house-7", user: "ann" });
    expect(answered(bench)).toEqual([
      [6, { verdict: "Blocked" }],
      [5, { verdict: "Accepted", group: "house-7", user: "ann" }],
    ]);
  });

  test("only the first answer counts, and one to nothing that was asked does not", async () => {
    const bench = await asking();
    await deliver(bench, { id: "0".repeat(24), verdict: "Accepted" });
    expect(answered(bench)).toEqual([]);
    await deliver(bench, { id: lastId(bench), verdict: "Blocked" });
    await deliver(bench, { id: lastId(bench), verdict: "Accepted" });
    expect(answered(bench)).toEqual([[1, { verdict: "Blocked" }]]);
  });

  test("what is not as described changes nothing, and the right answer still counts", async () => {
    const bench = await asking();
    const id = lastId(bench);
    for (const message of [
      { id, verdict: "Timeout" },
      { id, verdict: "Accepted", maxEnergyWh: 5 },
      { id, verdict: ["Accepted"] },
      { id: 7, verdict: "Accepted" },
      { verdict: "Accepted" },
      [id, "Accepted"],
      "Accepted",
    ])
      await deliver(bench, message);
    bench.broker.deliver(TOPICS.answer, Buffer.from("nonsense"));
    bench.broker.deliver(TOPICS.answer, Buffer.alloc(0));
    const long = cbor.encode({ id, verdict: "Accepted", user: "x".repeat(downAnswer.limit) });
    bench.broker.deliver(TOPICS.answer, long);
    await deliver(bench, { id, verdict: "Accepted" }, true);
    expect(answered(bench)).toEqual([]);
    await deliver(bench, { id, verdict: "Expired" });
    expect(answered(bench)).toEqual([[1, { verdict: "Expired" }]]);
  });

  test("any bytes whatever are no answer", async () => {
    const bench = await asking();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => bench.broker.deliver(TOPICS.answer, bytes)),
    );
    expect(answered(bench)).toEqual([]);
  });

  test("with no connection, or before its topics are granted, it cannot be asked, and nothing is kept for later", async () => {
    const bench = new LinkBench();
    expect(bench.link.ask(1, CARD, 3_000)).toBe(false);
    bench.broker.grants = false;
    await bench.connect();
    expect(bench.link.ask(2, CARD, 3_000)).toBe(false);
    bench.broker.grants = true;
    await bench.run(10_000);
    expect(bench.link.ask(3, CARD, 3_000)).toBe(true);
    bench.broker.disconnect();
    expect(bench.link.ask(4, CARD, 3_000)).toBe(false);
    await bench.connect();
    expect(bench.asks()).toHaveLength(1);
    await bench.link.stop();
    expect(bench.link.ask(5, CARD, 3_000)).toBe(false);
  });

  test("when the unit is told that the cloud can be reached, it can ask at once", async () => {
    const bench = new LinkBench();
    const put: boolean[] = [];
    bench.onLink = () => put.push(bench.link.ask(1, CARD, 3_000));
    await bench.connect();
    expect(put).toEqual([true]);
    expect(bench.asks()).toHaveLength(1);
  });

  test("what was asked is forgotten with the connection: its answer comes too late, also on the next", async () => {
    const bench = await asking();
    const id = lastId(bench);
    bench.broker.disconnect();
    await bench.run();
    await bench.connect();
    await deliver(bench, { id, verdict: "Accepted" });
    await bench.run(askTimeout);
    expect(answered(bench)).toEqual([]);
  });

  test("an answer to an earlier run's question is not taken for one to this run's", async () => {
    const earlier = await asking();
    const id = lastId(earlier);
    const bench = await new LinkBench(100).connect();
    expect(bench.link.ask(1, CARD, 3_000)).toBe(true);
    await bench.run();
    expect(lastId(bench)).not.toBe(id);
    await deliver(bench, { id, verdict: "Accepted" });
    expect(answered(bench)).toEqual([]);
  });

  test("after its time no answer counts, and nothing is told: whoever asked has a deadline", async () => {
    const bench = await asking();
    await bench.run(askTimeout - 1);
    expect(bench.link.ask(2, CARD, 3_000)).toBe(true);
    await bench.run(1);
    const [first, second] = bench.asks();
    await deliver(bench, { id: first?.id, verdict: "Accepted" });
    await deliver(bench, { id: second?.id, verdict: "Accepted" });
    expect(answered(bench)).toEqual([[2, { verdict: "Accepted" }]]);
  });

  test("one that the broker does not take is said to be put nowhere, once", async () => {
    const bench = await new LinkBench().connect();
    bench.broker.takes = false;
    expect(bench.link.ask(1, CARD, 3_000)).toBe(true);
    await bench.run();
    expect(answered(bench)).toEqual([[1, null]]);
    await bench.run(askTimeout);
    expect(answered(bench)).toHaveLength(1);
  });

  test("questions under way are bounded, and make room when their time is over", async () => {
    const bench = await new LinkBench().connect();
    const put = Array.from({ length: 100 }, (_, request) => bench.link.ask(request, CARD, 3_000));
    expect(put.filter(Boolean)).toHaveLength(64);
    expect(put.indexOf(false)).toBe(64);
    await bench.run(askTimeout);
    expect(bench.link.ask(100, CARD, 3_000)).toBe(true);
    await bench.run();
    expect(new Set(bench.asks().map(({ id }) => id)).size).toBe(65);
  });

  test("a time that no cloud would wait is told as the longest, and a fraction is rounded up", async () => {
    const bench = await new LinkBench().connect();
    const { clock, broker: connection } = bench;
    const random = (bytes: number) => new Uint8Array(bytes);
    const parts = { connection, topic: TOPICS.ask, clock, random, log: silentLog };
    for (const within of [Number.POSITIVE_INFINITY, 0.2, -5]) {
      const questions = new Questions(parts, () => {});
      questions.up();
      expect(questions.ask(1, CARD, within)).toBe(true);
    }
    await bench.run();
    expect(bench.asks().map(({ within }) => within)).toEqual([600_000, 1, 1]);
  });

  test("a failure on the way reaches neither the unit nor the step: it cannot be asked", async () => {
    const bench = await new LinkBench().connect();
    // The brand says that it is a digest, which this is not.
    const broken = { ...CARD, key: "00".repeat(2_000) as Credential["key"] };
    expect(bench.link.ask(1, broken, 3_000)).toBe(false);
    expect(bench.asks()).toEqual([]);
  });
});
