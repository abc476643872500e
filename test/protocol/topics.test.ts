import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listTopics, parseUpTopic, unitTopics } from "../../protocol/topics.ts";

const INSTALLATION = "0123456789abcdef0123456789abcdef";

describe("topics (design §4, contract)", () => {
  test("a unit's", () => {
    expect(unitTopics("CG-0001")).toEqual({
      state: "chargegate/1/CG-0001/up/state",
      journal: "chargegate/1/CG-0001/up/journal",
      response: "chargegate/1/CG-0001/up/response",
      ask: "chargegate/1/CG-0001/up/ask",
      journalAck: "chargegate/1/CG-0001/down/journal-ack",
      request: "chargegate/1/CG-0001/down/request",
      answer: "chargegate/1/CG-0001/down/answer",
    });
  });

  test("an installation's list, its parts named by their hash", () => {
    const topics = listTopics(INSTALLATION);
    const hash = Buffer.alloc(32, 0xab);
    expect(topics.manifest).toBe(`chargegate/1/list/${INSTALLATION}/manifest`);
    expect(topics.part(hash)).toBe(`chargegate/1/list/${INSTALLATION}/part/${"ab".repeat(32)}`);
    expect(topics.hashOf(topics.part(hash))).toBe("ab".repeat(32));
    for (const topic of [
      topics.manifest,
      `${topics.part(hash)}0`,
      topics.part(hash).toUpperCase(),
      "",
      "part",
    ])
      expect(topics.hashOf(topic)).toBeNull();
    const other = listTopics("f".repeat(32));
    expect(other.hashOf(topics.part(hash))).toBeNull();
  });

  test.each(["", "list", "a/b", "+", "#", "a b", "$SYS", "Ü", "x".repeat(33), "a\n"])(
    "%j is no unit's id",
    (unit) => {
      expect(() => unitTopics(unit)).toThrow(RangeError);
      expect(parseUpTopic(`chargegate/1/${unit}/up/state`)).toBeNull();
    },
  );

  test.each(["", "x", "A".repeat(32), "0".repeat(31), `${"0".repeat(32)}\n`])(
    "%j is no installation's id",
    (id) => {
      expect(() => listTopics(id)).toThrow(RangeError);
    },
  );

  test("who says what is read from the topic; the cloud's own and unknown ones are nobody's", () => {
    const unit = fc.stringMatching(/^[A-Za-z0-9._-]{1,32}$/).filter((id) => id !== "list");
    fc.assert(
      fc.property(unit, fc.constantFrom("state", "journal", "response", "ask"), (id, kind) => {
        expect(parseUpTopic(`chargegate/1/${id}/up/${kind}`)).toEqual({ unit: id, kind });
      }),
    );
    for (const topic of [
      "chargegate/1/CG-1/down/request",
      "chargegate/1/CG-1/down/answer",
      "chargegate/1/CG-1/up/answer",
      "chargegate/1/CG-1/up/state/x",
      "chargegate/2/CG-1/up/state",
      "x/chargegate/1/CG-1/up/state",
      `chargegate/1/list/${INSTALLATION}/manifest`,
    ])
      expect(parseUpTopic(topic)).toBeNull();
  });
});
