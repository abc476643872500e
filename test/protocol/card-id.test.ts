import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cardIdOfUid, cardLabel, classifyUid, parseCardId } from "../../protocol/card-id.ts";

const uid = fc
  .constantFrom(4, 7, 10)
  .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
  .map((bytes) => Buffer.from(bytes).toString("hex").toUpperCase())
  .filter((id) => classifyUid(id) === "fixed");

const separator = fc.constantFrom("", " ", ":", "-", ".", "  ");

describe("a card number as people type it", () => {
  test.each([
    ["04A1B2C3", "04A1B2C3"],
    ["04a1b2c3", "04A1B2C3"],
    ["04:A1:B2:C3", "04A1B2C3"],
    ["04-a1-b2-c3", "04A1B2C3"],
    ["04 A1 B2 C3", "04A1B2C3"],
    ["04.A1.B2.C3", "04A1B2C3"],
    ["  nfc-5237AB3B ", "5237AB3B"],
    ["NFC-04C31102F84D80", "04C31102F84D80"],
    ["0x04A1B2C3", "04A1B2C3"],
    ["0x04 0xA1 0xB2 0xC3", "04A1B2C3"],
    ["04112233", "04112233"],
    ["04112233445566", "04112233445566"],
    ["04112233445566778899", "04112233445566778899"],
  ])("A8: %s is read as %s", (typed, id) => {
    expect(parseCardId(typed)).toMatchObject({ ok: true, id });
  });

  test("A8: any case and any separators give the same number", () => {
    fc.assert(
      fc.property(
        uid,
        separator,
        fc.boolean(),
        fc.constantFrom("", "nfc-", "0x", " "),
        (id, between, lower, before) => {
          const bytes = id.match(/../g) ?? [];
          const typed = before + bytes.join(between);
          expect(parseCardId(lower ? typed.toLowerCase() : typed)).toMatchObject({ ok: true, id });
        },
      ),
    );
  });

  test("A8: whatever is typed gives a number that a card can have, or a reason", () => {
    const hexish = fc.string({
      unit: fc.constantFrom(...Array.from("0123456789abcdefABCDEF:-. x#,nfc")),
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 100 }), hexish), (typed) => {
        const result = parseCardId(typed);
        if (result.ok) expect(classifyUid(result.id)).toBe("fixed");
        else expect(result.text).toMatch(/^expected /);
      }),
    );
  });

  test.each([
    ["", "empty"],
    ["nfc-", "empty"],
    ["hello", "not-hex"],
    ["#4711", "not-hex"],
    ["04A1B2", "wrong-length"],
    ["04A1B2C3D4", "wrong-length"],
    ["0x1234567890", "wrong-length"],
    ["A".repeat(1000), "wrong-length"],
    ["1:2:3:4:5:6:7:8", "lost-zero"],
    ["1B EC 7 EC 0", "lost-zero"],
    ["00000000", "all-zero"],
    ["00000000000000", "all-zero"],
    ["FFFFFFFF", "all-ones"],
    ["ffffffffffffffffffff", "all-ones"],
    ["88123456", "cascade-tag"],
    ["08A1B2C3", "random"],
    ["173,48879", "partial"],
    ["3735928559", "decimal"],
    ["36114524600910596", "decimal"],
  ])("A1: %s is refused as %s", (typed, code) => {
    expect(parseCardId(typed)).toMatchObject({ ok: false, code });
  });

  test("A1: a number that begins with 08 or 88 is a card's when it is longer than 4 bytes", () => {
    expect(parseCardId("08A1B2C3D4E5F6")).toMatchObject({ ok: true });
    expect(parseCardId("88A1B2C3D4E5F6")).toMatchObject({ ok: true });
  });

  test.each([
    ["3735928559", "DEADBEEF", "EFBEADDE"],
    ["4022250974", "EFBEADDE", "DEADBEEF"],
    ["0009876543", "0096B43F", "3FB49600"],
    ["1340377738530176", "04C31102F84D80", "804DF80211C304"],
    ["36114524600910596", "804DF80211C304", "04C31102F84D80"],
  ])("A8: the decimal form %s is named, not guessed", (typed, forwards, backwards) => {
    const result = parseCardId(typed);
    expect(result).toMatchObject({ ok: false, code: "decimal" });
    expect(result.hint).toContain(`decimal form of ${forwards} or, read backwards, ${backwards}`);
    expect(result.hint).toContain("hold the card to the reader");
    expect(result.numbers).toEqual({ forwards, backwards });
  });

  test("A8: a 7-byte number that ends as others begin is taken, with a word about its order", () => {
    expect(parseCardId("804DF80211C304")).toMatchObject({
      ok: true,
      hint: expect.stringContaining("04C31102F84D80"),
      numbers: { backwards: "04C31102F84D80" },
    });
    expect(parseCardId("04C31102F84D80")).toMatchObject({ ok: true, hint: null, numbers: {} });
    expect(parseCardId("04A1B2")).toMatchObject({ code: "wrong-length", numbers: { found: 6 } });
  });

  test("no text that may be logged holds what was typed", () => {
    for (const typed of ["3735928559", "08A1B2C3", "88123456", "04A1B2C3D4", "1B:EC:7:EC:0"]) {
      const result = parseCardId(typed);
      if (result.ok) throw new Error("expected a refusal");
      expect(result.text.toUpperCase()).not.toContain(typed.replace(/:/g, ""));
    }
  });
});

describe("a UID as a reader reads it", () => {
  test.each([
    ["04A1B2C3", "fixed"],
    ["0FA1B2C3", "fixed"],
    ["04A1B2C3D4E5F6", "fixed"],
    ["08A1B2C3", "random"],
    ["08A1B2C3D4E5F6", "fixed"],
    ["88A1B2C3", "invalid"],
    ["00000000", "invalid"],
    ["FFFFFFFFFFFFFF", "invalid"],
    ["04A1B2", "invalid"],
    ["04a1b2c3", "invalid"],
    ["", "invalid"],
  ])("A1: %s is %s", (id, kind) => {
    expect(classifyUid(id)).toBe(kind);
  });

  test("A1: bytes become the number in the order they were read", () => {
    expect(cardIdOfUid(Uint8Array.of(0x04, 0xa1, 0xb2, 0x03))).toBe("04A1B203");
    expect(cardIdOfUid(Uint8Array.of(0x08, 0xa1, 0xb2, 0xc3))).toBe("08A1B2C3");
    for (const length of [0, 3, 5, 6, 8, 9, 11]) expect(cardIdOfUid(new Uint8Array(length))).toBeNull();
  });

  test("only the first and last byte are shown", () => {
    const id = cardIdOfUid(Uint8Array.of(0x04, 0xa1, 0xb2, 0xc3));
    expect(id === null ? null : cardLabel(id)).toBe("04…C3");
  });
});
