import { expect, test } from "vitest";
import { Boards } from "../../firmware/boards.ts";
import { LIGHTS, lightOf } from "../../firmware/core/light.ts";
import { initialState, type State } from "../../firmware/core/state.ts";
import type { LightSign } from "../../hal/board.ts";
import { silentLog } from "../../hal/log.ts";
import { VirtualClock } from "../../sim/virtual-clock.ts";
import { connector } from "./store/people.ts";

/** The state with its connector's board heard, or lost. */
function withBoard(state: State, link: "up" | "lost"): State {
  return {
    ...state,
    connectors: state.connectors.map((each) => ({
      ...each,
      link,
      report: { pilot: "A", contactor: "open", enabled: false, fault: null, meterWs: null },
    })),
  };
}

const starting = initialState({ connectors: [connector(1)], access: "restricted", run: "r" });

/** A board that only writes down what it is to show. */
function bench() {
  const clock = new VirtualClock();
  const shown: LightSign[] = [];
  const board = {
    start: () => {},
    permit: () => {},
    withdraw: () => {},
    light: (sign: LightSign) => shown.push(sign),
    close: () => Promise.resolve(),
  };
  const parts = { boards: [{ connector: connector(1), board }], clock, log: silentLog };
  return { boards: new Boards(parts, () => {}), clock, shown };
}

test("the board is given the whole sign of the state's light, soon after it has changed and once", () => {
  const { boards, clock, shown } = bench();
  const states = [starting, withBoard(starting, "up"), withBoard(starting, "lost")];
  const patterns = states.map((state) => state.connectors.map((each) => lightOf(state, each))[0] ?? "off");
  expect(new Set(patterns).size).toBe(3);
  for (const state of states) {
    boards.show(state);
    clock.advance(10);
    boards.show({ ...state });
    clock.advance(10);
  }
  expect(shown).toEqual(patterns.map((pattern) => LIGHTS[pattern]));
});

test("of what changes within a moment, only the last is shown", () => {
  const { boards, clock, shown } = bench();
  boards.show(withBoard(starting, "up"));
  expect(shown).toEqual([]);
  boards.show(withBoard(starting, "lost"));
  clock.advance(10);
  expect(shown).toEqual([LIGHTS.fault]);
});
