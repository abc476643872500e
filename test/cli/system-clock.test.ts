import { describe, expect, test } from "vitest";
import { JumpWatch, systemClock } from "../../cli/system-clock.ts";
import { VirtualClock } from "../../sim/virtual-clock.ts";

/** A watch over a virtual clock, how often it has told, and how many timers it has going. */
function watched() {
  const clock = new VirtualClock(0);
  let timers = 0;
  const watch = new JumpWatch(clock, (ms, run) => {
    timers += 1;
    let cancel = () => {};
    const again = () => {
      cancel = clock.after(ms, () => {
        again();
        run();
      });
    };
    again();
    return () => {
      timers -= 1;
      cancel();
    };
  });
  return { clock, watch, timers: () => timers };
}

describe("jumps of the machine's wall clock", () => {
  test.each([500, -500, 7_200_000, -7_200_000])("a jump of %i ms is told once, within a second", (ms) => {
    const { clock, watch } = watched();
    let told = 0;
    watch.listen(() => {
      told += 1;
    });
    clock.advance(10_300);
    clock.jump(ms);
    expect(told).toBe(0);
    clock.advance(1_000);
    expect(told).toBe(1);
    clock.advance(60_000);
    expect(told).toBe(1);
    clock.jump(-ms);
    clock.advance(1_000);
    expect(told).toBe(2);
  });

  test("what is less is told when it has become half a second", () => {
    const { clock, watch } = watched();
    let told = 0;
    watch.listen(() => {
      told += 1;
    });
    for (const expected of [0, 0, 1, 1, 1, 2]) {
      clock.jump(200);
      clock.advance(1_000);
      expect(told).toBe(expected);
    }
  });

  test("nothing runs while nobody listens, and what happened meanwhile is not told", () => {
    const { clock, watch, timers } = watched();
    let told = 0;
    const listen = () =>
      watch.listen(() => {
        told += 1;
      });
    expect(timers()).toBe(0);
    const ends = [listen(), listen()];
    expect(timers()).toBe(1);
    clock.jump(1_000);
    clock.advance(1_000);
    expect(told).toBe(2);
    for (const end of [...ends, ...ends]) end();
    expect(timers()).toBe(0);
    clock.jump(1_000);
    const end = listen();
    clock.advance(5_000);
    expect(told).toBe(2);
    end();
    expect(timers()).toBe(0);
  });

  test("the machine's own clock takes a listener and lets go of it", () => {
    const end = systemClock.onJump(() => {});
    end();
    end();
    expect(Math.abs(systemClock.wall() - Date.now())).toBeLessThan(1_000);
  });
});
