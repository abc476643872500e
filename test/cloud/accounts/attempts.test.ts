import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AttemptKey, Attempts, lockAfter, triedAccount } from "../../../cloud/accounts/attempts.ts";
import { tidyAccounts } from "../../../cloud/accounts/tidy.ts";
import { attempts as table } from "../../../cloud/database/schema/schema.ts";
import { Site } from "../site.ts";

const KEY: AttemptKey = "login source 192.0.2.7";
const LIMIT = lockAfter(5);
const MINUTE = 60_000;
const DAY = 86_400_000;

describe("tries that may be made only so often", () => {
  let site: Site;
  let attempts: Attempts;
  beforeAll(async () => {
    site = await Site.open();
    attempts = new Attempts(site.parts);
  });
  beforeEach(() => site.empty());
  afterAll(() => site.close());

  async function tryTimes(times: number, key = KEY): Promise<void> {
    for (let count = 0; count < times; count++) await attempts.count(key, LIMIT);
  }

  test("the fifth locks for a minute, each further one for twice as long, up to an hour", async () => {
    await tryTimes(4);
    const minutes: number[] = [];
    for (let count = 0; count < 8; count++) {
      expect(await attempts.count(KEY, LIMIT)).toEqual({ ok: true, tries: 5 + count });
      const locked = await attempts.count(KEY, LIMIT);
      if (locked.ok) throw new Error("expected a lock");
      minutes.push((locked.until - site.now()) / MINUTE);
      site.time.advance(locked.until - site.now() - 1);
      expect((await attempts.count(KEY, LIMIT)).ok).toBe(false);
      site.time.advance(1);
    }
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  test("what is tried during a lock does not lengthen it", async () => {
    await tryTimes(5);
    const first = await attempts.count(KEY, LIMIT);
    await tryTimes(20);
    expect(await attempts.count(KEY, LIMIT)).toEqual(first);
  });

  test("count together across processes on one database", async () => {
    const other = new Attempts(site.parts);
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? attempts : other).count(KEY, LIMIT)),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(5);
    expect((await other.count(KEY, LIMIT)).ok).toBe(false);
  });

  test("one key's tries are not another's", async () => {
    await tryTimes(5);
    expect(await attempts.count("login source 192.0.2.8", LIMIT)).toEqual({ ok: true, tries: 1 });
  });

  test("are forgotten when none has come for a day, not before", async () => {
    await tryTimes(4);
    site.time.advance(DAY - 1);
    expect(await attempts.count(KEY, LIMIT)).toEqual({ ok: true, tries: 5 });
    site.time.advance(DAY);
    expect(await attempts.count(KEY, LIMIT)).toEqual({ ok: true, tries: 1 });
  });

  test("those that are taken back lift the lock they set, and leave the others", async () => {
    await tryTimes(5);
    await attempts.takeBack(KEY, 2);
    expect(await attempts.count(KEY, LIMIT)).toEqual({ ok: true, tries: 4 });
    await attempts.takeBack(KEY, 100);
    expect(await attempts.count(KEY, LIMIT)).toEqual({ ok: true, tries: 1 });
  });

  test("a limit of one locks at the first", async () => {
    expect(await attempts.count(KEY, lockAfter(1))).toEqual({ ok: true, tries: 1 });
    expect(await attempts.count(KEY, lockAfter(1))).toMatchObject({ until: site.now() + MINUTE });
  });

  test("an account's key does not say whose it is", async () => {
    const key = triedAccount("login", site.parts.vault, "ann@example.org");
    expect(key).not.toContain("ann");
    expect(triedAccount("login", site.parts.vault, "bob@example.org")).not.toBe(key);
    expect(triedAccount("login", site.parts.vault, "ann@example.org")).toBe(key);
  });

  test("those that are forgotten leave the database; a lock that holds does not", async () => {
    await tryTimes(1, "login source 192.0.2.1");
    site.time.advance(DAY / 2);
    await tryTimes(5);
    site.time.advance(DAY / 2);
    await tidyAccounts(site.parts);
    expect((await site.db.select().from(table)).map(({ key }) => key)).toEqual([KEY]);
  });
});
