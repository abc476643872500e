import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { may } from "../../../cloud/access/may.ts";
import { type Accounts, makeAccounts } from "../../../cloud/accounts/accounts.ts";
import {
  type GroupId,
  type InstallationId,
  type InvitationId,
  isId,
  type PersonId,
  type RowId,
} from "../../../cloud/database/ids.ts";
import { grants, groupCredentials, groupMembers, groups } from "../../../cloud/database/schema/schema.ts";
import { GroupMembers } from "../../../cloud/grants/group-members.ts";
import {
  CREDENTIALS_AT_MOST,
  GroupPrograms,
  RETURN_URLS_AT_MOST,
} from "../../../cloud/grants/group-programs.ts";
import { Groups } from "../../../cloud/grants/groups.ts";
import { Partners } from "../../../cloud/grants/lookup.ts";
import { tokenHash } from "../../../cloud/vault.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";
import { done, problem } from "./outcomes.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

let site: Site;
let accounts: Accounts;
let all: Groups;
let members: GroupMembers;
let programs: GroupPrograms;
let partners: Partners;
let ann: PersonId;
let ida: PersonId;
let max: PersonId;
let home: InstallationId;
let installer: GroupId;

beforeAll(async () => {
  site = await Site.open();
  accounts = makeAccounts(site.parts);
  all = new Groups(site.parts);
  members = new GroupMembers(site.parts);
  programs = new GroupPrograms(site.parts);
  partners = new Partners(site.parts, accounts.attempts);
});
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  ida = await site.person("Ida");
  max = await site.person("Max");
  home = await site.installation("Fjordgata 1", { owner: ann });
  installer = await site.group("Installer AS", "BSJG", [ida, max]);
});
afterAll(() => site.close());

const atHome = () => ({ kind: "installation", id: home }) as const;

