import { describe, expect, test } from "vitest";
import { Bench, line } from "./bench.ts";

const OK = "$OK^20\r";
const NK = "$NK^21\r";

describe("booting", () => {
  test("comes with a state of zeros, then the boot notification, then state A", () => {
    const bench = new Bench().do("reboot");
    expect(bench.after(1000)).toEqual([
      line("AT 00 00 0 0200"),
      "$AB 00 8.2.3^1E\r",
      "$AT 01 01 16 0200^34\r",
    ]);
    expect(bench.state).toMatchObject({ mode: "enabled", evse: "A", code: "01", light: "green" });
  });

  test("takes as long as it was told, deaf meanwhile", () => {
    const bench = new Bench({ bootMs: 3000 });
    expect(bench.state.mode).toBe("booting");
    expect(bench.host("$GS^30")).toEqual([]);
    expect(bench.after(2974)).toEqual([]);
    expect(bench.after(1)).toContain("$AB 00 8.2.3^1E\r");
    expect(bench.host("$GS^30")).toEqual([line("OK 00 0 00 0200")]);
  });

  test("brings lines that are no RAPI, as does closing the relay, in builds for V6 hardware", () => {
    const chatter = "\nrelayCloseMs: 100\r\nrelayHoldPwm: 255\r\n";
    const bench = new Bench({ chatter: true }).do("reboot");
    expect(bench.after(1000)[0]).toBe(chatter);
    expect(bench.do("plug").after(2000)).toEqual([
      line("AT 02 02 16 0700"),
      chatter,
      line("AT 03 03 16 0540"),
    ]);
  });

  test("leaves what is in the EEPROM, and nothing else", () => {
    const bench = new Bench();
    bench.host("$SC 20");
    bench.host("$SC 10 V");
    bench.host("$SK 77");
    bench.host("$FF B 0");
    bench.host("$FS");
    bench.do("reboot", 100);
    expect(bench.host("$GC")).toEqual([line("OK 6 80 20 20")]);
    expect(bench.host("$GU")).toEqual([line("OK 0 77")]);
    expect(bench.host("$GE")).toEqual([line("OK 20 8001")]);
    expect(bench.state.mode).toBe("enabled");
  });

  test("happens on $FR too, after a second and without an answer", () => {
    const bench = new Bench();
    expect(bench.host("$FR^30")).toEqual([]);
    expect(bench.host("$GS^30")).toEqual([]);
    expect(bench.after(999)).toEqual([]);
    expect(bench.after(1)).toContain("$AB 00 8.2.3^1E\r");
  });

  test("waits on $FR for a charging vehicle to let go", () => {
    const bench = new Bench().charge();
    bench.do("slow-vehicle on");
    bench.host("$FR^30");
    bench.after(3999);
    expect(bench.state).toMatchObject({ relay: { closed: true }, pilot: { output: "P12" } });
    bench.after(1);
    expect(bench.state.relay.closed).toBe(false);
  });
});

describe("queries", () => {
  test.each([
    ["$GV^35", "$OK 8.2.3 5.2.1^2F\r"],
    ["$GS^30", line("OK 01 0 01 0200")],
    ["$GF^25", line("OK 0 0 0")],
    ["$GE^26", line("OK 16 0001")],
    ["$GC^20", line("OK 6 80 16 16")],
    ["$GG^24", line("OK 0 240000")],
    ["$GU^36", line("OK 0 0")],
    ["$GP^33", line("OK 250 -2560 -2560")],
    ["$GI^2A", line("OK  CHGATE00000001")],
    ["$G0^53", line("OK 0")],
    ["$GD^27", line("OK 0 0 0 0")],
    ["$GT^37", line("OK 26 6 1 8 0 0")],
    ["$GY", line("OK 0 0 0")],
  ])("%s", (command, answer) => {
    expect(new Bench().host(command)).toEqual([answer]);
  });

  test("tell of charging", () => {
    const bench = new Bench().charge();
    bench.after(123_000);
    const [state] = bench.host("$GS^30");
    expect(state).toBe(line("OK 03 124 03 0540"));
    expect(bench.host("$GG^24")).toEqual([line("OK 16000 240000")]);
    expect(bench.host("$G0^53")).toEqual([line("OK 1")]);
  });

  test("do not know of a vehicle while the pilot is at -12 V", () => {
    const bench = new Bench().do("plug", 100);
    bench.host("$FD^26");
    expect(bench.host("$G0^53")).toEqual([line("OK 2")]);
  });
});

