import { describe, expect, test } from "vitest";
import { checksum } from "../../../hal/board/openevse/rapi.ts";
import { OpenEvseBench } from "./openevse-bench.ts";

describe("OpenEVSE board: what it is told", () => {
  test("I9: withdraw is the first command it gets, and the first report comes after it has taken it", async () => {
    const bench = new OpenEvseBench();
    bench.do("plug");
    await bench.start();
    expect(bench.wire[0]).toBe("$FS");
    expect(bench.events[0]?.event).toMatchObject({
      type: "report",
      report: { enabled: false },
    });
    expect(bench.last()).toMatchObject({ pilot: "B", contactor: "open", enabled: false, fault: null });
  });

  test("A5: permits by $FE and withdraws by $FS; the vehicle is seen while asleep too", async () => {
    const bench = await new OpenEvseBench().start();
    expect(bench.last()).toMatchObject({ pilot: "A" });
    bench.do("plug");
    await bench.run(1_000);
    expect(bench.last()).toMatchObject({ pilot: "B", contactor: "open" });
    bench.events.length = 0;
    bench.board.permit();
    await bench.run(2_000);
    expect(bench.last()).toMatchObject({ pilot: "C", contactor: "closed", enabled: true });
    const pilots = bench.events.map(({ event }) =>
      event.type === "report" ? event.report.pilot : event.type,
    );
    expect(pilots).not.toContain("A");
    bench.board.withdraw();
    await bench.run(5_000);
    expect(bench.last()).toMatchObject({ contactor: "open", enabled: false });
    expect(bench.wire).toContain("$FE");
    expect(bench.wire).not.toContain("$FD");
    bench.do("unplug");
    await bench.run(1_500);
    expect(bench.last()).toMatchObject({ pilot: "A" });
  });

  test("a withdrawal goes out at once, even while another command waits for its reply", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    bench.board.permit();
    await bench.run(2_000);
    bench.do("fault drop-ack");
    await bench.run(1_100);
    bench.wire.length = 0;
    bench.board.withdraw();
    await bench.run(0);
    expect(bench.wire[0]).toBe("$FS");
  });

  test("a permit that has not gone out yet is taken back by a withdrawal", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("fault silence");
    await bench.run(1_050);
    bench.wire.length = 0;
    bench.board.permit();
    bench.board.withdraw();
    await bench.run(1_500);
    expect(bench.wire).toContain("$FS");
    expect(bench.wire).not.toContain("$FE");
  });

  test("I2: a permit whose reply was lost is not given again once it was withdrawn", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    await bench.run(1_000);
    bench.do("fault drop-ack");
    bench.board.permit();
    await bench.run(100);
    bench.board.withdraw();
    bench.wire.length = 0;
    await bench.run(20_000);
    expect(bench.wire).toContain("$FS");
    expect(bench.wire).not.toContain("$FE");
  });

  test("a board that keeps its contactor closed is withdrawn again, without being flooded", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    bench.board.permit();
    await bench.run(3_000);
    bench.do("fail held-closed");
    bench.wire.length = 0;
    for (let ms = 0; ms < 5_000; ms += 10) {
      bench.board.withdraw();
      await bench.run(10);
    }
    const withdrawals = bench.wire.filter((command) => command === "$FS").length;
    expect(withdrawals).toBe(2);
  });

  test("I11: a contactor that closes anew is withdrawn at once, however short ago it was withdrawn", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    await bench.run(1_000);
    bench.board.withdraw();
    await bench.run(1_000);
    bench.wire.length = 0;
    const closed = "$AT fe 02 16 0140";
    bench.line.wire.send(Buffer.from(`${closed}^${checksum(closed)}\r`));
    await bench.run(0);
    bench.board.withdraw();
    await bench.run(1);
    expect(bench.wire).toContain("$FS");
  });

  test("A4: shows colours by $FB, and again after the board has painted over them", async () => {
    const bench = await new OpenEvseBench().start();
    bench.board.light({ colour: "yellow", rhythm: "steady", beeps: 0 });
    await bench.run(100);
    expect(bench.evse.snapshot().light).toBe("yellow");
    bench.do("plug");
    await bench.run(1_000);
    expect(bench.evse.snapshot().light).toBe("yellow");
  });

  test("the heartbeat is armed and fed, so that the board never misses it", async () => {
    const bench = await new OpenEvseBench().start();
    await bench.run(120_000);
    expect(bench.evse.snapshot().heartbeat).toMatchObject({ seconds: 10, trigger: 0 });
  });

  test("a missed heartbeat is acknowledged, and the current comes back", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    bench.board.permit();
    await bench.run(3_000);
    const { amps } = bench.evse.snapshot();
    expect(amps).toBeGreaterThan(6);
    bench.do("fault silence");
    await bench.run(20_000);
    expect(bench.evse.snapshot()).toMatchObject({ amps: 6, heartbeat: { trigger: 2 } });
    bench.do("fault none");
    await bench.run(10_000);
    expect(bench.evse.snapshot()).toMatchObject({ amps });
    expect(bench.evse.snapshot().heartbeat.trigger).not.toBe(2);
  });

  test("the meter's reading comes with the reports while it charges", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    bench.board.permit();
    await bench.run(63_000);
    const report = bench.last();
    const { sessionWattSeconds } = bench.evse.snapshot().energy;
    const told = typeof report === "string" ? null : report.meterWs;
    expect(told).toBeGreaterThan(0.9 * sessionWattSeconds);
  });
});

