import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { may } from "../../../cloud/access/may.ts";
import type { Actor } from "../../../cloud/access/role.ts";
import { type Accounts, makeAccounts } from "../../../cloud/accounts/accounts.ts";
import type {
  ChargerId,
  GrantId,
  InstallationId,
  InvitationId,
  PersonId,
} from "../../../cloud/database/ids.ts";
import { grants, installations, invitations } from "../../../cloud/database/schema/schema.ts";
import { MAILS_PER_DAY, PENDING_AT_MOST } from "../../../cloud/grants/invite.ts";
import { onlyOwnerOf } from "../../../cloud/grants/last-owner.ts";
import { Permissions } from "../../../cloud/grants/permissions.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";
import { done, problem } from "./outcomes.ts";

const DAY = 86_400_000;

let site: Site;
let permissions: Permissions;
let accounts: Accounts;
let ann: PersonId;
let bob: PersonId;
let home: InstallationId;
let left: ChargerId;
let right: ChargerId;

beforeAll(async () => {
  site = await Site.open();
  permissions = new Permissions(site.parts);
  accounts = makeAccounts(site.parts);
});
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bob = await site.person("Bob");
  home = await site.installation("Fjordgata 1", { owner: ann });
  left = await site.charger(home, "left", { owner: ann });
  right = await site.charger(home, "right", { owner: ann });
});
afterAll(() => site.close());

const atHome = () => ({ kind: "installation", id: home }) as const;
const atLeft = () => ({ kind: "charger", id: left }) as const;
const atRight = () => ({ kind: "charger", id: right }) as const;
const guest = (change: object = {}) => ({ name: "Cam", email: "cam@example.org", role: "user", ...change });

/** What somebody may do with a charger, in short. */
async function mayCharge(person: PersonId, charger: ChargerId): Promise<boolean> {
  return may(await site.actor(person), "charger.charge", await site.resource(charger));
}

/** Invites and lets the person with that address accept, as the link's page does. */
async function join(
  person: PersonId,
  place: Parameters<Permissions["invite"]>[1],
  role: string,
): Promise<void> {
  const actor = await site.actor(ann);
  const account = await accounts.profile.read({ person });
  if (!account) throw new Error("expected an account");
  const { name, email } = account;
  done(await permissions.invite(actor, place, { name, email, role }));
  done(await accounts.signUp.acceptAs(person, await site.mailedToken(email)));
}

