import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../sim/virtual-clock.ts";

describe("the virtual clock", () => {
  test("tells of jumps of half a second or more, either way, at once and to all who listen", () => {
    const clock = new VirtualClock(0);
    const told: string[] = [];
    const end = clock.onJump(() => told.push(`one at ${clock.wall()}`));
    clock.onJump(() => told.push(`other at ${clock.wall()}`));
    clock.jump(499);
    clock.jump(-499);
    clock.advance(86_400_000);
    expect(told).toEqual([]);
    clock.jump(500);
    end();
    end();
    clock.jump(-500);
    expect(told).toEqual(["one at 86400500", "other at 86400500", "other at 86400000"]);
  });

  test("whoever stops listening when told keeps it from nobody", () => {
    const clock = new VirtualClock(0);
    let told = 0;
    const once = clock.onJump(() => {
      told += 1;
      once();
    });
    clock.onJump(() => {
      told += 1;
    });
    clock.jump(1_000);
    clock.jump(1_000);
    expect(told).toBe(3);
  });
});
