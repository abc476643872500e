import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Accounts } from "../../../cloud/accounts/accounts.ts";
import type { Database } from "../../../cloud/database/database.ts";
import { attempts, people, sessions } from "../../../cloud/database/schema/schema.ts";
import { tokenHash } from "../../../cloud/vault.ts";
import { Site } from "../site.ts";
import { accountsOf, ELSEWHERE, HOME, PASSWORD, personWithPassword } from "./account-site.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

let site: Site;
let accounts: Accounts;
beforeAll(async () => {
  site = await Site.open();
  accounts = accountsOf(site);
});
beforeEach(() => site.empty());
afterAll(() => site.close());

describe("login", () => {
  const logIn = (email: string, password: string, visitor = HOME, from = accounts) =>
    from.login.logIn({ email, password, visitor });

  /** A token of somebody who is logged in, or an error. */
  async function tokenOf(email: string, visitor = HOME): Promise<string> {
    const login = await logIn(email, PASSWORD, visitor);
    if (!login.ok) throw new Error(login.problem);
    return login.token;
  }

  test("B1: e-mail and password say who somebody is, and nothing of what they may do", async () => {
    const ann = await personWithPassword(site, "Ann");
    const login = await logIn(" ANN@example.org", PASSWORD);
    if (!login.ok) throw new Error(login.problem);
    expect(login.session).toMatchObject({ person: ann, source: "192.0.2.7", agent: "Firefox on Linux" });
    expect(Object.keys(login.session).toSorted()).toEqual([
      "agent",
      "createdAt",
      "expiresAt",
      "id",
      "person",
      "seenAt",
      "source",
    ]);
    expect((await accounts.sessions.find(login.token))?.person).toBe(ann);
  });

  test("of no account and of a wrong password nobody can tell which it was, however often", async () => {
    await personWithPassword(site, "Ann");
    const answers = async (email: string): Promise<unknown[]> => {
      const all: unknown[] = [];
      for (let count = 0; count < 12; count++)
        all.push(await logIn(email, "wrong", { ...ELSEWHERE, address: `198.51.100.${count}` }));
      return all;
    };
    const atAccount = await answers("ann@example.org");
    expect(await answers("nobody@example.org")).toEqual(atAccount);
    expect(atAccount[0]).toEqual({ ok: false, problem: "wrong" });
    expect(atAccount[10]).toEqual({ ok: false, problem: "locked", until: site.now() + MINUTE });
    expect(await logIn("no address", "wrong")).toEqual({ ok: false, problem: "wrong" });
  });

  test("no account and a wrong password cost the same statements and one hash", async () => {
    await personWithPassword(site, "Ann");
    const work = async (email: string): Promise<readonly string[]> => {
      const done: string[] = [];
      const db = new Proxy<Database>(site.db, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name, target);
          if (typeof member !== "function") return member;
          done.push(String(name));
          return member.bind(target);
        },
      });
      const watched = accountsOf(site, { db });
      const check = watched.passwords.check.bind(watched.passwords);
      watched.passwords.check = (password, hash) => {
        done.push("check");
        return check(password, hash);
      };
      await watched.login.logIn({ email, password: "wrong", visitor: HOME });
      return done;
    };
    const wrong = await work("ann@example.org");
    expect(wrong).toContain("check");
    expect(await work("nobody@example.org")).toEqual(wrong);
  });

  test("five wrong tries lock a source for every account, and no other source", async () => {
    await personWithPassword(site, "Ann");
    for (let count = 0; count < 5; count++) await logIn(`nobody${count}@example.org`, "wrong", ELSEWHERE);
    expect(await logIn("ann@example.org", PASSWORD, ELSEWHERE)).toEqual({
      ok: false,
      problem: "locked",
      until: site.now() + MINUTE,
    });
    expect((await logIn("ann@example.org", PASSWORD)).ok).toBe(true);
    site.time.advance(MINUTE);
    expect((await logIn("ann@example.org", PASSWORD, ELSEWHERE)).ok).toBe(true);
  });

  test("an IPv6 network is one source", async () => {
    for (let count = 0; count < 5; count++)
      await logIn("ann@example.org", "wrong", { address: `2001:db8::${count}`, agent: "" });
    const locked = await logIn("ann@example.org", "wrong", { address: "2001:db8::ffff", agent: "" });
    expect(locked).toMatchObject({ problem: "locked" });
  });

  test("wrong tries at two processes on one database count together", async () => {
    const other = accountsOf(site);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        logIn("ann@example.org", "wrong", HOME, index % 2 === 0 ? accounts : other),
      ),
    );
    expect(all.filter((outcome) => !outcome.ok && outcome.problem === "wrong")).toHaveLength(5);
    expect(all.filter((outcome) => !outcome.ok && outcome.problem === "locked")).toHaveLength(15);
  });

  test("ten wrong tries from many sources lock the account, but not where it is logged in", async () => {
    await personWithPassword(site, "Ann");
    await tokenOf("ann@example.org");
    for (let count = 0; count < 10; count++)
      await logIn("ann@example.org", "wrong", { address: `198.51.100.${count}`, agent: "" });
    const fresh = { address: "203.0.113.5", agent: "" };
    expect(await logIn("ann@example.org", PASSWORD, fresh)).toMatchObject({ problem: "locked" });
    expect((await logIn("ann@example.org", PASSWORD)).ok).toBe(true);
    // That she got in forgives the account.
    expect((await logIn("ann@example.org", PASSWORD, fresh)).ok).toBe(true);
  });

  test("a source where the account was logged in 30 days ago is no longer known", async () => {
    await personWithPassword(site, "Ann");
    await tokenOf("ann@example.org");
    site.time.advance(30 * DAY);
    for (let count = 0; count < 10; count++)
      await logIn("ann@example.org", "wrong", { address: `198.51.100.${count}`, agent: "" });
    expect(await logIn("ann@example.org", PASSWORD)).toMatchObject({ problem: "locked" });
  });

  test("after a success one's own wrong tries are forgiven", async () => {
    await personWithPassword(site, "Ann");
    for (let round = 0; round < 3; round++) {
      for (let count = 0; count < 4; count++) await logIn("ann@example.org", "wrong");
      await tokenOf("ann@example.org");
    }
    expect((await site.db.select().from(attempts)).map(({ count }) => count)).toEqual([0]);
  });

  test("whoever has an account cannot go on guessing at others by logging in between", async () => {
    await personWithPassword(site, "Ann");
    await personWithPassword(site, "Mallory");
    for (let count = 0; count < 4; count++) {
      expect(await logIn(`victim${count}@example.org`, "wrong", ELSEWHERE)).toMatchObject({
        problem: "wrong",
      });
      await tokenOf("mallory@example.org", ELSEWHERE);
    }
    await logIn("victim@example.org", "wrong", ELSEWHERE);
    expect(await logIn("mallory@example.org", PASSWORD, ELSEWHERE)).toMatchObject({ problem: "locked" });
  });

  test("a flood that is sent away as busy counts as no try", async () => {
    await personWithPassword(site, "Ann");
    const busy = accountsOf(site);
    busy.passwords.check = () => Promise.resolve("busy");
    for (let count = 0; count < 20; count++)
      expect(await logIn("ann@example.org", PASSWORD, HOME, busy)).toEqual({ ok: false, problem: "busy" });
    expect((await logIn("ann@example.org", PASSWORD)).ok).toBe(true);
  });

  test("a password that is changed while the old one is checked lets nobody in", async () => {
    const ann = await personWithPassword(site, "Ann");
    const slow = accountsOf(site);
    slow.passwords.check = async () => {
      await site.db.update(people).set({ passwordHash: "another" }).where(eq(people.id, ann));
      return "right";
    };
    expect(await logIn("ann@example.org", PASSWORD, HOME, slow)).toEqual({ ok: false, problem: "wrong" });
    expect(await site.db.$count(sessions)).toBe(0);
  });
});

