import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Accounts } from "../../../cloud/accounts/accounts.ts";
import type { PersonId } from "../../../cloud/database/ids.ts";
import { emailChanges, people } from "../../../cloud/database/schema/schema.ts";
import { Site } from "../site.ts";
import { accountsOf, ELSEWHERE, HOME, PASSWORD, personWithPassword } from "./account-site.ts";

const NEXT = "a new one for the winter";
const HOUR = 3_600_000;

describe("one's own profile", () => {
  let site: Site;
  let accounts: Accounts;
  let ann: PersonId;
  beforeAll(async () => {
    site = await Site.open();
    accounts = accountsOf(site);
  });
  beforeEach(async () => {
    await site.empty();
    ann = await personWithPassword(site, "Ann");
  });
  afterAll(() => site.close());

  const logIn = (email: string, password: string) => accounts.login.logIn({ email, password, visitor: HOME });

  test("name and language are changed, and the lists and pages that name the person with them", async () => {
    const home = await site.installation("Home", { owner: ann });
    const charger = await site.charger(await site.installation("Cabin"), "left");
    await site.grant(ann, "user", { charger });
    const cabin = (await site.resource(charger)).installation;
    const change = { name: " Ann  Berg ", language: "no" } as const;
    expect(await accounts.profile.change({ person: ann }, change)).toEqual({ ok: true });
    expect(await accounts.profile.read({ person: ann })).toMatchObject({ name: "Ann Berg", language: "no" });
    expect([await site.listWanted(home), await site.listWanted(cabin)]).toEqual([1, 1]);
    expect(await accounts.profile.change({ person: ann }, { name: "\n", language: "en" })).toEqual({
      ok: false,
      problem: "name-missing",
    });
  });

  test("a new password needs the old one; all other sessions and open links end, and a mail tells of it", async () => {
    const here = await accounts.sessions.begin(site.db, ann, HOME);
    const elsewhere = await accounts.sessions.begin(site.db, ann, ELSEWHERE);
    await accounts.resets.request("ann@example.org", HOME);
    const reset = await site.mailedToken("ann@example.org");
    await accounts.profile.requestEmail({ person: ann }, { email: "new@example.org", password: PASSWORD });
    const self = { person: ann };
    const change = (old: string, next: string) =>
      accounts.profile.changePassword(self, here.session.id, { old, next });
    expect(await change("wrong", NEXT)).toEqual({ ok: false, problem: "wrong" });
    expect(await change(PASSWORD, "short")).toEqual({ ok: false, problem: "password-too-short" });
    expect(await accounts.sessions.find(elsewhere.token)).not.toBeNull();
    expect(await change(PASSWORD, NEXT)).toEqual({ ok: true });
    expect(await accounts.sessions.find(here.token)).not.toBeNull();
    expect(await accounts.sessions.find(elsewhere.token)).toBeNull();
    expect(await accounts.resets.isGood(reset)).toBe(false);
    expect(await site.db.$count(emailChanges)).toBe(0);
    expect((await logIn("ann@example.org", PASSWORD)).ok).toBe(false);
    expect((await logIn("ann@example.org", NEXT)).ok).toBe(true);
    const [told] = await site.mails();
    expect(told).toMatchObject({ to: "ann@example.org", subject: "Your ChargeGate password was changed" });
  });

  test("whoever finds an open browser guesses five times, whatever they want to change", async () => {
    const { session } = await accounts.sessions.begin(site.db, ann, HOME);
    const self = { person: ann };
    for (let count = 0; count < 5; count++) {
      const guessed =
        count % 2 === 0
          ? await accounts.profile.changePassword(self, session.id, { old: "wrong", next: NEXT })
          : await accounts.profile.requestEmail(self, { email: "new@example.org", password: "wrong" });
      expect(guessed).toEqual({ ok: false, problem: "wrong" });
    }
    const locked = { ok: false, problem: "locked", until: site.now() + 60_000 };
    expect(await accounts.profile.changePassword(self, session.id, { old: PASSWORD, next: NEXT })).toEqual(
      locked,
    );
    expect(
      await accounts.profile.requestEmail(self, { email: "new@example.org", password: PASSWORD }),
    ).toEqual(locked);
  });

  test("a new address is the account's once the link that goes there is opened, and the old one is told", async () => {
    const self = { person: ann };
    expect(
      await accounts.profile.requestEmail(self, { email: " New@Example.org", password: PASSWORD }),
    ).toEqual({ ok: true });
    expect((await logIn("new@example.org", PASSWORD)).ok).toBe(false);
    const token = await site.mailedToken("new@example.org");
    expect((await site.mails())[0]?.body).toContain(`https://portal.example.org/profile/email/${token}\n`);
    await accounts.resets.request("ann@example.org", HOME);
    const reset = await site.mailedToken("ann@example.org");
    expect(await accounts.profile.confirmEmail(self, token)).toEqual({ ok: true, email: "new@example.org" });
    expect((await logIn("new@example.org", PASSWORD)).ok).toBe(true);
    expect((await logIn("ann@example.org", PASSWORD)).ok).toBe(false);
    // Who reads the old mailbox does not get in by an older link.
    expect(await accounts.resets.isGood(reset)).toBe(false);
    expect((await site.mails())[0]).toMatchObject({
      to: "ann@example.org",
      subject: "The e-mail address of your ChargeGate account was changed",
    });
    expect(await accounts.profile.confirmEmail(self, token)).toEqual({ ok: false, problem: "link-expired" });
  });

  test("the link to a new address is good for an hour, for that person alone, and the newest alone", async () => {
    const self = { person: ann };
    const request = () =>
      accounts.profile.requestEmail(self, { email: "new@example.org", password: PASSWORD });
    await request();
    const older = await site.mailedToken("new@example.org");
    site.time.advance(1);
    await request();
    const token = await site.mailedToken("new@example.org");
    const expired = { ok: false, problem: "link-expired" };
    expect(await accounts.profile.confirmEmail(self, older)).toEqual(expired);
    // At a mistyped address it is somebody else who opens the link.
    expect(await accounts.profile.confirmEmail({ person: await site.person("Bob") }, token)).toEqual(expired);
    site.time.advance(HOUR);
    expect(await accounts.profile.confirmEmail(self, token)).toEqual(expired);
    expect(await site.db.select({ email: people.email }).from(people)).toContainEqual({
      email: "ann@example.org",
    });
  });

  test("whether an address has an account is told only to who reads its mail", async () => {
    await site.person("Bob");
    const self = { person: ann };
    const request = (email: string) => accounts.profile.requestEmail(self, { email, password: PASSWORD });
    expect(await request("bob@example.org")).toEqual(await request("nobody@example.org"));
    await request("bob@example.org");
    const token = await site.mailedToken("bob@example.org");
    expect(await accounts.profile.confirmEmail(self, token)).toEqual({ ok: false, problem: "email-taken" });
    expect(await request("nonsense")).toEqual({ ok: false, problem: "email-malformed" });
  });

  test("mails to new addresses are limited", async () => {
    const request = (count: number) =>
      accounts.profile.requestEmail(
        { person: ann },
        { email: `victim${count}@example.org`, password: PASSWORD },
      );
    for (let count = 0; count < 5; count++) expect(await request(count)).toEqual({ ok: true });
    expect(await request(5)).toMatchObject({ problem: "locked" });
    expect(await site.mails()).toHaveLength(5);
  });

  test("an account that is gone has no profile", async () => {
    await site.db.delete(people);
    const self = { person: ann };
    expect(await accounts.profile.read(self)).toBeNull();
    const gone = { ok: false, problem: "not-found" };
    expect(await accounts.profile.change(self, { name: "Ann", language: "en" })).toEqual(gone);
    expect(await accounts.profile.requestEmail(self, { email: "a@example.org", password: PASSWORD })).toEqual(
      gone,
    );
  });
});