describe("OpenEVSE board: what it tells", () => {
  test("a lost $AT is noticed within 2 s", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("drop-at on");
    bench.do("plug");
    await bench.run(2_000);
    expect(bench.last()).toMatchObject({ pilot: "B" });
  });

  test("a contactor that opens while the board sleeps, which it does not announce, is noticed within 150 ms", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    bench.board.permit();
    await bench.run(3_000);
    bench.board.withdraw();
    let late = 0;
    for (let ms = 0; ms < 5_000; ms += 10) {
      await bench.run(10);
      const report = bench.last();
      const told = typeof report === "string" ? report : report.contactor;
      if (!bench.evse.snapshot().relay.closed && told === "closed") late += 10;
    }
    expect(bench.last()).toMatchObject({ contactor: "open" });
    expect(late).toBeLessThanOrEqual(150);
  });

  test("an unplug is told the moment the board reports it", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    bench.board.permit();
    await bench.run(3_000);
    bench.do("unplug");
    await bench.run(100);
    expect(bench.last()).toMatchObject({ pilot: "A" });
  });

  test.each([
    ["gfci", "ground-fault"],
    ["no-ground", "no-ground"],
    ["diode", "diode-check-failed"],
    ["over-current", "over-current"],
  ])("the board's own fault %s is told as %s", async (name, fault) => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    bench.board.permit();
    await bench.run(3_000);
    bench.do(`fail ${name}`);
    await bench.run(3_000);
    expect(bench.last()).toMatchObject({ fault });
    bench.board.withdraw();
    await bench.run(2_500);
    expect(bench.last()).toMatchObject({ fault });
    bench.do("fail none");
    await bench.run(10_000);
    expect(bench.last()).toMatchObject({ fault: null });
  });

  test("I11: a reboot is told, with withdraw as the first command after it", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("plug");
    bench.board.permit();
    await bench.run(3_000);
    bench.news();
    bench.wire.length = 0;
    bench.do("reboot");
    await bench.run(3_000);
    const pilots = bench.events.map(({ event }) => (event.type === "report" ? event.report.pilot : ""));
    expect(pilots).not.toContain("A");
    expect(bench.wire.find((command) => !command.startsWith("$G"))).toBe("$FS");
    expect(bench.news()).toEqual(["restarted"]);
    expect(bench.evse.snapshot().mode).toBe("sleeping");
    expect(bench.wire).toContain("$SY 10 6");
  });

  test("I11: a reboot whose announcement is lost is noticed within 2 s, and the board withdrawn and armed again", async () => {
    const bench = await new OpenEvseBench({ bootMs: 500 }).start();
    bench.do("reboot");
    bench.do("fault silence");
    await bench.run(600);
    bench.do("fault none");
    bench.events.length = 0;
    bench.wire.length = 0;
    await bench.run(2_000);
    expect(bench.wire).toContain("$FS");
    expect(bench.wire).toContain("$SY 10 6");
    expect(bench.evse.snapshot().mode).toBe("sleeping");
    const seen = bench.events.some(
      ({ event }) => event.type === "restarted" || (event.type === "report" && event.report.enabled),
    );
    expect(seen).toBe(true);
  });
});

describe("OpenEVSE board: a line that misbehaves", () => {
  test.each(["silence", "hangup", "drop-ack", "corrupt"])(
    "F1: %s: lost within 10 s, withdrawn first when it is back",
    async (fault) => {
      const bench = await new OpenEvseBench().start();
      bench.do("plug");
      bench.board.permit();
      await bench.run(3_000);
      bench.do(`fault ${fault}`);
      await bench.run(10_000);
      expect(bench.news()).toEqual(["lost"]);
      expect(bench.last()).toBe("nothing");
      await bench.run(20_000);
      bench.wire.length = 0;
      bench.do("fault none");
      await bench.run(5_000);
      expect(bench.wire[0]).toBe("$FS");
      expect(bench.last()).toMatchObject({ pilot: "B", contactor: "open", enabled: false });
    },
  );

  test("every line twice changes nothing", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("fault duplicate");
    bench.do("plug");
    bench.board.permit();
    await bench.run(60_000);
    expect(bench.last()).toMatchObject({ pilot: "C", contactor: "closed" });
    bench.board.withdraw();
    await bench.run(5_000);
    expect(bench.last()).toMatchObject({ contactor: "open", enabled: false });
    expect(bench.news()).toEqual([]);
  });

  test("noise between the lines loses no board for good, and nothing is made up from it", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("fault noise");
    await bench.run(60_000);
    bench.do("fault none");
    await bench.run(5_000);
    expect(bench.last()).toMatchObject({ pilot: "A", contactor: "open", enabled: false });
    const plugged = bench.events.some(({ event }) => event.type === "report" && event.report.pilot !== "A");
    expect(plugged).toBe(false);
  });

  test("stays quiet while the board is away", async () => {
    const bench = await new OpenEvseBench().start();
    bench.do("fault silence");
    await bench.run(10_000);
    bench.wire.length = 0;
    await bench.run(60_000);
    expect(bench.wire.length).toBeLessThan(60);
  });
});
