import { expect, test } from "vitest";
import { keyOfByte } from "../../../hal/keypad/line/keys.ts";

const keys = (...bytes: number[]) => bytes.map(keyOfByte);

test("A2: a line keypad's ASCII keys are understood", () => {
  expect(keys(...Buffer.from("#4711*\r\n"))).toEqual(["#", "4", "7", "1", "1", "*", "enter", "enter"]);
});

test("A2: so are the 4-bit letters and the 8-bit codes of Wiegand converters", () => {
  expect(keys(0x41, 0x42)).toEqual(["*", "#"]);
  expect(keys(0xf0, 0xe1, 0xd2, 0xc3, 0xb4, 0xa5, 0x96, 0x87, 0x78, 0x69, 0x5a, 0x4b)).toEqual([
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "*",
    "#",
  ]);
});

test("no other byte is a key", () => {
  const known = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => keyOfByte(byte) !== null);
  expect(known).toHaveLength(12 + 2 + 2 + 12);
});
