import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvRow, formatFileError, parseCsv } from "../../../firmware/whitelist/csv.ts";

const header = "id,type,user,status,expires";
const zone = "Europe/Oslo";

function rows(file: string | Uint8Array): readonly CsvRow[] {
  const result = parseCsv(file, { zone });
  if (!result.ok) throw new Error(result.errors.map(formatFileError).join("\n"));
  return result.rows;
}

function errors(file: string | Uint8Array): readonly string[] {
  const result = parseCsv(file, { zone });
  if (result.ok) throw new Error("expected the file to be refused");
  return result.errors.map(formatFileError);
}

describe("a whitelist file", () => {
  test("D3: cards and PINs with their user, status and expiry", () => {
    const file = [
      header,
      "04A1B2C3,card,ann,active,",
      "nfc-04:c3:11:02:f8:4d:80,card,bob,blocked,2027-01-01T00:00:00Z",
      "#4711,pin,guest,active,2027-01-31",
      '52 37 AB 3B,card,"Berg, ""Bo""",active,',
      "5237AB3C,card,,active,",
    ].join("\n");
    expect(rows(file)).toEqual([
      { line: 2, who: { kind: "card", id: "04A1B2C3" }, user: "ann", status: "active", expires: null },
      {
        line: 3,
        who: { kind: "card", id: "04C31102F84D80" },
        user: "bob",
        status: "blocked",
        expires: Date.parse("2027-01-01T00:00:00Z"),
      },
      {
        line: 4,
        who: { kind: "pin", pin: "#4711" },
        user: "guest",
        status: "active",
        expires: Date.parse("2027-01-31T23:00:00Z"),
      },
      { line: 5, who: { kind: "card", id: "5237AB3B" }, user: 'Berg, "Bo"', status: "active", expires: null },
      { line: 6, who: { kind: "card", id: "5237AB3C" }, user: null, status: "active", expires: null },
    ]);
  });

  test.each([
    ["CR LF", "\r\n"],
    ["LF", "\n"],
    ["CR", "\r"],
  ])("D3: line ends of %s, with and without a byte-order mark and a last line end", (_, end) => {
    const lines = [header, "04A1B2C3,card,ann,active,", "", '"#4711",pin,bøb,active,'];
    for (const text of [lines.join(end), lines.join(end) + end, `\uFEFF${lines.join(end)}`]) {
      for (const file of [text, new TextEncoder().encode(text)]) {
        expect(rows(file).map(({ line, user }) => [line, user])).toEqual([
          [2, "ann"],
          [4, "bøb"],
        ]);
      }
    }
  });

  test("D3: mixed line ends and blank cells around good values do no harm", () => {
    const file = `${header}\r\n 04A1B2C3 , card ,ann, active , \n04A1B2C4,card,bob,active,\r`;
    expect(rows(file).map(({ line, who }) => [line, who])).toEqual([
      [2, { kind: "card", id: "04A1B2C3" }],
      [3, { kind: "card", id: "04A1B2C4" }],
    ]);
  });

  test("D3: only a header is an empty whitelist", () => {
    expect(rows(header)).toEqual([]);
  });

  test("D3: every bad row is named by the line where it begins, with what was expected", () => {
    const file = [
      header,
      "04A1B2,card,ann,active,",
      "",
      '04A1B2C3,card,"two',
      'lines",active,',
      "04A1B2C4,kart,ann,on,soon",
      "04A1B2C5,card,ann,active",
      "04A1B2C5,card,Berg, Bo,active,",
      "#4711,card,ann,active,",
      "04A1B2C6,pin,ann,active,",
      "#12,pin,ann,active,",
      "08A1B2C3,card,ann,active,",
      "04A1B2C7,card,ann,active,",
      "04:a1:b2:c7,card,bob,active,",
      "#4712,pin,a,active,",
      "#4712,pin,b,active,",
      `04A1B2C8,card,${"x".repeat(101)},active,`,
      "04A1B2C9,card,a\u0007b,active,",
      ",,,,",
    ].join("\r\n");
    expect(errors(file)).toEqual([
      expect.stringMatching(/^line 2: id: expected 8, 14 or 20 hex digits, found 6/),
      "line 4: user: expected a name without line breaks, tabs and other control characters",
      "line 6: type: expected card or pin",
      "line 6: status: expected active or blocked",
      expect.stringMatching(/^line 6: expires: expected a date/),
      "line 7: row: expected 5 cells, found 4",
      "line 8: row: expected 5 cells, found 6 (a cell that holds a comma needs quotes around it)",
      "line 9: type: expected pin, because the id begins with #",
      "line 10: type: expected card, because the id has no leading #",
      "line 11: id: expected 4 to 10 digits after the # of a PIN",
      expect.stringMatching(/^line 12: id: expected a card with a fixed number/),
      "line 14: id: the same id as in line 13; expected each id once",
      "line 16: id: the same id as in line 15; expected each id once",
      "line 17: user: expected at most 100 characters in the first name, and in the last",
      "line 18: user: expected a name without line breaks, tabs and other control characters",
      expect.stringMatching(/^line 19: id: expected a card number/),
      "line 19: type: expected card or pin",
      "line 19: status: expected active or blocked",
    ]);
  });

  test("a user of 100 characters outside the basic plane is not too long", () => {
    expect(rows(`${header}\n04A1B2C3,card,${"🔌".repeat(100)},active,`)).toHaveLength(1);
  });

  test("no error holds a card number or a PIN", () => {
    const numbers = ["3735928559", "08A1B2C3", "04A1B2C3D4", "#471", "#123456789012", "#47a1"];
    const file = [header, ...numbers.map((id) => `${id},${id.startsWith("#") ? "pin" : "card"},,active,`)];
    const text = errors(file.join("\n")).join("\n");
    for (const id of numbers) expect(text).not.toContain(id.replace("#", ""));
  });

  test.each([
    ["", "line 1: header: expected id,type,user,status,expires"],
    ["04A1B2C3,card,ann,active,", "line 1: header: expected id,type,user,status,expires"],
    ["\n\nid,type,user,status", "line 3: header: expected id,type,user,status,expires"],
    [
      "id;type;user;status;expires\n04A1B2C3;card;ann;active;",
      "line 1: header: expected id,type,user,status,expires, with commas, not semicolons, between the cells",
    ],
    [
      `${header}\n04A1B2C3,card,ann,active,\n\n04A1B2C4,card,"ann,active,\n04A1B2C5,card,bob,active,\n`,
      "line 4: row: expected a closing quote for the one that begins a cell in this row",
    ],
    [
      `${header}\n04A1B2C3,card,an"n,active,\n`,
      'line 2: row: expected quotes only around a whole cell, and "" for a quote inside it',
    ],
    [
      `${header}\n04A1B2C3,card,"a"nn,active,\n`,
      'line 2: row: expected quotes only around a whole cell, and "" for a quote inside it',
    ],
  ])("D3: a file that is no whitelist is refused: %j", (file, message) => {
    expect(errors(file)).toEqual([message]);
  });

  test("D3: a file that is too large is refused before it is looked at", () => {
    const result = parseCsv("x".repeat(101), { zone, largest: 100 });
    expect(result).toEqual({
      ok: false,
      errors: [
        { line: 1, column: "file", text: "expected at most 100 bytes, found 101: import it in parts" },
      ],
    });
    expect(errors(Buffer.alloc(32 * 1024 * 1024 + 1))[0]).toMatch(
      /^line 1: file: expected at most 33554432 bytes/,
    );
  });

  test("D3: a file that is not UTF-8 is refused", () => {
    const latin1 = Buffer.from(`${header}\n04A1B2C3,card,bøb,active,\n`, "latin1");
    expect(errors(latin1)).toEqual(['line 1: file: expected UTF-8: save the file as "CSV UTF-8"']);
  });

  test("D3: whatever the file, it is read or refused with reasons", () => {
    const piece = fc.constantFrom(
      header,
      "\n",
      "\r\n",
      ",",
      '"',
      "04A1B2C3",
      "card",
      "active",
      "'",
      "=1",
      " ",
      "#4711",
      "pin",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const result = parseCsv(pieces.join(""), { zone });
        if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