describe("B3: who has access to a place", () => {
  test("is listed with role, since when, by whom and until when; of an installation, those of its chargers, too", async () => {
    const installer = await site.group("Installer AS", "BSJG", [bob]);
    await site.grant(bob, "user", { charger: left }, { createdBy: ann, expiresAt: site.now() + DAY });
    await site.grant({ group: installer }, "service", home, { createdBy: ann });
    const { access } = done(await permissions.at(await site.actor(ann), atHome()));
    const rows = access.grants.map(({ who, role, on, since, by, until, inherited, mayChange }) => {
      return [who.name, role, on.name, since, by, until, inherited, mayChange];
    });
    const now = site.now();
    expect(rows).toEqual([
      ["Ann", "owner", "Fjordgata 1", now, null, null, false, true],
      ["Installer AS", "service", "Fjordgata 1", now, "Ann", null, false, true],
      ["Bob", "user", "left", now, "Ann", now + DAY, false, true],
    ]);
    expect(access.grants[1]?.who).toEqual({
      kind: "group",
      id: installer,
      name: "Installer AS",
      lookupKey: "BSJG",
    });
    expect(access.grants[2]?.who).toMatchObject({ kind: "person", email: "bob@example.org" });
  });

  test("at a charger says what comes from the installation, and of no other charger", async () => {
    await site.grant(bob, "user", { charger: right });
    const { access } = done(await permissions.at(await site.actor(ann), atLeft()));
    expect(access.place).toEqual({ kind: "charger", id: left, name: "left" });
    expect(access.installation).toEqual({ id: home, name: "Fjordgata 1", zone: "Europe/Oslo" });
    expect(access.grants.map(({ who, on, inherited }) => [who.name, on.kind, inherited])).toEqual([
      ["Ann", "installation", true],
    ]);
  });

  test("names an owner of a charger alone what they may change there, and hides others' addresses", async () => {
    await site.grant(bob, "owner", { charger: left });
    const { access } = done(await permissions.at(await site.actor(bob), atLeft()));
    expect(access.mayChange).toBe(true);
    expect(access.grants.map(({ who, mayChange }) => [who.name, mayChange])).toEqual([
      ["Ann", false],
      ["Bob", true],
    ]);
    expect(access.grants[0]?.who).toMatchObject({ email: null });
    expect(await permissions.at(await site.actor(bob), atHome())).toEqual(problem("not-found"));
  });

  test("leaves out what has expired", async () => {
    await site.grant(bob, "user", home, { expiresAt: site.now() + 1 });
    site.time.advance(1);
    const { access } = done(await permissions.at(await site.actor(ann), atHome()));
    expect(access.grants.map(({ who }) => who.name)).toEqual(["Ann"]);
  });

  test("is for Owner and Service to see; User is told that it is not theirs, a stranger that it is not there", async () => {
    const eve = await site.person("Eve");
    const stranger = await site.person("Stranger");
    await site.grant(bob, "service", home);
    await site.grant(eve, "user", home);
    done(await permissions.invite(await site.actor(ann), atHome(), guest()));
    const { access } = done(await permissions.at(await site.actor(bob), atHome()));
    expect(access.mayChange).toBe(false);
    expect(access.grants.every(({ mayChange }) => !mayChange)).toBe(true);
    expect(access.grants.map(({ who }) => who.kind === "person" && who.email)).toEqual([null, null, null]);
    expect(access.invitations.map(({ email }) => email)).toEqual([null]);
    expect(await permissions.at(await site.actor(eve), atHome())).toEqual(problem("forbidden"));
    for (const place of [atHome(), atLeft(), { kind: "installation", id: idOf<InstallationId>(1) } as const])
      expect(await permissions.at(await site.actor(stranger), place)).toEqual(problem("not-found"));
  });
});

