import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { downAnswer, upAsk } from "../../protocol/ask.ts";
import { decodeMessage, encodeMessage, type MessageKind } from "../../protocol/codec.ts";
import { downJournalAck, upJournal } from "../../protocol/journal.ts";
import { ENTRIES_PER_PART, listManifest, listPart } from "../../protocol/list.ts";
import { anyRequest, downRequest, upResponse } from "../../protocol/request.ts";
import { type UpState, upState } from "../../protocol/state.ts";

const anything: MessageKind<unknown> = { name: "anything", schema: z.unknown(), limit: 1_000_000 };
const kinds: readonly MessageKind<unknown>[] = [
  upState,
  upJournal,
  downJournalAck,
  downRequest,
  anyRequest,
  upResponse,
  upAsk,
  downAnswer,
  listManifest,
  listPart,
  anything,
];

const state: UpState = {
  online: true,
  software: "0.1.0",
  access: "restricted",
  connectors: [
    {
      id: 1,
      state: "charging",
      light: "blue",
      contactor: "closed",
      fault: null,
      session: {
        id: "s",
        startedAt: 1_790_000_000_000,
        credential: { kind: "card", key: Buffer.from("0102030405060708", "hex"), id: "04…C3" },
        user: "Åse",
        energyWh: 12.5,
      },
    },
  ],
  list: { version: 3, count: 2, digest: Buffer.alloc(32, 1) },
  clock: "unknown",
};

const hex = (value: unknown): string => encodeMessage(anything, value).toString("hex");