describe("a session", () => {
  test("has a new token at every login, whatever the browser brought (fixation), and the old one ends", async () => {
    await personWithPassword(site, "Ann");
    const given = { email: "ann@example.org", password: PASSWORD, visitor: HOME };
    const planted = "planted-by-somebody-else";
    const first = await accounts.login.logIn({ ...given, replaces: planted });
    if (!first.ok) throw new Error(first.problem);
    expect(first.token).not.toBe(planted);
    expect(await accounts.sessions.find(planted)).toBeNull();
    const second = await accounts.login.logIn({ ...given, replaces: first.token });
    if (!second.ok) throw new Error(second.problem);
    expect(second.token).not.toBe(first.token);
    expect(await accounts.sessions.find(first.token)).toBeNull();
    expect(await accounts.sessions.find(second.token)).not.toBeNull();
  });

  test("keeps its token nowhere in clear", async () => {
    const ann = await site.person("Ann");
    const { token } = await accounts.sessions.begin(site.db, ann, HOME);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const rows = await site.db.select().from(sessions);
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0]?.tokenHash ?? [])).toEqual(Buffer.from(tokenHash(token)));
    expect(JSON.stringify(rows)).not.toContain(token);
    // What stands in the list of sessions lets nobody in.
    const [listed] = await accounts.sessions.list(ann);
    expect(await accounts.sessions.find(listed?.id ?? "")).toBeNull();
  });

  test("lasts while it is used, 30 days without use, and 90 in all", async () => {
    const ann = await site.person("Ann");
    const { token } = await accounts.sessions.begin(site.db, ann, HOME);
    for (let count = 0; count < 3; count++) {
      site.time.advance(29 * DAY);
      expect(await accounts.sessions.find(token)).not.toBeNull();
    }
    site.time.advance(3 * DAY - 1);
    expect(await accounts.sessions.find(token)).not.toBeNull();
    site.time.advance(1);
    expect(await accounts.sessions.find(token)).toBeNull();

    const { token: idle } = await accounts.sessions.begin(site.db, ann, HOME);
    site.time.advance(30 * DAY - 1);
    expect(await accounts.sessions.list(ann)).toHaveLength(1);
    site.time.advance(1);
    expect(await accounts.sessions.list(ann)).toEqual([]);
    expect(await accounts.sessions.find(idle)).toBeNull();
  });

  test("writes down that it is used no more than once a minute", async () => {
    const ann = await site.person("Ann");
    const { token, session } = await accounts.sessions.begin(site.db, ann, HOME);
    const seen = async () => (await site.db.select().from(sessions))[0]?.seenAt;
    site.time.advance(MINUTE - 1);
    expect((await accounts.sessions.find(token))?.seenAt).toBe(session.createdAt);
    expect(await seen()).toBe(session.createdAt);
    site.time.advance(1);
    expect((await accounts.sessions.find(token))?.seenAt).toBe(session.createdAt + MINUTE);
    expect(await seen()).toBe(session.createdAt + MINUTE);
  });

  test("is listed with source and browser, and ended alone, by its owner only", async () => {
    const [ann, bob] = [await site.person("Ann"), await site.person("Bob")];
    const old = await accounts.sessions.begin(site.db, ann, ELSEWHERE);
    site.time.advance(MINUTE);
    const here = await accounts.sessions.begin(site.db, ann, { ...HOME, agent: `x\n${"y".repeat(400)}` });
    const listed = await accounts.sessions.list(ann);
    expect(listed.map(({ source }) => source)).toEqual(["192.0.2.7", "198.51.100.9"]);
    expect(listed[0]?.agent).toBe(`x ${"y".repeat(298)}`);
    expect(await accounts.sessions.end(bob, old.session.id)).toBe(false);
    expect(await accounts.sessions.end(ann, old.session.id)).toBe(true);
    expect(await accounts.sessions.find(old.token)).toBeNull();
    expect(await accounts.sessions.find(here.token)).not.toBeNull();
  });

  test("logging out ends it; logging out everywhere ends all, or all others", async () => {
    const ann = await site.person("Ann");
    const bob = await accounts.sessions.begin(site.db, await site.person("Bob"), HOME);
    const [one, two, three] = [
      await accounts.sessions.begin(site.db, ann, HOME),
      await accounts.sessions.begin(site.db, ann, HOME),
      await accounts.sessions.begin(site.db, ann, HOME),
    ];
    await accounts.sessions.endByToken(one.token);
    expect(await accounts.sessions.find(one.token)).toBeNull();
    expect(await accounts.sessions.endAll(ann, three.session.id)).toBe(1);
    expect(await accounts.sessions.find(two.token)).toBeNull();
    expect(await accounts.sessions.find(three.token)).not.toBeNull();
    expect(await accounts.sessions.endAll(ann)).toBe(1);
    expect(await accounts.sessions.list(ann)).toEqual([]);
    expect(await accounts.sessions.find(bob.token)).not.toBeNull();
  });

  test("ends with its account", async () => {
    const ann = await site.person("Ann");
    const { token } = await accounts.sessions.begin(site.db, ann, HOME);
    await site.db.delete(people).where(eq(people.id, ann));
    expect(await accounts.sessions.find(token)).toBeNull();
  });
});