describe("B3: an invitation by name and e-mail", () => {
  test("goes out by mail, is listed as pending, and gives access when it is accepted", async () => {
    const before = await site.listWanted(home);
    const until = site.now() + 30 * DAY;
    const actor = await site.actor(ann);
    done(
      await permissions.invite(
        actor,
        atHome(),
        guest({ email: "Bob@Example.org ", name: " Bob ", expiresAt: until }),
      ),
    );
    const [mail] = await site.mails();
    expect(mail?.to).toBe("bob@example.org");
    expect(mail?.body).toContain("Fjordgata 1");
    const listed = done(await permissions.at(actor, atHome())).access.invitations;
    expect(listed).toMatchObject([
      {
        name: "Bob",
        email: "bob@example.org",
        role: "user",
        on: { kind: "installation", id: home, name: "Fjordgata 1" },
        inherited: false,
        since: site.now(),
        by: "Ann",
        linkUntil: site.now() + 14 * DAY,
        until,
        mayChange: true,
      },
    ]);
    expect(await mayCharge(bob, left)).toBe(false);
    done(await accounts.signUp.acceptAs(bob, await site.mailedToken("bob@example.org")));
    expect(await mayCharge(bob, left)).toBe(true);
    expect(await mayCharge(bob, right)).toBe(true);
    expect(await site.listWanted(home)).toBe(before + 1);
    const { access } = done(await permissions.at(actor, atHome()));
    expect(access.invitations).toEqual([]);
    expect(access.grants.at(-1)).toMatchObject({ role: "user", by: "Ann", until });
    site.time.advance(30 * DAY);
    expect(await mayCharge(bob, left)).toBe(false);
  });

  test("to one charger opens no other charger, nor the installation", async () => {
    await join(bob, atLeft(), "user");
    expect(await mayCharge(bob, left)).toBe(true);
    expect(await mayCharge(bob, right)).toBe(false);
    const actor = await site.actor(bob);
    expect(may(actor, "charger.view", await site.resource(right))).toBe(false);
    expect(may(actor, "installation.view", atHome())).toBe(false);
    const granted = await site.db.select().from(grants).where(eq(grants.personId, bob));
    expect(granted).toMatchObject([{ chargerId: left, installationId: null, role: "user" }]);
  });

  test("answers the same, and does the same, whether the address has an account or not", async () => {
    const actor = await site.actor(ann);
    const known = await permissions.invite(actor, atHome(), guest({ email: "bob@example.org", name: "B" }));
    const unknown = await permissions.invite(
      actor,
      atHome(),
      guest({ email: "nobody@example.org", name: "B" }),
    );
    expect(Object.keys(known)).toEqual(Object.keys(unknown));
    expect([known.ok, unknown.ok]).toEqual([true, true]);
    const [one, other] = await site.mails();
    const plain = (body = "") => body.replace(/\/invitation\/\S+/, "");
    expect(plain(one?.body)).toBe(plain(other?.body));
    const { access } = done(await permissions.at(actor, atHome()));
    const shown = access.invitations.map(({ id: _id, email: _email, ...rest }) => rest);
    expect(shown[0]).toEqual(shown[1]);
  });

  test.each([
    ["bad-name", { name: "  " }],
    ["bad-name", { name: "x".repeat(101) }],
    ["bad-email", { email: "cam" }],
    ["bad-email", { email: `${"x".repeat(250)}@example.org` }],
    ["bad-role", { role: "admin" }],
    ["bad-role", { role: "" }],
    ["bad-expiry", { expiresAt: Date.UTC(2026, 10, 21, 12) }],
    ["bad-expiry", { expiresAt: Number.NaN }],
    ["bad-expiry", { role: "owner", expiresAt: Date.UTC(2027, 1, 1) }],
  ])("%s: %j", async (code, change) => {
    expect(await permissions.invite(await site.actor(ann), atHome(), guest(change))).toEqual(problem(code));
    expect(await site.mails()).toEqual([]);
    expect(await site.audited()).toEqual([]);
  });

  test("B2: only an Owner invites: no Service makes itself User, at the installation or the charger", async () => {
    for (const role of ["service", "user"] as const) {
      const who = await site.person(`at ${role}`);
      await site.grant(who, role, home);
      const actor = await site.actor(who);
      const self = guest({ email: `at ${role}@example.org` });
      for (const place of [atHome(), atLeft()])
        expect(await permissions.invite(actor, place, self)).toEqual(problem("forbidden"));
    }
    const stranger = await site.actor(bob);
    expect(await permissions.invite(stranger, atHome(), guest())).toEqual(problem("not-found"));
    await site.grant(bob, "owner", { charger: left });
    expect(await permissions.invite(await site.actor(bob), atHome(), guest())).toEqual(problem("not-found"));
    expect(await permissions.invite(await site.actor(bob), atRight(), guest())).toEqual(problem("not-found"));
    expect(await site.mails()).toEqual([]);
    done(await permissions.invite(await site.actor(bob), atLeft(), guest()));
  });

  test("to the same address and place replaces the one that waits: only the newest link is good", async () => {
    const actor = await site.actor(ann);
    done(await permissions.invite(actor, atHome(), guest({ email: "bob@example.org" })));
    const old = await site.mailedToken("bob@example.org");
    site.time.advance(1);
    done(await permissions.invite(actor, atHome(), guest({ email: "bob@example.org", role: "service" })));
    done(await permissions.invite(actor, atLeft(), guest({ email: "bob@example.org" })));
    const { access } = done(await permissions.at(actor, atHome()));
    expect(access.invitations.map(({ role, on }) => [role, on.name])).toEqual(
      expect.arrayContaining([
        ["service", "Fjordgata 1"],
        ["user", "left"],
      ]),
    );
    expect(access.invitations).toHaveLength(2);
    expect(await accounts.signUp.acceptAs(bob, old)).toEqual(problem("not-found"));
  });

  test("is one of fifty that wait at an installation and its chargers, and of a hundred a day", async () => {
    const actor = await site.actor(ann);
    const send = (number: number) =>
      permissions.invite(actor, number % 2 ? atHome() : atLeft(), guest({ email: `p${number}@example.org` }));
    for (let number = 0; number < PENDING_AT_MOST; number++) done(await send(number));
    expect(await send(PENDING_AT_MOST)).toEqual(problem("too-many-pending"));
    // What is withdrawn makes room, but the mails went out.
    await site.db.delete(invitations);
    for (let number = PENDING_AT_MOST; number < MAILS_PER_DAY; number++) {
      done(await send(number));
      await site.db.delete(invitations);
    }
    expect(await send(MAILS_PER_DAY)).toEqual(problem("too-many-mails"));
    const cabin = await site.installation("Cabin", { owner: ann });
    done(await permissions.invite(await site.actor(ann), { kind: "installation", id: cabin }, guest()));
    site.time.advance(DAY);
    done(await send(MAILS_PER_DAY));
  });

  test("is withdrawn: its link is good for nothing", async () => {
    const actor = await site.actor(ann);
    const { invitation } = done(
      await permissions.invite(actor, atLeft(), guest({ email: "bob@example.org" })),
    );
    await site.grant(bob, "service", home);
    expect(await permissions.withdrawInvitation(await site.actor(bob), invitation)).toEqual(
      problem("forbidden"),
    );
    const stranger = await site.actor(await site.person("Stranger"));
    expect(await permissions.withdrawInvitation(stranger, invitation)).toEqual(problem("not-found"));
    done(await permissions.withdrawInvitation(actor, invitation));
    expect(await permissions.withdrawInvitation(actor, invitation)).toEqual(problem("not-found"));
    expect(await permissions.withdrawInvitation(actor, idOf<InvitationId>(1))).toEqual(problem("not-found"));
    expect(await accounts.signUp.acceptAs(bob, await site.mailedToken("bob@example.org"))).toEqual(
      problem("not-found"),
    );
    expect((await site.audited()).map(({ action, chargerId }) => [action, chargerId])).toEqual([
      ["person-invited", left],
      ["invitation-withdrawn", left],
    ]);
  });
});

