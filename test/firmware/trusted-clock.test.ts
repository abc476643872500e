import { describe, expect, test } from "vitest";
import { TrustedClock } from "../../firmware/trusted-clock.ts";
import { VirtualClock } from "../../sim/virtual-clock.ts";

const ALIVE = Date.UTC(2026, 5, 1, 8);
const HOUR = 3_600_000;

describe("time across restarts", () => {
  test("on the first start it is the machine's", () => {
    const machine = new VirtualClock(0);
    const clock = new TrustedClock(machine, null);
    machine.advance(1_500);
    expect(clock.wall()).toBe(1_500);
  });

  test("A6: a machine that has forgotten the time goes on from when it was last alive", () => {
    const machine = new VirtualClock(0);
    machine.advance(5_000);
    const clock = new TrustedClock(machine, ALIVE);
    expect(clock.wall()).toBe(ALIVE);
    machine.advance(HOUR);
    expect(clock.wall()).toBe(ALIVE + HOUR);
  });

  test("A6: a machine that is told the time, or knows it, is believed", () => {
    const machine = new VirtualClock(0);
    const clock = new TrustedClock(machine, ALIVE);
    machine.advance(HOUR);
    machine.jump(ALIVE + 5 * HOUR);
    expect(clock.wall()).toBe(ALIVE + 6 * HOUR);
    machine.jump(-2 * HOUR);
    expect(clock.wall()).toBe(ALIVE + 4 * HOUR);
  });

  test("A6: however the machine's clock is set, it is never before the unit was last alive", () => {
    const machine = new VirtualClock(ALIVE + HOUR);
    const clock = new TrustedClock(machine, ALIVE);
    machine.advance(1_000);
    machine.jump(-3 * HOUR);
    expect(clock.wall()).toBe(ALIVE + 1_000);
    machine.jump(2 * HOUR);
    expect(clock.wall()).toBe(ALIVE + 1_000);
    machine.advance(HOUR);
    expect(clock.wall()).toBe(ALIVE + HOUR + 1_000);
  });

  test("A6: a time source is believed even where it says that the unit was alive later than now", () => {
    const machine = new VirtualClock(ALIVE - HOUR);
    let synchronized = false;
    const clock = new TrustedClock(machine, ALIVE, () => synchronized);
    expect(clock.wall()).toBe(ALIVE);
    synchronized = true;
    expect(clock.wall()).toBe(ALIVE - HOUR);
  });

  test("all else is the machine's: monotonic time, timers, and what is told of jumps", () => {
    const machine = new VirtualClock(0);
    machine.advance(7);
    const clock = new TrustedClock(machine, ALIVE);
    const seen: string[] = [];
    const end = clock.onJump(() => seen.push("jump"));
    clock.after(10, () => seen.push("timer"));
    clock.after(10, () => seen.push("cancelled"))();
    machine.advance(10);
    machine.jump(1_000);
    end();
    machine.jump(1_000);
    expect(seen).toEqual(["timer", "jump"]);
    expect(clock.mono()).toBe(17);
  });
});