describe("B6: a user group", () => {
  test("is made by support staff, with a key of its own, and its first administrator is invited", async () => {
    const staff = await site.actor(await site.person("Staff", { support: true }));
    const wish = { name: " Lader  AS ", admin: { name: "Ann", email: "ann@example.org" } };
    const { group, lookupKey } = done(await all.create(staff, wish));
    expect(lookupKey).toMatch(/^[2-9A-HJ-NP-Z]{4}$/);
    done(await accounts.signUp.acceptAs(ann, await site.mailedToken("ann@example.org")));
    const { page } = done(await all.page(await site.actor(ann), group));
    expect(page).toMatchObject({
      name: "Lader AS",
      lookupKey,
      members: [{ id: ann, name: "Ann", email: "ann@example.org", admin: true }],
      invitations: [],
      returnUrls: [],
      credentials: [],
      granted: [],
      mayEdit: true,
    });
    expect((await site.audited()).map(({ action, groupId }) => [action, groupId === group])).toEqual([
      ["group-added", true],
      ["person-invited", true],
      ["invitation-accepted", true],
    ]);
    const listed = done(await all.all(staff)).groups;
    expect(listed.map(({ name, members: count, admins }) => [name, count, admins])).toEqual([
      ["Installer AS", 2, 1],
      ["Lader AS", 1, 1],
    ]);
  });

  test("is made by nobody else, and not without a name or somebody to lead it", async () => {
    const wish = { name: "Lader AS", admin: { name: "Ann", email: "ann@example.org" } };
    for (const who of [ann, ida])
      expect(await all.create(await site.actor(who), wish)).toEqual(problem("forbidden"));
    expect(await all.all(await site.actor(ida))).toEqual(problem("forbidden"));
    const staff = await site.actor(await site.person("Staff", { support: true }));
    expect(await all.create(staff, { ...wish, name: " " })).toEqual(problem("bad-group-name"));
    expect(await all.create(staff, { ...wish, admin: { name: "", email: "a@example.org" } })).toEqual(
      problem("bad-name"),
    );
    expect(await all.create(staff, { ...wish, admin: { name: "A", email: "a" } })).toEqual(
      problem("bad-email"),
    );
    expect(await site.db.$count(groups)).toBe(1);
  });

  test("gets another key when the one that was drawn is taken, and none when none is free", async () => {
    const draws = [0, 0, 0, 0, 1, 1, 1, 1];
    // Ids need sixteen bytes at once, keys four.
    const random = (bytes: number) =>
      bytes === 4 ? Uint8Array.from({ length: 4 }, () => draws.shift() ?? 0) : site.parts.random(bytes);
    await site.group("Other", "2222", []);
    const staff = await site.actor(await site.person("Staff", { support: true }));
    const drawn = new Groups({ ...site.parts, random });
    const wish = { name: "Lader AS", admin: { name: "Ann", email: "ann@example.org" } };
    expect(done(await drawn.create(staff, wish)).lookupKey).toBe("3333");
    expect(await drawn.create(staff, wish)).toEqual(problem("no-free-key"));
  });

  test("shows its members name and key and what it was granted; who edits it, the rest, too", async () => {
    const left = await site.charger(home, "left", { owner: ann });
    await site.grant({ group: installer }, "service", home, { expiresAt: site.now() + DAY });
    await site.grant({ group: installer }, "user", { charger: left });
    await site.grant({ group: installer }, "service", { charger: left }, { expiresAt: site.now() });
    const admin = await site.actor(ida);
    done(await members.invite(admin, installer, { name: "Cam", email: "cam@example.org", admin: false }));
    done(await programs.makeCredential(admin, installer, "invoices"));
    const { page } = done(await all.page(await site.actor(max), installer));
    expect(page).toMatchObject({ name: "Installer AS", lookupKey: "BSJG", mayEdit: false });
    expect(page.members.map(({ name, email, admin: leads }) => [name, email, leads])).toEqual([
      ["Ida", null, true],
      ["Max", null, false],
    ]);
    expect([page.invitations, page.credentials]).toEqual([[], []]);
    expect(page.granted).toEqual(
      expect.arrayContaining([
        {
          on: { kind: "installation", id: home, name: "Fjordgata 1" },
          installation: "Fjordgata 1",
          role: "service",
          since: site.now(),
          until: site.now() + DAY,
        },
        {
          on: { kind: "charger", id: left, name: "left" },
          installation: "Fjordgata 1",
          role: "user",
          since: site.now(),
          until: null,
        },
      ]),
    );
    expect(page.granted).toHaveLength(2);
    const { page: whole } = done(await all.page(admin, installer));
    expect(whole.members.map(({ email }) => email)).toEqual(["ida@example.org", "max@example.org"]);
    expect(whole.invitations).toMatchObject([{ name: "Cam", email: "cam@example.org", admin: false }]);
    expect(whole.credentials).toMatchObject([{ name: "invoices", usedAt: null }]);
    expect(await all.mine(admin)).toEqual([{ id: installer, name: "Installer AS", admin: true }]);
  });

  test("is edited by its administrators alone; for others it is not there", async () => {
    const member = await site.actor(max);
    const stranger = await site.actor(ann);
    const staff = await site.actor(await site.person("Staff", { support: true }));
    const guest = { name: "Cam", email: "cam@example.org", admin: true };
    for (const [actor, expected] of [
      [member, "forbidden"],
      [stranger, "not-found"],
      [staff, "not-found"],
    ] as const) {
      const outcomes = await Promise.all([
        all.rename(actor, installer, "Ours"),
        members.remove(actor, installer, ida),
        members.setAdmin(actor, installer, max, true),
        members.withdrawInvitation(actor, installer, idOf<InvitationId>(1)),
        programs.addReturnUrl(actor, installer, "https://example.org/"),
        programs.removeReturnUrl(actor, installer, idOf<RowId>(1)),
        programs.makeCredential(actor, installer, "mine"),
        programs.withdrawCredential(actor, installer, idOf<RowId>(1)),
      ]);
      expect(outcomes).toEqual(Array(8).fill(problem(expected)));
    }
    expect(await members.invite(member, installer, guest)).toEqual(problem("forbidden"));
    expect(await members.invite(stranger, installer, guest)).toEqual(problem("not-found"));
    expect(await all.page(stranger, installer)).toEqual(problem("not-found"));
    expect(await site.audited()).toEqual([]);
  });

  test("who was an administrator until a moment ago edits no more", async () => {
    const late = await site.actor(ida);
    await site.db.update(groupMembers).set({ admin: false });
    expect(await all.rename(late, installer, "Ours")).toEqual(problem("forbidden"));
  });

  test("is renamed", async () => {
    const admin = await site.actor(ida);
    done(await all.rename(admin, installer, " Montør  AS "));
    done(await all.rename(admin, installer, "Montør AS"));
    expect(await all.rename(admin, installer, "")).toEqual(problem("bad-group-name"));
    expect(done(await all.page(admin, installer)).page.name).toBe("Montør AS");
    expect(await site.audited()).toMatchObject([
      { action: "group-changed", details: { name: "Montør AS", was: "Installer AS" } },
    ]);
  });
});

