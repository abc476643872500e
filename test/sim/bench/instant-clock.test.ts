import { describe, expect, test } from "vitest";
import { InstantClock } from "../../../sim/bench/instant-clock.ts";
import { MortalClock } from "../../../sim/bench/mortal-clock.ts";

const START = Date.UTC(2026, 5, 1, 8);

describe("the clock of the bench", () => {
  test("looks at an instant only when all that is due then is done, promises and timers of that instant included", async () => {
    const clock = new InstantClock(START);
    const done: string[] = [];
    const seen: string[] = [];
    clock.after(10, () => {
      done.push("timer");
      void Promise.resolve().then(() => {
        done.push("promise");
        clock.after(0, () => done.push("timer of a promise"));
      });
    });
    await clock.pass(20, () => {
      seen.push(`${clock.mono()}: ${done.join(", ")}`);
      return false;
    });
    expect(seen).toEqual([
      "0: ",
      "10: timer, promise, timer of a promise",
      "20: timer, promise, timer of a promise",
    ]);
  });

  test("goes no further than it is let, and stays at the instant at which it was stopped", async () => {
    const clock = new InstantClock(START);
    for (const at of [1_000, 86_400_000]) clock.after(at, () => {});
    expect(await clock.pass(86_400_000, () => clock.mono() >= 1_000)).toBe(true);
    expect([clock.mono(), clock.wall()]).toEqual([1_000, START + 1_000]);
    expect(await clock.pass(500, () => false)).toBe(false);
    expect(clock.mono()).toBe(1_500);
  });

  test("waits for work outside before time goes on", async () => {
    let busy: Promise<void> | null = null;
    const clock = new InstantClock(START, () => busy);
    const order: string[] = [];
    clock.after(1, () => {
      busy = new Promise((resolve) => setTimeout(resolve, 5)).then(() => {
        order.push("outside");
        busy = null;
      });
    });
    clock.after(2, () => order.push("later"));
    await clock.pass(2, () => false);
    expect(order).toEqual(["outside", "later"]);
  });

  test("says so when an instant has no end", async () => {
    const clock = new InstantClock(START);
    const again = () => void clock.after(0, again);
    again();
    await expect(clock.settle()).rejects.toThrow("time stands still");
  });

  test("what a dead program had set to do is not done, and it sets nothing more", async () => {
    const world = new InstantClock(START);
    const clock = new MortalClock(world);
    const done: string[] = [];
    clock.after(5, () => done.push("before its death"));
    clock.after(15, () => done.push("after its death"));
    clock.onJump(() => done.push("jump"));
    world.jump(3_600_000);
    await world.pass(10, () => false);
    clock.die();
    clock.after(1, () => done.push("set by the dead"));
    world.jump(3_600_000);
    await world.pass(100, () => false);
    expect(done).toEqual(["jump", "before its death"]);
  });
});
