import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oddsPerDay, PIN_LOCK, triesPerDay } from "../../../cloud/credentials/pin-odds.ts";
import {
  NO_TERMS,
  partsOfWindow,
  pinTermsProblem,
  WEEKDAYS,
  windowOf,
} from "../../../cloud/credentials/pin-terms.ts";
import { afterWrongPin, type Lockout } from "../../../firmware/core/lockout.ts";
import { DEFAULT_RULES, TIMES } from "../../../firmware/core/rules.ts";
import { furtherTerms } from "../../../protocol/list-entry.ts";

describe("hours of a PIN code", () => {
  test.each([
    [["Mon", "Tue", "Wed", "Thu", "Fri"], "07:00", "19:00", "Mon-Fri 07:00-19:00"],
    [["Sun", "Sat"], "08:00", "24:00", "Sat,Sun 08:00-24:00"],
    [["Mon", "Wed", "Thu", "Fri"], "22:00", "06:00", "Mon,Wed-Fri 22:00-06:00"],
    [WEEKDAYS, "00:00", "00:00", "Mon-Sun 00:00-24:00"],
  ] as const)("%j from %s to %s is written %s", (days, from, to, window) => {
    expect(windowOf(days, from, to)).toBe(window);
  });

  test.each([
    [[], "07:00", "19:00"],
    [["Mon"], "7:00", "19:00"],
    [["Mon"], "07:00", "07:00"],
    [["Mon"], "07:00", "25:00"],
  ] as const)("%j from %s to %s is none", (days, from, to) => {
    expect(windowOf(days, from, to)).toBeNull();
  });

  test("what was chosen is read back as it was, and the wire takes it", () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    fc.assert(
      fc.property(fc.subarray([...WEEKDAYS], { minLength: 1 }), time, time, (days, from, to) => {
        const window = windowOf(days, from, to);
        fc.pre(window !== null);
        expect(furtherTerms.shape.windows.safeParse([window]).success).toBe(true);
        expect(partsOfWindow(window)).toEqual({ days, from, to: to === "00:00" ? "24:00" : to });
      }),
    );
    expect(partsOfWindow("Fri-Mon 07:00-19:00")?.days).toEqual(["Mon", "Fri", "Sat", "Sun"]);
    expect(partsOfWindow("never")).toBeNull();
  });
});

describe("terms of a PIN code", () => {
  test.each([
    [{ from: -1 }, "from"],
    [{ expiresAt: 0.5 }, "expires"],
    [{ expiresAt: 1_000 }, "period"],
    [{ from: 2_000, expiresAt: 2_000 }, "period"],
    [{ windows: ["Mon 7-9"] }, "windows"],
    [{ windows: Array.from({ length: 21 }, () => "Mon 07:00-09:00") }, "windows"],
    [{ uses: 0 }, "uses"],
    [{ uses: 1.5 }, "uses"],
    [{ from: 500, expiresAt: 1_001, windows: ["Mon 07:00-09:00"], uses: 1 }, null],
    [{}, null],
  ])("%j: %s", (terms, problem) => {
    expect(pinTermsProblem({ ...NO_TERMS, ...terms }, 1_000)).toBe(problem);
  });
});

describe("the odds of a guess", () => {
  test("the lock-out is the one that units have", () => {
    expect(PIN_LOCK).toEqual({
      tries: DEFAULT_RULES.pinTries,
      lock: DEFAULT_RULES.pinLock,
      longest: TIMES.longestLock,
    });
  });

  test.each([DEFAULT_RULES, { ...DEFAULT_RULES, pinTries: 3, pinLock: 10_000 }])(
    "tries a day are those that a unit lets through (pinTries $pinTries, pinLock $pinLock)",
    (rules) => {
      let lockout: Lockout | undefined;
      let tries = 0;
      for (let wall = 0; wall < 86_400_000; wall = Math.max(wall, lockout?.until ?? 0)) {
        lockout = afterWrongPin(lockout, "front", rules, wall);
        tries += 1;
      }
      const { pinTries, pinLock } = rules;
      expect(triesPerDay({ tries: pinTries, lock: pinLock, longest: TIMES.longestLock })).toBe(tries);
    },
  );

  test("a unit lets 33 tries through on the worst day", () => {
    expect(triesPerDay()).toBe(33);
  });

  test.each([
    [[], 1, 0],
    [[6], 1, 33 / 1e6],
    [[6, 6], 1, 66 / 1e6],
    [[6], 10, 330 / 1e6],
    [[6, 8], 1, 33 / 1e6],
    [[4], 1, 33 / 1e4],
  ])("codes of %j digits at %i keypads: %f", (codes, keypads, odds) => {
    expect(oddsPerDay(codes, { keypads })).toBeCloseTo(odds, 8);
  });

  test("never go beyond certainty", () => {
    expect(oddsPerDay([1], { keypads: 1 })).toBe(1);
    expect(
      oddsPerDay(
        Array.from({ length: 2_000_000 }, () => 6),
        { keypads: 1 },
      ),
    ).toBe(1);
  });
});
