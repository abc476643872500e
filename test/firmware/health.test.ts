import { describe, expect, test } from "vitest";
import { parseUnitConfig } from "../../firmware/config/parse.ts";
import { Desk } from "../../firmware/control/desk.ts";
import { type Connector, initialState, type State } from "../../firmware/core/state.ts";
import { type HealthGrounds, health, healthOf, healthText } from "../../firmware/health.ts";
import { readSettings } from "../../firmware/settings/in-effect.ts";
import { connector, keyring } from "./store/people.ts";
import { UnitBench } from "./unit-bench.ts";

const start = initialState({ connectors: [connector(1), connector(2)], access: "restricted", run: "r" });
const up: Partial<Connector> = {
  link: "up",
  report: { pilot: "A", contactor: "open", enabled: false, fault: null, meterWs: null },
};
const running: State = {
  ...start,
  cloud: "up",
  connectors: start.connectors.map((one) => ({ ...one, ...up })),
};
/** The second connector is otherwise. */
function but(second: Partial<Connector>): State {
  return {
    ...running,
    connectors: running.connectors.map((one) => (one.id === 2 ? { ...one, ...second } : one)),
  };
}

const journal = { id: "0".repeat(16), oldest: 4, last: 5, acknowledged: 3 };
const well: HealthGrounds = {
  state: running,
  readers: ["front", "back"],
  keypads: ["front"],
  lost: [],
  storeWorks: true,
  listening: true,
  age: 3_600_000,
  cloud: true,
  stored: { list: { goodUntil: 2_000 }, journal },
  now: 1_999,
};

/** What is not in order. */
function wrong(grounds: Partial<HealthGrounds>): string[] {
  const told = healthOf({ ...well, ...grounds });
  const bad = told.checks.filter(({ status }) => status !== "ok");
  return [told.status, ...bad.map(({ name, id, status, code }) => `${name}${id ?? ""} ${status} ${code}`)];
}

