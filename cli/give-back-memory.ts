import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** For this one collection: closes the gaps between what is left, and lets go of the code that only the start has used. */
const FLAGS = ["compact-on-every-full-gc", "stress-flush-code"];

/**
 * The start is over: gives back what it has left behind, which Node collects when it next needs room, as a unit at rest does
 * not. From now on what runs often is optimized (`cli/chargegate.mjs` has put that off). Takes some 40 ms, so it is for a moment
 * at which nobody waits.
 */
export function giveBackMemory(): void {
  setFlagsFromString("--opt");
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof collect !== "function") return;
  for (const flag of FLAGS) setFlagsFromString(`--${flag}`);
  collect();
  for (const flag of FLAGS) setFlagsFromString(`--no-${flag}`);
}
