import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { open as openLmdb } from "lmdb";
import { describe, expect, test } from "vitest";
import type { Credential } from "../../../firmware/core/credential.ts";
import { fullName, newPersonId, splitName } from "../../../firmware/store/person.ts";
import { credentialKey, placeOf } from "../../../firmware/store/stored-key.ts";
import { encodeStored } from "../../../firmware/store/stored-value.ts";
import { dataFolder, openStore } from "./on-disk.ts";
import { card, cardUser, credential, entry, keyring, pinCredential } from "./people.ts";

/** A store as version 0.1.0 wrote it: users are texts, and there is no database of people. */
async function oldStore(users: readonly (readonly [Credential, Record<string, unknown>])[]) {
  const place = dataFolder();
  const root = openLmdb<Buffer, Buffer>({
    path: join(place.folder, "store"),
    maxDbs: 16,
    overlappingSync: false,
  });
  const options = { encoding: "binary", keyEncoding: "binary" } as const;
  const settings = root.openDB<Buffer, Buffer>({ name: "settings", ...options });
  const keys = Buffer.from("keys");
  settings.putSync(keys, encodeStored(placeOf("settings", keys), keyring.fingerprint));
  const database = root.openDB<Buffer, Buffer>({ name: "local-users", ...options });
  for (const [whose, value] of users) {
    const key = credentialKey(whose);
    database.putSync(key, encodeStored(placeOf("local-users", key), value));
  }
  await root.close();
  return place;
}

const stored = (number: number, user: string | null, more: object = {}) =>
  [
    credential(number),
    {
      ...entry("ann"),
      user,
      label: credential(number).label,
      card: keyring.seal(card(number), credential(number)),
      ...more,
    },
  ] as const;

describe("a store that knows users by their names only", () => {
  test("D2: gets one person of each name, with all that person's cards and PINs as they were", async () => {
    const pin = await pinCredential("#4711");
    const place = await oldStore([
      stored(1, "Ann Berg", { uses: 3, group: "house-7" }),
      stored(2, "Ann Berg", { status: "blocked" }),
      stored(3, "guest"),
      stored(4, null),
      [pin, { ...entry("guest"), label: "#…", card: null, expires: 1_900_000_000_000 }],
    ]);
    const { store } = await openStore(place);
    const people = [...store.people()];
    expect(
      new Set(people.map(({ firstName, lastName, blocked }) => ({ firstName, lastName, blocked }))),
    ).toEqual(
      new Set([
        { firstName: "Ann", lastName: "Berg", blocked: false },
        { firstName: "guest", lastName: "", blocked: false },
      ]),
    );
    const idOf = (name: string) => people.find((one) => fullName(one) === name)?.id;
    expect(store.localUser(credential(1))).toEqual({
      ...cardUser(1, "Ann Berg", { uses: 3, group: "house-7" }),
      person: idOf("Ann Berg"),
    });
    expect(store.localUser(credential(2))).toEqual({
      ...cardUser(2, "Ann Berg", { status: "blocked" }),
      person: idOf("Ann Berg"),
    });
    expect(store.localUser(credential(4))).toEqual({
      ...cardUser(4, ""),
      entry: { status: "active", expires: null, user: null },
    });
    expect(store.localUser(pin)).toEqual({
      credential: pin,
      entry: { ...entry("guest"), expires: 1_900_000_000_000 },
      card: null,
      person: idOf("guest"),
    });
    expect(place.logged).toEqual([]);
  });

  test("D2: once: the same people after a restart, and a card that is added by name alone stays so", async () => {
    const place = await oldStore([stored(1, "Ann Berg")]);
    const first = await openStore(place);
    const people = [...first.store.people()];
    await first.store.changeLocalUsers({ set: [cardUser(2, "somebody")] });
    await first.store.close();
    const { store } = await openStore(place);
    expect([...store.people()]).toEqual(people);
    expect(store.localUser(credential(2))).toEqual(cardUser(2, "somebody"));
  });

  test("D2: a card whose record or number is damaged is left as it is", async () => {
    const other = keyring.seal(card(9), credential(9));
    const place = await oldStore([stored(1, "Ann", { status: "maybe" }), stored(2, "Ann", { card: other })]);
    const { store } = await openStore(place);
    const [ann] = [...store.people()];
    expect(store.localUser(credential(1))).toMatchObject({ damaged: "entry" });
    expect(store.localUser(credential(2))).toMatchObject({ damaged: "number", person: ann?.id });
  });
});

describe("a full name", () => {
  const long = "x".repeat(60);
  test.each([
    ["ann", "ann", ""],
    ["Ann Berg", "Ann", "Berg"],
    ["Ann Maria de la Cruz", "Ann Maria de la", "Cruz"],
    ["  Ann Berg ", "Ann", "Berg"],
    // Rejoined with one space it would be another name.
    ["Ann  Berg", "Ann  Berg", ""],
    ["Ann \tBerg", "Ann \tBerg", ""],
    // Only here are both parts short enough.
    [`${long} ${long} x`, `${long} `.trim(), `${long} x`],
  ])("D2: %j is split into %j and %j, and is the same again", (text, firstName, lastName) => {
    const name = splitName(text);
    expect(name).toEqual({ firstName, lastName });
    if (name) expect(fullName(name)).toBe(text.trim());
  });

  test("D2: nothing, and what is too long however it is split, is nobody's name", () => {
    for (const text of ["", "   ", "x".repeat(101), `${"x".repeat(101)} y`])
      expect(splitName(text)).toBeNull();
    expect(splitName("🔌".repeat(100))).toEqual({ firstName: "🔌".repeat(100), lastName: "" });
  });

  test("D2: a new id is one that nobody has", () => {
    const drawn = ["aa", "aa", "bb"].map((byte) => Buffer.from(byte.repeat(8), "hex"));
    const random = () => drawn.shift() ?? randomBytes(8);
    const first = newPersonId(random, () => false);
    expect(newPersonId(random, (id) => id === first)).toBe("bb".repeat(8));
    expect(() =>
      newPersonId(
        () => new Uint8Array(7),
        () => false,
      ),
    ).toThrow(RangeError);
    expect(() => newPersonId(randomBytes, () => true)).toThrow(RangeError);
  });
});
