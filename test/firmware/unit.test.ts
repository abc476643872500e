import { describe, expect, test } from "vitest";
import type { RequestId } from "../../firmware/core/events.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import { UnitBench } from "./unit-bench.ts";

const light = (bench: UnitBench) => bench.board.snapshot().light;
const closed = (bench: UnitBench) => bench.board.snapshot().relay.closed;

describe("the unit's shell, with drivers and emulated devices in virtual time", () => {
  test("I9: the board is withdrawn before the reader is polled, and ready comes once", async () => {
    const bench = await new UnitBench().start();
    expect(bench.boardWire[0]).toBe("$FS");
    await bench.run(60_000);
    expect(bench.news().filter((event) => event === "ready")).toHaveLength(1);
  });

  test("A4 A5: plug, yellow, card, closed, stop, finished; the light follows", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    expect(light(bench)).toBe("yellow");
    await bench.tap("04A1B2C3");
    await bench.run(1_000);
    expect([closed(bench), light(bench)]).toEqual([true, "blue"]);
    await bench.tap("04A1B2C3");
    await bench.run(3_000);
    expect([closed(bench), light(bench)]).toEqual([false, "green"]);
    expect(bench.news()).toEqual([
      "ready",
      "plugged",
      "awaiting-authorization",
      "authorized",
      "session-started",
      "contactor",
      "session-stopped",
      "contactor",
    ]);
  });

  test("after a denial the light is red, and yellow again within 3 s", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.do(bench.reader, "card DEADBEEF", 200);
    // It blinks.
    const seen = new Set<string>();
    for (let ms = 0; ms < 1_500; ms += 50) {
      await bench.run(50);
      seen.add(light(bench));
    }
    expect(seen).toEqual(new Set(["red", "off"]));
    await bench.run(1_000);
    expect(light(bench)).toBe("yellow");
  });

  test("A2: a PIN is valid until the instant of its expiry, and not from it on", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.type("#4711#");
    expect(bench.news()).toContain("session-started");
    await bench.do(bench.board, "unplug");
    await bench.do(bench.board, "plug");
    bench.clock.jump(Date.UTC(2026, 5, 1, 9) - bench.clock.wall());
    await bench.type("#4711#");
    expect(bench.happenings.at(-1)).toMatchObject({ event: "denied", verdict: "Expired", reason: "expired" });
  });

  test("a session whose start cannot be made durable is not powered, and says why", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    bench.news();
    bench.store.works = false;
    await bench.tap("04A1B2C3");
    await bench.run(5_000);
    expect(closed(bench)).toBe(false);
    expect(bench.boardWire).not.toContain("$FE");
    expect(bench.happenings).toContainEqual(
      expect.objectContaining({ event: "denied", reason: "store-unavailable" }),
    );
    expect(bench.news()).toContain("store-lost");
    bench.store.works = true;
    await bench.run(15_000);
    expect(bench.news()).toContain("store-back");
    await bench.tap("04A1B2C3");
    await bench.run(2_000);
    expect(closed(bench)).toBe(true);
  });

  test("I4: a session that ends while the disk is full is written down when there is room again", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    await bench.run(2_000);
    bench.store.works = false;
    await bench.do(bench.board, "unplug");
    await bench.run(30_000);
    const events = () => [...bench.store.journal()].map(({ happening }) => happening.event);
    expect(events()).not.toContain("session-stopped");
    bench.store.works = true;
    await bench.run(30_000);
    expect(events().filter((event) => event.startsWith("session-"))).toEqual([
      "session-started",
      "session-stopped",
    ]);
    expect(bench.store.saved().sessions).toEqual([]);
  });

  test("I9: after a crash in mid-session the same session goes on; after a long while it does not", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    await bench.run(2_000);
    bench.news();
    await bench.restart();
    await bench.run(5_000);
    expect(bench.news()).toEqual(expect.arrayContaining(["restarted", "session-resumed"]));
    expect(closed(bench)).toBe(true);
    bench.clock.jump(3_600_000);
    await bench.restart();
    await bench.run(5_000);
    expect(bench.happenings).toContainEqual(
      expect.objectContaining({ event: "session-stopped", reason: "PowerLoss" }),
    );
    expect([closed(bench), light(bench)]).toEqual([false, "yellow"]);
  });

  test("stopped, it withdraws the board, keeps the session, and is silent", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    await bench.run(2_000);
    bench.news();
    const stopped = bench.unit.stop();
    await bench.run(2_000);
    await stopped;
    await bench.run(5_000);
    expect(closed(bench)).toBe(false);
    expect(bench.store.saved().sessions).toHaveLength(1);
    expect(bench.store.saved().sessions[0]?.energyWh).toBeGreaterThan(0);
    await bench.tap("04A1B2C3");
    expect(bench.news()).toEqual([]);
  });

  test("I10: reader and keypad lost and back are told once each, and leave the session alone", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    await bench.run(2_000);
    bench.news();
    await bench.do(bench.reader, "fault silence", 20_000);
    await bench.do(bench.reader, "fault none", 5_000);
    await bench.do(bench.keypad, "fault hangup", 20_000);
    await bench.do(bench.keypad, "fault none", 5_000);
    expect(bench.news()).toEqual(["reader-lost", "reader-back", "keypad-lost", "keypad-back"]);
    expect(closed(bench)).toBe(true);
  });

  test("I2 I11: an hour of a flapping vehicle, hostile taps and a rebooting board breaks no invariant", async () => {
    const bench = await new UnitBench().start();
    const gestures: [keyof Pick<UnitBench, "board" | "reader">, string][] = [
      ["board", "plug"],
      ["reader", "card 04A1B2C3"],
      ["board", "unplug"],
      ["reader", "card none"],
      ["board", "plug"],
      ["reader", "card DEADBEEF"],
      ["board", "reboot"],
      ["reader", "card 04A1B2C3"],
      ["board", "wants off"],
      ["board", "wants on"],
      ["board", "fail gfci"],
      ["reader", "card none"],
      ["board", "fail none"],
      ["reader", "fault noise"],
      ["board", "fault duplicate"],
      ["reader", "fault none"],
      ["board", "fault none"],
    ];
    for (let round = 0; round < 400; round++) {
      const [device, command] = gestures[(round * 7) % gestures.length] ?? ["board", "plug"];
      await bench.do(bench[device], command, 37 + ((round * 101) % 1_900));
    }
    const records = [...bench.store.journal()].map(({ happening }) => happening);
    const open = new Set<string>();
    for (const record of records) {
      if (record.event === "session-started") open.add(record.session);
      if (record.event === "session-stopped") expect(open.delete(record.session)).toBe(true);
    }
    expect(open.size).toBeLessThanOrEqual(1);
  });

  test("D01: a card that was blocked while the unit was down does not go on charging after the restart", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    await bench.tap("04A1B2C3");
    expect(bench.unit.state.connectors[0]?.use.kind).toBe("session");
    await bench.list("04A1B2C3", "ann", "blocked");
    await bench.restart();
    await bench.run(5_000);
    expect(bench.board.snapshot().relay.closed).toBe(false);
    const stopped = [...bench.store.journal()].map(({ happening }) => happening);
    expect(stopped).toContainEqual(
      expect.objectContaining({ event: "session-stopped", reason: "DeAuthorized" }),
    );
  });

  test("B7: the uplink hears of states, of durable records, and the one answer to each request", async () => {
    const bench = await new UnitBench().start();
    await bench.do(bench.board, "plug");
    bench.uplink.splice(0);
    const [start, stop] = ["start", "stop"].map((id) => id as RequestId);
    if (!start || !stop) throw new Error("two requests");
    bench.unit.remoteStart(start, null, bench.credential("04A1B2C3"));
    await bench.run(2_000);
    expect(bench.board.snapshot().relay.closed).toBe(true);
    bench.unit.remoteStop(stop, 1 as ConnectorId, null);
    await bench.run(3_000);
    expect(bench.board.snapshot().relay.closed).toBe(false);
    const answers = bench.uplink.filter((told) => JSON.stringify(told).includes("outcome"));
    expect(answers).toEqual([
      { request: "start", outcome: { accepted: true, session: "run1-1" } },
      { request: "stop", outcome: { accepted: true, session: "run1-1" } },
    ]);
    const last = bench.store.journalState().last;
    expect(bench.uplink).toContainEqual({ recorded: last });
    expect(bench.uplink).toContainEqual({ changed: "restricted" });
  });
});
