import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { may } from "../../../cloud/access/may.ts";
import {
  type CaseId,
  type ChargerId,
  type InstallationId,
  newId,
  type PersonId,
  type PinCodeId,
} from "../../../cloud/database/ids.ts";
import {
  chargers,
  grants,
  installations,
  pinCodes,
  supportCases,
} from "../../../cloud/database/schema/schema.ts";
import { writeAudit } from "../../../cloud/grants/audit.ts";
import { AUDIT_PAGE, auditOfGroup, auditOfInstallation } from "../../../cloud/grants/audit-log.ts";
import { OPEN_CASES_AT_MOST, SupportCases } from "../../../cloud/grants/support-cases.ts";
import { viewChargerPin } from "../../../cloud/grants/view-charger-pin.ts";
import { idOf } from "../id-of.ts";
import { Site } from "../site.ts";
import { done, problem } from "./outcomes.ts";

let site: Site;
let cases: SupportCases;
let ann: PersonId;
let bob: PersonId;
let staff: PersonId;
let home: InstallationId;
let left: ChargerId;

beforeAll(async () => {
  site = await Site.open();
  cases = new SupportCases(site.parts);
});
beforeEach(async () => {
  await site.empty();
  ann = await site.person("Ann");
  bob = await site.person("Bob");
  staff = await site.person("Staff", { support: true });
  home = await site.installation("Fjordgata 1", { owner: ann, address: "Fjordgata 1, Oslo" });
  left = await site.charger(home, "left", { owner: ann, unit: "CG-0815" });
});
afterAll(() => site.close());

const claim = (change: object = {}) => ({
  serial: "CG-0815",
  address: "Fjordgata 1, Oslo",
  installer: "Installer AS",
  agreement: "Bought on 2026-10-01 of Ann, reference 17",
  ...change,
});
const CHECKED = {
  serial: "photo of the label",
  address: "land register",
  installer: "called them",
  agreement: "read the deed",
};
const granted = (change: object = {}) => ({
  decision: "granted" as const,
  checks: CHECKED,
  reason: "All proofs are in order.",
  chargerOnly: false,
  ...change,
});
const refusal = {
  decision: "refused",
  checks: {},
  reason: "The deed names somebody else.",
  chargerOnly: false,
} as const;

async function opened(change: object = {}): Promise<CaseId> {
  return done(await cases.open(await site.actor(bob), claim(change))).opened;
}
const decide = async (id: CaseId, wish: Parameters<SupportCases["decide"]>[2]) =>
  cases.decide(await site.actor(staff), id, wish);

describe("B9: somebody claims a charger", () => {
  test("and is not told whether there is one with that serial number", async () => {
    const known = await cases.open(await site.actor(bob), claim());
    const unknown = await cases.open(await site.actor(bob), claim({ serial: "CG-9999" }));
    expect([known, unknown]).toEqual([
      { ok: true, opened: expect.any(String) },
      { ok: true, opened: expect.any(String) },
    ]);
    const own = await cases.mine(await site.actor(bob));
    const told = own.map(({ id: _id, claim: { serial: _serial, ...rest }, ...view }) => ({ ...view, rest }));
    expect(told).toHaveLength(2);
    expect(told[0]).toEqual(told[1]);
    expect(JSON.stringify(own)).not.toContain(left);
    // Nor does the owner hear of it: anybody can claim anything.
    expect(await site.mails()).toEqual([]);
    const { page } = done(await auditOfInstallation(site.parts, await site.actor(ann), home, null));
    expect(page.lines).toEqual([]);
    expect(await site.audited()).toMatchObject([
      { action: "case-opened", actorName: "Bob", details: { serial: "CG-0815" } },
      { action: "case-opened", details: { serial: "CG-9999" } },
    ]);
  });

  test.each(["serial", "address", "installer", "agreement"] as const)(
    "with all four proofs: not without %s",
    async (proof) => {
      const actor = await site.actor(bob);
      for (const typed of ["", "  \n ", "x".repeat(5_001), "x".repeat(100_000)])
        expect(await cases.open(actor, claim({ [proof]: typed }))).toEqual(problem(`bad-${proof}`));
      expect(await site.db.$count(supportCases)).toBe(0);
    },
  );

  test("in plain text, whose lines stay and whose control characters go", async () => {
    await opened({ agreement: " one\r\ntwo\u0000\u202e<b> " });
    const [own] = await cases.mine(await site.actor(bob));
    expect(own?.claim.agreement).toBe("one\ntwo  <b>");
  });

  test("three times at once at most, until one is decided", async () => {
    const ids = [await opened(), await opened(), await opened()];
    expect(ids).toHaveLength(OPEN_CASES_AT_MOST);
    expect(await cases.open(await site.actor(bob), claim())).toEqual(problem("too-many-open"));
    done(await cases.open(await site.actor(ann), claim()));
    const [first] = ids;
    if (!first) throw new Error("expected a case");
    done(await decide(first, refusal));
    await opened();
    const rush = await Promise.all([1, 2].map(async () => cases.open(await site.actor(bob), claim())));
    expect(rush).toEqual(Array(2).fill(problem("too-many-open")));
  });
});

