import { createCipheriv, randomBytes, scryptSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BackupContent, backupContent } from "../../../firmware/backup/backup-content.ts";
import { LARGEST_BACKUP } from "../../../firmware/backup/envelope.ts";
import { openBackup, sealBackup } from "../../../firmware/backup/seal.ts";
import { card } from "../store/people.ts";
import { content } from "./contents.ts";

const PASSPHRASE = "twelve chars";
const NOW = Date.UTC(2027, 0, 31, 12);
const quick = { unit: "CG-0001", random: randomBytes, now: NOW, N: 2 };

/** The file of a backup that costs next to nothing to open. */
async function sealed(what: BackupContent = content, passphrase = PASSPHRASE): Promise<Buffer> {
  const made = await sealBackup(what, passphrase, quick);
  if (!made.ok) throw new Error(made.code);
  return made.file;
}

/** The file with something else in its text. */
function altered(file: Buffer, from: string | RegExp, to: string): Buffer {
  const text = file.toString();
  expect(text).toMatch(from);
  return Buffer.from(text.replace(from, to));
}

/** A backup's file, made by what docs/backup.md says and by nothing else. */
function byHand(plain: string): Buffer {
  const [salt, nonce] = [Buffer.alloc(16, 1), Buffer.alloc(12, 2)];
  const header = JSON.stringify({
    chargegate: "backup",
    version: 1,
    unit: "CG-0001",
    made: "2027-01-31T12:00:00Z",
    kdf: { name: "scrypt", N: 2, r: 8, p: 1, salt: salt.toString("base64") },
    cipher: "aes-256-gcm",
    nonce: nonce.toString("base64"),
  });
  const key = scryptSync(PASSPHRASE, salt, 32, { N: 2, r: 8, p: 1 });
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(header));
  const data = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return Buffer.from(`${header.slice(0, -1)},"data":"${data.toString("base64")}"}\n`);
}

function withByte(file: Buffer, at: number, byte: number): Buffer {
  const other = Buffer.from(file);
  other[at] = byte;
  return other;
}

const code = async (file: Uint8Array, passphrase = PASSPHRASE): Promise<string> => {
  const opened = await openBackup(file, passphrase);
  return opened.ok ? "ok" : opened.code;
};

