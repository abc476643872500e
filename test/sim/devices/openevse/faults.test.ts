import { describe, expect, test } from "vitest";
import { Bench, line } from "./bench.ts";

const OK = "$OK^20\r";

describe("faults that the board finds", () => {
  test.each([
    ["vent", "04 04", "0502"],
    ["diode", "05 05", "0502"],
    ["gfci", "06 03", "0580"],
    ["no-ground", "07 03", "0500"],
    ["gfi-self-test", "09 03", "0502"],
    ["relay-closure", "0e 03", "0500"],
  ])("%s opens the relay and is notified with state and pilot %s, flags %s", (name, codes, flags) => {
    const bench = new Bench().charge().do(5000, `fail ${name}`);
    expect(bench.wire.take()).toEqual([line(`AT ${codes} 16 ${flags}`)]);
    expect(bench.state).toMatchObject({
      evse: name,
      failure: name,
      relay: { commanded: false, closed: false },
      light: "red",
      pilot: { output: "P12" },
    });
  });

  test.each([
    ["over-temp", 5000, "0a"],
    ["over-current", 1000, "0b"],
  ])("%s gives the vehicle %i ms, deaf meanwhile, then opens the relay", (name, ms, code) => {
    const bench = new Bench().charge().do("slow-vehicle on", 5000, `fail ${name}`);
    expect(bench.host("$FE^27")).toEqual([]);
    expect(bench.state.pilot.output).toBe("P12");
    bench.after(ms - 1);
    expect(bench.state.relay.closed).toBe(true);
    expect(bench.after(1)).toEqual([line(`AT ${code} 03 16 0502`), OK]);
    expect(bench.state).toMatchObject({ relay: { closed: false }, light: "red" });
  });

  test("over-temp shows in the temperatures", () => {
    const bench = new Bench().do("fail over-temp", 5000);
    expect(bench.host("$GP^33")).toEqual([line("OK 720 -2560 -2560")]);
  });

  test("stuck-relay closes the contactor without being told, and keeps it closed", () => {
    const bench = new Bench().do("fail stuck-relay");
    expect(bench.wire.take()).toEqual([line("AT 08 01 16 0202")]);
    expect(bench.state).toMatchObject({ evse: "stuck-relay", relay: { commanded: false, closed: true } });
    bench.do("fail none", 100);
    expect(bench.state).toMatchObject({ evse: "A", relay: { closed: false } });
  });

  test("within two seconds of closing are hard", () => {
    const bench = new Bench().charge().do("fail no-ground");
    expect(bench.wire.take()).toEqual([line("AT 07 03 16 0502")]);
  });

  test("that are not hard lose the pilot state after a while", () => {
    const bench = new Bench().charge().do(5000, "fail gfci");
    bench.wire.take();
    expect(bench.after(1000)).toEqual([line("AT 06 00 16 0580")]);
  });

  test("are counted as far as the board counts them", () => {
    const bench = new Bench();
    for (const name of ["gfci", "gfci", "no-ground", "stuck-relay", "vent"])
      bench.do(`fail ${name}`, "fail none", 300);
    expect(bench.host("$GF^25")).toEqual([line("OK 2 1 1")]);
  });

  test("end on demand, and charging goes on", () => {
    const bench = new Bench().charge().do(5000, "fail gfci", 1000, "fail none");
    expect(bench.host("$GS^30")).toEqual([line("OK 00 6 00 0580")]);
    bench.do(1000);
    expect(bench.state).toMatchObject({ evse: "C", light: "teal" });
  });

  test("give way to one another", () => {
    const bench = new Bench().do("fail gfci", "fail no-ground");
    expect(bench.state.evse).toBe("no-ground");
  });

  test("are not looked for in sleep, and found on waking", () => {
    const bench = new Bench().charge();
    bench.host("$FS^31");
    bench.do("fail diode");
    expect(bench.state.evse).toBe("sleeping");
    expect(bench.host("$FE^27")[0]).toBe(OK);
    expect(bench.state.evse).toBe("diode");
    bench.host("$FS^31");
    expect(bench.state.evse).toBe("sleeping");
    bench.do("fail none");
    bench.host("$FE^27");
    bench.do(1000);
    expect(bench.state).toMatchObject({ evse: "C", vflags: "0540" });
  });

  test("gfci opens the relay even then", () => {
    const bench = new Bench().charge().do("slow-vehicle on");
    bench.host("$FS^31");
    bench.do("fail gfci");
    expect(bench.state).toMatchObject({ evse: "sleeping", relay: { closed: false } });
  });

  test.each([
    ["no-ground", "07"],
    ["stuck-relay", "08"],
    ["gfi-self-test", "09"],
    ["diode", "00"],
  ])("%s is told at boot as %s", (name, code) => {
    const bench = new Bench().do(`fail ${name}`, "reboot");
    bench.wire.take();
    const said = bench.after(100);
    expect(said[1]).toBe(line(`AB ${code} 8.2.3`));
    expect(bench.state.evse).toBe(name);
  });
});

describe("the pilot held by force", () => {
  test("at 3 V is a vent fault until the vehicle leaves", () => {
    const bench = new Bench().do("pilot d", 250);
    expect(bench.wire.take()).toEqual([line("AT 04 04 16 0702")]);
    bench.do("pilot b", 1000);
    expect(bench.state.evse).toBe("vent");
    bench.do("pilot auto", 100);
    expect(bench.state).toMatchObject({ evse: "A", vflags: "0200" });
  });

  test("at 6 V without an offer counts as B, then C", () => {
    const bench = new Bench().do("pilot c", 250);
    expect(bench.wire.take()).toEqual([line("AT 02 03 16 0700")]);
    bench.do(350);
    expect(bench.state).toMatchObject({ evse: "C", drawnAmps: 0 });
  });
});

describe("a failing contactor", () => {
  test("that is welded stays closed although the board thinks otherwise", () => {
    const bench = new Bench().charge().do("fail welded");
    bench.host("$FS^31");
    bench.do(5000);
    expect(bench.state).toMatchObject({ evse: "sleeping", relay: { commanded: false, closed: true } });
    expect(bench.host("$GS^30")).toEqual([line("OK fe 1 03 0500")]);
    bench.do("reboot");
    expect(bench.state.relay.closed).toBe(true);
    bench.do("fail none");
    expect(bench.state.relay.closed).toBe(false);
  });

  test("that does not close delivers nothing", () => {
    const bench = new Bench().do("fail not-closing").charge();
    expect(bench.state).toMatchObject({ evse: "C", relay: { commanded: true, closed: false }, drawnAmps: 0 });
    bench.do(10_000);
    expect(bench.host("$GU^36")).toEqual([line("OK 0 0")]);
  });

  test("falls open when power is cut", () => {
    const bench = new Bench({ bootMs: 2000 }).do(2000).charge().do("reboot");
    expect(bench.state).toMatchObject({ mode: "booting", relay: { closed: false } });
    bench.do(5000);
    expect(bench.state).toMatchObject({ mode: "enabled", evse: "C" });
  });
});
