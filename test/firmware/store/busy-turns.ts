import { setImmediate as nextTurn } from "node:timers/promises";
import { vi } from "vitest";
import { LmdbEnvironment } from "../../../firmware/store/lmdb-environment.ts";

/** The most that work reads of stores on disk in one turn of the event loop, values of any kind. */
export async function mostReadInATurn(work: () => Promise<unknown>): Promise<number> {
  const slices = vi.spyOn(LmdbEnvironment.prototype, "slice");
  const gets = vi.spyOn(LmdbEnvironment.prototype, "get");
  let [most, isOver] = [0, false];
  const endTurn = () => {
    let read = gets.mock.calls.length;
    for (const { type, value } of slices.mock.results) read += type === "return" ? value.length : 0;
    most = Math.max(most, read);
    slices.mockClear();
    gets.mockClear();
  };
  const turns = (async () => {
    while (!isOver) {
      await nextTurn();
      endTurn();
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await turns;
    slices.mockRestore();
    gets.mockRestore();
  }
  return most;
}
