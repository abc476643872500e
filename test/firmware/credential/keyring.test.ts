import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sameCredential } from "../../../firmware/core/credential.ts";
import { createKeyring, isCredentialKey } from "../../../firmware/credential/keyring.ts";
import { Passwords } from "../../../firmware/web/access/password.ts";
import { type CardId, parseCardId } from "../../../protocol/card-id.ts";
import { type Pin, parsePin } from "../../../protocol/pin.ts";

const quick = { N: 2, r: 1, p: 1 };
const slow = { N: 2 ** 12, r: 8, p: 1 };
const secret = Buffer.alloc(32, 7);
const keyring = createKeyring({ secret, random: randomBytes, cost: quick });

function card(text: string): CardId {
  const result = parseCardId(text);
  if (!result.ok) throw new Error(result.text);
  return result.id;
}

function pin(text: string): Pin {
  const result = parsePin(text);
  if (!result.ok) throw new Error(result.text);
  return result.pin;
}

const someCard = fc
  .uint8Array({ minLength: 7, maxLength: 7 })
  .map((bytes) => parseCardId(Buffer.from(bytes).toString("hex")))
  .filter((result) => result.ok)
  .map((result) => result.id);

describe("digests", () => {
  test("A6: the same card has the same digest whatever was typed, and the form of it never changes", () => {
    expect(keyring.credentialOfCard(card("04:a1:b2:c3"))).toEqual({
      kind: "card",
      key: "45065f78c59258b4",
      label: "04…C3",
    });
    expect(keyring.credentialOfCard(card("04A1B2C3")).key).toBe("45065f78c59258b4");
  });

  test("A2: a PIN has 16 bytes of digest and a label without digits or length", async () => {
    expect(await keyring.credentialOfPin(pin("#4711"))).toEqual({
      kind: "pin",
      key: "c41e9f811171e920fe88f2fdaa74de1e",
      label: "#…",
    });
  });

  test("other keys, and another cost, give other digests and another fingerprint", async () => {
    const other = createKeyring({ secret: Buffer.alloc(32, 8), random: randomBytes, cost: quick });
    const dearer = createKeyring({ secret, random: randomBytes, cost: { N: 4, r: 1, p: 1 } });
    expect(other.credentialOfCard(card("04A1B2C3")).key).not.toBe("45065f78c59258b4");
    expect((await dearer.credentialOfPin(pin("#4711"))).key).not.toBe("c41e9f811171e920fe88f2fdaa74de1e");
    expect(new Set([keyring.fingerprint, other.fingerprint, dearer.fingerprint]).size).toBe(3);
  });

  test("I8: a PIN is never the same credential as a card", async () => {
    const asCard = keyring.credentialOfCard(card("47110000"));
    const asPin = await keyring.credentialOfPin(pin("#47110000"));
    expect(sameCredential(asCard, asPin)).toBe(false);
    expect(sameCredential({ ...asCard, kind: "pin" }, asPin)).toBe(false);
  });

  test("A6: different cards have different digests", () => {
    fc.assert(
      fc.property(someCard, someCard, (a, b) => {
        const same = keyring.credentialOfCard(a).key === keyring.credentialOfCard(b).key;
        expect(same).toBe(a === b);
        expect(isCredentialKey(keyring.credentialOfCard(a).key)).toBe(true);
      }),
    );
  });

  test("a secret of another length is refused", () => {
    expect(() => createKeyring({ secret: Buffer.alloc(16), random: randomBytes })).toThrow(RangeError);
  });
});

