import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Accounts } from "../../../cloud/accounts/accounts.ts";
import type { Database } from "../../../cloud/database/database.ts";
import { attempts, mails, passwordResets } from "../../../cloud/database/schema/schema.ts";
import { Site } from "../site.ts";
import { accountsOf, ELSEWHERE, HOME, PASSWORD, personWithPassword } from "./account-site.ts";

const HOUR = 3_600_000;
const NEXT = "a new one for the winter";

describe("a forgotten password", () => {
  let site: Site;
  let accounts: Accounts;
  beforeAll(async () => {
    site = await Site.open();
    accounts = accountsOf(site);
  });
  beforeEach(() => site.empty());
  afterAll(() => site.close());

  const logIn = (password: string, visitor = HOME) =>
    accounts.login.logIn({ email: "ann@example.org", password, visitor });

  async function tokenForAnn(): Promise<string> {
    expect(await accounts.resets.request("ann@example.org", HOME)).toEqual({ ok: true });
    return site.mailedToken("ann@example.org");
  }

  test("a link goes to the address of the account, in its language", async () => {
    await personWithPassword(site, "Ann", { language: "no" });
    const token = await tokenForAnn();
    const [mail] = await site.mails();
    expect(mail?.subject).toBe("Nytt passord til ChargeGate");
    expect(mail?.body).toContain(`https://portal.example.org/reset/${token}\n`);
    expect(await accounts.resets.isGood(token)).toBe(true);
  });

  test("the answer is the same whether there is an account or not; without one no mail goes out", async () => {
    await personWithPassword(site, "Ann");
    const atAccount = await accounts.resets.request("ann@example.org", HOME);
    expect(await accounts.resets.request("nobody@example.org", HOME)).toEqual(atAccount);
    expect(await accounts.resets.request("not an address", HOME)).toEqual(atAccount);
    expect((await site.mails()).map(({ to }) => to)).toEqual(["ann@example.org"]);
  });

  test("the work is the same: as many statements, of which all write", async () => {
    await personWithPassword(site, "Ann");
    const work = async (email: string): Promise<number> => {
      let statements = 0;
      const watch = (db: Database): Database =>
        new Proxy<Database>(db, {
          get(target, name) {
            const member: unknown = Reflect.get(target, name, target);
            if (typeof member !== "function") return member;
            if (name !== "transaction") {
              statements += 1;
              return member.bind(target);
            }
            return (run: (tx: Database) => Promise<unknown>) => target.transaction((tx) => run(watch(tx)));
          },
        });
      await accountsOf(site, { db: watch(site.db) }).resets.request(email, HOME);
      return statements;
    };
    const withAccount = await work("ann@example.org");
    expect(withAccount).toBeGreaterThanOrEqual(5);
    expect(await work("nobody@example.org")).toBe(withAccount);
  });

  test("a link sets the password once, and logs nobody in", async () => {
    const ann = await personWithPassword(site, "Ann");
    const token = await tokenForAnn();
    expect(await accounts.resets.use(token, NEXT)).toEqual({ ok: true, person: ann });
    expect((await logIn(PASSWORD)).ok).toBe(false);
    expect(await accounts.sessions.list(ann)).toEqual([]);
    expect((await logIn(NEXT)).ok).toBe(true);
    expect(await accounts.resets.isGood(token)).toBe(false);
    expect(await accounts.resets.use(token, "yet another one 77")).toEqual({
      ok: false,
      problem: "reset-expired",
    });
    expect((await logIn(NEXT)).ok).toBe(true);
  });

  test("of two that use a link at the same moment one gets through", async () => {
    await personWithPassword(site, "Ann");
    const token = await tokenForAnn();
    const both = await Promise.all([
      accounts.resets.use(token, NEXT),
      accountsOf(site).resets.use(token, "another for the summer"),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("a link is good for an hour", async () => {
    await personWithPassword(site, "Ann");
    const token = await tokenForAnn();
    site.time.advance(HOUR - 1);
    expect(await accounts.resets.isGood(token)).toBe(true);
    site.time.advance(1);
    expect(await accounts.resets.isGood(token)).toBe(false);
    expect(await accounts.resets.use(token, NEXT)).toEqual({ ok: false, problem: "reset-expired" });
    expect((await logIn(PASSWORD)).ok).toBe(true);
  });

  test("a link that was made up is none", async () => {
    expect(await accounts.resets.isGood("x".repeat(43))).toBe(false);
    expect(await accounts.resets.use("", NEXT)).toEqual({ ok: false, problem: "reset-expired" });
  });

  test("a password that is not taken leaves the link good", async () => {
    await personWithPassword(site, "Ann");
    const token = await tokenForAnn();
    expect(await accounts.resets.use(token, "short")).toEqual({ ok: false, problem: "password-too-short" });
    expect(await accounts.resets.use(token, "annannannann")).toMatchObject({ problem: "password-is-known" });
    expect((await accounts.resets.use(token, NEXT)).ok).toBe(true);
  });

  test("using it ends all sessions, all other links and the account's lock, and a mail tells of it", async () => {
    const ann = await personWithPassword(site, "Ann");
    const { token: session } = await accounts.sessions.begin(site.db, ann, HOME);
    const other = await tokenForAnn();
    const used = await tokenForAnn();
    for (let count = 0; count < 10; count++)
      await logIn("wrong", { address: `203.0.113.${count}`, agent: "" });
    expect(await logIn(PASSWORD, ELSEWHERE)).toMatchObject({ problem: "locked" });
    await accounts.resets.use(used, NEXT);
    expect(await accounts.sessions.find(session)).toBeNull();
    expect(await accounts.resets.isGood(other)).toBe(false);
    expect((await logIn(NEXT, ELSEWHERE)).ok).toBe(true);
    const [told] = await site.mails();
    expect(told).toMatchObject({
      to: "ann@example.org",
      subject: "Your ChargeGate password was changed",
    });
  });

  test("somebody's link sets nobody else's password", async () => {
    const [ann, bob] = [await personWithPassword(site, "Ann"), await personWithPassword(site, "Bob")];
    const { token: bobs } = await accounts.sessions.begin(site.db, bob, HOME);
    expect(await accounts.resets.use(await tokenForAnn(), NEXT)).toEqual({ ok: true, person: ann });
    expect(await accounts.sessions.find(bobs)).not.toBeNull();
    const login = await accounts.login.logIn({ email: "bob@example.org", password: PASSWORD, visitor: HOME });
    expect(login.ok).toBe(true);
  });

  test("no mailbox is flooded: from the fourth on nothing is sent for a while, and the answer stays the same", async () => {
    await personWithPassword(site, "Ann");
    for (let count = 0; count < 8; count++)
      expect(
        await accounts.resets.request("ann@example.org", { address: `203.0.113.${count}`, agent: "" }),
      ).toEqual({ ok: true });
    expect(await site.db.$count(mails)).toBe(3);
    site.time.advance(60_000);
    await accounts.resets.request("ann@example.org", HOME);
    expect(await site.db.$count(mails)).toBe(4);
  });

  test("a source that asks ten times is locked, whoever it asks for", async () => {
    for (let count = 0; count < 10; count++)
      await accounts.resets.request(`nobody${count}@example.org`, ELSEWHERE);
    expect(await accounts.resets.request("ann@example.org", ELSEWHERE)).toEqual({
      ok: false,
      problem: "locked",
      until: site.now() + 60_000,
    });
    expect(await accounts.resets.request("ann@example.org", HOME)).toEqual({ ok: true });
  });

  test("neither the link nor its mail stands in the database in clear", async () => {
    await personWithPassword(site, "Ann");
    const token = await tokenForAnn();
    const rows: readonly object[] = [
      ...(await site.db.select().from(passwordResets)),
      ...(await site.db.select().from(mails)),
      ...(await site.db.select().from(attempts)),
    ];
    const everything = rows
      .flatMap((row) => Object.values(row))
      .map((value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value),
      )
      .join("\n");
    expect(everything).toContain("A new password for ChargeGate");
    expect(everything).not.toContain(token);
    expect(everything).not.toContain("/reset/");
  });
});
