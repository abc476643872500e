import { createHash, createHmac, hkdfSync, scryptSync } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { InstallationList, type ListChange } from "../../../cloud/list/installation-list.ts";
import { type ListContent, listContent } from "../../../cloud/list/list-content.ts";
import { decodeMessage } from "../../../protocol/codec.ts";
import { listManifest, listPart } from "../../../protocol/list.ts";
import type { WireEntry } from "../../../protocol/list-entry.ts";
import { endAll, randomBytesOf } from "../parts.ts";

afterEach(endAll);

const SECRET = Buffer.from("ab".repeat(32), "hex");
const terms = { user: "ann", status: "active", expires: null } as const;

const further = {
  from: 1_790_000_000_000,
  windows: ["Mon-Fri 07:00-19:00"],
  chargers: ["CG-0001"],
  connectors: [1, 2],
  group: "house-7",
  owner: true,
  uses: 1,
  maxEnergyWh: 10_000,
  maxTime: 7_200_000,
} as const;
/** The arrays of one's own that a change wants. */
const limits = () => ({
  ...further,
  windows: [...further.windows],
  chargers: [...further.chargers],
  connectors: [...further.connectors],
});

function newList(version = 0, goodUntil: number | null = null) {
  const versions: ListContent[] = [];
  const changed = (content: ListContent) => void versions.push(content);
  const list = new InstallationList({
    secret: SECRET,
    random: randomBytesOf(1),
    version,
    goodUntil,
    changed,
  });
  return { list, versions };
}

