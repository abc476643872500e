import { describe, expect, test } from "vitest";
import { Bench, line } from "./bench.ts";

const OK = "$OK^20\r";

describe("a vehicle", () => {
  test("is seen after 250 ms, answers the pilot after 200, and charges after another 250 and the relay's 100", () => {
    const bench = new Bench().do("plug");
    expect(bench.after(249)).toEqual([]);
    expect(bench.after(1)).toEqual([line("AT 02 02 16 0700")]);
    expect(bench.state).toMatchObject({ light: "yellow", pilot: { output: "PWM", level: "B" } });
    bench.after(200);
    expect(bench.state.pilot.level).toBe("C");
    expect(bench.after(349)).toEqual([]);
    expect(bench.state.relay.closed).toBe(false);
    expect(bench.after(1)).toEqual([line("AT 03 03 16 0540")]);
    expect(bench.state).toMatchObject({
      light: "teal",
      relay: { commanded: true, closed: true },
      drawnAmps: 16,
    });
  });

  test("that wants nothing stays in B, charges when it does, and stops when it has enough", () => {
    const bench = new Bench().do("wants off", "plug", 5000);
    expect(bench.state.evse).toBe("B");
    bench.do("wants on", 1000);
    expect(bench.state.evse).toBe("C");
    bench.do("wants off", 449);
    expect(bench.state.relay.closed).toBe(true);
    bench.do(1);
    expect(bench.state).toMatchObject({ evse: "B", relay: { closed: false } });
  });

  test("that is pulled has the relay open after 25 ms", () => {
    const bench = new Bench().charge().do("unplug");
    expect(bench.after(24)).toEqual([]);
    expect(bench.state).toMatchObject({ relay: { closed: true }, drawnAmps: 0 });
    expect(bench.after(1)).toEqual([line("AT 01 01 16 0200")]);
    expect(bench.state).toMatchObject({ evse: "A", relay: { closed: false }, light: "green" });
  });

  test("that is plugged for a moment only is not seen", () => {
    const bench = new Bench().do("plug", 200, "unplug", 1000);
    expect(bench.wire.take()).toEqual([]);
  });

  test("follows the current offered", () => {
    const bench = new Bench().charge();
    bench.host("$SC 6 V^54");
    expect(bench.state).toMatchObject({ amps: 6, drawnAmps: 6, relay: { closed: true } });
  });

  test("answers in the time it was given", () => {
    const bench = new Bench({ vehicleMs: 2000, relayMs: 0 }).do("plug", 250, 2249);
    expect(bench.state.evse).toBe("B");
    expect(bench.do(1).state.evse).toBe("C");
  });
});

describe("commands while the relay closes", () => {
  test("wait until it has", () => {
    const bench = new Bench().do("plug", 750);
    expect(bench.host("$GS^30")).toEqual([]);
    expect(bench.after(50)).toEqual([line("AT 03 03 16 0540"), line("OK 03 0 03 0540")]);
  });

  test("are lost beyond 63 bytes", () => {
    const bench = new Bench().do("plug", 750);
    bench.wire.take();
    for (let count = 0; count < 20; count++) bench.host("$FE^27");
    expect(bench.after(50).filter((each) => each === OK)).toHaveLength(9);
  });
});