describe("B2: a grant", () => {
  test("is withdrawn, and whoever had it charges no more at once: the list is built anew", async () => {
    const grant = await site.grant(bob, "user", home);
    const before = await site.listWanted(home);
    done(await permissions.withdraw(await site.actor(ann), grant));
    expect(await mayCharge(bob, left)).toBe(false);
    expect(await site.listWanted(home)).toBe(before + 1);
    expect(await site.audited()).toMatchObject([
      {
        action: "role-withdrawn",
        actorName: "Ann",
        installationId: home,
        details: { to: "Bob", role: "user" },
      },
    ]);
  });

  test("on one charger is withdrawn there, and what is granted on the installation stays", async () => {
    const grant = await site.grant(bob, "user", { charger: left });
    await site.grant(bob, "service", home);
    done(await permissions.withdraw(await site.actor(ann), grant));
    expect(await mayCharge(bob, left)).toBe(false);
    expect(may(await site.actor(bob), "installation.settings", atHome())).toBe(true);
    expect(await site.listWanted(home)).toBe(1);
  });

  test("of a group is withdrawn, and is seen in the group's log, too", async () => {
    const installer = await site.group("Installer AS", "BSJG", [bob]);
    const grant = await site.grant({ group: installer }, "service", home);
    done(await permissions.withdraw(await site.actor(ann), grant));
    expect(may(await site.actor(bob), "installation.view", atHome())).toBe(false);
    expect(await site.audited()).toMatchObject([{ action: "group-withdrawn", groupId: installer }]);
  });

  test("changes its role and its end", async () => {
    const grant = await site.grant(bob, "user", home);
    const actor = await site.actor(ann);
    done(await permissions.changeRole(actor, grant, "service"));
    expect(await mayCharge(bob, left)).toBe(false);
    done(await permissions.changeExpiry(actor, grant, site.now() + DAY));
    done(await permissions.changeRole(actor, grant, "owner"));
    const [row] = await site.db.select().from(grants).where(eq(grants.id, grant));
    expect(row).toMatchObject({ role: "owner", expiresAt: null });
    expect(await site.listWanted(home)).toBe(3);
    expect((await site.audited()).map(({ action, details }) => [action, details])).toEqual([
      ["role-changed", { to: "Bob", role: "service", was: "user" }],
      ["role-changed", { to: "Bob", role: "service", until: site.now() + DAY }],
      ["role-changed", { to: "Bob", role: "owner", was: "service" }],
    ]);
    // The same again changes nothing.
    done(await permissions.changeRole(actor, grant, "owner"));
    expect(await site.listWanted(home)).toBe(3);
  });

  test("becomes one with another of the same role at the same place", async () => {
    await site.grant(bob, "user", home);
    await site.grant(bob, "user", { charger: left });
    const grant = await site.grant(bob, "service", home);
    done(await permissions.changeRole(await site.actor(ann), grant, "user"));
    const rows = await site.db.select().from(grants).where(eq(grants.personId, bob));
    expect(rows.map(({ id, role, chargerId }) => [id === grant, role, chargerId])).toEqual(
      expect.arrayContaining([
        [true, "user", null],
        [false, "user", left],
      ]),
    );
    expect(rows).toHaveLength(2);
  });

  test("is refused what it cannot be", async () => {
    const installer = await site.group("Installer AS", "BSJG", [bob]);
    const actor = await site.actor(ann);
    const grant = await site.grant({ group: installer }, "service", home);
    expect(await permissions.changeRole(actor, grant, "owner")).toEqual(problem("group-owner"));
    expect(await permissions.changeRole(actor, grant, "boss")).toEqual(problem("bad-role"));
    expect(await permissions.changeExpiry(actor, grant, site.now())).toEqual(problem("bad-expiry"));
    expect(await permissions.changeExpiry(actor, grant, 0.5)).toEqual(problem("bad-expiry"));
    const eve = await site.grant(await site.person("Eve"), "owner", home);
    expect(await permissions.changeExpiry(actor, eve, site.now() + DAY)).toEqual(problem("bad-expiry"));
    expect(await site.audited()).toEqual([]);
  });

  test("is for an Owner alone to change: Service does not make itself User", async () => {
    const own = await site.grant(bob, "service", home);
    const eve = await site.person("Eve");
    const other = await site.grant(eve, "user", home);
    const service = await site.actor(bob);
    const attempts = (actor: Actor, grant: GrantId) => [
      permissions.withdraw(actor, grant),
      permissions.changeRole(actor, grant, "user"),
      permissions.changeExpiry(actor, grant, null),
    ];
    for (const actor of [service, await site.actor(eve)])
      for (const grant of [own, other])
        expect(await Promise.all(attempts(actor, grant))).toEqual(Array(3).fill(problem("forbidden")));
    const stranger = await site.actor(await site.person("Stranger"));
    expect(await Promise.all(attempts(stranger, own))).toEqual(Array(3).fill(problem("not-found")));
    expect(await Promise.all(attempts(await site.actor(ann), idOf<GrantId>(1)))).toEqual(
      Array(3).fill(problem("not-found")),
    );
    expect(await site.listWanted(home)).toBe(0);
  });

  test("on a charger is not changed by the owner of another one", async () => {
    const grant = await site.grant(bob, "user", { charger: left });
    const eve = await site.person("Eve");
    await site.grant(eve, "owner", { charger: right });
    expect(await permissions.withdraw(await site.actor(eve), grant)).toEqual(problem("not-found"));
  });
});