describe("answers", () => {
  test("bring back the sequence id, in capitals, unless it is 00", () => {
    const bench = new Bench();
    expect(bench.host("$FE :A1^4D")).toEqual(["$OK :A1^4A\r"]);
    expect(bench.host("$GV :a1")).toEqual([line("OK 8.2.3 5.2.1 :A1")]);
    expect(bench.host("$XX :07")).toEqual([line("NK :07")]);
    expect(bench.host("$FE :00")).toEqual([OK]);
  });

  test.each([
    "$GS^31",
    "$XX",
    "$GZ",
    "$",
    "$S4 0^53",
    "$G4^57",
    "$SB^35",
    "$S1 1 2 3 4 5 6 7 8 9 0",
    "$FB",
    "$F0",
    "$FP 0 0",
  ])("to %s are a refusal", (command) => {
    expect(new Bench().host(command)).toEqual([NK]);
  });

  test("go by the first two characters of the word", () => {
    expect(new Bench().host("$GVERSION")).toEqual(["$OK 8.2.3 5.2.1^2F\r"]);
  });

  test("come after nothing but a carriage return when the echo is on, which stays on", () => {
    const bench = new Bench();
    expect(bench.host("$FF E 1").join("")).toBe(`${OK}\n`);
    expect(bench.host("$FE").join("")).toBe(`$FE\r${OK}\n`);
    expect(bench.host("$FF E 0").join("")).toBe(`$FF E 0\r${OK}\n`);
    expect(bench.host("$FE").join("")).toBe(`$FE\r${OK}\n`);
  });
});

describe("the current", () => {
  test("is set and notified after the answer", () => {
    const bench = new Bench({ amps: 32 });
    expect(bench.host("$SC 16 V^65")).toEqual([line("OK 16"), "$AT 01 01 16 0200^34\r"]);
    expect(bench.host("$SC 16 V^65")).toEqual([line("OK 16")]);
  });

  test("is the nearest allowed one where it is refused", () => {
    const bench = new Bench({ amps: 32 });
    expect(bench.host("$SC 5 V")[0]).toBe(line("NK 6"));
    expect(bench.host("$SC 40 V")[0]).toBe(line("NK 32"));
    expect(bench.host("$SC 40")[0]).toBe(line("OK 40"));
    expect(bench.host("$SC 81")[0]).toBe(line("NK 80"));
    expect(bench.host("$SC 272 V")[0]).toBe(line("OK 16"));
    expect(bench.host("$SC")[0]).toBe(NK);
  });

  test("has a hardware limit that can be set once", () => {
    const bench = new Bench({ amps: 32 });
    expect(bench.host("$SC 90 M")[0]).toBe(line("NK 80"));
    expect(bench.host("$SC 20 M")[0]).toBe(line("OK 20"));
    expect(bench.host("$SC 30 M")[0]).toBe(line("NK 20"));
    expect(bench.host("$GC^20")).toEqual([line("OK 6 20 20 20")]);
    expect(new Bench({ maxAmps: 10 }).host("$GC")).toEqual([line("OK 6 10 10 10")]);
  });
});

