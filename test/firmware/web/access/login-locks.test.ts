import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterRightTry,
  afterWrongTry,
  type LoginLock,
  lockedUntil,
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
      const until = lockedUntil(wrong(times), "10.0.0.1", "password", NOW);
      return until === null ? 0 : (until - NOW) / MINUTE;
    });
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  test("lock codes from there as well, and nobody who comes from elsewhere", () => {
    const locks = wrong(5);
    expect(lockedUntil(locks, "10.0.0.1", "code", NOW)).not.toBeNull();
    expect(lockedUntil(locks, "10.0.0.2", "password", NOW)).toBeNull();
  });

  test("are forgiven when somebody gets in from there", () => {
    expect(
      lockedUntil(
        wrong(1, "10.0.0.1", NOW, afterRightTry(wrong(4), "10.0.0.1")),
        "10.0.0.1",
        "password",
        NOW,
      ),
    ).toBeNull();
  });

  test("are forgotten after a day without one", () => {
    const later = NOW + DAY;
    expect(lockedUntil(wrong(1, "10.0.0.1", later, wrong(4)), "10.0.0.1", "password", later)).toBeNull();
    const sooner = later - 1;
    expect(
      lockedUntil(wrong(1, "10.0.0.1", sooner, wrong(4)), "10.0.0.1", "password", sooner),
    ).not.toBeNull();
  });
});

describe("wrong logins from many addresses", () => {
  const spread = (times: number) =>
    Array.from({ length: times }).reduce<readonly LoginLock[]>(
      (locks, _, at) => afterWrongTry(locks, `10.0.1.${at}`, NOW),
      [],
    );

  test("fifty lock passwords for everybody, and codes for nobody", () => {
    expect(lockedUntil(spread(49), "192.168.0.7", "password", NOW)).toBeNull();
    expect(lockedUntil(spread(50), "192.168.0.7", "password", NOW)).toBe(NOW + MINUTE);
    expect(lockedUntil(spread(50), "192.168.0.7", "code", NOW)).toBeNull();
  });

  test("take a bounded room", () => {
    expect(spread(500).length).toBeLessThanOrEqual(33);
  });
});

test("a clock that was set back does not lengthen a lock beyond an hour", () => {
  const locks = wrong(11);
  expect(lockedUntil(locks, "10.0.0.1", "password", NOW - 300 * DAY)).toBe(NOW - 300 * DAY + HOUR);
});

test("whatever is tried, a lock ends within an hour, and the address that never tried is never locked out of codes", () => {
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
        const until = lockedUntil(locks, `10.0.0.${source}`, "password", now);
        expect(until === null || until <= now + HOUR).toBe(true);
        expect(lockedUntil(locks, "owner", "code", now)).toBeNull();
      }
    }),
  );
});