describe("messages as CBOR (design §4)", () => {
  // RFC 8949, 3.1: the argument of a negative integer n is -1 - n, in as many bytes as its writer likes.
  test.each([
    ["3b00000000ffffffff", -(2 ** 32)],
    ["3b0000000000000000", -1],
    ["3b001ffffffffffffe", Number.MIN_SAFE_INTEGER],
    ["1b0000000000000001", 1],
  ])("%s is read as %d", (bytes, value) => {
    expect(decodeMessage(anything, Buffer.from(bytes, "hex"))).toEqual({ ok: true, message: value });
    expect(decodeMessage(anything, Buffer.from(`a1616181${bytes}`, "hex"))).toEqual({
      ok: true,
      message: { a: [value] },
    });
  });

  // RFC 8949, appendix A, and 3.1: a whole number is written in the shortest integer form, never as a float.
  test.each([
    [0, "00"],
    [23, "17"],
    [24, "1818"],
    [256, "190100"],
    [65_536, "1a00010000"],
    [2 ** 32 - 1, "1affffffff"],
    [2 ** 32, "1b0000000100000000"],
    [1_000_000_000_000, "1b000000e8d4a51000"],
    [Number.MAX_SAFE_INTEGER, "1b001fffffffffffff"],
    [-1, "20"],
    [-(2 ** 31) - 1, "3a80000000"],
    [-(2 ** 32), "3affffffff"],
    [-(2 ** 32) - 1, "3b0000000100000000"],
    [12.5, "fb4029000000000000"],
  ])("%d is written as %s", (value, bytes) => {
    expect(hex(value)).toBe(bytes);
    expect(decodeMessage(anything, Buffer.from(bytes, "hex"))).toEqual({ ok: true, message: value });
  });

  test("the shape of a map, text, bytes and null is that of RFC 8949; what is undefined is left out", () => {
    expect(hex({ a: null, b: undefined, c: "Å", d: new Uint8Array([1, 2]), e: [true, 2 ** 32] })).toBe(
      "a46161f6616362c3856164420102616582f51b0000000100000000",
    );
  });

  test("what is written is read again: any text, numbers, bytes and nesting", () => {
    const leaf = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.maxSafeInteger().map((n) => n + 0),
      fc.double({ noNaN: true }).filter((n) => !Object.is(n, -0)),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    );
    const name = fc.string({ minLength: 1 }).filter((text) => text !== "__proto__");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.array(tie("value")),
        fc.dictionary(name, tie("value")),
      ),
    }));
    fc.assert(
      fc.property(value, (message) => {
        const decoded = decodeMessage(anything, encodeMessage(anything, message));
        expect(decoded.ok && JSON.stringify(decoded.message)).toBe(JSON.stringify(message));
      }),
    );
  });

  test("a message is read as it was written, and two written one after another are two", () => {
    const first = encodeMessage(upState, state);
    const copy = Buffer.from(first);
    encodeMessage(upState, { ...state, online: false, software: "x".repeat(100) });
    expect(first).toEqual(copy);
    expect(decodeMessage(upState, first)).toEqual({ ok: true, message: state });
  });

  test("any bytes are a message or a reason, never an exception", () => {
    const whole = encodeMessage(upState, state);
    const damaged = fc
      .tuple(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 5 }),
        fc.nat(whole.length),
      )
      .map(([changes, length]) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes.subarray(0, length);
      });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged),
        fc.constantFrom(...kinds),
        (bytes, kind) => {
          const decoded = decodeMessage(kind, bytes);
          if (!decoded.ok) expect(decoded.code).toMatch(/^(NOT_CBOR|NOT_AS_EXPECTED)$/);
        },
      ),
      { numRuns: 5_000 },
    );
    // What went wrong leaves nothing behind.
    expect(decodeMessage(upState, whole)).toEqual({ ok: true, message: state });
  });

  test.each([
    ["nothing", ""],
    ["two items", "0101"],
    ["an endless array", "9f01"],
    ["an array longer than memory", "9bffffffffffffffff"],
    ["text longer than the message", "7affffffff41"],
  ])("%s is no CBOR item", (_, bytes) => {
    expect(decodeMessage(anything, Buffer.from(bytes, "hex"))).toMatchObject({ ok: false, code: "NOT_CBOR" });
  });

  test("nesting as deep as a message is long is no message", () => {
    for (const kind of kinds)
      expect(decodeMessage(kind, Buffer.alloc(Math.min(kind.limit, 250_000), 0x81)).ok).toBe(false);
  });

  test("a name like __proto__ reaches no prototype", () => {
    decodeMessage(anything, Buffer.from("a1695f5f70726f746f5f5fa1616101", "hex"));
    expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
  });

  test("what is too long is refused before it is looked at, and not written", () => {
    for (const kind of kinds) {
      expect(decodeMessage(kind, Buffer.alloc(kind.limit + 1))).toMatchObject({
        ok: false,
        code: "TOO_LONG",
      });
      const atLimit = decodeMessage(kind, Buffer.alloc(kind.limit));
      expect(atLimit.ok || atLimit.code).not.toBe("TOO_LONG");
    }
    const acknowledgement = { journal: "x".repeat(1_100), seq: 1 };
    expect(() => encodeMessage(downJournalAck, acknowledgement)).toThrow(RangeError);
  });

  test("what is not as expected is said with its place, not with its value", () => {
    const message = { ...state, connectors: [{ ...state.connectors[0], id: 99 }] };
    const decoded = decodeMessage(upState, encodeMessage(anything, message));
    expect(decoded).toMatchObject({ ok: false, code: "NOT_AS_EXPECTED" });
    expect(decoded.ok || decoded.text).toMatch(/^up\/state at connectors\.0\.id: /);
  });

  test("whole numbers above the safe ones are no sequence numbers", () => {
    const huge = Buffer.from(
      "a2676a6f75726e616c7030303131323233336161626263636464637365711bffffffffffffffff",
      "hex",
    );
    expect(decodeMessage(downJournalAck, huge)).toMatchObject({ ok: false, code: "NOT_AS_EXPECTED" });
  });

  test("a part holds its most entries, and no more", () => {
    const entry = {
      kind: "card",
      key: Buffer.alloc(8),
      status: "active",
      expires: null,
      user: null,
    } as const;
    const part = (count: number) => encodeMessage(anything, { entries: Array(count).fill(entry) });
    expect(decodeMessage(listPart, part(ENTRIES_PER_PART)).ok).toBe(true);
    expect(decodeMessage(listPart, part(ENTRIES_PER_PART + 1)).ok).toBe(false);
    expect(decodeMessage(listPart, part(0)).ok).toBe(false);
  });

  test("I8: a key of a card's length is no PIN's, nor the other way round", () => {
    for (const [kind, length] of [
      ["card", 16],
      ["pin", 8],
    ] as const) {
      const entry = { kind, key: Buffer.alloc(length), status: "active", expires: null, user: null };
      const part = encodeMessage(anything, { entries: [entry] });
      expect(decodeMessage(listPart, part)).toMatchObject({ ok: false, code: "NOT_AS_EXPECTED" });
    }
  });
});
