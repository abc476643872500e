import { expect, test } from "vitest";
import { Turns } from "../../ui/turns.ts";

/** Requests, and the turns of an event loop that the test takes itself. */
function house() {
  const later: (() => void)[] = [];
  const turns = new Turns((run) => later.push(run));
  const begun: string[] = [];
  return {
    begun,
    ask: (source: string, what = source) => {
      const turn = turns.next(source);
      void turn?.then(() => begun.push(what));
      return turn !== null;
    },
    turn: async () => {
      later.shift()?.();
      await Promise.resolve();
    },
  };
}

test("one request begins in each turn of the event loop: devices are heard between any two", async () => {
  const { ask, turn, begun } = house();
  for (const what of ["first", "second", "third"]) ask("10.0.0.1", what);
  expect(begun).toEqual([]);
  await turn();
  expect(begun).toEqual(["first"]);
  await turn();
  await turn();
  expect(begun).toEqual(["first", "second", "third"]);
  ask("10.0.0.1", "fourth");
  await turn();
  expect(begun.at(-1)).toBe("fourth");
});

test("the owner comes next but one, however many a flood has sent before", async () => {
  const { ask, turn, begun } = house();
  for (let time = 0; time < 60; time++) ask("10.0.0.66", "flood");
  ask("10.0.0.1", "owner");
  await turn();
  await turn();
  expect(begun).toEqual(["flood", "owner"]);
});

test("from one address 64 wait, from all 256; more are sent away, until some have had their turn", async () => {
  const { ask, turn } = house();
  const asked = (source: string, times: number) =>
    Array.from({ length: times }, () => ask(source)).filter(Boolean).length;
  expect(asked("10.0.0.66", 100)).toBe(64);
  expect(asked("10.0.0.67", 64)).toBe(64);
  expect(asked("10.0.0.68", 64)).toBe(64);
  expect(asked("10.0.0.69", 64)).toBe(64);
  expect(asked("10.0.0.1", 1)).toBe(0);
  await turn();
  expect(asked("10.0.0.1", 1)).toBe(1);
});
