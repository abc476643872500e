import { Encoder } from "cbor-x";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseWeeklyWindow } from "../../firmware/core/weekly-window.ts";
import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import { ListDigest, listManifest, listPart } from "../../protocol/list.ts";
import { entryLine, type WireEntry } from "../../protocol/list-entry.ts";

const cbor = new Encoder({ useRecords: false, variableMapSize: true });
const PLAIN: WireEntry = {
  kind: "card",
  key: Buffer.from("c3533c84aa891c38", "hex"),
  status: "active",
  expires: null,
  user: "Ann",
};
/** In no particular order. */
const FURTHER = {
  windows: ["Mon-Fri 07:00-19:00", "Sat,Sun 22:00-06:00"],
  from: 1_790_000_000_000,
  chargers: ["CG-0001", "CG-0002"],
  connectors: [1, 16],
  owner: true,
  group: "house-7",
  uses: 0,
  maxTime: 7_200_000,
  maxEnergyWh: 10_000.5,
} as const;
const MASTER = { group: "service", master: true } as const;

const part = (entry: unknown) => decodeMessage(listPart, cbor.encode({ entries: [entry] }));
const isEntry = (more: object) => part({ ...PLAIN, ...more }).ok;

describe("an entry on the wire", () => {
  test("one that says nothing further has as many bytes as ever", () => {
    // A map of five, {kind, key, status, expires, user}: written by hand from RFC 8949.
    expect(encodeMessage(listPart, { entries: [PLAIN] }).toString("hex")).toBe(
      "a167656e747269657381a5" +
        "646b696e646463617264" +
        "636b657948c3533c84aa891c38" +
        "6673746174757366616374697665" +
        "6765787069726573f6" +
        "647573657263416e6e",
    );
  });

  test("what it says further is read as it was written", () => {
    for (const more of [FURTHER, MASTER]) {
      const entry = { ...PLAIN, ...more };
      expect(part(entry)).toEqual({ ok: true, message: { entries: [entry] } });
    }
  });

  test.each<[string, object]>([
    ["from", { from: -1 }],
    ["from", { from: 1.5 }],
    ["from", { from: "2026-06-01" }],
    ["from", { from: null }],
    ["windows", { windows: [] }],
    ["windows", { windows: "Mon 07:00-19:00" }],
    ["windows", { windows: Array(21).fill("Mon 07:00-19:00") }],
    ["windows", { windows: [`${Array(30).fill("Mon").join(",")} 07:00-19:00`] }],
    ["chargers", { chargers: [] }],
    ["chargers", { chargers: ["no unit"] }],
    ["chargers", { chargers: [5] }],
    ["chargers", { chargers: Array(101).fill("CG-0001") }],
    ["connectors", { connectors: [] }],
    ["connectors", { connectors: [0] }],
    ["connectors", { connectors: [17] }],
    ["connectors", { connectors: Array(17).fill(1) }],
    ["group", { group: "" }],
    ["group", { group: "x".repeat(65) }],
    ["group", { group: 7 }],
    ["master", { master: false }],
    ["master", { master: 1 }],
    ["owner", { owner: "yes" }],
    ["uses", { uses: -1 }],
    ["uses", { uses: 0.5 }],
    ["maxEnergyWh", { maxEnergyWh: 0 }],
    ["maxEnergyWh", { maxEnergyWh: -5 }],
    ["maxEnergyWh", { maxEnergyWh: Number.NaN }],
    ["maxEnergyWh", { maxEnergyWh: Number.POSITIVE_INFINITY }],
    ["maxTime", { maxTime: 0 }],
    ["maxTime", { maxTime: "2h" }],
    ["a term that is not known", { colour: "blue" }],
    ["an undefined group", { group: undefined }],
  ])("%s: %j is refused, because it could be a limit", (_, more) => {
    expect(isEntry(more)).toBe(false);
  });

  test("a window is one for the wire exactly if it is one for the core", () => {
    const day = fc.constantFrom("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "mon", "Mo", "Day", "");
    const days = fc.array(
      fc.oneof(
        day,
        fc.tuple(day, day).map(([a, b]) => `${a}-${b}`),
      ),
      { maxLength: 4 },
    );
    const time = fc.oneof(
      fc.constantFrom("00:00", "24:00", "24:01", "07:00", "7:00", "25:00", "12:60", "23:59"),
      fc.tuple(fc.nat(25), fc.nat(61)).map(([h, m]) => `${String(h).padStart(2, "0")}:${m}`),
    );
    const window = fc
      .tuple(days, fc.constantFrom(" ", "  ", ""), time, time, fc.constantFrom("", "\n", "x"))
      .map(([names, gap, from, to, end]) => `${names.join(",")}${gap}${from}-${to}${end}`);
    fc.assert(
      fc.property(window, (text) => {
        expect(isEntry({ windows: [text] })).toBe(parseWeeklyWindow(text) !== null);
      }),
      { numRuns: 3_000 },
    );
    for (const text of [
      "Mon 00:00-24:00",
      "Mon-Fri 07:00-19:00",
      "Sat-Mon 22:00-06:00",
      "Mon,Wed 00:00-00:01",
    ])
      expect([isEntry({ windows: [text] }), parseWeeklyWindow(text) !== null]).toEqual([true, true]);
  });

  test("an entry with the most of everything fits into a part", () => {
    const entry = {
      ...PLAIN,
      user: "充".repeat(200),
      group: "充".repeat(64),
      chargers: Array(100).fill("x".repeat(32)),
      windows: Array(20).fill("Mon-Tue,Wed-Thu,Fri-Sat,Sun-Mon,Mon,Tue,Wed,Thu,Fri 07:00-19:00"),
    };
    expect(encodeMessage(listPart, { entries: [entry] }).length).toBeLessThan(listPart.limit / 20);
  });
});

describe("what the digest covers of an entry", () => {
  test("nothing further: the line is the one that it always was", () => {
    expect(entryLine(PLAIN)).toBe('["card","c3533c84aa891c38","active",null,"Ann"]');
  });

  test("the further terms: a sixth element, its keys in order", () => {
    expect(entryLine({ ...PLAIN, ...MASTER })).toBe(
      '["card","c3533c84aa891c38","active",null,"Ann",{"group":"service","master":true}]',
    );
    const { windows, chargers, connectors, ...rest } = FURTHER;
    const entry: WireEntry = {
      ...PLAIN,
      ...rest,
      windows: [...windows],
      chargers: [...chargers],
      connectors: [...connectors],
      master: true,
    };
    expect(entryLine(entry)).toBe(
      '["card","c3533c84aa891c38","active",null,"Ann",{"chargers":["CG-0001","CG-0002"],"connectors":[1,16],' +
        '"from":1790000000000,"group":"house-7","master":true,"maxEnergyWh":10000.5,"maxTime":7200000,"owner":true,' +
        '"uses":0,"windows":["Mon-Fri 07:00-19:00","Sat,Sun 22:00-06:00"]}]',
    );
  });

  // Computed with Python's hashlib and json (sorted keys, no spaces) over the line as docs/protocol.md has it.
  test("the digest is the one that others compute", () => {
    const digest = new ListDigest();
    digest.add({ ...PLAIN, group: "house-7", windows: ["Mon-Fri 07:00-19:00"] });
    expect(digest.value().toString("hex")).toBe(
      "4ed38039083cff8d2657fb577cedc1ebea178bd8c1d80c8181edd5dce0b4b890",
    );
  });

  test("each further term counts, and what is read has the digest of what was written", () => {
    const term = fc.record(
      {
        from: fc.nat(),
        group: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
        master: fc.constant(true as const),
        owner: fc.constant(true as const),
        uses: fc.nat(),
        maxTime: fc.integer({ min: 1 }),
        maxEnergyWh: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        connectors: fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 16 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(term, term, (a, b) => {
        const [first, second] = [
          { ...PLAIN, ...a },
          { ...PLAIN, ...b },
        ];
        const read = part(first);
        expect(read.ok && read.message.entries.map(entryLine)).toEqual([entryLine(first)]);
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(entryLine(first) === entryLine(second)).toBe(same);
      }),
    );
  });
});

describe("a manifest", () => {
  const manifest = { version: 1, count: 0, digest: Buffer.alloc(32), parts: [] };

  test("may say how long its list is good, and has as many bytes as ever if it does not", () => {
    const goodUntil = 1_790_000_000_000;
    const bytes = encodeMessage(listManifest, { ...manifest, goodUntil });
    expect(decodeMessage(listManifest, bytes)).toEqual({ ok: true, message: { ...manifest, goodUntil } });
    expect(encodeMessage(listManifest, manifest).toString("hex")).toBe(
      `a46776657273696f6e0165636f756e7400666469676573745820${"00".repeat(32)}65706172747380`,
    );
  });

  test.each([-1, 1.5, 8.64e15 + 1, "never", null, undefined])("not good until %j", (goodUntil) => {
    expect(decodeMessage(listManifest, cbor.encode({ ...manifest, goodUntil })).ok).toBe(false);
  });
});

function sorted(terms: object): [string, unknown][] {
  return Object.entries(terms).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
