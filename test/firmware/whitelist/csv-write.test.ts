import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvRow, formatFileError, parseCsv } from "../../../firmware/whitelist/csv.ts";
import { writeCsv } from "../../../firmware/whitelist/csv-write.ts";
import { cardIdOfUid, classifyUid } from "../../../protocol/card-id.ts";

function rows(file: string): readonly CsvRow[] {
  const result = parseCsv(file, { zone: "Europe/Oslo" });
  if (!result.ok) throw new Error(result.errors.map(formatFileError).join("\n"));
  return result.rows;
}

describe("an export", () => {
  const card = (hex: string) => {
    const id = cardIdOfUid(Buffer.from(hex, "hex"));
    if (id === null) throw new Error("not a UID");
    return id;
  };
  const one = (user: string | null, hex = "04a1b2c3") => ({
    card: card(hex),
    user,
    status: "active" as const,
    expires: null,
  });

  test("D3: is sorted by user and card, with a header and RFC 4180's line ends", async () => {
    const text = await writeCsv([
      { ...one("bob"), expires: Date.parse("2027-01-31T23:00:00Z"), status: "blocked" },
      one("ann", "5237ab3b"),
      one("ann", "04c31102f84d80"),
      one(null, "04a1b2c4"),
      one('Berg, "Bo"'),
    ]);
    expect(text).toBe(
      [
        "id,type,user,status,expires",
        "04A1B2C4,card,,active,",
        '04A1B2C3,card,"Berg, ""Bo""",active,',
        "04C31102F84D80,card,ann,active,",
        "5237AB3B,card,ann,active,",
        "04A1B2C3,card,bob,blocked,2027-01-31T23:00:00Z",
        "",
      ].join("\r\n"),
    );
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''@x"])(
    "a spreadsheet does not run the user %s",
    async (user) => {
      const text = await writeCsv([one(user)]);
      expect(text).toContain(`,'${user},`);
      expect(rows(text)[0]?.user).toBe(user);
    },
  );

  test.each(["'n Bob", "O'Hara", "a=b", "'"])("the user %s is written as it is", async (user) => {
    const text = await writeCsv([one(user)]);
    expect(text).toContain(`,${user},`);
    expect(rows(text)[0]?.user).toBe(user);
  });

  test("D3: what is exported is imported again the same, and every cell is safe in a spreadsheet", async () => {
    const letters = fc.constantFrom(..."=+-@'\"', ;aø🔌 #\\".split(""), "🔌");
    const user = fc
      .oneof(fc.string({ unit: letters, maxLength: 12 }), fc.string({ unit: "grapheme", maxLength: 30 }))
      .filter(
        (text) => text !== "" && Array.from(text).length <= 100 && !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text),
      );
    const exported = fc.record({
      card: fc
        .constantFrom(4, 7, 10)
        .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
        .map((bytes) => card(Buffer.from(bytes).toString("hex")))
        .filter((id) => classifyUid(id) === "fixed"),
      user: fc.option(user),
      status: fc.constantFrom("active" as const, "blocked" as const),
      expires: fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(exported, { selector: (each) => each.card, maxLength: 20 }),
        async (cards) => {
          const text = await writeCsv(cards);
          const back = rows(text).map(({ who, user: name, status, expires }) => ({
            card: who.kind === "card" ? who.id : null,
            user: name,
            status,
            expires,
          }));
          const byCard = (a: { card: string | null }, b: { card: string | null }) =>
            (a.card ?? "") < (b.card ?? "") ? -1 : 1;
          expect([...back].sort(byCard)).toEqual([...cards].sort(byCard));
          expect(await writeCsv([...cards].reverse())).toBe(text);
          for (const cell of parse(text).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
