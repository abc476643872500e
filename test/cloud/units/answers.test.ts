import { Encoder } from "cbor-x";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, Answers, type Decide, type Question } from "../../../cloud/units/answers.ts";
import { Malformed } from "../../../cloud/units/malformed.ts";
import { type DownAnswer, downAnswer } from "../../../protocol/ask.ts";
import { decodeMessage } from "../../../protocol/codec.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { cloudClock, keptLog } from "../parts.ts";

const cbor = new Encoder({ useRecords: false, variableMapSize: true });
const CARD = { kind: "card", key: Buffer.from("0011223344556677", "hex"), id: "04…C3" } as const;
const BY_LIST: Answer = { verdict: "Accepted", group: "house-7", user: "ann" };

function answering(decide: Decide = (_question, byList) => byList) {
  const virtual = new VirtualClock(1_000);
  const log = keptLog();
  const malformed = new Malformed(log);
  const said: { topic: string; answer: DownAnswer }[] = [];
  const answers = new Answers({
    link: {
      publish: async (topic, payload, options) => {
        expect(options).toBeUndefined();
        const decoded = decodeMessage(downAnswer, payload);
        if (!decoded.ok) throw new Error(decoded.text);
        said.push({ topic, answer: decoded.message });
        return true;
      },
    },
    byList: () => BY_LIST,
    decide,
    clock: cloudClock(virtual),
    log,
    malformed,
  });
  const ask = async (more: Record<string, unknown> = {}, unit = "CG-1") => {
    answers.take(unit, cbor.encode({ id: "q1", credential: CARD, within: 3_000, ...more }));
    await virtual.advanceAsync(0);
  };
  return { virtual, log, malformed, said, answers, ask };
}

describe("what units ask (design §4: up/ask, down/answer)", () => {
  test("without anybody else to decide, the list does", async () => {
    const { said, ask } = answering();
    await ask();
    expect(said).toEqual([{ topic: "chargegate/1/CG-1/down/answer", answer: { id: "q1", ...BY_LIST } }]);
  });

  test("whoever decides sees the question and what the list says", async () => {
    const seen: [Question, Answer][] = [];
    const { said, ask } = answering((question, byList) => {
      seen.push([question, byList]);
      return { verdict: "Blocked" };
    });
    await ask();
    await ask({ id: "q2", connector: 2 }, "CG-2");
    const question = { unit: "CG-1", credential: CARD, connector: null, within: 3_000 };
    expect(seen).toEqual([
      [question, BY_LIST],
      [{ ...question, unit: "CG-2", connector: 2 }, BY_LIST],
    ]);
    expect(said.map(({ topic, answer }) => [topic, answer])).toEqual([
      ["chargegate/1/CG-1/down/answer", { id: "q1", verdict: "Blocked" }],
      ["chargegate/1/CG-2/down/answer", { id: "q2", verdict: "Blocked" }],
    ]);
  });

  test("a decision may take its time, but not longer than the unit waits", async () => {
    const { virtual, said, ask } = answering(async ({ within }) => {
      await new Promise<void>((resolve) => virtual.after(200, resolve));
      return { verdict: within > 200 ? "Accepted" : "Unknown" };
    });
    await ask();
    await ask({ id: "late", within: 199 });
    await virtual.advanceAsync(199);
    expect(said).toEqual([]);
    await virtual.advanceAsync(1);
    expect(said.map(({ answer }) => answer)).toEqual([{ id: "q1", verdict: "Accepted" }]);
  });

  test("the cloud may say nothing; nor does it when the decision fails or is none", async () => {
    const decisions: Decide[] = [
      () => null,
      async () => null,
      () => {
        throw new Error("out of order");
      },
      () => Promise.reject(new Error("out of order")),
      // What a careless caller could hand in.
      () => ({ verdict: "Perhaps" }) as unknown as Answer,
      () => ({ verdict: "Accepted", user: "x".repeat(300) }),
      () => new Promise(() => {}),
    ];
    for (const decide of decisions) {
      const { said, log, ask } = answering(decide);
      await ask();
      expect(said).toEqual([]);
      expect(JSON.stringify(log.lines)).not.toMatch(/0011|04…C3/);
    }
  });

  test("a question that comes twice is decided once; the same id from another unit is another", async () => {
    let decided = 0;
    const { said, ask, virtual } = answering(async (_question, byList) => {
      decided += 1;
      await new Promise<void>((resolve) => virtual.after(100, resolve));
      return byList;
    });
    await ask();
    await ask();
    await ask({}, "CG-2");
    await virtual.advanceAsync(100);
    expect(decided).toBe(2);
    expect(said.map(({ topic }) => topic)).toEqual([
      "chargegate/1/CG-1/down/answer",
      "chargegate/1/CG-2/down/answer",
    ]);
  });

  test("malformed, oversized and unknown ones are counted, and not answered", async () => {
    const { said, malformed, answers, ask } = answering();
    await ask({ within: -1 });
    await ask({ credential: { ...CARD, key: "04A1B2C3" } });
    await ask({ filler: "x".repeat(1_100) });
    answers.take("CG-1", Buffer.alloc(0));
    expect(malformed.count).toBe(4);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => answers.take("CG-1", bytes)));
    expect(said).toEqual([]);
  });

  test("units that ask without end do not fill the memory, and room is made when their time is over", async () => {
    const { virtual, said, log, answers, ask } = answering(({ credential }) =>
      credential.id === "now" ? { verdict: "Unknown" } : new Promise(() => {}),
    );
    for (let n = 0; n < 1_100; n += 1)
      answers.take("CG-1", cbor.encode({ id: `q${n}`, credential: CARD, within: 3_000 }));
    const now = { credential: { ...CARD, id: "now" } };
    await ask({ ...now, id: "full" });
    expect(said).toEqual([]);
    expect(log.lines.length).toBeLessThan(5);
    await virtual.advanceAsync(3_000);
    await ask({ ...now, id: "room" });
    expect(said.map(({ answer }) => answer.id)).toEqual(["room"]);
  });

  test("after a stop nothing is said", async () => {
    const { virtual, said, answers, ask } = answering(async (_question, byList) => {
      await new Promise<void>((resolve) => virtual.after(100, resolve));
      return byList;
    });
    await ask();
    answers.stop();
    await virtual.advanceAsync(100);
    expect(said).toEqual([]);
  });
});
