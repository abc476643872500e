import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RapiFrame, RapiParser } from "../../../../sim/devices/openevse/rapi-parser.ts";
import { rapiLine, spoiledLine } from "../../../../sim/devices/openevse/rapi-writer.ts";
import { Bench, line } from "./bench.ts";

function parse(text: string): RapiFrame[] {
  const parser = new RapiParser();
  const frames: RapiFrame[] = [];
  for (const byte of Buffer.from(text, "latin1")) {
    const frame = parser.take(byte);
    if (frame) frames.push(frame);
  }
  return frames;
}

function command(...tokens: string[]): RapiFrame {
  return { kind: "command", tokens, sequence: 0 };
}

const REFUSED = { kind: "refused" };

// rapi_proc.h and hand-checked ones
const VERIFIED = [
  ..."$FE^27 $FD^26 $FS^31 $FR^30 $GS^30 $GF^25 $GV^35 $GC^20 $GE^26 $GG^24 $GU^36 $G0^53 $G4^57 $GP^33".split(
    " ",
  ),
  ..."$GT^37 $GD^27 $GI^2A $SB^35 $SY^2E $FE*AF $FD*AE $FS*BD $GS*BE".split(" "),
  "$SK 0^2C",
  "$F0 1^43",
  "$F0 0^42",
  "$FB 0^30",
  "$FB 2^32",
  "$FB 3^33",
  "$FB 6^36",
  "$FB 7^37",
  "$S4 0^53",
  "$S4 1^52",
  "$SC 16 V^65",
  "$SC 6 V^54",
  "$FP 0 0 Hello^50",
  "$FF B 0^56",
];

describe("commands on the line", () => {
  test.each(VERIFIED)("%s is taken, and nothing else in the place of its checksum", (text) => {
    const body = text.slice(1, -3);
    expect(parse(`${text}\r`)).toEqual([command(...body.split(" "))]);
    const checksum = text.slice(-2);
    const kind = text.at(-3);
    for (let other = 0; other < 256; other++) {
      const hex = other.toString(16).toUpperCase().padStart(2, "0");
      if (hex !== checksum) expect(parse(`$${body}${kind}${hex}\r`)).toEqual([REFUSED]);
    }
  });

  test("may come without a checksum, in lower-case hex, and with something behind it", () => {
    expect(parse("$GS\r$GI^2a\r$GI^2A junk\r")).toEqual([command("GS"), command("GI"), command("GI")]);
  });

  test("have a checksum of one digit for a small one, and none for what is no hex", () => {
    expect(parse("$Aj^F\r$Aj^0F\r")).toEqual([command("Aj"), command("Aj")]);
    expect(parse("$GS^zz\r")).toEqual([REFUSED]);
  });

  test("end with a carriage return alone", () => {
    expect(parse("$GS^30\n")).toEqual([]);
    expect(parse("$GS^30\r\n$GV^35\r")).toEqual([command("GS"), command("GV")]);
  });

  test("begin anew at each dollar sign; what stands before it is ignored", () => {
    expect(parse("junk\r$FD$GS^30\r")).toEqual([command("GS")]);
  });

  test("carry a sequence id as their last word", () => {
    expect(parse("$GS :A1^5A\r")).toEqual([{ kind: "command", tokens: ["GS"], sequence: 0xa1 }]);
    expect(parse("$FB 2 :0f\r")).toEqual([{ kind: "command", tokens: ["FB", "2"], sequence: 15 }]);
    expect(parse("$:A1\r")).toEqual([command(":A1")]);
  });

  test("vanish silently from 32 characters on", () => {
    const longest = `$FP 0 0 ${"x".repeat(23)}`;
    expect(longest).toHaveLength(31);
    expect(parse(`${longest}\r`)).toHaveLength(1);
    expect(parse(`${longest}x\r`)).toEqual([]);
    expect(parse(`${longest}xxxxxxxxxxxxxxxxxxxx\r$GS\r`)).toEqual([command("GS")]);
  });

  test("have at most ten words", () => {
    expect(parse("$FP 2 3 4 5 6 7 8 9 10\r")).toHaveLength(1);
    expect(parse("$FP 2 3 4 5 6 7 8 9 10 11\r")).toEqual([REFUSED]);
  });

  test("end at a NUL, and may be empty", () => {
    expect(parse("$GS\0junk\r")).toEqual([command("GS")]);
    expect(parse("$\r")).toEqual([command("")]);
  });

  test("are the same however they are cut into chunks", () => {
    const text = VERIFIED.filter((each) => !each.startsWith("$FR")).join("\r");
    const whole = new Bench();
    const expected = whole.host(text).join("");
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (lengths) => {
        const bench = new Bench();
        const bytes = Buffer.from(`${text}\r`, "latin1");
        let at = 0;
        for (const length of lengths) {
          bench.evse.receive(bytes.subarray(at, at + length));
          at += length;
        }
        bench.evse.receive(bytes.subarray(at));
        expect(bench.wire.take().join("")).toBe(expected);
      }),
    );
  });

  test("get through whatever noise came before", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const parser = new RapiParser();
        for (const byte of noise) parser.take(byte);
        let frame: RapiFrame | undefined;
        for (const byte of Buffer.from("$GS^30\r")) frame = parser.take(byte);
        expect(frame).toEqual(command("GS"));
      }),
    );
  });

  test("do not come about by noise without a carriage return, and never upset the board", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const bench = new Bench();
        bench.evse.receive(noise);
        bench.after(10_000);
        bench.do("reboot", 100);
        expect(bench.state.evse).toBe("A");
      }),
    );
  });
});

describe("lines from the board", () => {
  test.each([
    "$OK 01 0 01 0000^10",
    "$OK 03 123 03 0140^15",
    "$OK 8.2.3 5.2.1^2F",
    "$OK^20",
    "$NK^21",
    "$OK :A1^4A",
    "$AB 00 8.2.3^1E",
    "$AT 01 01 16 0000^36",
    "$AT 02 02 16 0100^37",
    "$AT 03 03 16 0140^33",
    "$AT fe 02 16 0100^36",
    // from a real one: OpenEVSE/openevse_esp32_firmware#53
    "$OK fe 4497 03 0200^2C",
    "$OK fe 120 01 0200^13",
    "$OK fe 4497 03 0700^29",
  ])("%s", (text) => {
    expect(rapiLine(text.slice(1, -3))).toBe(`${text}\r`);
    expect(line(text.slice(1, -3))).toBe(`${text}\r`);
  });

  test("are spoiled in their checksum alone", () => {
    const spoiled = Buffer.from(spoiledLine(Buffer.from("$OK^20\r"))).toString();
    expect(spoiled).toMatch(/^\$OK\^[0-9A-F]{2}\r$/);
    expect(spoiled).not.toBe("$OK^20\r");
    expect(Buffer.from(spoiledLine(Buffer.from("no line"))).toString()).toBe("no line");
  });
});