describe("sleep", () => {
  test("withdraws the current, and opens the relay when the vehicle has let go", () => {
    const bench = new Bench().charge();
    expect(bench.host("$FS^31")).toEqual([OK, line("AT fe 03 16 0540")]);
    expect(bench.state).toMatchObject({ pilot: { output: "P12" }, relay: { closed: true }, light: "white" });
    bench.after(199);
    expect(bench.state.relay.closed).toBe(true);
    expect(bench.after(1)).toEqual([]);
    expect(bench.state.relay.closed).toBe(false);
    expect(bench.host("$GS^30")).toEqual([line("OK fe 1 03 0500")]);
  });

  test("opens it under load after 3 s if the vehicle does not", () => {
    const bench = new Bench().charge().do("slow-vehicle on");
    bench.host("$FS^31");
    bench.after(2999);
    expect(bench.state).toMatchObject({ relay: { closed: true }, drawnAmps: 16 });
    bench.after(1);
    expect(bench.state).toMatchObject({ relay: { closed: false }, drawnAmps: 0, vehicle: { ready: true } });
    expect(bench.do("fail none", 1000).state.vehicle.ready).toBe(false);
  });

  test("opens it at once if nothing flows", () => {
    const bench = new Bench().do("fail not-closing").charge();
    expect(bench.state).toMatchObject({ relay: { commanded: true, closed: false }, drawnAmps: 0 });
    bench.host("$FS^31");
    expect(bench.state.relay.commanded).toBe(false);
  });

  test("opens it when the cable is pulled", () => {
    const bench = new Bench().charge().do("slow-vehicle on");
    bench.host("$FS^31");
    bench.do("unplug");
    expect(bench.state.relay.closed).toBe(false);
  });

  test("tells of vehicles by the flags; the pilot state stays as it was", () => {
    const bench = new Bench();
    expect(bench.host("$FS^31")).toEqual([OK, line("AT fe 01 16 0200")]);
    expect(bench.state.light).toBe("violet");
    expect(bench.do("plug").after(1000)).toEqual([line("AT fe 01 16 0300")]);
    expect(bench.host("$GS^30")).toEqual([line("OK fe 0 01 0700")]);
    expect(bench.state.light).toBe("white");
    expect(bench.do("unplug").after(1000)).toEqual([line("AT fe 01 16 0600")]);
    expect(bench.host("$GS^30")).toEqual([line("OK fe 0 01 0200")]);
  });

  test("may have the pilot state follow the vehicle, where that is asked for", () => {
    const bench = new Bench({ pilotFollowsInSleep: true }).charge();
    bench.host("$FS^31");
    expect(bench.after(1000)).toEqual([line("AT fe 02 16 0500")]);
  });

  test("is not left by charging on: enabling leads through state 00 to B", () => {
    const bench = new Bench().charge();
    bench.host("$FS^31");
    bench.after(5000);
    expect(bench.state).toMatchObject({ mode: "sleeping", relay: { closed: false } });
    expect(bench.host("$FE^27")).toEqual([OK]);
    expect(bench.host("$GS^30")).toEqual([line("OK 00 1 03 0500")]);
    expect(bench.after(1000)).toEqual([line("AT 02 02 16 0500"), line("AT 03 03 16 0540")]);
  });

  test("goes on from where it was when commanded twice", () => {
    const bench = new Bench();
    bench.host("$FS^31");
    expect(bench.host("$FS^31")).toEqual([OK]);
  });
});

describe("disabling", () => {
  test("opens the relay at once and stops reading the pilot", () => {
    const bench = new Bench().charge();
    expect(bench.host("$FD^26")).toEqual([OK, line("AT ff 03 16 0500")]);
    expect(bench.state).toMatchObject({
      mode: "disabled",
      pilot: { output: "N12" },
      relay: { closed: false },
      light: "violet",
    });
    expect(bench.do("unplug").after(1000)).toEqual([]);
    expect(bench.host("$GS^30")).toEqual([line("OK ff 1 03 0500")]);
    expect(bench.host("$FD^26")).toEqual([OK]);
  });

  test("ends with $FE or $FS", () => {
    const bench = new Bench();
    bench.host("$FD^26");
    bench.host("$FE^27");
    expect(bench.after(100)).toEqual([line("AT 01 01 16 0200")]);
    bench.host("$FD^26");
    expect(bench.host("$FS^31")).toEqual([OK, line("AT fe 01 16 0200")]);
  });

  test("$FE changes nothing of an enabled board", () => {
    const bench = new Bench().charge();
    expect(bench.host("$FE^27")).toEqual([OK]);
    expect(bench.state.relay.closed).toBe(true);
  });
});

describe("energy", () => {
  test("adds up while the relay is closed, and goes to the total with the vehicle", () => {
    const bench = new Bench({ vehicleMs: 0, relayMs: 0 }).do("plug", 500);
    bench.do(3_600_000);
    expect(bench.host("$GU^36")).toEqual([line(`OK ${16 * 240 * 3600} 0`)]);
    bench.host("$SC 6 V^54");
    bench.do(1000);
    expect(bench.host("$GU^36")).toEqual([line(`OK ${16 * 240 * 3600 + 6 * 240} 0`)]);
    bench.host("$FS^31");
    bench.do(60_000);
    expect(bench.state.energy.sessionWattSeconds).toBe(16 * 240 * 3600 + 6 * 240);
    bench.do("unplug", 1000);
    expect(bench.host("$GU^36")).toEqual([line(`OK ${16 * 240 * 3600 + 6 * 240} 3840`)]);
    bench.do("plug", 10);
    expect(bench.host("$GU^36")).toEqual([line("OK 0 3840")]);
  });

  test("counts seconds of charging over pauses of one session", () => {
    const bench = new Bench().charge().do(8800);
    bench.do("wants off", 60_000, "wants on", 10_550);
    expect(bench.state.chargeSeconds).toBe(20);
    bench.do("unplug", 1000, "plug", 1);
    expect(bench.state.chargeSeconds).toBe(0);
  });
});

describe("idling", () => {
  test("takes no timer at all", () => {
    let timers = 0;
    const bench = new Bench().charge();
    const after = bench.clock.after.bind(bench.clock);
    bench.clock.after = (ms, run) => {
      timers += 1;
      return after(ms, run);
    };
    bench.do(3_600_000);
    bench.host("$GS^30");
    expect(timers).toBe(0);
  });
});
