import { describe, expect, test } from "vitest";
import {
  accessBytes,
  BLOCK,
  FACTORY,
  KEY_A,
  KEY_B,
  OK,
  purseBlock,
  REFUSED,
  Reader,
} from "./mifare-reader.ts";

/** Rights by condition, as in the tables of the data sheet. */
const DATA_TABLE: readonly [
  condition: string,
  read: string,
  write: string,
  increment: string,
  decrement: string,
][] = [
  ["000", "AB", "AB", "AB", "AB"],
  ["010", "AB", "", "", ""],
  ["100", "AB", "B", "", ""],
  ["110", "AB", "B", "B", "AB"],
  ["001", "AB", "", "", "AB"],
  ["011", "B", "B", "", ""],
  ["101", "B", "", "", ""],
  ["111", "", "", "", ""],
];

describe.each(DATA_TABLE)("data under condition %s", (condition, read, write, increment, decrement) => {
  test.each(["A", "B"] as const)("for key %s", (key) => {
    const reader = new Reader();
    reader.open("A", FACTORY, 7);
    reader.write(4, purseBlock(100));
    // 011 for the trailer hides key B, which makes it a key
    reader.write(7, `${KEY_A} ${accessBytes(condition, condition, condition, "011")} 69 ${KEY_B}`);
    const secret = key === "A" ? KEY_A : KEY_B;
    const attempt = (command: string) => {
      expect(reader.open(key, secret, 4)).toBe(OK);
      return reader.ask(command).startsWith(OK);
    };
    expect(attempt("30 04"), "read").toBe(read.includes(key));
    expect(attempt("C1 04 01 00 00 00"), "increment").toBe(increment.includes(key));
    expect(attempt("C0 04 01 00 00 00"), "decrement").toBe(decrement.includes(key));
    expect(attempt("C2 04 00 00 00 00"), "restore").toBe(decrement.includes(key));
    expect(attempt(`A0 04 ${BLOCK}`), "write").toBe(write.includes(key));
  });
});

const TRAILER_TABLE: readonly [
  condition: string,
  writeKeyA: string,
  writeAccess: string,
  readKeyB: string,
  writeKeyB: string,
][] = [
  ["000", "A", "", "A", "A"],
  ["010", "", "", "A", ""],
  ["100", "B", "", "", "B"],
  ["110", "", "", "", ""],
  ["001", "A", "A", "A", "A"],
  ["011", "B", "B", "", "B"],
  ["101", "", "B", "", ""],
  ["111", "", "", "", ""],
];

describe.each(TRAILER_TABLE)("a trailer under condition %s", (condition, ...rights) => {
  const [writeKeyA, writeAccess, readKeyB, writeKeyB] = rights;
  const access = accessBytes("000", "000", "000", condition as "000");

  test("shows its access bits, never key A, and key B where it is no key", () => {
    const reader = new Reader();
    reader.personalise("000", "000", "000", condition);
    reader.open("A", KEY_A, 7);
    const keyB = readKeyB === "A" ? KEY_B : "00 00 00 00 00 00";
    expect(reader.read(7)).toBe(`41 00 00 00 00 00 00 00 ${access} 69 ${keyB}`);
  });

  test("makes key B worthless where it can be read", () => {
    const reader = new Reader();
    reader.personalise("000", "000", "000", condition);
    expect(reader.open("B", KEY_B, 4)).toBe(OK);
    expect(reader.read(4)).toBe(readKeyB === "A" ? REFUSED : `41 00 ${BLOCK}`);
  });

  test.each(["A", "B"] as const)("lets key %s write its parts and no others", (key) => {
    const reader = new Reader();
    reader.personalise("000", "000", "000", condition);
    const secret = key === "A" ? KEY_A : KEY_B;
    const fresh = {
      a: "01 02 03 04 05 06",
      b: "11 12 13 14 15 16",
      access: accessBytes("000", "000", "000", "010"),
    };
    reader.open(key, secret, 7);
    const written = reader.write(7, `${fresh.a} ${fresh.access} 69 ${fresh.b}`);
    const parts = {
      a: writeKeyA.includes(key),
      access: writeAccess.includes(key),
      b: writeKeyB.includes(key),
    };
    expect(written).toBe(parts.a || parts.access || parts.b ? OK : REFUSED);
    expect(reader.open("A", parts.a ? fresh.a : KEY_A, 7)).toBe(OK);
    expect(reader.read(7).slice(24, 32)).toBe(parts.access ? fresh.access : access);
    expect(reader.open("B", parts.b ? fresh.b : KEY_B, 7)).toBe(OK);
  });
});

describe("a malformed trailer", () => {
  test("blocks its sector for good, and no other", () => {
    const reader = new Reader();
    reader.open("A", FACTORY, 7);
    expect(reader.write(7, `${FACTORY} FF 07 81 69 ${FACTORY}`)).toBe(OK);
    expect(reader.open("A", FACTORY, 7)).toBe(OK);
    expect(reader.read(4)).toBe(REFUSED);
    reader.open("A", FACTORY, 7);
    expect(reader.write(7, `${FACTORY} FF 07 80 69 ${FACTORY}`)).toBe(REFUSED);
    reader.open("A", FACTORY, 8);
    expect(reader.read(8)).toMatch(/^41 00/);
  });
});

describe("big sectors", () => {
  test("have five blocks under each condition", () => {
    const reader = new Reader("card DEADBEEF 4k");
    reader.open("A", FACTORY, 143);
    reader.write(143, `${FACTORY} ${accessBytes("111", "000", "111", "001")} 69 ${FACTORY}`);
    const readable = Array.from({ length: 16 }, (_, index) => 128 + index).filter((block) => {
      reader.open("A", FACTORY, 128);
      return reader.read(block).startsWith(OK);
    });
    expect(readable).toEqual([133, 134, 135, 136, 137, 143]);
  });
});
