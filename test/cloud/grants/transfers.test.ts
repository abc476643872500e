import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { may } from "../../../cloud/access/may.ts";
import { type Accounts, makeAccounts } from "../../../cloud/accounts/accounts.ts";
import {
  type ChargerId,
  type InstallationId,
  newId,
  type PersonId,
  type PinCodeId,
  type TransferId,
} from "../../../cloud/database/ids.ts";
import {
  chargers,
  grants,
  invitations,
  people,
  pinCodes,
  registrationTokens,
  transfers,
} from "../../../cloud/database/schema/schema.ts";
import { Permissions } from "../../../cloud/grants/permissions.ts";
import { Transfers } from "../../../cloud/grants/transfers.ts";
import { viewChargerPin } from "../../../cloud/grants/view-charger-pin.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";
import { done, problem } from "./outcomes.ts";

const DAY = 86_400_000;

let site: Site;
let transfers_: Transfers;
let permissions: Permissions;
let accounts: Accounts;
let ann: PersonId;
let bob: PersonId;
let home: InstallationId;
let left: ChargerId;
let right: ChargerId;

beforeAll(async () => {
  site = await Site.open();
  transfers_ = new Transfers(site.parts);
  permissions = new Permissions(site.parts);
  accounts = makeAccounts(site.parts);
});
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bob = await site.person("Bob", { language: "no" });
  home = await site.installation("Fjordgata 1", { owner: ann });
  left = await site.charger(home, "left", { owner: ann, pin: "12345678" });
  right = await site.charger(home, "right", { owner: ann });
});
afterAll(() => site.close());

const atHome = () => ({ kind: "installation", id: home }) as const;

async function offer(
  change: Partial<{ name: string; email: string; keepUser: boolean }> = {},
): Promise<string> {
  const to = { name: "Bob", email: "bob@example.org", keepUser: false, ...change };
  done(await transfers_.offer(await site.actor(ann), home, to));
  return site.mailedToken(to.email);
}

async function pinCode(createdBy: PersonId, personId: PersonId | null): Promise<PinCodeId> {
  const id = newId<PinCodeId>(site.parts.random);
  await site.db.insert(pinCodes).values({
    id,
    installationId: home,
    personId,
    label: "code",
    key: site.parts.random(16),
    digits: 6,
    status: "active",
    createdAt: site.now(),
    createdBy,
  });
  return id;
}

const rolesOf = async (person: PersonId) =>
  (await site.actor(person)).standings.map(({ role, on }) => `${role} at ${on.kind}`);

describe("B9: the charger PIN", () => {
  test("is shown to whoever owns installation and charger, and every look is in the log", async () => {
    expect(await viewChargerPin(site.parts, await site.actor(ann), left)).toEqual({
      ok: true,
      pin: "12345678",
    });
    done(await viewChargerPin(site.parts, await site.actor(ann), left));
    const log = await site.audited();
    expect(log).toHaveLength(2);
    expect(log).toMatchObject([
      { action: "pin-viewed", actorName: "Ann", installationId: home, chargerId: left, details: {} },
      { action: "pin-viewed" },
    ]);
    expect(JSON.stringify([log, site.log.lines])).not.toContain("12345678");
  });

  test("is shown to Service, of the installation or this charger, also through a group", async () => {
    const installer = await site.group("Installer AS", "BSJG", [bob]);
    await site.grant({ group: installer }, "service", { charger: left });
    done(await viewChargerPin(site.parts, await site.actor(bob), left));
    expect(await viewChargerPin(site.parts, await site.actor(bob), right)).toMatchObject({
      problem: "not-found",
    });
  });

  test("is shown to nobody else, who is told where to turn instead; and that is no look", async () => {
    const [user, owner, stranger] = [await site.person("U"), await site.person("O"), await site.person("X")];
    await site.grant(user, "user", home);
    await site.grant(owner, "owner", home);
    const both = ["ask-owner", "ask-support"];
    for (const who of [user, owner])
      expect(await viewChargerPin(site.parts, await site.actor(who), left)).toEqual({
        ...problem("forbidden"),
        turnTo: both,
      });
    expect(await viewChargerPin(site.parts, await site.actor(stranger), left)).toEqual(
      await viewChargerPin(site.parts, await site.actor(stranger), idOf<ChargerId>(1)),
    );
    // Nobody owns it: there is no owner to ask.
    await site.db.update(chargers).set({ ownerId: null });
    expect(await viewChargerPin(site.parts, await site.actor(owner), left)).toEqual({
      ...problem("forbidden"),
      turnTo: ["ask-support"],
    });
    expect(await site.audited()).toEqual([]);
  });
});

