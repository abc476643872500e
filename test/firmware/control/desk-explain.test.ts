import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseUnitConfig } from "../../../firmware/config/parse.ts";
import type { UnitConfig } from "../../../firmware/config/schema.ts";
import { Desk, type DeskParts } from "../../../firmware/control/desk.ts";
import { type ControlRequest, controlRequest } from "../../../firmware/control/message.ts";
import { createKeyring } from "../../../firmware/credential/keyring.ts";
import { explanation } from "../../../firmware/explain/explanation.ts";
import { pageSettings, readSettings } from "../../../firmware/settings/in-effect.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { addOne } from "../../../firmware/whitelist/whitelist.ts";
import { silentLog } from "../../../hal/log.ts";
import { keyring } from "../store/people.ts";
import { stillClock } from "../store/still-clock.ts";
import { UnitBench } from "../unit-bench.ts";

const CONFIG = [
  "unit: CG-0001",
  "zone: Europe/Oslo",
  "connectors: [{ id: 1, board: { driver: openevse, path: ./board } }]",
  "readers: [{ id: front, driver: pn532, path: ./reader, connectors: [1] }]",
  "keypads: [{ id: front, driver: serial, path: ./keypad, connectors: [1] }]",
];

function config(): UnitConfig {
  const parsed = parseUnitConfig(CONFIG.join("\n"), "charger.yaml");
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.config;
}

/** As the file has them. */
const settings = () => readSettings(config(), new Map());

type Asking = Extract<ControlRequest, { op: "explain" }>;

const request = (id: string, more: Partial<Asking> = {}) =>
  controlRequest.parse({ op: "explain", id, offline: false, at: null, connector: null, ...more });

async function answer(parts: DeskParts, asked: ControlRequest) {
  const told = await new Desk(parts).answer(asked, () => {});
  if ("error" in told) throw new Error(told.error.message);
  return explanation.parse(told.ok);
}

async function folder(): Promise<DeskParts> {
  const store = new MemoryStore();
  for (const [id, type] of [
    ["04A1B2C3", "card"],
    ["#4711", "pin"],
  ] as const)
    await addOne(
      store,
      keyring,
      { id, type, user: "ann", status: "active", expires: "2028-01-01" },
      { zone: "Europe/Oslo", random: randomBytes },
    );
  return { store, keyring, clock: stillClock, config: config(), settings, unit: null };
}

describe("the desk explains", () => {
  test("a card and a PIN, from the folder alone", async () => {
    const parts = await folder();
    for (const [id, label] of [
      ["nfc-04:a1:b2:c3", "04…C3"],
      [" #4711 ", "#…"],
    ] as const) {
      const told = await answer(parts, request(id));
      expect(told).toMatchObject({
        credential: { id: label },
        unit: { running: false, zone: "Europe/Oslo" },
        notes: ["not-running"],
        changes: { at: "2028-01-01T23:00:00.000Z" },
      });
      expect(told.outcome.decisions).toMatchObject([{ verdict: "Accepted", effect: { do: "start" } }]);
    }
    expect([...parts.store.journal()]).toEqual([]);
  });

  test("at another time, by the unit's zone", async () => {
    const told = await answer(await folder(), request("04A1B2C3", { at: "2028-01-02" }));
    expect(told).toMatchObject({ at: "2028-01-01T23:00:00.000Z", now: false });
    expect(told.outcome.decisions).toMatchObject([{ reason: "expired" }]);
  });

  test("by the settings that were made at the unit, before those of the file", async () => {
    const saved = { zone: "Asia/Tokyo", "rules.identification": ["pin"] };
    const page = pageSettings(saved, silentLog);
    const parts = { ...(await folder()), settings: () => readSettings(config(), page) };
    const told = await answer(parts, request("04A1B2C3", { at: "2028-01-01" }));
    expect(told).toMatchObject({ unit: { zone: "Asia/Tokyo" }, at: "2027-12-31T15:00:00.000Z" });
    expect(told.outcome.decisions).toMatchObject([{ reason: "type-not-enabled" }]);
  });

  test("with a clock that nobody has set, where no unit runs", async () => {
    const clockQuality = () => "unsynchronized" as const;
    const parts = { ...(await folder()), clockQuality };
    expect((await answer(parts, request("04A1B2C3"))).notes).toContain("clock-untrusted");
  });

  test.each([
    [request("#12"), /^id: expected 4 to 10 digits after the # of a PIN$/],
    [request("04A1"), /^id: expected 8, 14 or 20 hex digits, found 4/],
    [request("04A1B2C3", { connector: 2 }), /^connector: expected one of the unit's connectors \(1\)$/],
    [request("04A1B2C3", { at: "soon" }), /^at: expected a time/],
  ])("%j is bad input, and named without the number", async (asked, message) => {
    const told = await new Desk(await folder()).answer(asked, () => {});
    const text = expect.stringMatching(message);
    expect(told).toEqual({ error: { code: "BAD_INPUT", message: text } });
  });

  test("a running unit by its own state, which stays the very same; nothing happens, and nothing is written", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    bench.news();
    const { unit, store, clock } = bench;
    const before = { state: unit.state, wire: bench.boardWire.length, journal: [...store.journal()] };
    store.works = false;
    // Those of the bench: the same card, the same credential.
    const keys = createKeyring({
      secret: new Uint8Array(32).fill(7),
      random: (bytes) => new Uint8Array(bytes),
      cost: { N: 2, r: 1, p: 1 },
    });
    const parts = { store, keyring: keys, clock, config: config(), settings, unit };
    const own = await answer(parts, request("04A1B2C3"));
    expect(own.unit.running).toBe(true);
    expect(own.outcome.decisions).toMatchObject([{ effect: { do: "stop", sessions: [{ user: "ann" }] } }]);
    const other = await answer(parts, request("11223344"));
    expect(other.outcome.decisions).toMatchObject([{ reason: "blocked", effect: { do: "refuse" } }]);
    expect(unit.state).toBe(before.state);
    expect(bench.boardWire).toHaveLength(before.wire);
    expect([...store.journal()]).toEqual(before.journal);
    expect(bench.news()).toEqual([]);
  });
});
