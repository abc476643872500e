import { describe, expect, test } from "vitest";
import { Bench, line } from "./bench.ts";

describe("heartbeat supervision", () => {
  test("is armed with interval and current, and stays quiet as long as pulses come", () => {
    const bench = new Bench().charge();
    expect(bench.host("$SY 60 6")).toEqual([line("OK 60 6 0")]);
    for (let count = 0; count < 10; count++) {
      bench.after(60_000);
      expect(bench.host("$SY^2E")).toEqual([line("OK 60 6 0")]);
    }
    expect(bench.state.amps).toBe(16);
  });

  test("lowers the current after a miss and leaves the relay closed", () => {
    const bench = new Bench().charge();
    bench.host("$SY 60 10");
    expect(bench.after(60_000)).toEqual([]);
    expect(bench.after(1)).toEqual([line("AT 03 03 10 0540")]);
    expect(bench.state).toMatchObject({ amps: 10, relay: { closed: true }, heartbeat: { trigger: 2 } });
  });

  test("lowers it to 6 A at least, whatever was asked for", () => {
    const bench = new Bench().charge();
    bench.host("$SY 5 0");
    bench.after(5001);
    expect(bench.state).toMatchObject({ amps: 6, relay: { closed: true } });
  });

  test("refuses pulses until the miss is acknowledged, which restores the configured current", () => {
    const bench = new Bench({ amps: 32 }).charge();
    bench.host("$SC 16 V^65");
    bench.host("$SY 60 6");
    bench.after(60_001);
    expect(bench.host("$SY^2E")).toEqual([line("NK 60 6 2")]);
    expect(bench.host("$SY 164")).toEqual([line("NK 60 6 2")]);
    expect(bench.host("$SY 165")).toEqual([line("OK 60 6 1"), line("AT 03 03 32 0540")]);
    expect(bench.host("$SY^2E")).toEqual([line("OK 60 6 1")]);
    expect(bench.host("$GY")).toEqual([line("OK 60 6 1")]);
  });

  test("lowers a current that was raised in spite of it, an interval later", () => {
    const bench = new Bench().charge();
    bench.host("$SY 60 6");
    bench.after(60_001);
    bench.host("$SC 16 V^65");
    expect(bench.state.amps).toBe(16);
    bench.after(60_001);
    expect(bench.state.amps).toBe(6);
  });

  test("counts in 16 bits of milliseconds: 66 s are over after 464 ms", () => {
    const bench = new Bench().charge();
    bench.host("$SY 66 6");
    bench.after(464);
    expect(bench.state.heartbeat.trigger).toBe(0);
    bench.after(1);
    expect(bench.state.heartbeat.trigger).toBe(2);
  });

  test("does not run while the board sleeps, and finds the miss when it wakes", () => {
    const bench = new Bench();
    bench.host("$SY 10 6");
    bench.host("$FS^31");
    bench.after(100_000);
    expect(bench.state).toMatchObject({ amps: 16, heartbeat: { trigger: 0 } });
    bench.host("$FE^27");
    bench.after(1);
    expect(bench.state).toMatchObject({ amps: 6, heartbeat: { trigger: 2 } });
  });

  test("ends with an interval of 0, which restores the current", () => {
    const bench = new Bench().charge();
    bench.host("$SY 10 6");
    bench.after(10_001);
    expect(bench.host("$SY 0 0")).toEqual([line("OK 0 0 0"), line("AT 03 03 16 0540")]);
    bench.after(1_000_000);
    expect(bench.state.amps).toBe(16);
  });

  test("survives a reboot", () => {
    const bench = new Bench();
    bench.host("$SY 10 8");
    bench.do("reboot", 100);
    expect(bench.host("$GY")).toEqual([line("OK 10 8 0")]);
    bench.after(10_000);
    expect(bench.state.amps).toBe(8);
  });

  test("refuses what it does not know", () => {
    const bench = new Bench();
    expect(bench.host("$SY 1 2 3")).toEqual([line("NK 0 0 0")]);
    expect(bench.host("$SY 165")).toEqual([line("OK 0 0 0")]);
    expect(bench.host("$SY^2E")).toEqual([line("OK 0 0 0")]);
  });
});