describe("a backup", () => {
  test("comes back as it was, with where and when it was made, at the real cost", async () => {
    const { N: _, ...real } = quick;
    const made = await sealBackup(content, PASSPHRASE, real);
    if (!made.ok) throw new Error(made.code);
    expect(await openBackup(made.file, PASSPHRASE)).toEqual({
      ok: true,
      unit: "CG-0001",
      made: NOW,
      content,
    });
    expect(JSON.parse(made.file.toString())).toEqual({
      chargegate: "backup",
      version: 1,
      unit: "CG-0001",
      made: "2027-01-31T12:00:00.000Z",
      kdf: { name: "scrypt", N: 32_768, r: 8, p: 1, salt: expect.stringMatching(/^.{24}$/) },
      cipher: "aes-256-gcm",
      nonce: expect.stringMatching(/^.{16}$/),
      data: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    });
  });

  test("comes back whatever it holds, and whatever the unit is called", async () => {
    const names = fc
      .string({ unit: "binary", maxLength: 40 })
      .filter((text) => Buffer.from(text).toString() === text);
    const people = fc.array(
      fc.record({
        id: names.map((name) => `p${name}`),
        firstName: names,
        lastName: names,
        blocked: fc.boolean(),
      }),
    );
    const settings = fc.dictionary(fc.stringMatching(/^[a-z][a-z.]{0,20}$/), fc.jsonValue({ maxDepth: 3 }));
    const access = fc.constantFrom("open" as const, "restricted" as const, null);
    await fc.assert(
      fc.asyncProperty(people, settings, access, names, async (people, settings, access, name) => {
        // JSON has no negative zero.
        const what: BackupContent = JSON.parse(JSON.stringify({ ...content, people, settings, access }));
        const made = await sealBackup(what, PASSPHRASE, { ...quick, unit: `","data":"${name}` });
        if (!made.ok) throw new Error(made.code);
        const opened = await openBackup(made.file, PASSPHRASE);
        expect(opened).toEqual({ ok: true, unit: `","data":"${name}`, made: NOW, content: what });
      }),
    );
  });

  test("has another salt and nonce each time, and nothing of its content or passphrase can be read", async () => {
    const [one, other] = [await sealed(), await sealed()];
    const secret = (file: Buffer) => file.toString().split('"salt":')[1] ?? "";
    expect(secret(one).slice(0, 26)).not.toBe(secret(other).slice(0, 26));
    for (const hidden of ["Ann", card(1), PASSPHRASE, content.identifications[0]?.digest ?? "?"])
      expect(one.toString()).not.toContain(hidden);
  });

  test("is opened when the one before it is: each takes up to 128 MiB", async () => {
    const { N: _, ...real } = quick;
    const [slow, fast] = [await sealBackup(content, PASSPHRASE, real), await sealed()];
    if (!slow.ok) throw new Error(slow.code);
    const done: string[] = [];
    await Promise.all([
      openBackup(slow.file, PASSPHRASE).then(() => done.push("first")),
      openBackup(fast, PASSPHRASE).then(() => done.push("second")),
      sealed().then(() => done.push("third")),
    ]);
    expect(done).toEqual(["first", "second", "third"]);
  });

  test("opens with no other passphrase, but with the same one typed on another keyboard", async () => {
    const file = await sealed(content, "Ångström und Söhne");
    expect(await code(file, "Ångström und Söhne".normalize("NFD"))).toBe("ok");
    for (const wrong of ["", "Ångström und söhne", "Ångström und Söhne ", "x".repeat(5_000)])
      expect(await code(file, wrong)).toBe("wrong-passphrase-or-damaged");
  });

  test.each([
    ["eleven characters", "eleven char", "passphrase-too-short"],
    ["eleven of more than one byte", "🔑".repeat(11), "passphrase-too-short"],
    ["too many", "x".repeat(1_001), "passphrase-too-long"],
  ])("is not sealed with %s", async (_, passphrase, expected) => {
    const refused = await sealBackup(content, passphrase, quick);
    expect(refused).toMatchObject({ ok: false, code: expected });
    expect(JSON.stringify(refused)).not.toContain(passphrase);
  });

  // Base64 ends in three ways; in two of them bits are left that decode to nothing.
  test.each(["", "x", "xx"])("with any bit flipped is refused (%#)", async (more) => {
    const file = await sealed({ ...content, settings: { more }, people: [], identifications: [] });
    for (let at = 0; at < file.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(file);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        expect(`${at}.${bit} ${await code(flipped)}`).not.toMatch(/ ok$/);
      }
    }
  });

  test("cut short, or with something added, is refused", async () => {
    const file = await sealed({ ...content, identifications: [] });
    for (let length = 0; length < file.length; length += 1)
      expect(await code(file.subarray(0, length))).not.toBe("ok");
    for (const more of ["\n", " ", "A", "\0"])
      expect(await code(Buffer.concat([file, Buffer.from(more)]))).not.toBe("ok");
    expect(await code(Buffer.concat([Buffer.from(" "), file]))).not.toBe("ok");
  });

  test.each<[string, (file: Buffer) => Buffer, string]>([
    ["nothing", () => Buffer.alloc(0), "not-a-backup"],
    ["other JSON", () => Buffer.from('{"a":1,"data":"x"}\n'), "not-a-backup"],
    ["no JSON", () => Buffer.from('chargegate,"data":"x"}\n'), "not-a-backup"],
    ["no UTF-8", (file) => withByte(file, file.indexOf("CG-0001"), 0xff), "not-a-backup"],
    ["a later version", (file) => altered(file, '"version":1', '"version":2'), "unknown-version"],
    ["another header", (file) => altered(file, '"unit"', '"more":1,"unit"'), "wrong-passphrase-or-damaged"],
    ["another unit", (file) => altered(file, "CG-0001", "CG-0002"), "wrong-passphrase-or-damaged"],
    ["another time", (file) => altered(file, "T12:00", "T13:00"), "wrong-passphrase-or-damaged"],
    [
      "a header in other words",
      (file) => altered(file, '"version":1,', '"version":1, '),
      "wrong-passphrase-or-damaged",
    ],
    ["another cost", (file) => altered(file, '"N":2,', '"N":4,'), "wrong-passphrase-or-damaged"],
    ["a cost of gigabytes", (file) => altered(file, '"N":2,', '"N":1073741824,'), "kdf-out-of-range"],
    ["twice the most memory", (file) => altered(file, '"N":2,', '"N":262144,'), "kdf-out-of-range"],
    ["no power of two", (file) => altered(file, '"N":2,', '"N":32767,'), "kdf-out-of-range"],
    ["a large r", (file) => altered(file, '"r":8', '"r":1000000'), "kdf-out-of-range"],
    ["many rounds", (file) => altered(file, '"p":1', '"p":1000000'), "kdf-out-of-range"],
    ["no cost", (file) => altered(file, '"N":2,', '"N":0,'), "kdf-out-of-range"],
    ["no data", (file) => altered(file, /"data":".*"/, '"data":""'), "wrong-passphrase-or-damaged"],
    [
      "a tag and no data",
      (file) => altered(file, /"data":".*"/, `"data":"${"A".repeat(21)}g=="`),
      "wrong-passphrase-or-damaged",
    ],
    ["too much", () => Buffer.alloc(LARGEST_BACKUP + 1, "{"), "too-large"],
    ["as much as may be", () => Buffer.alloc(LARGEST_BACKUP, "["), "not-a-backup"],
  ])("that is %s: %o", async (_, alter, expected) => {
    const opened = await openBackup(alter(await sealed()), PASSPHRASE);
    expect(opened).toMatchObject({ ok: false, code: expected, text: expect.stringMatching(/\w/) });
  });

  test("too large to be opened is not made", async () => {
    const settings = { much: "x".repeat(0.76 * LARGEST_BACKUP) };
    expect(await sealBackup({ ...content, settings }, PASSPHRASE, quick)).toMatchObject({
      code: "too-large",
    });
  });

  test("is what docs/backup.md says: one made by that alone opens", async () => {
    expect(await openBackup(byHand(JSON.stringify(content)), PASSPHRASE)).toMatchObject({
      ok: true,
      content,
    });
  });

  test.each([
    ["of a later version", JSON.stringify({ ...content, tariffs: [] })],
    ["no JSON", "nonsense"],
    ["nested without end", "[".repeat(1_000_000)],
    ["nested deeply", `{"settings":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`],
  ])("with the right passphrase and a content that is %s is of another version", async (_, json) => {
    expect(await code(byHand(json))).toBe("unknown-version");
  });

  test("whatever the file and the passphrase are, opening answers and never fails", async () => {
    const file = await sealed();
    const noise = fc.uint8Array({ maxLength: 300 });
    const mutated = fc
      .tuple(fc.nat(file.length), fc.nat(60), noise)
      .map(([at, cut, put]) => Buffer.concat([file.subarray(0, at), put, file.subarray(at + cut)]));
    const headed = fc.json().map((json) => Buffer.from(`${json.slice(0, -1)},"data":"AAAA"}\n`));
    const kdf = fc
      .record({ N: fc.oneof(fc.integer(), fc.double()), r: fc.integer(), p: fc.integer() })
      .map(({ N, r, p }) => altered(file, '"N":2,"r":8,"p":1', `"N":${N},"r":${r},"p":${p}`));
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, mutated, headed, kdf), fc.string(), async (bytes, passphrase) => {
        const opened = await openBackup(bytes, passphrase);
        expect(opened.ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a backup's content", () => {
  const [cardId, pin] = content.identifications;

  test("is held to its schema before it is sealed", async () => {
    // What a defect would give.
    const wrong = { ...content, access: "ajar" } as unknown as BackupContent;
    await expect(sealBackup(wrong, PASSPHRASE, quick)).rejects.toThrow();
  });

  test.each<[string, unknown]>([
    ["a card number that is not canonical", { identifications: [{ ...cardId, card: "04a1b2c3" }] }],
    ["a card number of no card", { identifications: [{ ...cardId, card: "04" }] }],
    ["a PIN with a card number", { identifications: [{ ...pin, card: card(1) }] }],
    ["a card with a PIN's digest", { identifications: [{ ...cardId, digest: "ab".repeat(16) }] }],
    ["a digest that is none", { identifications: [{ ...pin, digest: "4711" }] }],
    ["an unknown field of an entry", { identifications: [{ ...pin, entry: { status: "active", more: 1 } }] }],
    ["a person without an id", { people: [{ ...content.people[0], id: "" }] }],
    ["a setting whose name is no name", { settings: { "no name": 1 } }],
    ["a part that is not known", { more: 1 }],
  ])("has not %s", (_, more) => {
    expect(backupContent.safeParse(content).success).toBe(true);
    expect(backupContent.safeParse({ ...content, ...(more as object) }).success).toBe(false);
  });
});
