import { describe, expect, test } from "vitest";
import type { ConnectorId } from "../../firmware/core/session.ts";
import { UnitBench } from "./unit-bench.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONG_AGO = -400 * DAY;

const wallOf = ({ unit, clock }: UnitBench) => unit.state.latestOffset + clock.mono();
const useOf = ({ unit }: UnitBench) => unit.state.connectors[0]?.use.kind;
const records = ({ store }: UnitBench) => [...store.journal()].map(({ happening }) => happening);

/** The power is cut, and the machine has no battery for its clock. */
async function cutPower(bench: UnitBench): Promise<void> {
  bench.crash();
  bench.clock.jump(LONG_AGO);
  await bench.restart();
  await bench.run(5_000);
}

describe("what a power cut takes back", () => {
  test("A6: with no session either, the time is never before the last thing that was saved", async () => {
    const bench = await new UnitBench().start();
    bench.clock.jump(3 * DAY);
    await bench.tap("DEADBEEF");
    const before = bench.clock.wall();
    await cutPower(bench);
    expect(wallOf(bench)).toBeGreaterThan(before - 2_000);
  });

  test("A2: a PIN that has expired does not come back with the time", async () => {
    const bench = await new UnitBench().start();
    bench.clock.jump(3 * DAY);
    await bench.type("#4711#");
    await cutPower(bench);
    await bench.do(bench.board, "plug");
    await bench.type("#4711#");
    expect(bench.happenings.at(-1)).toMatchObject({ event: "denied", verdict: "Expired" });
  });

  test("A6: an hour in which nothing happens is saved in one write", async () => {
    const bench = await new UnitBench().start();
    await bench.run(2 * MINUTE);
    const before = bench.store.commits;
    await bench.run(HOUR);
    expect(bench.store.commits).toBe(before + 1);
    expect(bench.store.saved().alive).toBeGreaterThan(bench.clock.wall() - HOUR);
  });

  test("A6: the time that is saved does not follow a clock that is set back", async () => {
    const bench = await new UnitBench().start();
    const before = bench.clock.wall();
    bench.clock.jump(-DAY);
    await bench.tap("DEADBEEF");
    expect(bench.store.saved().alive).toBeGreaterThanOrEqual(before);
  });

  test("A6: the energy of a running session is saved within a minute, and added to after a cut", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    await bench.run(10 * MINUTE);
    const energy = () => bench.store.saved().sessions[0]?.energyWh ?? 0;
    const { use } = bench.unit.state.connectors[0] ?? {};
    const had = use?.kind === "session" ? (use.session.energyWh ?? 0) : 0;
    expect(energy()).toBeGreaterThan(had * 0.85);
    await bench.do(bench.board, "reboot");
    await bench.restart();
    await bench.run(10 * MINUTE);
    expect(energy()).toBeGreaterThan(had * 1.7);
  });

  test("I9: while its board is away, nothing that is saved shortens how long a session was left alone", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    await bench.run(2 * MINUTE);
    await bench.do(bench.board, "fault silence");
    bench.crash();
    const left = bench.store.saved().attended;
    await bench.restart();
    await bench.run(5 * MINUTE);
    await bench.tap("DEADBEEF");
    expect(useOf(bench)).toBe("recovering");
    expect(bench.store.saved()).toMatchObject({ attended: left });
    expect(bench.store.saved().alive).toBeGreaterThan((left ?? 0) + 10_000);
    const stopped = bench.unit.stop();
    await bench.run(2_000);
    await stopped;
    await bench.run(6 * MINUTE);
    await bench.do(bench.board, "fault none", 0);
    await bench.restart();
    await bench.run(5_000);
    expect(records(bench)).toContainEqual(
      expect.objectContaining({ event: "session-stopped", reason: "PowerLoss" }),
    );
    expect(bench.board.snapshot().relay.closed).toBe(false);
    await bench.tap("DEADBEEF");
    expect(bench.store.saved().attended).toBe(bench.store.saved().alive);
  });
});

describe("a store that does not answer", () => {
  test("I6: a start that waits for it comes to rest, and what turns out durable later is ended", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    bench.store.silent = true;
    await bench.tap("04A1B2C3");
    await bench.run(20_000);
    expect(useOf(bench)).toBe("starting");
    await bench.run(15_000);
    expect(useOf(bench)).toBe("none");
    expect(bench.happenings.map(({ event }) => event)).toContain("store-lost");
    bench.news();
    bench.store.silent = false;
    await bench.run(1_000);
    expect(bench.store.saved().sessions).toEqual([]);
    expect(bench.news()).toEqual(["authorized", "session-started", "session-stopped", "store-back"]);
    const told = records(bench).filter(({ event }) => event.startsWith("session-"));
    expect(told.map(({ event }) => event)).toEqual(["session-started", "session-stopped"]);
    expect(told.at(-1)).toMatchObject({ connector: 1 as ConnectorId, reason: "Other", energyWh: 0 });
    expect(bench.boardWire).not.toContain("$FE");
    await bench.tap("04A1B2C3");
    await bench.run(2_000);
    expect(bench.board.snapshot().relay.closed).toBe(true);
  });
});
