import { createHash, createHmac, hkdfSync, scryptSync } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { InstallationList, type ListChange } from "../../cloud/installation-list.ts";
import { type ListContent, listContent } from "../../cloud/list-content.ts";
import { decodeMessage } from "../../protocol/codec.ts";
import { listManifest, listPart, type WireEntry } from "../../protocol/list.ts";
import { endAll, randomBytesOf } from "./parts.ts";

afterEach(endAll);

const SECRET = Buffer.from("ab".repeat(32), "hex");
const terms = { user: "ann", status: "active", expires: null } as const;

function newList(version = 0) {
  const versions: ListContent[] = [];
  const changed = (content: ListContent) => void versions.push(content);
  const list = new InstallationList({ secret: SECRET, random: randomBytesOf(1), version, changed });
  return { list, versions };
}

/** What a unit makes of it, by the protocol alone. */
function read(content: ListContent): { entries: WireEntry[]; version: number } {
  const manifest = decodeMessage(listManifest, content.manifest);
  if (!manifest.ok) throw new Error(manifest.text);
  const entries = content.parts.flatMap(({ hash, payload }, index) => {
    expect(createHash("sha256").update(payload).digest()).toEqual(hash);
    expect(Buffer.from(manifest.message.parts[index] ?? [])).toEqual(hash);
    const part = decodeMessage(listPart, payload);
    if (!part.ok) throw new Error(part.text);
    return part.message.entries;
  });
  expect(manifest.message.parts).toHaveLength(content.parts.length);
  expect(manifest.message.count).toBe(entries.length);
  const lines = entries.map(
    ({ kind, key, status, expires, user }) =>
      `${JSON.stringify([kind, Buffer.from(key).toString("hex"), status, expires, user])}\n`,
  );
  expect(Buffer.from(manifest.message.digest)).toEqual(createHash("sha256").update(lines.join("")).digest());
  return { entries, version: manifest.message.version };
}

const key = (purpose: string) => Buffer.from(hkdfSync("sha256", SECRET, "", `chargegate 1 ${purpose}`, 32));
const cardDigest = (id: string) => createHmac("sha256", key("card")).update(id).digest().subarray(0, 8);

