import { expect, test } from "vitest";
import { FaultMemory } from "../../../hal/board/openevse/fault-memory.ts";

test("a fault over which the board was sent to sleep is believed for 3 s, and longer each time it comes back", () => {
  const memory = new FaultMemory();
  let now = 0;
  const holds: number[] = [];
  for (let time = 0; time < 8; time++) {
    expect(memory.observe("ground-fault", false, now)).toBe("ground-fault");
    memory.withdrawn(now);
    const from = now;
    while (memory.observe(null, true, now) !== null) now += 1_000;
    holds.push(now - from);
    memory.permitted();
  }
  expect(holds).toEqual([3_000, 6_000, 12_000, 24_000, 48_000, 96_000, 192_000, 300_000]);
});

test.each([
  ["the same fault, after ten seconds without it", "ground-fault", 13_000],
  ["another fault, at once", "diode-check-failed", 3_100],
] as const)("%s begins small again", (_, fault, at) => {
  const memory = new FaultMemory();
  memory.observe("ground-fault", false, 0);
  memory.observe(null, true, 0);
  expect(memory.observe(null, true, 3_000)).toBeNull();
  memory.observe(fault, false, at);
  memory.observe(null, true, at);
  expect(memory.observe(null, true, at + 2_999)).toBe(fault);
  expect(memory.observe(null, true, at + 3_000)).toBeNull();
});

test("a board that shows its fault also while asleep is believed when it does not any more", () => {
  const memory = new FaultMemory();
  memory.observe("ground-fault", false, 0);
  memory.withdrawn(0);
  expect(memory.observe("ground-fault", true, 2_000)).toBe("ground-fault");
  expect(memory.observe(null, true, 3_000)).toBeNull();
});

test("a vehicle that leaves takes the fault with it", () => {
  const memory = new FaultMemory();
  memory.observe("ground-fault", false, 0);
  memory.withdrawn(0);
  expect(memory.observe(null, false, 100)).toBeNull();
});
