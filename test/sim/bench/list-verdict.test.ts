import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ListedEntry } from "../../../firmware/store/unit-store.ts";
import { type CloudList, judgeUpdate, type ListUpdate } from "../../../sim/bench/list-verdict.ts";
import { credential } from "../../firmware/store/people.ts";

const entry = (number: number, user = `user ${number}`): ListedEntry => ({
  credential: credential(number),
  entry: { status: "active", expires: null, user },
});
const key = (number: number) => credential(number);
const held = (version: number, ...numbers: number[]): CloudList => ({
  version,
  goodUntil: 99,
  entries: numbers.map((number) => entry(number)),
});
const none: CloudList = { version: 0, goodUntil: null, entries: [] };

const full = (version: number, ...numbers: number[]): ListUpdate => ({
  version,
  content: { kind: "full", entries: numbers.map((number) => entry(number)) },
  corrupt: null,
});
const change = (
  version: number,
  base: number,
  set: readonly ListedEntry[],
  remove: readonly number[],
): ListUpdate => ({
  version,
  content: { kind: "change", base, set, remove: remove.map(key) },
  corrupt: null,
});

describe("what becomes of a list update", () => {
  test("a whole list is taken when it is newer, an empty one too", () => {
    expect(judgeUpdate(held(3, 1), full(4, 2, 3))).toEqual({
      taken: true,
      list: { version: 4, goodUntil: null, entries: [entry(2), entry(3)] },
    });
    expect(judgeUpdate(none, full(7))).toMatchObject({ taken: true, list: { version: 7, entries: [] } });
  });

  test.each([
    ["as old", full(3, 2)],
    ["older", full(2, 2)],
    ["0", full(0, 2)],
    ["below 0", full(-1, 2)],
    ["a change that is not newer", change(3, 3, [], [])],
  ])("a version is refused that is %s", (_, update) => {
    expect(judgeUpdate(held(3, 1), update)).toEqual({ taken: false, reason: "version" });
  });

  test("a first list of version 0 is refused", () => {
    expect(judgeUpdate(none, full(0))).toEqual({ taken: false, reason: "version" });
  });

  test("a change adds, replaces and removes; what is to be removed need not be there; the rest stays, and how long it is good", () => {
    const verdict = judgeUpdate(held(3, 1, 2), change(9, 3, [entry(2, "another"), entry(4)], [1, 77]));
    expect(verdict).toEqual({
      taken: true,
      list: { version: 9, goodUntil: 99, entries: [entry(2, "another"), entry(4)] },
    });
  });

  test("a change of version 0 is for a unit that holds none", () => {
    expect(judgeUpdate(none, change(1, 0, [entry(1)], []))).toMatchObject({ taken: true });
    expect(judgeUpdate(held(3), change(4, 0, [entry(1)], []))).toEqual({ taken: false, reason: "base" });
    expect(judgeUpdate(none, change(4, 3, [entry(1)], []))).toEqual({ taken: false, reason: "base" });
  });

  test.each([
    ["a whole list", full(4, 1, 1)],
    ["what is set", change(4, 3, [entry(1), entry(1)], [])],
    ["what is removed", change(4, 3, [], [1, 1])],
    ["what is set and removed", change(4, 3, [entry(1)], [1])],
  ])("nobody may be twice in %s", (_, update) => {
    expect(judgeUpdate(held(3), update)).toEqual({ taken: false, reason: "duplicate" });
  });

  test.each(["signature", "digest", "count"] as const)("a spoilt %s is refused", (corrupt) => {
    expect(judgeUpdate(held(3), { ...full(4, 1), corrupt })).toEqual({ taken: false, reason: corrupt });
  });

  test("whose signature is spoilt is believed nothing else", () => {
    expect(judgeUpdate(held(3), { ...full(1, 1, 1), corrupt: "signature" })).toMatchObject({
      reason: "signature",
    });
  });

  test("versions of taken lists only rise, whatever arrives", () => {
    const number = fc.integer({ min: 1, max: 5 });
    const version = fc.integer({ min: -1, max: 6 });
    const anyUpdate = fc.oneof(
      fc.tuple(version, fc.array(number, { maxLength: 4 })).map(([v, numbers]) => full(v, ...numbers)),
      fc
        .tuple(version, fc.nat(6), fc.array(number, { maxLength: 3 }), fc.array(number, { maxLength: 3 }))
        .map(([v, base, set, remove]) =>
          change(
            v,
            base,
            set.map((n) => entry(n)),
            remove,
          ),
        ),
    );
    fc.assert(
      fc.property(fc.array(anyUpdate, { maxLength: 20 }), (updates) => {
        updates.reduce<CloudList>((list, update) => {
          const verdict = judgeUpdate(list, update);
          if (!verdict.taken) return list;
          expect(verdict.list.version).toBeGreaterThan(list.version);
          const keys = verdict.list.entries.map((each) => each.credential.key);
          expect(new Set(keys).size).toBe(keys.length);
          return verdict.list;
        }, none);
      }),
    );
  });
});
