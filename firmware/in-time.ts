import type { Clock } from "../hal/clock.ts";

/**
 * What comes of a piece of work within so many milliseconds; null: nothing yet. It goes on by itself then, and a later failure
 * of it is told to nobody.
 */
export function inTime<Result>(
  clock: Pick<Clock, "after">,
  ms: number,
  work: Promise<Result>,
): Promise<{ readonly result: Result } | null> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(null));
    void work.then((result) => resolve({ result }), reject).finally(cancel);
  });
}
