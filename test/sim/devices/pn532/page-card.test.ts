import { describe, expect, test } from "vitest";
import { OK, REFUSED, Reader, SILENT } from "./mifare-reader.ts";

describe("an NTAG", () => {
  test("shows its UID and takes pages of user memory", () => {
    const reader = new Reader("card 04C63A63110189 ntag");
    expect(reader.read(0)).toBe("41 00 04 C6 3A 70 63 11 01 89 FA 48 00 00 E1 10 12 00");
    expect(reader.ask("A2 04 01 02 03 04")).toBe(OK);
    expect(reader.read(4)).toBe("41 00 01 02 03 04 00 00 00 00 00 00 00 00 00 00 00 00");
  });

  test.each(["A2 03 01 02 03 04", "A2 28 01 02 03 04", "A2 04 01", "30 2D"])("refuses %s", (command) => {
    const reader = new Reader("card 04C63A63110189 ntag");
    expect(reader.ask(command)).toBe(REFUSED);
    expect(reader.read(0)).toBe(SILENT);
  });

  test("goes on at the start when read over its end", () => {
    const reader = new Reader("card 04C63A63110189 ntag");
    expect(reader.read(44)).toBe("41 00 00 00 00 00 04 C6 3A 70 63 11 01 89 FA 48 00 00");
  });
});