describe("B6: members of a group", () => {
  test("are invited by mail, and have what the group was granted as soon as they accept", async () => {
    await site.grant({ group: installer }, "user", home);
    const charger = await site.charger(home, "left");
    const admin = await site.actor(ida);
    const before = await site.listWanted(home);
    const guest = { name: "Cam", email: "cam@example.org", admin: false };
    const { invitation } = done(await members.invite(admin, installer, guest));
    const cam = await site.person("Cam");
    done(await accounts.signUp.acceptAs(cam, await site.mailedToken("cam@example.org")));
    expect(may(await site.actor(cam), "charger.charge", await site.resource(charger))).toBe(true);
    expect(await site.listWanted(home)).toBe(before + 1);
    expect(await members.withdrawInvitation(admin, installer, invitation)).toEqual(problem("not-found"));
    for (const [change, code] of [
      [{ name: "" }, "bad-name"],
      [{ email: "x" }, "bad-email"],
    ] as const)
      expect(await members.invite(admin, installer, { ...guest, ...change })).toEqual(problem(code));
  });

  test("charge nowhere by the group once they are removed: its lists are built anew", async () => {
    const charger = await site.charger(home, "left");
    const cabin = await site.installation("Cabin", { owner: ann });
    await site.grant({ group: installer }, "user", { charger });
    await site.grant({ group: installer }, "service", cabin);
    done(await members.remove(await site.actor(ida), installer, max));
    expect(may(await site.actor(max), "charger.charge", await site.resource(charger))).toBe(false);
    expect(await all.page(await site.actor(max), installer)).toEqual(problem("not-found"));
    // Service has no card on a list.
    expect([await site.listWanted(home), await site.listWanted(cabin)]).toEqual([1, 0]);
    expect(await members.remove(await site.actor(ida), installer, max)).toEqual(problem("not-found"));
  });

  test("an invitation is withdrawn", async () => {
    const admin = await site.actor(ida);
    const guest = { name: "Ann", email: "ann@example.org", admin: true };
    const { invitation } = done(await members.invite(admin, installer, guest));
    const other = await site.group("Other", "2345", [max]);
    expect(await members.withdrawInvitation(await site.actor(max), other, invitation)).toEqual(
      problem("not-found"),
    );
    done(await members.withdrawInvitation(admin, installer, invitation));
    expect(await accounts.signUp.acceptAs(ann, await site.mailedToken("ann@example.org"))).toEqual(
      problem("not-found"),
    );
  });

  test("the last administrator stays one, also of two who step down at the same time", async () => {
    const admin = await site.actor(ida);
    expect(await members.remove(admin, installer, ida)).toEqual(problem("last-admin"));
    expect(await members.setAdmin(admin, installer, ida, false)).toEqual(problem("last-admin"));
    expect(await members.setAdmin(admin, installer, ann, true)).toEqual(problem("not-found"));
    done(await members.setAdmin(admin, installer, max, true));
    const outcomes = await Promise.all([
      members.setAdmin(admin, installer, ida, false),
      members.setAdmin(await site.actor(max), installer, max, false),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await site.db.$count(groupMembers, eq(groupMembers.admin, true))).toBe(1);
  });

  test("of a group without an administrator, support staff invite one", async () => {
    const staff = await site.actor(await site.person("Staff", { support: true }));
    const guest = { name: "Ann", email: "ann@example.org", admin: false };
    expect(await members.invite(staff, installer, guest)).toEqual(problem("forbidden"));
    expect(await members.invite(staff, idOf<GroupId>(1), guest)).toEqual(problem("not-found"));
    await site.db.update(groupMembers).set({ admin: false });
    done(await members.invite(staff, installer, guest));
    done(await accounts.signUp.acceptAs(ann, await site.mailedToken("ann@example.org")));
    expect((await site.actor(ann)).groups).toEqual([{ id: installer, admin: true }]);
  });
});

describe("C6: return URLs of a group", () => {
  test("are kept as they are compared later, each once, and removed", async () => {
    const admin = await site.actor(ida);
    const { id } = done(
      await programs.addReturnUrl(admin, installer, " https://Partner.example.org/back?x=1 "),
    );
    expect(await programs.addReturnUrl(admin, installer, "https://partner.example.org/back?x=1")).toEqual(
      problem("known-url"),
    );
    expect(done(await all.page(admin, installer)).page.returnUrls).toEqual([
      { id, url: "https://partner.example.org/back?x=1" },
    ]);
    const other = await site.group("Other", "2345", [max]);
    expect(await programs.removeReturnUrl(await site.actor(max), other, id)).toEqual(problem("not-found"));
    done(await programs.removeReturnUrl(admin, installer, id));
    expect(done(await all.page(admin, installer)).page.returnUrls).toEqual([]);
  });

  test.each([
    "http://partner.example.org/",
    "javascript:alert(1)",
    "https://ann:secret@example.org/",
    "https://@example.org/",
    "https://example.org/#top",
    "https://example.org/#",
    "https:\\\\example.org",
    "https://example.org/a b",
    "https://example.org/\u0000",
    "https://",
    "//example.org",
    "/back",
    "http://localhost.example.org/",
    "http://127.0.0.1.example.org/",
    "ftp://example.org/",
    `https://example.org/${"x".repeat(500)}`,
  ])("are not %j", async (url) => {
    expect(await programs.addReturnUrl(await site.actor(ida), installer, url)).toEqual(problem("bad-url"));
  });

  test.each(["http://localhost:8080/back", "http://127.0.0.1/", "http://[::1]:3000/"])(
    "may be one's own machine: %s",
    async (url) => {
      done(await programs.addReturnUrl(await site.actor(ida), installer, url));
    },
  );

  test("are so many at most", async () => {
    const admin = await site.actor(ida);
    for (let n = 0; n < RETURN_URLS_AT_MOST; n++)
      done(await programs.addReturnUrl(admin, installer, `https://example.org/${n}`));
    expect(await programs.addReturnUrl(admin, installer, "https://example.org/x")).toEqual(
      problem("too-many-urls"),
    );
  });
});

describe("API credentials of a group", () => {
  test("have a secret that is shown once and kept as a hash, and are withdrawn", async () => {
    const admin = await site.actor(ida);
    const { id, secret } = done(await programs.makeCredential(admin, installer, "invoices"));
    expect(isId<RowId>(id)).toBe(true);
    const [row] = await site.db.select().from(groupCredentials);
    expect(Buffer.from(row?.secretHash ?? [])).toEqual(Buffer.from(tokenHash(secret)));
    const told = JSON.stringify([await site.audited(), await all.page(admin, installer), site.log.lines]);
    expect(told).toContain("invoices");
    expect(told).not.toContain(secret);
    const other = await site.group("Other", "2345", [max]);
    expect(await programs.withdrawCredential(await site.actor(max), other, id)).toEqual(problem("not-found"));
    done(await programs.withdrawCredential(admin, installer, id));
    expect(await site.db.$count(groupCredentials)).toBe(0);
  });

  test("have a name, and are so many at most", async () => {
    const admin = await site.actor(ida);
    expect(await programs.makeCredential(admin, installer, " ")).toEqual(problem("bad-credential-name"));
    for (let n = 0; n < CREDENTIALS_AT_MOST; n++)
      done(await programs.makeCredential(admin, installer, `${n}`));
    expect(await programs.makeCredential(admin, installer, "x")).toEqual(problem("too-many-credentials"));
  });
});

describe("B6: the lookup key", () => {
  test("typed in any case leads to the group's name, which is then given a level", async () => {
    const actor = await site.actor(ann);
    const { group } = done(await partners.find(actor, atHome(), " bsjG ", "192.0.2.7"));
    expect(group).toEqual({ id: installer, name: "Installer AS", lookupKey: "BSJG" });
    done(await partners.grant(actor, atHome(), { group: group.id, role: "service" }));
    const service = await site.actor(max);
    expect(may(service, "installation.settings", atHome())).toBe(true);
    expect(service.standings).toEqual([{ role: "service", on: atHome(), through: installer }]);
    expect(await site.audited()).toMatchObject([
      {
        action: "group-granted",
        installationId: home,
        groupId: installer,
        details: { to: "Installer AS", role: "service", was: null, until: null },
      },
    ]);
  });

  test("granted twice at one place is a change of level; at one charger it opens no other", async () => {
    const left = await site.charger(home, "left");
    const right = await site.charger(home, "right");
    const actor = await site.actor(ann);
    const atLeft = { kind: "charger", id: left } as const;
    const until = site.now() + DAY;
    const first = done(
      await partners.grant(actor, atLeft, { group: installer, role: "service", expiresAt: until }),
    );
    site.time.advance(1);
    await site.grant({ group: installer }, "user", { charger: left });
    const second = done(await partners.grant(actor, atLeft, { group: installer, role: "user" }));
    expect(second.grant).toBe(first.grant);
    expect(await site.db.select().from(grants).where(eq(grants.groupId, installer))).toMatchObject([
      { id: first.grant, chargerId: left, role: "user", expiresAt: null },
    ]);
    const member = await site.actor(max);
    expect(may(member, "charger.charge", await site.resource(left))).toBe(true);
    expect(may(member, "charger.view", await site.resource(right))).toBe(false);
    expect(await site.listWanted(home)).toBe(2);
  });

  test.each(["BSJ", "BSJGX", "BS G", "", "ÆØÅ1", "BSJG;"])("%j is none", async (key) => {
    expect(await partners.find(await site.actor(ann), atHome(), key, "192.0.2.7")).toEqual(
      problem("bad-key"),
    );
  });

  test("is not guessed: ten wrong ones, then a wait that doubles; right ones are not counted", async () => {
    const actor = await site.actor(ann);
    const find = (key: string) => partners.find(actor, atHome(), key, "192.0.2.7");
    for (let n = 0; n < 20; n++) done(await find("BSJG"));
    for (let n = 0; n < 9; n++) expect(await find("XXXX")).toEqual(problem("no-group"));
    done(await find("BSJG"));
    expect(await find("XXXX")).toEqual(problem("no-group"));
    expect(await find("BSJG")).toEqual({ ok: false, problem: "too-many-tries", until: site.now() + MINUTE });
    site.time.advance(MINUTE);
    expect(await find("XXXX")).toEqual(problem("no-group"));
    expect(await find("BSJG")).toMatchObject({ problem: "too-many-tries", until: site.now() + 2 * MINUTE });
  });

  test("is not guessed by many accounts at one source either", async () => {
    for (let n = 0; n < 4; n++) {
      const owner = await site.person(`owner ${n}`);
      const place = { kind: "installation", id: await site.installation("one", { owner }) } as const;
      for (let tried = 0; tried < 10; tried++)
        expect(await partners.find(await site.actor(owner), place, "XXXX", "192.0.2.7")).toEqual(
          problem("no-group"),
        );
    }
    const actor = await site.actor(ann);
    expect(await partners.find(actor, atHome(), "BSJG", "192.0.2.7")).toMatchObject({
      problem: "too-many-tries",
    });
    done(await partners.find(actor, atHome(), "BSJG", "192.0.2.8"));
  });

  test("is searched and granted by an Owner of the place alone, and never as Owner", async () => {
    const [serving, using, stranger] = [
      await site.person("S"),
      await site.person("U"),
      await site.person("X"),
    ];
    await site.grant(serving, "service", home);
    await site.grant(using, "user", home);
    for (const [who, code] of [
      [serving, "forbidden"],
      [using, "forbidden"],
      [stranger, "not-found"],
      [ida, "not-found"],
    ] as const) {
      const actor = await site.actor(who);
      expect(await partners.find(actor, atHome(), "BSJG", "192.0.2.7")).toEqual(problem(code));
      expect(await partners.grant(actor, atHome(), { group: installer, role: "user" })).toEqual(
        problem(code),
      );
    }
    const actor = await site.actor(ann);
    const wish = (change: object) => ({ group: installer, role: "service", ...change });
    expect(await partners.grant(actor, atHome(), wish({ role: "owner" }))).toEqual(problem("group-owner"));
    expect(await partners.grant(actor, atHome(), wish({ role: "x" }))).toEqual(problem("bad-role"));
    expect(await partners.grant(actor, atHome(), wish({ expiresAt: 1 }))).toEqual(problem("bad-expiry"));
    expect(await partners.grant(actor, atHome(), wish({ group: idOf<GroupId>(1) }))).toEqual(
      problem("no-group"),
    );
    expect(await site.db.$count(grants, eq(grants.groupId, installer))).toBe(0);
  });
});
