import { beforeEach, describe, expect, test } from "vitest";
import type { BoardEvent } from "../../../hal/board.ts";
import { SimulatedBoard } from "../../../sim/bench/board-line.ts";
import { SimulatedCharger } from "../../../sim/bench/charger.ts";
import { InstantClock } from "../../../sim/bench/instant-clock.ts";
import { MortalClock } from "../../../sim/bench/mortal-clock.ts";

let clock: InstantClock;
let charger: SimulatedCharger;
let board: SimulatedBoard;
let events: BoardEvent[];
let told: string[];

const pass = (ms: number) => clock.pass(ms, () => false);
const newest = () => events.findLast((event) => event.type === "report")?.report;
const kinds = () => events.splice(0).map(({ type }) => type);

beforeEach(async () => {
  clock = new InstantClock(0);
  told = [];
  events = [];
  charger = new SimulatedCharger(clock, (what) => told.push(what));
  board = new SimulatedBoard(charger, clock);
  board.start((event) => events.push(event));
  await pass(0);
});

describe("a simulated charger", () => {
  test("boots enabled, and is withdrawn before the unit hears of it", () => {
    expect(events).toEqual([
      { type: "report", report: { pilot: "A", contactor: "open", enabled: false, fault: null, meterWs: 0 } },
    ]);
  });

  test("a permitted vehicle asks within 200 ms, and the contactor closes; withdrawn, it opens at once, and the vehicle lets go", async () => {
    charger.plug(true);
    await pass(10_000);
    expect(newest()).toMatchObject({ pilot: "B", contactor: "open" });
    board.permit();
    await pass(200);
    expect(newest()).toMatchObject({ pilot: "C", contactor: "open", enabled: true });
    await pass(100);
    expect(newest()).toMatchObject({ pilot: "C", contactor: "closed" });
    board.withdraw();
    await pass(0);
    expect(newest()).toMatchObject({ pilot: "C", contactor: "open", enabled: false });
    await pass(200);
    expect(newest()).toMatchObject({ pilot: "B" });
    expect(told).toEqual(["contactor closed", "contactor open"]);
  });

  test("a vehicle that wants nothing closes nothing; one that pauses opens, and goes on", async () => {
    charger.plug(false);
    board.permit();
    await pass(5_000);
    expect(charger.contactor).toBe("open");
    charger.want(true);
    await pass(300);
    expect(charger.contactor).toBe("closed");
    charger.want(false);
    await pass(300);
    expect(newest()).toMatchObject({ pilot: "B", contactor: "open", enabled: true });
  });

  test.each(["A", "D", "E", "F"] as const)(
    "a pilot of %s opens it at once, C closes it again",
    async (pilot) => {
      charger.plug(true);
      board.permit();
      await pass(300);
      charger.hold(pilot);
      await pass(0);
      expect(newest()).toMatchObject({ pilot, contactor: "open" });
      charger.hold("C");
      await pass(300);
      expect(newest()).toMatchObject({ pilot: "C", contactor: "closed" });
    },
  );

  test("a vehicle that leaves opens it at once", async () => {
    charger.plug(true);
    board.permit();
    await pass(300);
    charger.unplug();
    await pass(0);
    expect(newest()).toMatchObject({ pilot: "A", contactor: "open" });
  });

  test("energy is what is delivered since the power came", async () => {
    charger.deliver(4_000);
    expect(charger.report?.meterWs).toBe(4_000 * 3_600);
    charger.powerOff();
    charger.powerOn();
    expect(charger.report?.meterWs).toBe(0);
  });

  test("a contactor that does not close, closes when it is mended", async () => {
    charger.setFault("not-closing");
    charger.plug(true);
    board.permit();
    await pass(20_000);
    expect(newest()).toMatchObject({ pilot: "C", contactor: "open", enabled: true, fault: null });
    charger.setFault(null);
    await pass(200);
    expect(charger.contactor).toBe("closed");
  });

  test("a welded contactor stays closed, without power too, and opens when it is mended", async () => {
    charger.setFault("welded");
    charger.plug(true);
    board.permit();
    await pass(300);
    board.withdraw();
    charger.unplug();
    charger.powerOff();
    await pass(10_000);
    expect(charger.contactor).toBe("closed");
    charger.setFault(null);
    await pass(100);
    expect(charger.contactor).toBe("open");
  });

  test("a ground fault opens it and is told; mended, it would close for who is permitted", async () => {
    charger.plug(true);
    board.permit();
    await pass(300);
    charger.setFault("ground");
    await pass(100);
    expect(newest()).toMatchObject({ contactor: "open", fault: "ground-fault" });
    charger.setFault(null);
    await pass(300);
    expect(newest()).toMatchObject({ contactor: "closed", fault: null });
  });

  test("without power the contactor is open at once, and nothing is heard", async () => {
    charger.plug(true);
    board.permit();
    await pass(300);
    events.length = 0;
    charger.powerOff();
    expect(charger.contactor).toBe("open");
    await pass(5_000);
    expect(events).toEqual([]);
  });

  test("a board that hears no unit for 3 s withdraws by itself", async () => {
    charger.plug(true);
    board.permit();
    await pass(300);
    charger.attach(null);
    await pass(2_900);
    expect(charger.contactor).toBe("closed");
    await pass(200);
    expect(charger.contactor).toBe("open");
  });
});

describe("the line to a simulated charger", () => {
  test("a hangup is told at once, and once; back, the board is withdrawn first and then heard", async () => {
    charger.plug(true);
    board.permit();
    await pass(300);
    events.length = 0;
    charger.setLine("hangup");
    await pass(1_000);
    expect(kinds()).toEqual(["lost"]);
    charger.setLine("works");
    await pass(0);
    expect(newest()).toMatchObject({ enabled: false, contactor: "open" });
    expect(kinds()).not.toContain("lost");
  });

  test("silence is told after a while; what was commanded before that is heard when it ends", async () => {
    charger.plug(true);
    board.permit();
    await pass(300);
    events.length = 0;
    charger.setLine("silence");
    board.withdraw();
    await pass(1_000);
    expect([charger.contactor, events.length]).toEqual(["closed", 0]);
    charger.setLine("works");
    await pass(100);
    expect(charger.contactor).toBe("open");
    charger.setLine("silence");
    events.length = 0;
    await pass(3_000);
    expect(kinds()).toEqual(["lost"]);
  });

  test("a permit is not heard by a board that is lost", async () => {
    charger.plug(true);
    charger.setLine("hangup");
    await pass(0);
    board.permit();
    charger.setLine("works");
    await pass(5_000);
    expect(charger.contactor).toBe("open");
  });

  test("a driver that was closed commands nothing more, and the board is left alone", async () => {
    charger.plug(true);
    await board.close();
    board.permit();
    await pass(5_000);
    expect(told).toEqual([]);
  });

  test("a driver whose program died says nothing more", async () => {
    const mortal = new MortalClock(clock);
    const dead: BoardEvent[] = [];
    new SimulatedBoard(charger, mortal).start((event) => dead.push(event));
    await pass(0);
    dead.length = 0;
    mortal.die();
    charger.attach(null);
    charger.plug(true);
    charger.setLine("hangup");
    await pass(10_000);
    expect(dead).toEqual([]);
  });
});
