import { describe, expect, test } from "vitest";
import { BLOCK, FACTORY, OK, REFUSED, Reader, SILENT, WRONG_KEY } from "./mifare-reader.ts";

describe("a card from the maker", () => {
  test("has its identity in block 0, which nobody can write", () => {
    const reader = new Reader();
    reader.open("A", FACTORY, 0);
    expect(reader.read(0)).toBe("41 00 DE AD BE EF 22 08 04 00 62 63 64 65 66 67 68 69");
    expect(reader.write(0, BLOCK)).toBe(REFUSED);
  });

  test("has no check byte behind a long UID", () => {
    const reader = new Reader("card 04A1B2C3D4E580 4k", "C3 D4 E5 80");
    reader.open("A", FACTORY, 0);
    expect(reader.read(0)).toBe("41 00 04 A1 B2 C3 D4 E5 80 18 42 00 62 63 64 65 66 67");
  });

  test("lets block 0 be written if it is made for copying", () => {
    const reader = new Reader("card DEADBEEF 1k magic");
    reader.open("A", FACTORY, 0);
    expect(reader.write(0, BLOCK)).toBe(OK);
    expect(reader.read(0)).toBe(`41 00 ${BLOCK}`);
  });

  test.each([
    ["mini", 19, 20],
    ["1k", 63, 64],
    ["4k", 255, 256],
  ])("of kind %s ends at block %i", (kind, last, beyond) => {
    const reader = new Reader(`card DEADBEEF ${kind}`);
    expect(reader.open("A", FACTORY, last)).toBe(OK);
    expect(reader.read(last)).toBe(`41 00 00 00 00 00 00 00 FF 07 80 69 ${FACTORY}`);
    if (beyond < 256) expect(reader.open("A", FACTORY, beyond)).toBe(WRONG_KEY);
  });

  test("keeps what is written when it is taken away and laid again, and only then", () => {
    const reader = new Reader();
    reader.open("A", FACTORY, 4);
    reader.write(4, BLOCK);
    reader.host.command("card 11223344");
    reader.host.command("card de:ad:be:ef");
    reader.open("A", FACTORY, 4);
    expect(reader.read(4)).toBe(`41 00 ${BLOCK}`);
    reader.host.command("card DEADBEEF 4k");
    reader.open("A", FACTORY, 4);
    expect(reader.read(4)).not.toBe(`41 00 ${BLOCK}`);
  });
});

describe("authentication", () => {
  test("opens one sector only", () => {
    const reader = new Reader();
    reader.open("A", FACTORY, 4);
    expect(reader.read(6)).toMatch(/^41 00/);
    expect(reader.read(8)).toBe(REFUSED);
  });

  test("opens all sixteen blocks of a big sector", () => {
    const reader = new Reader("card DEADBEEF 4k");
    reader.open("A", FACTORY, 128);
    expect(reader.read(142)).toMatch(/^41 00/);
    expect(reader.read(144)).toBe(REFUSED);
  });

  test("is needed before anything else", () => {
    expect(new Reader().read(4)).toBe(REFUSED);
  });

  test("may go on to another sector without selecting the card again", () => {
    const reader = new Reader();
    reader.open("A", FACTORY, 4);
    expect(reader.ask(`60 08 ${FACTORY} DE AD BE EF`)).toBe(OK);
    expect(reader.read(8)).toMatch(/^41 00/);
  });

  test.each([
    ["the wrong key", "60 04 A0 A1 A2 A3 A4 A5 DE AD BE EF"],
    ["another card's UID", `60 04 ${FACTORY} DE AD BE EE`],
    ["the wrong key B", "61 04 A0 A1 A2 A3 A4 A5 DE AD BE EF"],
  ])("with %s leaves the card silent until it is selected again", (_, command) => {
    const reader = new Reader();
    expect(reader.ask(command)).toBe(WRONG_KEY);
    expect(reader.read(4)).toBe(SILENT);
    // the chip cannot tell a wrong key from a card that does not answer
    expect(reader.ask(`60 04 ${FACTORY} DE AD BE EF`)).toBe(WRONG_KEY);
    expect(reader.open("A", FACTORY, 4)).toBe(OK);
  });

  test("takes the last four bytes of a long UID, not the first", () => {
    const reader = new Reader("card 04A1B2C3D4E580");
    expect(reader.ask(`60 04 ${FACTORY} 04 A1 B2 C3`)).toBe(WRONG_KEY);
    reader.host.ask("4A 01 00");
    expect(reader.ask(`60 04 ${FACTORY} C3 D4 E5 80`)).toBe(OK);
  });

  test.each(["", "DE AD BE", "04 A1 B2 C3 D4 E5 80"])("with the UID bytes '%s' is a syntax error", (uid) => {
    const reader = new Reader();
    expect(reader.ask(`60 04 ${FACTORY} ${uid}`)).toBe("error");
    // the card has not heard of it
    expect(reader.open("A", FACTORY, 4)).toBe(OK);
  });

  test("cannot be done with raw bytes", () => {
    const reader = new Reader();
    expect(reader.host.ask(`42 60 04 ${FACTORY} DE AD BE EF`)).toBe("43 01");
  });

  test("of a card that is gone fails as with a wrong key", () => {
    const reader = new Reader();
    reader.host.command("card none");
    expect(reader.ask(`60 04 ${FACTORY} DE AD BE EF`)).toBe(WRONG_KEY);
  });
});

describe("an unknown command", () => {
  test("silences the card", () => {
    const reader = new Reader();
    reader.open("A", FACTORY, 4);
    expect(reader.ask("50 00")).toBe(SILENT);
    expect(reader.read(4)).toBe(SILENT);
  });
});
