import type { Clock } from "../hal/clock.ts";

/** Node fires at once what is further away than this, milliseconds; whoever set it looks again when it fires early. */
const LONGEST = 2 ** 31 - 1;

/** The machine's clocks. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  mono: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, LONGEST));
    return () => clearTimeout(timer);
  },
};
