import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PIN_LABEL, parsePin } from "../../protocol/pin.ts";

describe("a PIN as people type it", () => {
  test("D3: # and 4 to 10 digits are a PIN", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: 4, maxLength: 10 }),
        (digits) => {
          expect(parsePin(` #${digits} `)).toEqual({ ok: true, pin: `#${digits}` });
        },
      ),
    );
  });

  test.each([
    ["4711", "no-hash"],
    ["", "no-hash"],
    ["04A1B2C3", "no-hash"],
    ["#47a1", "not-digits"],
    ["#４７１１", "not-digits"],
    ["##4711", "not-digits"],
    ["#4711#", "not-digits"],
    ["#471", "wrong-length"],
    ["#", "wrong-length"],
    ["#12345678901", "wrong-length"],
  ])("D3: %s is refused as %s", (typed, code) => {
    expect(parsePin(typed)).toMatchObject({ ok: false, code });
  });

  test("no refusal tells what was typed", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("0123456789#a")), minLength: 3, maxLength: 15 }),
        (typed) => {
          const result = parsePin(typed);
          if (!result.ok && typed !== "#4711") expect(result.text.replace("#4711", "")).not.toContain(typed);
        },
      ),
    );
    expect(PIN_LABEL).toBe("#…");
  });
});
