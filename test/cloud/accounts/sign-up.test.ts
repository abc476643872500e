import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actorOf } from "../../../cloud/access/actor-of.ts";
import { may } from "../../../cloud/access/may.ts";
import type { Accounts } from "../../../cloud/accounts/accounts.ts";
import { hasAccounts, makeSetupInvitation } from "../../../cloud/accounts/first-account.ts";
import { type Gift, INVITATION_LIFE, insertInvitation } from "../../../cloud/accounts/invitations.ts";
import { tidyAccounts } from "../../../cloud/accounts/tidy.ts";
import type { PersonId } from "../../../cloud/database/ids.ts";
import {
  grants,
  groupMembers,
  groups,
  installations,
  invitations,
  people,
} from "../../../cloud/database/schema/schema.ts";
import { Site } from "../site.ts";
import { accountsOf, HOME, PASSWORD, personWithPassword } from "./account-site.ts";

const DAY = 86_400_000;

let site: Site;
let accounts: Accounts;
beforeAll(async () => {
  site = await Site.open();
  accounts = accountsOf(site);
});
beforeEach(() => site.empty());
afterAll(() => site.close());

describe("an invitation", () => {
  /** The token of an invitation's link. */
  async function invite(gift: Gift, by: PersonId | null, email = "bob@example.org"): Promise<string> {
    const { link } = await insertInvitation(site.db, site.parts, { name: "Bob", email, gift, by });
    expect(link).toMatch(/^https:\/\/portal\.example\.org\/invitation\/[A-Za-z0-9_-]{43}$/);
    return link.slice(-43);
  }

  const asNew = (token: string, change: Partial<Parameters<Accounts["signUp"]["acceptAsNew"]>[0]> = {}) =>
    accounts.signUp.acceptAsNew({
      token,
      name: "Bob Berg",
      password: PASSWORD,
      language: "no",
      visitor: HOME,
      ...change,
    });

  async function homeOfAnn() {
    const ann = await site.person("Ann");
    const home = await site.installation("Home", { owner: ann });
    const [left, right] = [await site.charger(home, "left"), await site.charger(home, "right")];
    return { ann, home, left, right };
  }

  test("B3: says by name, e-mail and place what it gives, and from whom", async () => {
    const { ann, home, left } = await homeOfAnn();
    const team = await site.group("Volt", "VOLT", [ann]);
    const gifts: [Gift, object][] = [
      [
        { kind: "installation", id: home, role: "user" },
        { kind: "installation", id: home, name: "Home", role: "user" },
      ],
      [
        { kind: "charger", id: left, role: "service" },
        { kind: "charger", id: left, name: "left", installation: "Home", role: "service" },
      ],
      [
        { kind: "group", id: team, admin: false },
        { kind: "group", id: team, name: "Volt", admin: false },
      ],
    ];
    for (const [gift, named] of gifts) {
      expect(await accounts.signUp.read(await invite(gift, ann))).toEqual({
        ok: true,
        invitation: {
          name: "Bob",
          email: "bob@example.org",
          gift: named,
          from: "Ann",
          expiresAt: site.now() + INVITATION_LIFE,
        },
      });
    }
  });

  test("does not say whether there is an account", async () => {
    const { ann, home } = await homeOfAnn();
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    const before = await accounts.signUp.read(token);
    await personWithPassword(site, "Bob");
    expect(await accounts.signUp.read(token)).toEqual(before);
  });

  test("B3: whoever signs up by its link has an account with its address, is logged in, and may do what it gives", async () => {
    const { ann, home, left } = await homeOfAnn();
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    const wanted = await site.listWanted(home);
    const done = await asNew(token);
    if (!done.ok) throw new Error(done.problem);
    expect(done.gift).toMatchObject({ kind: "installation", name: "Home" });
    expect(await accounts.sessions.find(done.token)).toMatchObject({ person: done.session.person });
    expect(await accounts.profile.read(done.session)).toMatchObject({
      name: "Bob Berg",
      email: "bob@example.org",
      language: "no",
      support: false,
    });
    const actor = await site.actor(done.session.person);
    expect(may(actor, "charger.charge", await site.resource(left))).toBe(true);
    expect(may(actor, "installation.settings", { kind: "installation", id: home })).toBe(false);
    expect(await site.listWanted(home)).toBe(wanted + 1);
    expect(await site.audited()).toMatchObject([
      {
        action: "invitation-accepted",
        actorId: done.session.person,
        actorName: "Bob Berg",
        installationId: home,
        details: { role: "user" },
      },
    ]);
    const login = await accounts.login.logIn({
      email: "bob@example.org",
      password: PASSWORD,
      visitor: HOME,
    });
    expect(login.ok).toBe(true);
  });

  test("B3: to one charger opens no other charger of the installation", async () => {
    const { ann, home, left, right } = await homeOfAnn();
    const wanted = await site.listWanted(home);
    const done = await asNew(await invite({ kind: "charger", id: left, role: "user" }, ann));
    if (!done.ok) throw new Error(done.problem);
    const actor = await site.actor(done.session.person);
    expect(may(actor, "charger.charge", await site.resource(left))).toBe(true);
    expect(may(actor, "charger.view", await site.resource(right))).toBe(false);
    expect(may(actor, "installation.view", { kind: "installation", id: home })).toBe(false);
    expect(await site.listWanted(home)).toBe(wanted + 1);
    expect(await site.audited()).toMatchObject([{ installationId: home, chargerId: left }]);
  });

  test("to a group makes a member, or an administrator, and the lists where the group has access are built anew", async () => {
    const { ann, home, left } = await homeOfAnn();
    const other = await site.installation("Cabin");
    const team = await site.group("Volt", "VOLT", [ann]);
    await site.grant({ group: team }, "user", { charger: left });
    await site.grant({ group: team }, "user", other);
    const [bob, cat] = [
      await asNew(await invite({ kind: "group", id: team, admin: false }, ann)),
      await asNew(await invite({ kind: "group", id: team, admin: true }, ann, "cat@example.org")),
    ];
    if (!bob.ok || !cat.ok) throw new Error("expected both to sign up");
    expect((await site.actor(bob.session.person)).groups).toEqual([{ id: team, admin: false }]);
    expect((await site.actor(cat.session.person)).groups).toEqual([{ id: team, admin: true }]);
    expect([await site.listWanted(home), await site.listWanted(other)]).toEqual([2, 2]);
    // A member becomes an administrator, never the other way.
    const again = async (admin: boolean) => {
      await accounts.signUp.acceptAs(
        bob.session.person,
        await invite({ kind: "group", id: team, admin }, ann),
      );
      return (await site.actor(bob.session.person)).groups;
    };
    expect(await again(true)).toEqual([{ id: team, admin: true }]);
    expect(await again(false)).toEqual([{ id: team, admin: true }]);
  });

  test("is accepted by who has its address already: by logging in, or as logged in", async () => {
    const { ann, home, left } = await homeOfAnn();
    const bob = await personWithPassword(site, "Bob");
    const first = await invite({ kind: "installation", id: home, role: "user" }, ann);
    expect(await asNew(first)).toEqual({ ok: false, problem: "has-account" });
    const given = { token: first, visitor: HOME };
    expect(await accounts.signUp.acceptByLogin({ ...given, password: "wrong" })).toEqual({
      ok: false,
      problem: "wrong",
    });
    const done = await accounts.signUp.acceptByLogin({ ...given, password: PASSWORD });
    if (!done.ok) throw new Error(done.problem);
    expect(done.session.person).toBe(bob);
    const second = await invite({ kind: "charger", id: left, role: "service" }, ann);
    expect(await accounts.signUp.acceptAs(bob, second)).toMatchObject({ ok: true, gift: { name: "left" } });
    expect((await site.actor(bob)).standings.map(({ role }) => role).toSorted()).toEqual(["service", "user"]);
    expect(await site.db.$count(people)).toBe(2);
  });

  test("guessing passwords by it is limited as it is at the login", async () => {
    const { ann, home } = await homeOfAnn();
    await personWithPassword(site, "Bob");
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    const guess = () => accounts.signUp.acceptByLogin({ token, password: "wrong", visitor: HOME });
    for (let count = 0; count < 5; count++) await guess();
    expect(await guess()).toMatchObject({ problem: "locked" });
    expect(await accounts.login.logIn({ email: "x@example.org", password: "", visitor: HOME })).toMatchObject(
      {
        problem: "locked",
      },
    );
  });

  test("that is for another address is not accepted as oneself, and stays good", async () => {
    const { ann, home } = await homeOfAnn();
    const mallory = await site.person("Mallory");
    const token = await invite({ kind: "installation", id: home, role: "owner" }, ann);
    expect(await accounts.signUp.acceptAs(mallory, token)).toEqual({ ok: false, problem: "another-person" });
    expect((await site.actor(mallory)).standings).toEqual([]);
    expect((await accounts.signUp.read(token)).ok).toBe(true);
  });

  test("is good once", async () => {
    const { ann, home } = await homeOfAnn();
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    const both = await Promise.all([
      asNew(token),
      accountsOf(site).signUp.acceptAs(ann, token),
      asNew(token),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const used = { ok: false, problem: "invitation-used" };
    expect(await accounts.signUp.read(token)).toEqual(used);
    expect(await asNew(token)).toEqual(used);
    expect(await accounts.signUp.acceptByLogin({ token, password: PASSWORD, visitor: HOME })).toEqual(used);
    expect(await site.db.$count(people)).toBe(2);
  });

  test("is good for 14 days", async () => {
    const { ann, home } = await homeOfAnn();
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    site.time.advance(14 * DAY - 1);
    expect((await accounts.signUp.read(token)).ok).toBe(true);
    site.time.advance(1);
    const expired = { ok: false, problem: "invitation-expired" };
    expect(await accounts.signUp.read(token)).toEqual(expired);
    expect(await asNew(token)).toEqual(expired);
    expect(await accounts.signUp.acceptAs(ann, token)).toEqual(expired);
    site.time.advance(30 * DAY);
    await tidyAccounts(site.parts);
    expect(await site.db.$count(invitations)).toBe(0);
  });

  test("that is withdrawn or made up is none", async () => {
    const { ann, home } = await homeOfAnn();
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    await site.db.delete(invitations);
    expect(await asNew(token)).toEqual({ ok: false, problem: "not-found" });
    expect(await accounts.signUp.read("x".repeat(43))).toEqual({ ok: false, problem: "not-found" });
  });

  test("gives nothing when who invited may not give it any more", async () => {
    const { ann, home, left } = await homeOfAnn();
    const team = await site.group("Volt", "VOLT", [ann]);
    const tokens = [
      await invite({ kind: "installation", id: home, role: "owner" }, ann),
      await invite({ kind: "charger", id: left, role: "user" }, ann),
      await invite({ kind: "group", id: team, admin: true }, ann),
      await invite({ kind: "installation", id: home, role: "owner" }, null),
    ];
    await site.db.delete(grants).where(eq(grants.personId, ann));
    await site.db.update(groupMembers).set({ admin: false });
    for (const token of tokens) {
      const refusal = { ok: false, problem: "invitation-void" };
      expect(await accounts.signUp.read(token)).toEqual(refusal);
      expect(await asNew(token)).toEqual(refusal);
    }
    expect(await site.db.$count(people)).toBe(1);
  });

  test("goes with what it gives", async () => {
    const { ann, home } = await homeOfAnn();
    const team = await site.group("Volt", "VOLT", [ann]);
    const tokens = [
      await invite({ kind: "installation", id: home, role: "user" }, ann),
      await invite({ kind: "group", id: team, admin: false }, ann),
    ];
    await site.db.delete(installations);
    await site.db.delete(groups);
    for (const token of tokens)
      expect(await accounts.signUp.read(token)).toEqual({ ok: false, problem: "not-found" });
  });

  test("to somebody who has it already changes nothing, but that it does not end", async () => {
    const { ann, home } = await homeOfAnn();
    const bob = await site.person("Bob");
    await site.grant(bob, "user", home, { expiresAt: site.now() + DAY, createdBy: ann });
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    expect((await accounts.signUp.acceptAs(bob, token)).ok).toBe(true);
    const rows = await site.db
      .select()
      .from(grants)
      .where(and(eq(grants.personId, bob), eq(grants.installationId, home)));
    expect(rows).toMatchObject([{ role: "user", expiresAt: null, createdBy: ann }]);
  });

  test("is not used up by a name or a password that is not taken", async () => {
    const { ann, home } = await homeOfAnn();
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    expect(await asNew(token, { name: " " })).toEqual({ ok: false, problem: "name-missing" });
    expect(await asNew(token, { password: "short" })).toMatchObject({ problem: "password-too-short" });
    expect(await asNew(token, { password: "bob@example.org" })).toMatchObject({
      problem: "password-is-known",
    });
    expect((await asNew(token)).ok).toBe(true);
  });

  test("ends the session that the browser had before", async () => {
    const { ann, home } = await homeOfAnn();
    const { token: before } = await accounts.sessions.begin(site.db, ann, HOME);
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    expect((await asNew(token, { replaces: before })).ok).toBe(true);
    expect(await accounts.sessions.find(before)).toBeNull();
  });

  test("keeps its token nowhere in clear", async () => {
    const { ann, home } = await homeOfAnn();
    const token = await invite({ kind: "installation", id: home, role: "user" }, ann);
    const [row] = await site.db.select().from(invitations);
    const values = Object.values(row ?? {}).map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value),
    );
    expect(values).toContain("bob@example.org");
    expect(values.join("\n")).not.toContain(token);
    expect(values.join("\n")).not.toContain(Buffer.from(token, "base64url").toString("latin1"));
  });
});

