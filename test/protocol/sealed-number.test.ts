import fc from "fast-check";
import { expect, test } from "vitest";
import { cardIdOfUid } from "../../protocol/card-id.ts";
import { credentialDigests } from "../../protocol/digest.ts";
import { openCardNumber, SEALED_NUMBER_BYTES, sealCardNumber } from "../../protocol/sealed-number.ts";

const secret = Uint8Array.from({ length: 32 }, (_, index) => index);
const other = new Uint8Array(32);

function card(hex: string) {
  const id = cardIdOfUid(Buffer.from(hex, "hex"));
  if (id === null) throw new Error("expected a card's number");
  return id;
}

test("A8: a sealed card number is opened by who has the installation's secret, and by nobody else", () => {
  for (const hex of ["04A1B2C3", "04A1B2C3D4E5F6", "04A1B2C3D4E5F6A7B8C9"]) {
    const sealed = sealCardNumber(secret, card(hex));
    const digest = credentialDigests(secret).ofCard(card(hex));
    expect(openCardNumber(secret, digest, sealed)).toBe(hex);
    expect(sealed.toString("hex")).not.toContain(hex.toLowerCase());
    expect(sealed.length).toBeLessThanOrEqual(SEALED_NUMBER_BYTES);
    expect(openCardNumber(other, credentialDigests(other).ofCard(card(hex)), sealed)).toBeNull();
    expect(openCardNumber(secret, credentialDigests(secret).ofCard(card("04FFFFFF")), sealed)).toBeNull();
  }
});

test("a card is sealed to the same bytes each time, and another card to others", () => {
  expect(sealCardNumber(secret, card("04A1B2C3"))).toEqual(sealCardNumber(secret, card("04A1B2C3")));
  const nonces = ["04A1B2C3", "04A1B2C4"].map((hex) =>
    sealCardNumber(secret, card(hex)).subarray(0, 12).toString("hex"),
  );
  expect(new Set(nonces).size).toBe(2);
});

test("noise opens to nothing, and never throws", () => {
  const digest = credentialDigests(secret).ofCard(card("04A1B2C3"));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      expect(openCardNumber(secret, digest, noise)).toBeNull();
    }),
  );
  const sealed = sealCardNumber(secret, card("04A1B2C3"));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(openCardNumber(secret, digest, changed)).toBeNull();
  }
});
