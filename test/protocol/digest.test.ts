import { scryptSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseCardId } from "../../protocol/card-id.ts";
import { credentialDigests, deriveKey, PIN_HASH } from "../../protocol/digest.ts";

const secret = Uint8Array.from({ length: 32 }, (_, index) => index);

// The vectors were computed with Python's hmac, hashlib and hashlib.scrypt, from the words in docs and docstrings alone.
describe("digests of credentials (design §3)", () => {
  test("the digest of a card is the one that others compute", () => {
    const card = parseCardId("04A1B2C3");
    if (!card.ok) throw new Error(card.text);
    expect(credentialDigests(secret).ofCard(card.id).toString("hex")).toBe("c3533c84aa891c38");
  });

  test("the digest of a PIN is the one that others compute", () => {
    const digests = credentialDigests(secret);
    const { pinSalt } = digests;
    expect(Buffer.from(pinSalt).toString("hex")).toBe(
      "fda74a85f7d890c04dce59b8a5cbb314b9e76df2eecc2adb4ffef8253e9d53bc",
    );
    const { N, r, p, bytes } = PIN_HASH;
    const hard = scryptSync("#4711", pinSalt, bytes, { N, r, p, maxmem: 2 ** 26 });
    expect(hard.toString("hex")).toBe("e1cab06754c72396d0b284da3e56b46e35bdffcd1b50fdd1c2dab7e57d4f4d23");
    expect(digests.ofPin(hard).toString("hex")).toBe("684baf3ba567b7059c876c37c5c0a1c7");
  });

  test("another installation's secret gives other digests", () => {
    const card = parseCardId("04A1B2C3");
    if (!card.ok) throw new Error(card.text);
    const other = credentialDigests(new Uint8Array(32)).ofCard(card.id);
    expect(other.equals(credentialDigests(secret).ofCard(card.id))).toBe(false);
  });

  test("each purpose has a key of its own", () => {
    const keys = ["card", "pin", "pin salt", "other"].map((purpose) =>
      deriveKey(secret, purpose).toString("hex"),
    );
    expect(new Set(keys).size).toBe(4);
  });

  test.each([0, 31, 33, 64])("a secret of %i bytes is refused", (length) => {
    expect(() => credentialDigests(new Uint8Array(length))).toThrow(RangeError);
  });
});
