import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CloudAnswer } from "../../../firmware/core/list-entry.ts";
import { AnswerCache } from "../../../firmware/store/answer-cache.ts";
import type { Commit } from "../../../firmware/store/unit-store.ts";
import { credential } from "./people.ts";

type Change = NonNullable<Commit["cache"]> | null;

const change: fc.Arbitrary<Change> = fc.option(
  fc.record({
    credential: fc.nat(5).map(credential),
    said: fc.constantFrom<CloudAnswer>({ verdict: "Accepted" }, { verdict: "Blocked" }),
    at: fc.nat(5),
    size: fc.integer({ min: 1, max: 5 }),
  }),
);

/** All that is kept, and in which order it would go. */
function everythingOf(cache: AnswerCache): unknown {
  const kept = Array.from({ length: 6 }, (_, number) => cache.find(credential(number)));
  const stranger = { credential: credential(99), said: { verdict: "Accepted" }, at: 99 } as const;
  const order = [5, 4, 3, 2, 1].map((size) => cache.change({ ...stranger, size }).dropped);
  return { kept, order };
}

describe("a change of the cache that could not be written", () => {
  test("C10: taken back in reverse, whatever the changes were, they leave nothing behind", () => {
    // Answers of one moment may change places.
    const ages = fc.uniqueArray(fc.nat(50), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 6 }),
        fc.array(change, { maxLength: 6 }),
        ages,
        (done, undone, at) => {
          const [cache, twin] = [new AnswerCache(), new AnswerCache()];
          const aged = [...done, ...undone].map((one, index) => one && { ...one, at: at[index] ?? 0 });
          for (const one of aged.slice(0, done.length)) {
            cache.change(one);
            twin.change(one);
          }
          const changes = aged.slice(done.length).map((one) => cache.change(one));
          for (const { undo } of changes.reverse()) undo();
          expect(everythingOf(cache)).toEqual(everythingOf(twin));
        },
      ),
    );
  });
});
