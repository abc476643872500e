import { describe, expect, test } from "vitest";
import { bytesOf, hexOf } from "./host-end.ts";
import { FACTORY, OK, purseBlock, REFUSED, Reader } from "./mifare-reader.ts";

describe("value blocks", () => {
  function purse(): Reader {
    const reader = new Reader();
    reader.open("A", FACTORY, 4);
    reader.write(4, purseBlock(100));
    return reader;
  }

  test("count up and down once transferred", () => {
    const reader = purse();
    expect(reader.ask("C1 04 05 00 00 00")).toBe(OK);
    expect(reader.read(4)).toBe(`41 00 ${purseBlock(100)}`);
    expect(reader.ask("B0 04")).toBe(OK);
    expect(reader.read(4)).toBe(`41 00 ${purseBlock(105)}`);
    expect(reader.ask("C0 04 6E 00 00 00")).toBe(OK);
    expect(reader.ask("B0 05")).toBe(OK);
    expect(reader.read(5)).toBe(`41 00 ${purseBlock(-5)}`);
  });

  test.each(["C2 04", "C2 04 00 00 00 00"])("are copied by %s", (restore) => {
    const reader = purse();
    expect(reader.ask(restore)).toBe(OK);
    expect(reader.ask("B0 06")).toBe(OK);
    expect(reader.read(6)).toBe(`41 00 ${purseBlock(100)}`);
  });

  test.each([
    ["a block that is none", "C1 05 01 00 00 00"],
    ["an operand too short", "C1 04 01"],
    ["a trailer", "C1 07 01 00 00 00"],
    ["nothing to transfer", "B0 04"],
  ])("refuse %s", (_, command) => {
    expect(purse().ask(command)).toBe(REFUSED);
  });

  test("are none when one copy differs", () => {
    for (let byte = 0; byte < 16; byte++) {
      const reader = new Reader();
      const spoilt = bytesOf(purseBlock(7));
      spoilt[byte] = (spoilt[byte] ?? 0) ^ 1;
      reader.open("A", FACTORY, 4);
      reader.write(4, hexOf(spoilt));
      expect(reader.ask("C2 04"), `byte ${byte}`).toBe(REFUSED);
    }
  });
});