describe("health", () => {
  test("is ok when every check is, and each is told", () => {
    const told = healthOf(well);
    expect(told.status).toBe("ok");
    expect(told.checks.map(({ name, id, code }) => `${name}${id ?? ""} ${code}`)).toEqual([
      "unit ok",
      "store ok",
      "connector1 ok",
      "connector2 ok",
      "readerfront ok",
      "readerback ok",
      "keypadfront ok",
      "clock ok",
      "cloud ok",
      "list ok",
      "journal ok",
    ]);
  });

  test("without a cloud nothing is asked of it", () => {
    const alone = { cloud: false, state: { ...running, cloud: "none" as const } };
    const told = healthOf({ ...well, ...alone, stored: { list: {}, journal: { ...journal, oldest: 99 } } });
    for (const name of ["cloud", "list", "journal"])
      expect(told.checks.map((check) => check.name)).not.toContain(name);
    expect(told.status).toBe("ok");
  });

  test.each<[string, Partial<HealthGrounds>, string[]]>([
    ["the store takes no changes", { storeWorks: false }, ["failing", "store failing store-lost"]],
    ["the store cannot be read", { stored: null }, ["failing", "store failing store-unreadable"]],
    ["going down", { state: { ...running, shutdown: true } }, ["failing", "unit failing shutting-down"]],
    ["just started", { listening: false, age: 59_999 }, ["degraded", "unit degraded starting"]],
    ["not started in a minute", { listening: false, age: 60_000 }, ["failing", "unit failing not-started"]],
    ["a board lost", { state: but({ link: "lost" }) }, ["degraded", "connector2 degraded board-lost"]],
    [
      "a board not heard yet",
      { state: but({ link: "unknown" }) },
      ["degraded", "connector2 degraded board-unheard"],
    ],
    [
      "a connector faulted",
      { state: but({ contactorFault: "contactor-welded" }) },
      ["degraded", "connector2 degraded contactor-welded"],
    ],
    [
      "a reader lost",
      { lost: [{ kind: "reader", id: "front" }] },
      ["degraded", "readerfront degraded reader-lost"],
    ],
    [
      "a keypad lost",
      { lost: [{ kind: "keypad", id: "front" }] },
      ["degraded", "keypadfront degraded keypad-lost"],
    ],
    [
      "no time",
      { state: { ...running, clockTrusted: false } },
      ["degraded", "clock degraded clock-untrusted"],
    ],
    ["the cloud lost", { state: { ...running, cloud: "down" } }, ["degraded", "cloud degraded cloud-lost"]],
    [
      "the cloud never reached",
      { state: { ...running, cloud: "none" } },
      ["degraded", "cloud degraded cloud-lost"],
    ],
    ["the list past its time", { now: 2_000 }, ["degraded", "list degraded list-stale"]],
    [
      "records removed before the cloud had them",
      { stored: { list: {}, journal: { ...journal, oldest: 5 } } },
      ["degraded", "journal degraded journal-overrun"],
    ],
    [
      "several at once: the worst counts",
      { storeWorks: false, now: 2_000 },
      ["failing", "store failing store-lost", "list degraded list-stale"],
    ],
  ])("%s", (_, grounds, expected) => {
    expect(wrong(grounds)).toEqual(expected);
    for (const { code } of healthOf({ ...well, ...grounds }).checks) expect(healthText(code)).toMatch(/\w/);
  });

  test("of a running unit, by the control socket's desk", async () => {
    const bench = await new UnitBench().start();
    const parsed = parseUnitConfig(
      [
        "unit: CG-0001",
        "connectors: [{ id: 1, board: { driver: openevse, path: ./board } }]",
        "readers: [{ id: front, driver: pn532, path: ./reader, connectors: [1] }]",
        "keypads: [{ id: front, driver: serial, path: ./keypad, connectors: [1] }]",
      ].join("\n"),
      "charger.yaml",
    );
    if (!parsed.ok) throw new Error(parsed.problems.join());
    const { store, clock, unit } = bench;
    const settings = () => readSettings(parsed.config, new Map());
    const desk = new Desk({ store, clock, keyring, config: parsed.config, settings, unit });
    const told = async () => {
      const answer = await desk.answer({ op: "health" }, () => {});
      if ("error" in answer) throw new Error(answer.error.message);
      return health.parse(answer.ok);
    };
    expect(await told()).toMatchObject({ status: "ok" });
    store.works = false;
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    await bench.run(1_000);
    expect(await told()).toMatchObject({ status: "failing" });
    store.works = true;
    await bench.run(20_000);
    expect(await told()).toMatchObject({ status: "ok" });
    store.journalState = () => {
      throw new Error("unreadable");
    };
    expect((await told()).checks).toContainEqual({
      name: "store",
      status: "failing",
      code: "store-unreadable",
    });
    void unit.stop();
    expect((await told()).checks[0]).toEqual({ name: "unit", status: "failing", code: "shutting-down" });
  });

  test("a unit whose board says nothing listens all the same after a moment, and tells its age", async () => {
    const bench = new UnitBench();
    await bench.do(bench.board, "fault silence");
    await bench.start();
    expect([bench.unit.listening, bench.unit.age]).toEqual([false, 1_000]);
    await bench.run(2_500);
    expect([bench.unit.listening, bench.unit.age]).toEqual([true, 3_500]);
  });

  test("no unit, no health", async () => {
    const bench = new UnitBench();
    const parsed = parseUnitConfig(
      "unit: A\nconnectors: [{ id: 1, board: { driver: openevse, path: ./b } }]",
      "charger.yaml",
    );
    if (!parsed.ok) throw new Error(parsed.problems.join());
    const desk = new Desk({
      store: bench.store,
      clock: bench.clock,
      keyring,
      config: parsed.config,
      settings: () => readSettings(parsed.config, new Map()),
      unit: null,
    });
    expect(await desk.answer({ op: "health" }, () => {})).toMatchObject({ error: { code: "NOT_RUNNING" } });
  });
});