describe("a card number at rest", () => {
  test("A6: is read back by the same keys for the same credential, and is not there in clear", () => {
    fc.assert(
      fc.property(someCard, (id) => {
        const owner = keyring.credentialOfCard(id);
        const sealed = keyring.seal(id, owner);
        expect(keyring.open(sealed, owner)).toBe(id);
        expect(Buffer.from(sealed, "base64url").toString("hex").toUpperCase()).not.toContain(id);
        expect(keyring.seal(id, owner)).not.toBe(sealed);
      }),
    );
  });

  test("A6: nothing is read from a damaged one, another credential's, or other keys'", () => {
    const id = card("04A1B2C3D4E5F6");
    const owner = keyring.credentialOfCard(id);
    const sealed = keyring.seal(id, owner);
    const other = createKeyring({ secret: Buffer.alloc(32, 8), random: randomBytes, cost: quick });
    expect(other.open(sealed, owner)).toBeNull();
    expect(keyring.open(sealed, keyring.credentialOfCard(card("04A1B2C3")))).toBeNull();
    expect(keyring.open("", owner)).toBeNull();
    const bytes = Buffer.from(sealed, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(keyring.open(flipped.toString("base64url"), owner)).toBeNull();
    }
  });
});

describe("who waits for a PIN's digest", () => {
  test("A2: somebody at the keypad passes an import of many PINs", async () => {
    const busy = createKeyring({ secret, random: randomBytes, cost: slow });
    const order: string[] = [];
    const bulk = Array.from({ length: 12 }, (_, index) =>
      busy.credentialOfPin(pin(`#${1000 + index}`), { hurry: "bulk" }).then(() => order.push("bulk")),
    );
    const keypad = busy.credentialOfPin(pin("#4711")).then(() => order.push("keypad"));
    await Promise.all([...bulk, keypad]);
    // Two of the import were running already.
    expect(order.indexOf("keypad")).toBeLessThan(4);
    expect(order).toHaveLength(13);
  });

  test("A2: somebody at the keypad passes those who try to log in to the unit's page, however many they are", async () => {
    const keypad = createKeyring({ secret, random: randomBytes, cost: slow });
    const passwords = new Passwords(randomBytes, slow);
    const order: string[] = [];
    const logins = Array.from({ length: 12 }, (_, index) =>
      passwords.record(`password number ${index}`).then(() => order.push("login")),
    );
    await Promise.all([...logins, keypad.credentialOfPin(pin("#4711")).then(() => order.push("keypad"))]);
    // Two logins were running already.
    expect(order.indexOf("keypad")).toBeLessThan(4);
    expect(order).toHaveLength(13);
  });

  test("who logs in to the unit's page passes an import of many PINs", async () => {
    const busy = createKeyring({ secret, random: randomBytes, cost: slow });
    const order: string[] = [];
    const bulk = Array.from({ length: 12 }, (_, index) =>
      busy.credentialOfPin(pin(`#${1000 + index}`), { hurry: "bulk" }).then(() => order.push("bulk")),
    );
    const login = new Passwords(randomBytes, slow).record("a password").then(() => order.push("login"));
    await Promise.all([...bulk, login]);
    // Two of the import were running already; what ends together ends in any order.
    expect(order.indexOf("login")).toBeLessThan(6);
    expect(order).toHaveLength(13);
  });

  test("I6: a caller whose deadline passed leaves the line, and the others go on", async () => {
    const busy = createKeyring({ secret, random: randomBytes, cost: slow });
    const deadline = new AbortController();
    const first = Array.from({ length: 4 }, () => busy.credentialOfPin(pin("#4711"), { hurry: "bulk" }));
    const late = busy.credentialOfPin(pin("#4711"), { hurry: "bulk", signal: deadline.signal });
    deadline.abort(new Error("too late"));
    await expect(late).rejects.toThrow("too late");
    const [one] = await Promise.all(first);
    await expect(busy.credentialOfPin(pin("#4711"), { signal: deadline.signal })).rejects.toThrow("too late");
    expect(await busy.credentialOfPin(pin("#4711"))).toEqual(one);
  });

  test("I6: a machine that lacks the memory gives an error, and the next PIN is digested", async () => {
    const impossible = createKeyring({ secret, random: randomBytes, cost: { N: 3, r: 8, p: 1 } });
    await expect(impossible.credentialOfPin(pin("#4711"))).rejects.toThrow();
    await expect(impossible.credentialOfPin(pin("#4711"))).rejects.toThrow();
  });
});
