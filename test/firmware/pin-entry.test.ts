import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_ENTRY, type PinEntry, pressKey } from "../../firmware/pin-entry.ts";

const IDLE = 10_000;

/** Types keys 200 ms apart; answers what was submitted. */
function type(keys: string, start: PinEntry = NO_ENTRY): (string | null)[] {
  let entry = start;
  const submitted: string[] = [];
  keys.split("").forEach((key, index) => {
    const pressed = pressKey(entry, key === "!" ? "enter" : key, index * 200, IDLE);
    entry = pressed.entry;
    if (pressed.submitted !== null) submitted.push(pressed.submitted);
  });
  return submitted;
}

describe("PIN entry", () => {
  test.each([
    ["#4711#", ["#4711"]],
    ["#4711!", ["#4711"]],
    ["#47*#11#", ["#11"]],
    ["##4711#", ["#4711"]],
    ["4711#", []],
    ["123#4711#", ["#4711"]],
    ["#!", []],
    ["!!", []],
    ["#4711#0815#", ["#4711"]],
    ["#4711##0815#", ["#4711", "#0815"]],
  ])("A2: %s submits %j", (keys, submitted) => {
    expect(type(keys)).toEqual(submitted);
  });

  test("A2: ten seconds without a key discard what was typed", () => {
    let { entry } = pressKey(NO_ENTRY, "#", 0, IDLE);
    ({ entry } = pressKey(entry, "4", 100, IDLE));
    const late = pressKey(entry, "7", 100 + IDLE, IDLE);
    expect(late).toEqual({ entry: NO_ENTRY, submitted: null });
    expect(pressKey(entry, "#", 99 + IDLE, IDLE).submitted).toBe("#4");
  });

  test("a flood of digits is not kept", () => {
    const [submitted] = type(`#${"1".repeat(10_000)}#`);
    expect(submitted).toBe(`#${"1".repeat(11)}`);
  });

  test("only what stands between two # is ever submitted, without loss", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{1,10}$/),
        fc.stringMatching(/^[0-9*!]{0,10}$/),
        (digits, before) => {
          expect(type(`${before}*#${digits}#`).at(-1)).toBe(`#${digits}`);
        },
      ),
    );
  });
});