describe("the display", () => {
  test.each([
    ["$FB 0^30", "off"],
    ["$FB 1", "red"],
    ["$FB 2^32", "green"],
    ["$FB 3^33", "yellow"],
    ["$FB 4", "blue"],
    ["$FB 5", "violet"],
    ["$FB 6^36", "teal"],
    ["$FB 7^37", "white"],
  ])("%s makes the light %s", (command, light) => {
    const bench = new Bench();
    expect(bench.host(command)).toEqual([OK]);
    expect(bench.state.light).toBe(light);
  });

  test("shows the host's text until the state changes", () => {
    const bench = new Bench();
    expect(bench.host("$FP 0 0 Hello^50")).toEqual([OK]);
    bench.host("$FP 2 1 two words");
    bench.host("$FP 11 1 \x11\x11over the edge");
    expect(bench.state.display).toEqual(["Hello           ", "  two words  ove"]);
    bench.do("plug", 300);
    expect(bench.state).toMatchObject({ light: "yellow", display: ["                ", "                "] });
  });

  test("is left to the host on demand, but not in a fault", () => {
    const bench = new Bench();
    expect(bench.host("$F0 0^42")).toEqual([OK]);
    bench.host("$FB 5");
    bench.do("plug", 300);
    expect(bench.state.light).toBe("violet");
    bench.do("fail gfci");
    expect(bench.state.light).toBe("red");
    bench.do("fail none", 300);
    expect(bench.state.light).toBe("red");
    expect(bench.host("$F0 1^43")).toEqual([OK]);
    expect(bench.state.light).toBe("yellow");
  });

  test("takes no text in a hard fault", () => {
    expect(new Bench().do("fail diode").host("$FP 0 0 Hello^50").at(-1)).toBe(NK);
  });
});

describe("features and the button", () => {
  test.each([
    ["$FF B 0^56", "8001"],
    ["$FF D 0", "0003"],
    ["$FF V 0", "0005"],
    ["$FF G 0", "0009"],
    ["$FF R 0", "0011"],
    ["$FF F 0", "0201"],
    ["$FF T 0", "0401"],
  ])("%s sets flags %s, and 1 clears them", (command, flags) => {
    const bench = new Bench();
    expect(bench.host(command)).toEqual([OK]);
    expect(bench.host("$GE")).toEqual([line(`OK 16 ${flags}`)]);
    bench.host(command.slice(0, 6).concat("1"));
    expect(bench.host("$GE")).toEqual([line("OK 16 0001")]);
  });

  test.each(["$FF B 2", "$FF X 0", "$FF B", "$FF B 0 0"])("%s is refused", (command) => {
    expect(new Bench().host(command)).toEqual([NK]);
  });

  test("$F1 toggles sleep, and does nothing in a fault", () => {
    const bench = new Bench();
    expect(bench.host("$F1")).toEqual([OK, line("AT fe 01 16 0200")]);
    expect(bench.host("$F1")).toEqual([OK]);
    expect(bench.after(100)).toEqual([line("AT 01 01 16 0200")]);
    bench.do("fail gfci");
    bench.host("$F1");
    expect(bench.state.evse).toBe("gfci");
  });
});

describe("locks", () => {
  test("of authorization hold the pilot at +12 V until opened, and close again in state A", () => {
    const bench = new Bench({ authLock: true });
    expect(bench.host("$G4^57")).toEqual([line("OK 1")]);
    bench.do("plug", 2000);
    expect(bench.wire.take()).toEqual([line("AT 02 02 16 0708")]);
    expect(bench.state).toMatchObject({ light: "teal", pilot: { output: "P12" } });
    expect(bench.host("$S4 0^53")).toEqual([OK, line("AT 02 02 16 0700")]);
    bench.after(1000);
    expect(bench.state.evse).toBe("C");
    expect(bench.host("$S4 1^52")[0]).toBe(OK);
    expect(bench.state).toMatchObject({ evse: "B", relay: { closed: false } });
    bench.host("$S4 0^53");
    bench.do("unplug", 100);
    expect(bench.host("$G4^57")).toEqual([line("OK 1")]);
  });

  test("of booting keep the board from looking until $SB", () => {
    const bench = new Bench({ bootLock: true });
    bench.do("plug", 2000);
    expect(bench.host("$GS^30")).toEqual([line("OK 00 0 00 4200")]);
    expect(bench.host("$SB^35")).toEqual([line("OK 0")]);
    bench.after(2000);
    expect(bench.state.evse).toBe("C");
    bench.do("fail gfci");
    expect(bench.host("$SB^35").at(-1)).toBe(line("OK 1"));
  });
});