describe("the first account", () => {
  const signUp = async (link: string, name: string) => {
    const visitor = HOME;
    const done = await accounts.signUp.acceptAsNew({
      token: link.slice(-43),
      name,
      password: PASSWORD,
      language: "en",
      visitor,
    });
    if (!done.ok) throw new Error(done.problem);
    return done.session.person;
  };

  test("comes of an invitation that is made at the command line, and is one as any other", async () => {
    expect(await hasAccounts(site.parts)).toBe(false);
    const made = await makeSetupInvitation(site.parts, { name: "Ann", email: "Ann@Example.org" });
    expect(await hasAccounts(site.parts)).toBe(false);
    expect(await accounts.signUp.read(made?.link.slice(-43) ?? "")).toMatchObject({
      invitation: { email: "ann@example.org", gift: { kind: "account" }, from: null },
    });
    const ann = await signUp(made?.link ?? "", "Ann");
    expect(await hasAccounts(site.parts)).toBe(true);
    expect(await actorOf(site.db, ann, site.now())).toEqual({
      person: ann,
      support: false,
      standings: [],
      groups: [],
    });
    expect(await site.audited()).toMatchObject([
      { action: "invitation-accepted", details: { support: false } },
    ]);
  });

  test("can be support's, also that of somebody who has an account", async () => {
    const made = await makeSetupInvitation(site.parts, { name: "S", email: "s@example.org", support: true });
    expect(await site.actor(await signUp(made?.link ?? "", "Staff"))).toMatchObject({ support: true });
    const bob = await personWithPassword(site, "Bob");
    const again = await makeSetupInvitation(site.parts, {
      name: "Bob",
      email: "bob@example.org",
      support: true,
    });
    expect((await accounts.signUp.acceptAs(bob, again?.link.slice(-43) ?? "")).ok).toBe(true);
    expect((await site.actor(bob)).support).toBe(true);
  });

  test("needs a name and an e-mail address", async () => {
    expect(await makeSetupInvitation(site.parts, { name: "", email: "ann@example.org" })).toBeNull();
    expect(await makeSetupInvitation(site.parts, { name: "Ann", email: "ann" })).toBeNull();
  });
});