describe("B9: support staff", () => {
  test("see a case with what the cloud knows beside it", async () => {
    await site.grant({ group: await site.group("Installer AS", "BSJG", []) }, "service", { charger: left });
    const id = await opened({ serial: "cg-0815" });
    const { view } = done(await cases.view(await site.actor(staff), id));
    expect(view).toMatchObject({
      claim: { serial: "cg-0815" },
      openedBy: { id: bob, name: "Bob", email: "bob@example.org" },
      decision: null,
      checks: {},
      own: false,
      knowledge: {
        charger: left,
        serial: "CG-0815",
        name: "left",
        owner: { id: ann, name: "Ann" },
        installation: {
          id: home,
          name: "Fjordgata 1",
          address: "Fjordgata 1, Oslo",
          chargers: 1,
          owners: [{ id: ann, name: "Ann", email: "ann@example.org" }],
          partners: ["Installer AS"],
        },
      },
    });
    const unknown = await opened({ serial: "CG-9999" });
    expect(done(await cases.view(await site.actor(staff), unknown)).view.knowledge).toBe(null);
    expect(await cases.view(await site.actor(staff), idOf<CaseId>(1))).toEqual(problem("not-found"));
  });

  test("see the open ones first, the oldest first, and then the decided ones, the newest first", async () => {
    const ids = [];
    for (let n = 0; n < 3; n++) {
      ids.push(await opened());
      site.time.advance(1);
    }
    const eve = await site.person("Eve");
    ids.push(done(await cases.open(await site.actor(eve), claim())).opened);
    const [first, second, third, fourth] = ids;
    if (!first || !second || !third || !fourth) throw new Error("expected four cases");
    for (const id of [first, third]) {
      site.time.advance(1);
      done(await decide(id, refusal));
    }
    const listed = done(await cases.list(await site.actor(staff))).cases;
    expect(listed.map(({ id }) => id)).toEqual([second, fourth, third, first]);
    expect(listed.map(({ decidedBy }) => decidedBy)).toEqual([null, null, "Staff", "Staff"]);
  });

  test("alone see and decide cases", async () => {
    const id = await opened();
    for (const who of [ann, bob]) {
      const actor = await site.actor(who);
      expect(await cases.list(actor)).toEqual(problem("forbidden"));
      expect(await cases.view(actor, id)).toEqual(problem("forbidden"));
      expect(await cases.decide(actor, id, granted())).toEqual(problem("forbidden"));
    }
    expect(await cases.mine(await site.actor(ann))).toEqual([]);
  });

  test("do not decide their own, nor twice, nor without a reason or all proofs", async () => {
    const own = done(await cases.open(await site.actor(staff), claim())).opened;
    expect(done(await cases.view(await site.actor(staff), own)).view.own).toBe(true);
    expect(await decide(own, granted())).toEqual(problem("own-case"));
    const id = await opened();
    expect(await decide(idOf<CaseId>(1), granted())).toEqual(problem("not-found"));
    for (const reason of ["", " ", "x".repeat(2_001)])
      expect(await decide(id, granted({ reason }))).toEqual(problem("bad-reason"));
    expect(await decide(id, granted({ checks: { ...CHECKED, serial: "x".repeat(501) } }))).toEqual(
      problem("bad-checks"),
    );
    for (const proof of Object.keys(CHECKED))
      expect(await decide(id, granted({ checks: { ...CHECKED, [proof]: " " } }))).toEqual(
        problem("unchecked"),
      );
    expect(await decide(id, granted({ checks: {} }))).toEqual(problem("unchecked"));
    expect((await site.actor(bob)).standings).toEqual([]);
    expect(await site.mails()).toEqual([]);
    const outcomes = await Promise.all([decide(id, granted()), decide(id, refusal)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([problem("already-decided")]);
  });

  test("refuse with a reason, which whoever claimed is told; all stays as it was", async () => {
    const id = await opened();
    const checks = { serial: "photo of the label" };
    expect(await decide(id, { ...refusal, checks })).toEqual({ ok: true, installation: null });
    expect(await cases.mine(await site.actor(bob))).toMatchObject([
      { decision: "refused", reason: refusal.reason, decidedAt: site.now() },
    ]);
    expect(done(await cases.view(await site.actor(staff), id)).view).toMatchObject({
      checks,
      decidedBy: "Staff",
    });
    const mails = await site.mails();
    expect(mails).toMatchObject([{ to: "bob@example.org", subject: "Your claim to charger CG-0815" }]);
    expect(mails[0]?.body).toContain(refusal.reason);
    expect((await site.audited()).at(-1)).toMatchObject({
      action: "case-decided",
      actorName: "Staff",
      installationId: null,
      details: { case: id, decision: "refused" },
    });
    done(await viewChargerPin(site.parts, await site.actor(ann), left));
  });

  test("grant no charger that is not there, and none that is theirs already", async () => {
    expect(await decide(await opened({ serial: "CG-9999" }), granted())).toEqual(problem("no-charger"));
    const own = done(await cases.open(await site.actor(ann), claim())).opened;
    expect(await decide(own, granted())).toEqual(problem("already-owner"));
    expect(await site.db.$count(supportCases, eq(supportCases.decision, "granted"))).toBe(0);
  });
});

describe("B9: a claim that is granted", () => {
  test("hands over installation and charger; all owners before are told, and are shown the PIN no more", async () => {
    const eve = await site.person("Eve", { language: "no" });
    await site.db.update(chargers).set({ ownerId: eve });
    const user = await site.person("User");
    await site.grant(user, "user", home);
    const id = await opened();
    const before = await site.listWanted(home);
    expect(await decide(id, granted())).toEqual({ ok: true, installation: home });
    done(await viewChargerPin(site.parts, await site.actor(bob), left));
    for (const who of [ann, eve])
      expect(await viewChargerPin(site.parts, await site.actor(who), left)).toMatchObject({
        problem: "not-found",
        turnTo: ["ask-owner", "ask-support"],
      });
    expect(await site.listWanted(home)).toBe(before + 1);
    expect((await site.actor(user)).standings).toHaveLength(1);
    const told = Object.fromEntries((await site.mails()).map(({ to, subject }) => [to, subject]));
    expect(told).toEqual({
      "ann@example.org": "“left” has a new owner",
      "eve@example.org": "«left» har fått ny eier",
      "bob@example.org": "Your charger CG-0815",
    });
    const { page } = done(await auditOfInstallation(site.parts, await site.actor(bob), home, null));
    expect(page.lines.map(({ action, actor, details }) => [action, actor, details])).toEqual([
      ["pin-viewed", "Bob", {}],
      ["case-decided", "Staff", { case: id, decision: "granted", to: "Bob" }],
    ]);
  });

  test("is of the charger alone where there are others, and only if staff say so", async () => {
    const right = await site.charger(home, "right", { owner: ann });
    const user = await site.person("User");
    await site.grant(user, "user", { charger: left });
    await site.grant(ann, "user", { charger: left });
    await site.db.insert(pinCodes).values({
      id: newId<PinCodeId>(site.parts.random),
      installationId: home,
      label: "code",
      key: site.parts.random(16),
      digits: 6,
      status: "active",
      chargerId: left,
      createdAt: site.now(),
    });
    const circuit = await site.circuit(home, "garage");
    await site.db
      .update(chargers)
      .set({ circuitId: circuit, brokerHash: site.parts.random(32), publicKey: site.parts.random(44) })
      .where(eq(chargers.id, left));
    const id = await opened();
    expect(await decide(id, granted())).toEqual(problem("other-chargers"));
    const { installation } = done(await decide(id, granted({ chargerOnly: true })));
    if (!installation) throw new Error("expected an installation");
    expect(installation).not.toBe(home);
    const [place] = await site.db.select().from(installations).where(eq(installations.id, installation));
    expect(place).toMatchObject({
      name: "left",
      type: "go",
      address: claim().address,
      zone: "Europe/Oslo",
      access: "restricted",
    });
    // Nobody who had access keeps it, and its unit, which knows the old list, has to join anew.
    const [moved] = await site.db.select().from(chargers).where(eq(chargers.id, left));
    expect(moved).toMatchObject({
      installationId: installation,
      ownerId: bob,
      circuitId: null,
      joinedAt: null,
      brokerHash: null,
      publicKey: null,
    });
    done(await viewChargerPin(site.parts, await site.actor(bob), left));
    for (const who of [ann, user])
      expect(may(await site.actor(who), "charger.view", await site.resource(left))).toBe(false);
    expect(await site.db.$count(grants, eq(grants.chargerId, left))).toBe(0);
    expect(await site.db.$count(pinCodes)).toBe(0);
    // The rest of the installation stays what it was.
    done(await viewChargerPin(site.parts, await site.actor(ann), right));
    expect(may(await site.actor(bob), "installation.view", { kind: "installation", id: home })).toBe(false);
    expect(await site.listWanted(home)).toBe(1);
    expect(await site.listWanted(installation)).toBe(2);
    const told = (await site.mails()).map(({ to }) => to);
    expect(told.toSorted((one, other) => one.localeCompare(other))).toEqual([
      "ann@example.org",
      "bob@example.org",
    ]);
    const old = done(await auditOfInstallation(site.parts, await site.actor(ann), home, null)).page.lines;
    expect(old.at(-1)).toMatchObject({ action: "case-decided", charger: { id: left, name: "left" } });
    expect(old.at(-1)?.details).toEqual({ case: id, decision: "granted" });
    const log = done(await auditOfInstallation(site.parts, await site.actor(bob), installation, null)).page
      .lines;
    expect(log.map(({ action }) => action)).toEqual(["pin-viewed", "case-decided", "installation-added"]);
  });
});

describe("the audit log", () => {
  const note = (number: number, on: object) =>
    writeAudit(site.db, {
      at: site.now() + number,
      actor: { id: ann, name: "Ann" },
      action: "installation-changed",
      details: { number },
      ...on,
    });

  test("of an installation is paged, the newest first, with names, for its owners", async () => {
    const group = await site.group("Installer AS", "BSJG", [bob]);
    for (let number = 0; number < AUDIT_PAGE + 1; number++) await note(number, { installation: home });
    await note(99, { installation: home, charger: left, group });
    await note(100, { installation: await site.installation("Cabin") });
    const actor = await site.actor(ann);
    const { page } = done(await auditOfInstallation(site.parts, actor, home, null));
    expect(page.lines).toHaveLength(AUDIT_PAGE);
    expect(page.lines[0]).toMatchObject({
      at: site.now() + 99,
      actor: "Ann",
      action: "installation-changed",
      installation: { id: home, name: "Fjordgata 1" },
      charger: { id: left, name: "left" },
      group: { id: group, name: "Installer AS" },
      details: { number: 99 },
    });
    expect(page.lines[1]).toMatchObject({ charger: null, group: null, details: { number: 50 } });
    const { page: rest } = done(await auditOfInstallation(site.parts, actor, home, page.next));
    expect(rest.lines.map(({ details }) => details["number"])).toEqual([1, 0]);
    expect(rest.next).toBe(null);
    await site.db.delete(chargers);
    const [newest] = done(await auditOfInstallation(site.parts, actor, home, null)).page.lines;
    expect(newest?.charger).toEqual({ id: left, name: null });
  });

  test("is read by no Service, no User and no stranger", async () => {
    await site.grant(bob, "service", home);
    expect(await auditOfInstallation(site.parts, await site.actor(bob), home, null)).toEqual(
      problem("forbidden"),
    );
    expect(await auditOfInstallation(site.parts, await site.actor(staff), home, null)).toEqual(
      problem("not-found"),
    );
  });

  test("of a group is read by its administrators", async () => {
    const group = await site.group("Installer AS", "BSJG", [bob, ann]);
    await note(1, { installation: home, group });
    await note(2, { installation: home });
    const { page } = done(await auditOfGroup(site.parts, await site.actor(bob), group, null));
    expect(page.lines).toMatchObject([{ details: { number: 1 }, installation: { name: "Fjordgata 1" } }]);
    expect(await auditOfGroup(site.parts, await site.actor(ann), group, null)).toEqual(problem("forbidden"));
    expect(await auditOfGroup(site.parts, await site.actor(staff), group, null)).toEqual(
      problem("not-found"),
    );
  });
});