/** What a unit makes of it, by the protocol alone. */
function read(content: ListContent): { entries: WireEntry[]; version: number; goodUntil?: number } {
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
  const lines = entries.map(({ kind, key, status, expires, user, ...further }) => {
    const sixth = Object.entries(further).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const line = [kind, Buffer.from(key).toString("hex"), status, expires, user];
    return `${JSON.stringify(sixth.length === 0 ? line : [...line, Object.fromEntries(sixth)])}\n`;
  });
  expect(Buffer.from(manifest.message.digest)).toEqual(createHash("sha256").update(lines.join("")).digest());
  const { version, goodUntil } = manifest.message;
  return { entries, version, ...(goodUntil !== undefined && { goodUntil }) };
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

  test("what limits an entry is listed and published with it, and each change of it is a version", async () => {
    const { list, versions } = newList();
    await list.change([
      { set: "04A1B2C3", ...terms, ...limits() },
      { set: "04112233", ...terms, group: "service", master: true },
    ]);
    expect(list.entries()).toEqual([
      { kind: "card", id: "04A1B2C3", ...terms, ...further },
      { kind: "card", id: "04112233", ...terms, group: "service", master: true },
    ]);
    const [content] = versions;
    expect(content && read(content).entries).toContainEqual({
      kind: "card",
      key: cardDigest("04A1B2C3"),
      ...terms,
      ...further,
    });
    // The same again, in whatever order it is written, is no change.
    const { group, ...rest } = limits();
    await list.change([{ group, ...rest, ...terms, set: "04A1B2C3" }]);
    expect(list.version).toBe(1);
    await list.change([{ set: "04A1B2C3", ...terms, ...limits(), uses: 2 }]);
    await list.change([{ set: "04A1B2C3", ...terms }]);
    expect(versions).toHaveLength(3);
    expect(list.entries()[0]).toEqual({ kind: "card", id: "04A1B2C3", ...terms });
  });

  test.each<[string, object]>([
    ["from", { from: -1 }],
    ["windows", { windows: ["always"] }],
    ["windows", { windows: [] }],
    ["chargers", { chargers: ["no unit"] }],
    ["connectors", { connectors: [17] }],
    ["group", { group: "" }],
    ["group", { group: "\ud800" }],
    ["master", { master: false }],
    ["owner", { owner: 1 }],
    ["uses", { uses: 1.5 }],
    ["maxEnergyWh", { maxEnergyWh: 0 }],
    ["maxTime", { maxTime: -1 }],
    ["expires", { expires: 8.64e15 + 1 }],
    ["terms", { colour: "blue" }],
  ])("%s: %j is refused by its name, and nothing changes", async (code, wrong) => {
    const { list } = newList();
    const outcome = await list.change([
      { set: "04112233", ...terms },
      { set: "04A1B2C3", ...terms, ...wrong },
    ]);
    const expected = { index: 1, code, text: expect.stringMatching(/^expected /), hint: null };
    expect(outcome).toEqual({ ok: false, problems: [expected] });
    expect(list.version).toBe(0);
  });

  test("D01: how long the list is good is a part of its version", async () => {
    const { list, versions } = newList(0, 5_000);
    await list.change([{ set: "04A1B2C3", ...terms }]);
    expect(list.goodUntil).toBe(5_000);
    expect(await list.change([], { goodUntil: 6_000 })).toEqual({ ok: true, version: 2, done: [] });
    await list.change([], { goodUntil: 6_000 });
    await list.change([{ remove: "04A1B2C3" }]);
    await list.change([], { goodUntil: null });
    expect(versions.map((content) => read(content).goodUntil)).toEqual([5_000, 6_000, 6_000, undefined]);
    expect(new Set(versions.slice(0, 2).map(({ digest }) => Buffer.from(digest).toString("hex"))).size).toBe(
      1,
    );
    expect(await list.change([], { goodUntil: -1 })).toMatchObject({
      ok: false,
      problems: [{ index: 0, code: "goodUntil" }],
    });
    expect(list.version).toBe(4);
    expect(() => newList(0, 0.5)).toThrow(RangeError);
  });

  test("I8: any card or PIN can be named on the wire, listed or not; its number is not kept", async () => {
    const { list } = newList();
    expect(await list.credentialOf("04:a1:b2:c3")).toEqual({
      kind: "card",
      key: cardDigest("04A1B2C3"),
      id: "04…C3",
    });
    await list.change([{ set: "#4711", ...terms }]);
    const pin = await list.credentialOf("#4711");
    expect(pin).toMatchObject({ kind: "pin", id: "#…" });
    expect(await list.credentialOf(list.entries()[0]?.id ?? "none")).toEqual(pin);
    expect(await list.credentialOf("#4712")).toMatchObject({ kind: "pin", id: "#…" });
    for (const none of ["", "#1", "08112233", "#…0000000000000000"])
      expect(await list.credentialOf(none)).toBeNull();
    expect(list.entries()).toHaveLength(1);
  });

  test("what the list says of a credential: its status and its expiry, and whose it is", async () => {
    const { list } = newList();
    await list.change([
      { set: "04A1B2C3", ...terms, expires: 1_000, group: "house-7" },
      { set: "04112233", ...terms, status: "blocked" },
      { set: "04112244", user: null, status: "active", expires: null, from: 5_000 },
    ]);
    const says = (id: string, now: number) => list.verdictOn({ kind: "card", key: cardDigest(id) }, now);
    expect(says("04A1B2C3", 999)).toEqual({ verdict: "Accepted", group: "house-7", user: "ann" });
    expect(says("04A1B2C3", 1_000)).toEqual({ verdict: "Expired" });
    expect(says("04112233", 0)).toEqual({ verdict: "Blocked" });
    expect(says("04112244", 0)).toEqual({ verdict: "Accepted" });
    expect(says("04112255", 0)).toEqual({ verdict: "Unknown" });
    // A card's digest under another kind is nobody's.
    for (const kind of ["pin", "remote"] as const)
      expect(list.verdictOn({ kind, key: cardDigest("04A1B2C3") }, 0)).toEqual({ verdict: "Unknown" });
    await list.change([{ remove: "04A1B2C3" }]);
    expect(says("04A1B2C3", 0)).toEqual({ verdict: "Unknown" });
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
    if (!content) throw new Error("too long");
    expect(content.parts).toHaveLength(4);
    expect(read(content).entries).toEqual(entries);
  });

  test("a list that takes more parts than a manifest may name is refused as a whole", async () => {
    const versions: ListContent[] = [];
    const changed = (content: ListContent) => void versions.push(content);
    const list = new InstallationList({ secret: SECRET, random: randomBytesOf(1), partsAtMost: 2, changed });
    const cards = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        set: (0x0a000000 + n).toString(16).padStart(8, "0"),
        ...terms,
      }));
    expect(await list.change(cards(1_001))).toEqual({
      ok: false,
      problems: [{ index: 1_001, code: "list-full", text: expect.stringMatching(/^expected /), hint: null }],
    });
    expect([list.version, list.entries().length, versions.length]).toEqual([0, 0, 0]);
    expect(await list.change(cards(1_000))).toMatchObject({ ok: true, version: 1 });
  });

  test("a secret of another length is refused", () => {
    const parts = { random: randomBytesOf(1), changed: () => {} };
    expect(() => new InstallationList({ ...parts, secret: new Uint8Array(31) })).toThrow(RangeError);
  });
});
