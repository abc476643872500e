import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyListDigest, ListDigest, partHash } from "../../protocol/list.ts";
import { compareEntries } from "../../protocol/list-entry.ts";

const entries = [
  { kind: "card", key: Buffer.from("0102030405060708", "hex"), status: "active", expires: null, user: null },
  {
    kind: "card",
    key: Buffer.from("0102030405060709", "hex"),
    status: "blocked",
    expires: 1_798_761_600_000,
    user: 'Åse "x"',
  },
  {
    kind: "pin",
    key: Buffer.from("00112233445566778899aabbccddeeff", "hex"),
    status: "active",
    expires: null,
    user: "guest",
  },
] as const;

describe("a list's digest and order (design §3: cloud and unit can prove they hold the same list)", () => {
  // Computed with Python's hashlib over the three lines as the docstring has them.
  test("the digest is the one that others compute", () => {
    const digest = new ListDigest();
    for (const entry of entries) digest.add(entry);
    const expected = "678c349aa60247a01e630b162500327574d532295299a9abf752356b3f5bebfd";
    expect(digest.value().toString("hex")).toBe(expected);
    expect(digest.value().toString("hex")).toBe(expected);
  });

  test("the empty list and a part have SHA-256's own values", () => {
    // FIPS 180-4 examples: the empty message, and "abc".
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    expect(emptyListDigest().toString("hex")).toBe(empty);
    expect(partHash(Buffer.from("abc")).toString("hex")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  test("each field counts", () => {
    const [, entry] = entries;
    const digestOf = (change: object): string => {
      const digest = new ListDigest();
      digest.add({ ...entry, ...change });
      return digest.value().toString("hex");
    };
    const changes = [
      {},
      { kind: "pin" },
      { key: Buffer.alloc(8) },
      { status: "active" },
      { expires: null },
      { user: null },
    ];
    expect(new Set(changes.map(digestOf)).size).toBe(changes.length);
  });

  test("cards come before PINs, then keys as bytes: a total order", () => {
    const key = fc.uint8Array({ maxLength: 3 });
    const entry = fc.record({ kind: fc.constantFrom("card" as const, "pin" as const), key });
    const asText = ({ kind, key }: { kind: string; key: Uint8Array }): string =>
      kind + Buffer.from(key).toString("hex");
    fc.assert(
      fc.property(entry, entry, (a, b) => {
        const expected = asText(a) < asText(b) ? -1 : Number(asText(a) > asText(b));
        expect(Math.sign(compareEntries(a, b))).toBe(expected);
      }),
    );
  });
});
