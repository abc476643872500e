import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeRapi, parseRapi } from "../../../hal/board/openevse/rapi.ts";
import { INTER_CHARACTER_TIMEOUT, RapiDecoder } from "../../../hal/board/openevse/rapi-decoder.ts";
import { parseGetState, parseStateChange, reportOf } from "../../../hal/board/openevse/status.ts";

const ascii = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("RAPI lines", () => {
  test.each(["$FE^27", "$FD^26", "$FS^31", "$GS^30", "$GU^36", "$SY^2E", "$FB 3^33", "$FB 0^30", "$GV^35"])(
    "frames %s as the board's firmware does",
    (line) => {
      expect(text(encodeRapi(line.slice(1, -3)))).toBe(`${line}\r`);
    },
  );

  test("reads replies and async lines, and nothing with a wrong or no checksum", () => {
    expect(parseRapi("$OK^20")).toEqual({ type: "reply", ok: true, params: [] });
    expect(parseRapi("$NK^21")).toEqual({ type: "reply", ok: false, params: [] });
    expect(parseRapi("$OK 03 123 03 0140^15")).toEqual({
      type: "reply",
      ok: true,
      params: ["03", "123", "03", "0140"],
    });
    expect(parseRapi("$AT 03 03 16 0140^33")).toMatchObject({ type: "async", name: "AT" });
    expect(parseRapi("$AB 00 8.2.3^1E")).toEqual({ type: "async", name: "AB", params: ["00", "8.2.3"] });
    for (const line of ["$OK", "$OK^21", "OK^20", "$OK^2", "", "$^24", "$OK\x01^21"])
      expect(parseRapi(line)).toBeNull();
  });

  test("the same lines come out however the stream is cut, noise or not", () => {
    const line = fc.constantFrom("OK", "NK", "OK 01 0 01 0000", "AT 02 02 16 0100", "AB 00 8.2.3");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 60 }), line), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        (parts, size) => {
          const stream = Buffer.concat(parts.flatMap(([noise, each]) => [noise, encodeRapi(each)]));
          const whole = new RapiDecoder().push(stream, 0);
          const decoder = new RapiDecoder();
          const cut = [];
          for (let at = 0; at < stream.length; at += size)
            cut.push(...decoder.push(stream.subarray(at, at + size), 0));
          expect(cut).toEqual(whole);
          expect(whole.length).toBeGreaterThanOrEqual(parts.length);
        },
      ),
    );
  });

  test.each([
    ["nothing between lines", "$OK^20\r$NK^21\r", { lines: 2 }],
    ["line ends between lines", "\r\n$OK^20\r\n\r\n", { lines: 1 }],
    ["characters that belong to no line", "relayCloseMs: 100\r\n$OK^20\r", { lines: 1, discarded: 17 }],
    ["a wrong checksum", "$OK^21\r$OK^20\r", { lines: 1, badLines: 1, discarded: 6 }],
    ["a line begun again", "$GS$OK^20\r", { lines: 1, discarded: 3 }],
    ["a line too long", `$${"x".repeat(96)}yz\r$OK^20\r`, { lines: 1, tooLong: 1, discarded: 99 }],
    ["the longest line", `$${"x".repeat(95)}\r$OK^20\r`, { lines: 1, badLines: 1, discarded: 96 }],
  ])("counts %s, character for character", (_, text, counted) => {
    const decoder = new RapiDecoder();
    decoder.push(ascii(text), 0);
    expect(decoder.counters).toEqual(
      Object.assign({ lines: 0, discarded: 0, badLines: 0, tooLong: 0, timeouts: 0 }, counted),
    );
  });

  test("a line that stops in the middle is dropped, counted from its last character", () => {
    const decoder = new RapiDecoder();
    expect(decoder.push(ascii("$O"), 1_000)).toEqual([]);
    expect(decoder.push(ascii("K"), 1_090)).toEqual([]);
    expect(decoder.push(ascii("^20\r"), 1_180)).toHaveLength(1);
    expect(decoder.push(ascii("$OK"), 2_000)).toEqual([]);
    expect(decoder.push(ascii("^20\r"), 2_000 + INTER_CHARACTER_TIMEOUT)).toEqual([]);
    expect(decoder.push(ascii("$OK^20\r"), 9_000)).toHaveLength(1);
    expect(decoder.counters).toMatchObject({ lines: 2, timeouts: 1 });
  });
});

describe("the board's status", () => {
  const report = (line: string, flagIsKept = true, waking = false) => {
    const status = parseStateChange(line.split(" "));
    return status && reportOf(status, { meterWs: null, flagIsKept, before: null, waking });
  };

  test("reads the pilot also while asleep", () => {
    expect(report("fe 02 16 0100")).toMatchObject({
      pilot: "B",
      contactor: "open",
      enabled: false,
      fault: null,
    });
    expect(report("fe 01 16 0000")).toMatchObject({ pilot: "A", enabled: false });
    expect(report("03 03 16 0140")).toMatchObject({ pilot: "C", contactor: "closed", enabled: true });
  });

  test("asleep, stock firmware leaves the pilot as it was, and only the flag follows the vehicle", () => {
    expect(report("fe 01 16 0100")).toMatchObject({ pilot: "B" });
    expect(report("fe 02 16 0000")).toMatchObject({ pilot: "A" });
    expect(report("fe 03 16 0100")).toMatchObject({ pilot: "B" });
    expect(report("fe 02 16 0000", false)).toMatchObject({ pilot: "B" });
  });

  test("just enabled, the pilot may be old, and the flag tells; otherwise pilot A is an unplug", () => {
    expect(report("01 01 16 0100", true, true)).toMatchObject({ pilot: "B" });
    expect(report("01 01 16 0000", true, true)).toMatchObject({ pilot: "A" });
    expect(report("01 03 16 0100", true, true)).toMatchObject({ pilot: "B" });
    expect(report("03 03 16 0140", true, true)).toMatchObject({ pilot: "C" });
    expect(report("01 01 16 0100", true, false)).toMatchObject({ pilot: "A" });
  });

  test("disabled by $FD is pilot F", () => {
    expect(report("ff 02 16 0100")).toMatchObject({ pilot: "F", enabled: false });
  });

  test.each([
    ["04", "ventilation-required"],
    ["05", "diode-check-failed"],
    ["06", "ground-fault"],
    ["07", "no-ground"],
    ["08", "stuck-relay"],
    ["09", "self-test-failed"],
    ["0a", "over-temperature"],
    ["0b", "over-current"],
    ["0e", "contactor-not-closing"],
    ["0d", "board-fault"],
  ])("state %s is the fault %s", (state, fault) => {
    expect(report(`${state} 03 16 0100`)).toMatchObject({ fault, enabled: false });
  });

  test("takes nothing of another shape for a status", () => {
    for (const params of [
      [],
      ["01"],
      ["01", "0", "01"],
      ["01", "x", "01", "0000"],
      ["zz", "0", "01", "0000"],
    ]) {
      expect(parseGetState(params)).toBeNull();
    }
    expect(parseGetState(["01", "0", "01", "0000"])).toEqual({ state: 1, pilot: 1, flags: 0 });
  });
});