describe("an installation's list (design §3, §4)", () => {
  test("A8: a card as it is typed is listed under its canonical number, and only its digest goes out", async () => {
    const { list, versions } = newList();
    expect(list.content).toBeNull();
    expect(await list.change([{ set: " nfc-04:a1:b2:c3 ", ...terms }])).toEqual({
      ok: true,
      version: 1,
      done: [{ id: "04A1B2C3", hint: null }],
    });
    expect(list.entries()).toEqual([{ kind: "card", id: "04A1B2C3", ...terms }]);
    const [content] = versions;
    expect(content).toBe(list.content);
    expect(content && read(content)).toEqual({
      version: 1,
      entries: [{ kind: "card", key: cardDigest("04A1B2C3"), ...terms }],
    });
    expect(list.credential("04a1b2c3")).toEqual({ kind: "card", key: cardDigest("04A1B2C3"), id: "04…C3" });
    expect(list.credential("04A1B2C4")).toBeNull();
  });

  test("I8: a PIN is kept only as its digest, and changed and removed by a handle that says nothing of it", async () => {
    const { list } = newList();
    const set = await list.change([{ set: "#4711", ...terms }]);
    const hard = scryptSync("#4711", key("pin salt"), 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 });
    const digest = createHmac("sha256", key("pin")).update(hard).digest().subarray(0, 16);
    expect(list.content && read(list.content).entries).toEqual([{ kind: "pin", key: digest, ...terms }]);
    const [entry] = list.entries();
    const handle = entry?.id ?? "none";
    expect(handle).toMatch(/^#…[0-9a-f]{16}$/);
    expect(set).toMatchObject({ done: [{ id: handle }] });
    expect(list.credential(handle)).toEqual({ kind: "pin", key: digest, id: "#…" });
    await list.change([{ set: handle, ...terms, status: "blocked" }]);
    // The same PIN typed again is the same entry.
    expect(await list.change([{ set: "#4711", ...terms, user: "bob" }])).toMatchObject({ version: 3 });
    expect(list.entries()).toEqual([{ kind: "pin", id: handle, ...terms, user: "bob" }]);
    expect(await list.change([{ remove: handle }])).toMatchObject({ ok: true, version: 4 });
    expect(list.entries()).toEqual([]);
    expect(list.content && read(list.content).entries).toEqual([]);
  });

  test("each change is a version, and one that changes nothing is none", async () => {
    const { list, versions } = newList(41);
    await list.change([{ set: "04A1B2C3", ...terms }]);
    await list.change([{ set: "04A1B2C3", ...terms }]);
    await list.change([{ set: "04A1B2C3", ...terms, expires: 1_000 }]);
    await list.change([{ set: "04112233", ...terms }, { remove: "04112233" }]);
    expect(versions.map(({ version }) => version)).toEqual([42, 43]);
    expect(list.version).toBe(43);
  });

  test("changes made at once, slow ones among them, are made one after another", async () => {
    const { list, versions } = newList();
    const outcomes = await Promise.all([
      list.change([{ set: "#1234", ...terms }]),
      list.change([{ set: "04A1B2C3", ...terms }]),
      list.change([{ set: "#1234", ...terms, status: "blocked" }]),
      list.change([{ remove: "04A1B2C3" }]),
    ]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.version)).toEqual([1, 2, 3, 4]);
    expect(versions.map((content) => read(content).version)).toEqual([1, 2, 3, 4]);
    expect(list.entries()).toEqual([expect.objectContaining({ kind: "pin", status: "blocked" })]);
  });

  test("with one bad change nothing changes, and each is named by its place with what was expected", async () => {
    const { list, versions } = newList();
    await list.change([{ set: "04A1B2C3", ...terms }]);
    const changes: ListChange[] = [
      { set: "04112233", ...terms },
      { set: "08112233", ...terms },
      { set: "1234567890", ...terms },
      { set: "#12", ...terms },
      { set: "#…0000000000000000", ...terms },
      { remove: "04A1B2C4" },
      { set: "04A1B2C3", ...terms, expires: -1 },
      { set: "04A1B2C3", ...terms, expires: 1.5 },
      { set: "04A1B2C3", ...terms, user: "x".repeat(201) },
      { set: "04A1B2C3", ...terms, user: "\ud800" },
    ];
    const outcome = await list.change(changes);
    const problems = outcome.ok ? [] : outcome.problems;
    expect(problems.map(({ index, code }) => [index, code])).toEqual([
      [1, "random"],
      [2, "decimal"],
      [3, "wrong-length"],
      [4, "not-listed"],
      [5, "not-listed"],
      [6, "expires"],
      [7, "expires"],
      [8, "user"],
      [9, "user"],
    ]);
    for (const { text } of problems) expect(text).toMatch(/^expected /);
    // The hint is for the person who typed it, the text for logs too.
    expect(problems[1]?.hint).toContain("499602D2");
    expect(JSON.stringify(problems.map(({ text }) => text))).not.toMatch(/08112233|1234567890|04A1B2C4/);
    expect(versions).toHaveLength(1);
  });

  test("a hint comes with a number that may be printed backwards", async () => {
    const { list } = newList();
    expect(await list.change([{ set: "112233445566 04", ...terms }])).toMatchObject({
      done: [{ id: "11223344556604", hint: expect.stringContaining("04665544332211") }],
    });
  });

  test("many entries are cut into parts, in order, whatever the order in which they came", async () => {
    const { list } = newList();
    const ids = Array.from({ length: 1_201 }, (_, n) =>
      (0x0a000000 + n * 7919).toString(16).padStart(8, "0"),
    );
    await list.change(ids.map((set) => ({ set, ...terms })));
    const { content } = list;
    if (!content) throw new Error("no content");
    const { entries } = read(content);
    expect(content.parts).toHaveLength(3);
    const keys = entries.map((entry) => Buffer.from(entry.key).toString("hex"));
    expect(keys).toEqual(keys.toSorted());
    expect(new Set(keys).size).toBe(1_201);
  });

  test("parts stay within their limit with the longest of names", () => {
    const entries = Array.from({ length: 1_000 }, (_, n): WireEntry => {
      const key = Buffer.alloc(8);
      key.writeUInt32BE(n);
      return { kind: "card", key, status: "blocked", expires: 2 ** 52, user: "充".repeat(200) };
    });
    const content = listContent(7, entries);
    expect(content.parts).toHaveLength(4);
    expect(read(content).entries).toEqual(entries);
  });

  test("a secret of another length is refused", () => {
    const parts = { random: randomBytesOf(1), changed: () => {} };
    expect(() => new InstallationList({ ...parts, secret: new Uint8Array(31) })).toThrow(RangeError);
  });
});
