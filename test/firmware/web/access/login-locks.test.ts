import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterRightTry,
  afterWrongTry,
  type LoginLock,
  lockedUntil,
  locksOfEarlierRun,
  locksSeenFrom,
} from "../../../../firmware/web/access/login-locks.ts";

const NOW = Date.UTC(2026, 10, 21);
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

function wrong(times: number, source = "10.0.0.1", at = NOW, locks: readonly LoginLock[] = []) {
  let after = locks;
  for (let time = 0; time < times; time++) after = afterWrongTry(after, source, at);
  return after;
}

describe("wrong logins from one address", () => {
  test("four are free, the fifth locks for a minute, each further one twice as long, up to an hour", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((times) => {
      const until = lockedUntil(wrong(times), "10.0.0.1", "everyones", NOW);
      return until === null ? 0 : (until - NOW) / MINUTE;
    });
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  test("lock nobody who comes from elsewhere", () => {
    const locks = wrong(5);
    expect(lockedUntil(locks, "10.0.0.1", "own", NOW)).toBe(NOW + MINUTE);
    expect(lockedUntil(locks, "10.0.0.2", "everyones", NOW)).toBeNull();
  });

  test("are forgiven when somebody gets in from there", () => {
    expect(
      lockedUntil(
        wrong(1, "10.0.0.1", NOW, afterRightTry(wrong(4), "10.0.0.1")),
        "10.0.0.1",
        "everyones",
        NOW,
      ),
    ).toBeNull();
  });

  test("are forgotten after a day without one", () => {
    const later = NOW + DAY;
    expect(lockedUntil(wrong(1, "10.0.0.1", later, wrong(4)), "10.0.0.1", "everyones", later)).toBeNull();
    const sooner = later - 1;
    expect(
      lockedUntil(wrong(1, "10.0.0.1", sooner, wrong(4)), "10.0.0.1", "everyones", sooner),
    ).not.toBeNull();
  });
});

describe("wrong logins from many addresses", () => {
  const spread = (times: number) =>
    Array.from({ length: times }).reduce<readonly LoginLock[]>(
      (locks, _, at) => afterWrongTry(locks, `10.0.1.${at}`, NOW),
      [],
    );

  test("fifty lock everybody for whom they count, and nobody else", () => {
    expect(lockedUntil(spread(49), "192.168.0.7", "everyones", NOW)).toBeNull();
    expect(lockedUntil(spread(50), "192.168.0.7", "everyones", NOW)).toBe(NOW + MINUTE);
    expect(lockedUntil(spread(50), "192.168.0.7", "own", NOW)).toBeNull();
  });

  test("take a bounded room", () => {
    expect(spread(500).length).toBeLessThanOrEqual(33);
  });
});

describe("the locks of an earlier run", () => {
  test("last as long as they did", () => {
    expect(locksOfEarlierRun(wrong(7), NOW + MINUTE)).toEqual(wrong(7));
  });

  test("end within an hour when the clock was set back meanwhile, and are forgotten a day later", () => {
    const back = NOW - 300 * DAY;
    const locks = locksOfEarlierRun(wrong(11), back);
    expect(lockedUntil(locks, "10.0.0.1", "everyones", back)).toBe(back + HOUR);
    expect(lockedUntil(locks, "10.0.0.1", "everyones", back + HOUR)).toBeNull();
    expect(lockedUntil(wrong(4, "10.0.0.1", back + DAY, locks), "10.0.0.1", "own", back + DAY)).toBeNull();
  });

  test("seen from another clock end when they end", () => {
    const seen = locksSeenFrom(wrong(5), 7 * DAY);
    expect(lockedUntil(seen, "10.0.0.1", "own", NOW + 7 * DAY)).toBe(NOW + 7 * DAY + MINUTE);
    expect(locksSeenFrom(wrong(4), 7 * DAY).map(({ until }) => until)).toEqual([0, 0]);
  });
});

test("whatever is tried, a lock ends within an hour, and the address that never tried is never locked by its own", () => {
  const tries = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 * DAY })), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(tries, (steps) => {
      let now = NOW;
      let locks: readonly LoginLock[] = [];
      for (const [source, wait] of steps) {
        now += wait;
        locks = afterWrongTry(locks, `10.0.0.${source}`, now);
        const until = lockedUntil(locks, `10.0.0.${source}`, "everyones", now);
        expect(until === null || until <= now + HOUR).toBe(true);
        expect(lockedUntil(locks, "owner", "own", now)).toBeNull();
      }
    }),
  );
});
