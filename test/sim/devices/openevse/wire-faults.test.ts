import { describe, expect, test } from "vitest";
import { Bench, line } from "./bench.ts";

const OK = "$OK^20\r";

describe("line faults", () => {
  test("silence: the board neither hears nor speaks, but goes on", () => {
    const bench = new Bench().do("fault silence", "plug", 2000);
    expect(bench.host("$FS^31")).toEqual([]);
    expect(bench.state).toMatchObject({ evse: "C", lastCommand: "", fault: "silence" });
    bench.do("fault none");
    expect(bench.host("$FE^27")).toEqual([OK]);
  });

  test("corrupt: every line has a wrong checksum", () => {
    const bench = new Bench().do("fault corrupt");
    const [reply, state] = bench.host("$FS^31");
    expect(reply).toMatch(/^\$OK\^(?!20)[0-9A-F]{2}\r$/);
    expect(state).toMatch(/^\$AT fe 01 16 0200\^[0-9A-F]{2}\r$/);
    expect(state).not.toBe(line("AT fe 01 16 0200"));
  });

  test("duplicate: every line comes twice", () => {
    const state = line("AT fe 01 16 0200");
    expect(new Bench().do("fault duplicate").host("$FS^31")).toEqual([OK, OK, state, state]);
  });

  test("drop-ack: commands are obeyed without an answer", () => {
    const bench = new Bench().do("fault drop-ack");
    expect(bench.host("$FS^31")).toEqual([line("AT fe 01 16 0200")]);
    expect(bench.host("$XX")).toEqual([]);
    expect(bench.state).toMatchObject({ evse: "sleeping", refused: 1 });
  });

  test("drop-at: notifications alone are withheld", () => {
    const bench = new Bench().do("drop-at on");
    expect(bench.host("$FS^31")).toEqual([OK]);
    bench.do("drop-at off");
    expect(bench.host("$FD^26")).toEqual([OK, line("AT ff 01 16 0200")]);
  });

  test("noise: bursts stand between lines, which stay whole", () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 48271) % 0x7fffffff;
      return seed / 0x7fffffff;
    };
    const bench = new Bench({}, random).do("fault noise");
    for (let count = 0; count < 100; count++) {
      bench.after(50);
      expect(bench.host("$GV^35")).toEqual(["$OK 8.2.3 5.2.1^2F\r"]);
    }
    bench.after(1000);
    expect(bench.do("fault none").after(1000)).toEqual([]);
  });

  test("hangup: the plug is out until the fault ends", () => {
    const bench = new Bench().do("fault hangup");
    expect(bench.host("$FS^31")).toEqual([]);
    bench.do("fault corrupt");
    expect(bench.wire.events).toEqual(["hangUp", "restore"]);
  });
});

describe("a person's commands", () => {
  test.each([
    [
      "",
      "error expected plug, unplug, wants, slow-vehicle, pilot, fail, fault, drop-at, reboot, state or help",
    ],
    ["plug in", "error expected nothing after plug"],
    ["wants", "error expected wants on|off"],
    ["wants maybe", "error expected wants on|off"],
    ["slow-vehicle", "error expected slow-vehicle on|off"],
    ["drop-at", "error expected drop-at on|off"],
    ["pilot e", "error expected pilot a|b|c|d|auto"],
    ["fault fire", "error expected fault silence|noise|corrupt|duplicate|drop-ack|hangup|none"],
    [
      "fail",
      "error expected fail vent|diode|gfci|no-ground|stuck-relay|gfi-self-test|over-temp|over-current|relay-closure|welded|not-closing|held-closed|slow-vehicle|none",
    ],
  ])("%j is answered by %j", (text, answer) => {
    expect(new Bench().evse.command(text)).toBe(answer);
  });

  test("may be written in capitals and with more blanks", () => {
    expect(new Bench().evse.command("  WANTS   Off ")).toBe("ok");
  });

  test("state is one line of JSON, the same as the typed read", () => {
    const bench = new Bench();
    bench.host("$GS^30");
    bench.host("$GS^30");
    bench.host("$SC");
    const text = bench.evse.command("state");
    expect(text).not.toContain("\n");
    expect(JSON.parse(text)).toEqual(bench.state);
    expect(bench.state).toMatchObject({ lastCommand: "SC", commands: { GS: 2, SC: 1 }, refused: 1 });
  });

  test("help names every command", () => {
    const help = new Bench().evse.command("help");
    for (const word of ["plug", "unplug", "wants", "fail", "fault", "drop-at", "pilot", "reboot", "state"])
      expect(help).toContain(word);
  });

  test("fail slow-vehicle is slow-vehicle on", () => {
    expect(new Bench().do("fail slow-vehicle").state.vehicle.slow).toBe(true);
  });
});

describe("watching", () => {
  test("is told of every change, whoever made it", () => {
    const seen: string[] = [];
    const bench: Bench = new Bench({ onChange: () => seen.push("change") });
    const changes = () => seen.splice(0).length;
    changes();
    bench.do("plug");
    expect(changes()).toBeGreaterThan(0);
    bench.do(300);
    expect(changes()).toBeGreaterThan(0);
    bench.host("$FB 1");
    expect(changes()).toBeGreaterThan(0);
    bench.do("fault silence");
    expect(changes()).toBeGreaterThan(0);
  });

  test("ends with stop: no word and no timer after it", () => {
    const bench = new Bench().do("plug", 100, "fault noise");
    bench.host("$SY 10 6");
    bench.evse.stop();
    expect(bench.after(100_000)).toEqual([]);
    expect(bench.host("$GS^30")).toEqual([]);
    expect(bench.state.evse).toBe("A");
  });
});