describe("ownership", () => {
  test("is offered by name and e-mail: the link says what, from whom and for how long", async () => {
    const token = await offer();
    const until = site.now() + 14 * DAY;
    expect(await transfers_.offered(token)).toEqual({
      ok: true,
      offer: {
        installation: "Fjordgata 1",
        chargers: 2,
        from: "Ann",
        name: "Bob",
        email: "bob@example.org",
        until,
      },
    });
    expect(await transfers_.standing(await site.actor(ann), home)).toMatchObject({
      ok: true,
      offer: {
        name: "Bob",
        email: "bob@example.org",
        from: "Ann",
        keepUser: false,
        since: site.now(),
        until,
      },
    });
    expect(await rolesOf(ann)).toEqual(["owner at installation"]);
    expect(await rolesOf(bob)).toEqual([]);
  });

  test("B9: goes to whoever accepts, with the giver's chargers; the PIN is shown to the giver no more", async () => {
    const before = await site.listWanted(home);
    const token = await offer();
    expect(await transfers_.accept(await site.actor(bob), token)).toEqual({ ok: true, installation: home });
    expect(await rolesOf(bob)).toEqual(["owner at installation"]);
    expect(await rolesOf(ann)).toEqual([]);
    for (const charger of [left, right]) {
      done(await viewChargerPin(site.parts, await site.actor(bob), charger));
      expect(await viewChargerPin(site.parts, await site.actor(ann), charger)).toEqual({
        ...problem("not-found"),
        turnTo: ["ask-owner", "ask-support"],
      });
    }
    // The giver's cards are on the list no more.
    expect(await site.listWanted(home)).toBe(before + 1);
    expect(await transfers_.offered(token)).toEqual(problem("accepted"));
    expect(await transfers_.accept(await site.actor(bob), token)).toEqual(problem("accepted"));
    const [mail] = await site.mails();
    expect(mail).toMatchObject({ to: "ann@example.org", subject: "“Fjordgata 1” has a new owner" });
    expect((await site.audited()).slice(0, 2)).toMatchObject([
      { action: "transfer-offered", actorName: "Ann", installationId: home, details: { to: "Bob" } },
      {
        action: "transfer-accepted",
        actorName: "Bob",
        installationId: home,
        details: { from: "Ann", to: "Bob", keepUser: false },
      },
    ]);
  });

  test("leaves the giver as User if that was offered: charging, and nothing else", async () => {
    await site.grant(ann, "service", home);
    await site.grant(ann, "owner", { charger: left });
    done(await transfers_.accept(await site.actor(bob), await offer({ keepUser: true })));
    expect(await rolesOf(ann)).toEqual(["user at installation"]);
    const giver = await site.actor(ann);
    expect(may(giver, "charger.charge", await site.resource(left))).toBe(true);
    expect(await viewChargerPin(site.parts, giver, left)).toMatchObject({ problem: "forbidden" });
  });

  test("leaves the giver no way back: no invitation, token or code that they hold; what others have stays", async () => {
    const eve = await site.person("Eve");
    const cabin = await site.installation("Cabin", { owner: ann });
    await site.charger(cabin, "cabin", { owner: ann });
    await site.grant(eve, "owner", home);
    const byEve = await pinCode(eve, null);
    const forGuest = await pinCode(ann, null);
    const forEve = await pinCode(ann, eve);
    const own = await pinCode(eve, ann);
    const guest = { name: "Me again", email: "second@example.org", role: "owner" };
    done(await permissions.invite(await site.actor(ann), atHome(), guest));
    done(await permissions.invite(await site.actor(ann), { kind: "charger", id: left }, guest));
    done(
      await permissions.invite(await site.actor(eve), atHome(), { ...guest, email: "friend@example.org" }),
    );
    await site.db.insert(registrationTokens).values({
      tokenHash: site.parts.random(32),
      chargerId: left,
      createdAt: site.now(),
      expiresAt: site.now() + DAY,
    });
    done(await transfers_.accept(await site.actor(bob), await offer()));
    const waiting = await site.db.select().from(invitations);
    expect(waiting.map(({ email }) => email)).toEqual(["friend@example.org"]);
    expect(await site.db.$count(registrationTokens)).toBe(0);
    const codes = await site.db.select().from(pinCodes);
    expect(Object.fromEntries(codes.map(({ id, status }) => [id, status]))).toEqual({
      [byEve]: "active",
      [forGuest]: "blocked",
      [forEve]: "blocked",
    });
    expect(codes.some(({ id }) => id === own)).toBe(false);
    expect(await rolesOf(eve)).toEqual(["owner at installation"]);
    // Elsewhere the giver is what they were.
    expect(await rolesOf(ann)).toEqual(["owner at installation"]);
    expect(may(await site.actor(ann), "installation.remove", { kind: "installation", id: cabin })).toBe(true);
    const owned = await site.db.select().from(chargers).where(eq(chargers.ownerId, ann));
    expect(owned.map(({ name }) => name)).toEqual(["cabin"]);
  });

  test("of a charger that belongs to another owner stays theirs", async () => {
    const eve = await site.person("Eve");
    await site.db.update(chargers).set({ ownerId: eve }).where(eq(chargers.id, right));
    done(await transfers_.accept(await site.actor(bob), await offer()));
    const owners = await site.db
      .select()
      .from(chargers)
      .where(inArray(chargers.id, [left, right]));
    expect(Object.fromEntries(owners.map(({ id, ownerId }) => [id, ownerId]))).toEqual({
      [left]: bob,
      [right]: eve,
    });
  });

  test("goes to an owner beside the giver, and to a user, who are one owner each then", async () => {
    await site.grant(bob, "owner", home);
    await site.grant(bob, "user", home);
    done(await transfers_.accept(await site.actor(bob), await offer()));
    const rows = await site.db.select().from(grants).where(eq(grants.installationId, home));
    expect(rows.map(({ personId, role }) => [personId === bob, role])).toEqual(
      expect.arrayContaining([
        [true, "owner"],
        [true, "user"],
      ]),
    );
    expect(rows).toHaveLength(2);
  });

  test("goes to somebody without an account, who signs up with the same link first", async () => {
    const token = await offer({ name: "Cam", email: "cam@example.org" });
    const read = done(await accounts.signUp.read(token));
    expect(read.invitation).toMatchObject({
      email: "cam@example.org",
      from: "Ann",
      gift: { kind: "account" },
    });
    done(
      await accounts.signUp.acceptAsNew({
        token,
        name: "Cam",
        password: "correct horse battery",
        language: "en",
        visitor: { address: "192.0.2.7", agent: "" },
      }),
    );
    const [cam] = await site.db.select().from(people).where(eq(people.email, "cam@example.org"));
    if (!cam) throw new Error("expected an account");
    expect(await rolesOf(cam.id)).toEqual([]);
    done(await transfers_.accept(await site.actor(cam.id), token));
    expect(await rolesOf(cam.id)).toEqual(["owner at installation"]);
  });

  test("is accepted by nobody else who has the link, the giver included", async () => {
    const token = await offer();
    const eve = await site.person("Eve");
    await site.grant(eve, "owner", home);
    expect(await transfers_.accept(await site.actor(eve), token)).toEqual(problem("wrong-account"));
    await site.db.update(people).set({ email: "old@example.org" }).where(eq(people.id, bob));
    await site.db.update(people).set({ email: "bob@example.org" }).where(eq(people.id, ann));
    expect(await transfers_.accept(await site.actor(ann), token)).toEqual(problem("wrong-account"));
    expect(await rolesOf(ann)).toEqual(["owner at installation"]);
  });

  test("is declined by whoever has the link, without an account", async () => {
    const token = await offer({ email: "cam@example.org", name: "Cam" });
    done(await transfers_.decline(token));
    expect(await transfers_.decline(token)).toEqual(problem("declined"));
    expect(await transfers_.offered(token)).toEqual(problem("declined"));
    expect(await accounts.signUp.read(token)).toEqual(problem("not-found"));
    expect(await rolesOf(ann)).toEqual(["owner at installation"]);
    const [mail] = await site.mails();
    expect(mail).toMatchObject({ to: "ann@example.org", subject: "“Fjordgata 1” stays yours" });
    expect((await site.audited()).at(-1)).toMatchObject({
      action: "transfer-declined",
      actorId: null,
      details: { to: "Cam" },
    });
    done(
      await transfers_.offer(await site.actor(ann), home, {
        name: "B",
        email: "bob@example.org",
        keepUser: false,
      }),
    );
  });

  test("is offered once at a time, withdrawn by an owner, and then by no link", async () => {
    const token = await offer();
    const again = { name: "Eve", email: "eve@example.org", keepUser: false };
    expect(await transfers_.offer(await site.actor(ann), home, again)).toEqual(problem("open-offer"));
    const { offer: standing } = done(await transfers_.standing(await site.actor(ann), home));
    if (!standing) throw new Error("expected an offer");
    expect(await transfers_.withdraw(await site.actor(bob), standing.id)).toEqual(problem("not-found"));
    await site.grant(bob, "service", home);
    expect(await transfers_.withdraw(await site.actor(bob), standing.id)).toEqual(problem("forbidden"));
    done(await transfers_.withdraw(await site.actor(ann), standing.id));
    expect(await transfers_.withdraw(await site.actor(ann), standing.id)).toEqual(problem("withdrawn"));
    expect(await transfers_.withdraw(await site.actor(ann), idOf<TransferId>(1))).toEqual(
      problem("not-found"),
    );
    expect(await transfers_.accept(await site.actor(bob), token)).toEqual(problem("withdrawn"));
    expect(await transfers_.standing(await site.actor(ann), home)).toEqual({ ok: true, offer: null });
    expect((await site.audited()).at(-1)).toMatchObject({ action: "transfer-withdrawn" });
    done(await transfers_.offer(await site.actor(ann), home, again));
  });

  test("offered for fourteen days, not a moment longer", async () => {
    const token = await offer();
    site.time.advance(14 * DAY - 1);
    done(await transfers_.offered(token));
    site.time.advance(1);
    expect(await transfers_.offered(token)).toEqual(problem("expired"));
    expect(await transfers_.accept(await site.actor(bob), token)).toEqual(problem("expired"));
    expect(await transfers_.decline(token)).toEqual(problem("expired"));
    expect(await transfers_.standing(await site.actor(ann), home)).toEqual({ ok: true, offer: null });
    done(
      await transfers_.offer(await site.actor(ann), home, {
        name: "B",
        email: "bob@example.org",
        keepUser: false,
      }),
    );
  });

  test("is not given by who owns it no more", async () => {
    const token = await offer();
    await site.grant(await site.person("Eve"), "owner", home);
    const [own] = await site.db.select().from(grants).where(eq(grants.personId, ann));
    if (!own) throw new Error("expected a grant");
    done(await permissions.changeRole(await site.actor(ann), own.id, "user"));
    expect(await transfers_.accept(await site.actor(bob), token)).toEqual(problem("withdrawn"));
    // Also if nobody has ended the offer.
    await site.db.update(transfers).set({ outcome: null });
    expect(await transfers_.accept(await site.actor(bob), token)).toEqual(problem("withdrawn"));
    expect(await rolesOf(bob)).toEqual([]);
  });

  test("accepted and withdrawn at the same time is one of the two", async () => {
    const token = await offer();
    const { offer: standing } = done(await transfers_.standing(await site.actor(ann), home));
    if (!standing) throw new Error("expected an offer");
    const [annActs, bobActs] = [await site.actor(ann), await site.actor(bob)];
    const outcomes = await Promise.all([
      transfers_.accept(bobActs, token),
      transfers_.withdraw(annActs, standing.id),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("is offered by an Owner alone, to somebody else whose name and address are right", async () => {
    const to = { name: "Cam", email: "cam@example.org", keepUser: false };
    await site.grant(bob, "service", home);
    await site.grant(bob, "owner", { charger: left });
    expect(await transfers_.offer(await site.actor(bob), home, to)).toEqual(problem("forbidden"));
    expect(await transfers_.standing(await site.actor(bob), home)).toEqual(problem("forbidden"));
    const stranger = await site.actor(await site.person("Stranger"));
    expect(await transfers_.offer(stranger, home, to)).toEqual(problem("not-found"));
    expect(await transfers_.standing(stranger, home)).toEqual(problem("not-found"));
    const actor = await site.actor(ann);
    for (const [change, code] of [
      [{ name: " " }, "bad-name"],
      [{ email: "cam" }, "bad-email"],
      [{ email: " ANN@example.org" }, "own-email"],
    ] as const)
      expect(await transfers_.offer(actor, home, { ...to, ...change })).toEqual(problem(code));
    for (const token of ["", "x", "x".repeat(5_000)]) {
      expect(await transfers_.offered(token)).toEqual(problem("not-found"));
      expect(await transfers_.accept(actor, token)).toEqual(problem("not-found"));
      expect(await transfers_.decline(token)).toEqual(problem("not-found"));
    }
    expect(await site.mails()).toEqual([]);
  });

  test("answers the same whether the address has an account or not", async () => {
    const actor = await site.actor(ann);
    const outcomes = [];
    for (const email of ["bob@example.org", "nobody@example.org"]) {
      const outcome = done(await transfers_.offer(actor, home, { name: "B", email, keepUser: false }));
      outcomes.push(Object.keys(outcome));
      done(await transfers_.withdraw(actor, outcome.transfer));
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
  });

  test("is not offered a hundred times a day", async () => {
    const actor = await site.actor(ann);
    const to = { name: "Cam", email: "cam@example.org", keepUser: false };
    for (let n = 0; n < 100; n++) {
      const { transfer } = done(await transfers_.offer(actor, home, to));
      done(await transfers_.withdraw(actor, transfer));
    }
    expect(await transfers_.offer(actor, home, to)).toEqual(problem("too-many-mails"));
  });
});