describe("B2: an installation always has an Owner", () => {
  const grantOf = async (person: PersonId): Promise<GrantId> => {
    const [row] = await site.db.select().from(grants).where(eq(grants.personId, person));
    if (!row) throw new Error("expected a grant");
    return row.id;
  };

  test("the last one is neither removed nor made less, whatever else there is", async () => {
    const eve = await site.person("Eve");
    await site.grant(bob, "owner", { charger: left });
    await site.grant(eve, "owner", home, { expiresAt: site.now() + 1 });
    await site.grant(eve, "user", home);
    site.time.advance(1);
    const actor = await site.actor(ann);
    const last = await grantOf(ann);
    expect(await permissions.withdraw(actor, last)).toEqual(problem("last-owner"));
    expect(await permissions.changeRole(actor, last, "user")).toEqual(problem("last-owner"));
    expect(await site.audited()).toEqual([]);
    await site.grant(bob, "owner", home);
    done(await permissions.withdraw(actor, last));
  });

  test("an owner of a charger alone may be removed", async () => {
    const grant = await site.grant(bob, "owner", { charger: left });
    done(await permissions.withdraw(await site.actor(ann), grant));
  });

  test("of two who remove each other, or themselves, at the same time, one stays", async () => {
    for (const mutual of [true, false]) {
      await site.db.delete(grants);
      const anns = await site.grant(ann, "owner", home);
      const bobs = await site.grant(bob, "owner", home);
      const [annActs, bobActs] = [await site.actor(ann), await site.actor(bob)];
      const outcomes = await Promise.all([
        permissions.withdraw(annActs, mutual ? bobs : anns),
        permissions.withdraw(bobActs, mutual ? anns : bobs),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await site.db.$count(grants)).toBe(1);
    }
  });

  test("who was removed while they waited changes nothing any more", async () => {
    const eve = await site.grant(await site.person("Eve"), "owner", home);
    const bobs = await site.grant(bob, "owner", home);
    const late = await site.actor(bob);
    done(await permissions.withdraw(await site.actor(ann), bobs));
    expect(await permissions.withdraw(late, eve)).toEqual(problem("forbidden"));
  });

  test("an account that is the only owner somewhere is named, before it is erased", async () => {
    const cabin = await site.installation("Cabin", { owner: ann });
    await site.grant(bob, "owner", cabin);
    expect(await site.db.transaction((tx) => onlyOwnerOf(tx, ann, site.now()))).toEqual([home]);
    expect(await site.db.transaction((tx) => onlyOwnerOf(tx, bob, site.now()))).toEqual([]);
  });
});

test("B4: sharing access does not touch the access switch, whatever is shared with whom", async () => {
  for (const access of ["open", "restricted"] as const) {
    const place = await site.installation(`an ${access} one`, { owner: ann, access });
    const charger = await site.charger(place, "one", { owner: ann });
    const where = { kind: "installation", id: place } as const;
    const there = async () => {
      const [row] = await site.db.select().from(installations).where(eq(installations.id, place));
      return row?.access;
    };
    await join(bob, where, "user");
    expect(await there()).toBe(access);
    await join(bob, { kind: "charger", id: charger }, "service");
    expect(await there()).toBe(access);
    const { access: list } = done(await permissions.at(await site.actor(ann), where));
    for (const { id, who } of list.grants)
      if (who.name === "Bob") done(await permissions.withdraw(await site.actor(ann), id));
    expect(await there()).toBe(access);
  }
});

test("B1: whoever may see charger data need not be somebody who may charge", async () => {
  await join(bob, atLeft(), "service");
  const actor = await site.actor(bob);
  expect(may(actor, "charger.view", await site.resource(left))).toBe(true);
  expect(may(actor, "charger.history", await site.resource(left))).toBe(true);
  expect(may(actor, "charger.charge", await site.resource(left))).toBe(false);
});
