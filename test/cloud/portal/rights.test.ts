import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CaseId, ChargerId, GrantId, GroupId, InstallationId } from "../../../cloud/database/ids.ts";
import { newId } from "../../../cloud/database/ids.ts";
import { invitations, supportCases } from "../../../cloud/database/schema/schema.ts";
import { type BenchBrowser, PortalBench } from "./portal-bench.ts";

let bench: PortalBench;
beforeAll(async () => {
  bench = await PortalBench.open();
});
beforeEach(() => bench.empty());
afterAll(() => bench.close());

/** What stands in addresses and forms. */
interface Things {
  readonly home: InstallationId;
  readonly left: ChargerId;
  readonly grant: GrantId;
  readonly group: GroupId;
  readonly case: CaseId;
  readonly invitation: string;
  readonly member: string;
}

/** Everybody there can be: of the installation, of one charger, of the group, of the operator, of nothing. */
const WHO = ["Owner", "User", "Service", "ChargerOwner", "Admin", "Member", "Staff", "Stranger"] as const;
type Who = (typeof WHO)[number];

async function furnish(): Promise<Things> {
  const { site } = bench;
  const [owner, user, service, chargerOwner, admin, member, , , guest] = [
    await bench.person("Owner"),
    await bench.person("User"),
    await bench.person("Service"),
    await bench.person("ChargerOwner"),
    await bench.person("Admin"),
    await bench.person("Member"),
    await bench.person("Staff", { support: true }),
    await bench.person("Stranger"),
    await bench.person("Guest"),
  ];
  const home = await site.installation("Home", { owner });
  const left = await site.charger(home, "Left", { owner });
  await site.charger(home, "Right", { owner });
  await site.grant(user, "user", home);
  await site.grant(service, "service", home);
  await site.grant(chargerOwner, "owner", { charger: left });
  const group = await site.group("Installers", "V0LT", [admin, member]);
  const grant = await site.grant(guest, "user", { charger: left });
  const id = newId<CaseId>(site.parts.random);
  await site.db.insert(supportCases).values({
    id,
    openedBy: guest,
    createdAt: site.now(),
    serial: "CG-9999",
    address: "Fjordgata 1",
    installer: "Volt",
    agreement: "A contract",
    chargerId: null,
  });
  return { home, left, grant, group, case: id, invitation: "", member };
}

/** A page or form; and who gets what. Whoever is not named gets 404: for them it is not there. */
interface Row {
  readonly name: string;
  readonly at: (things: Things) => string;
  readonly form?: (things: Things) => Readonly<Record<string, string>>;
  readonly gets: Partial<Readonly<Record<Who, number>>>;
}

const ofInstallation = { Owner: 200, User: 403, Service: 200 } as const;
const ownersForm = { Owner: 303, User: 403, Service: 403 } as const;
const ofCharger = { ...ofInstallation, ChargerOwner: 200 } as const;
const chargerForm = { ...ownersForm, ChargerOwner: 303 } as const;
const ofGroup = { Admin: 200, Member: 200 } as const;
const adminsForm = { Admin: 303, Member: 403 } as const;
const everybody = Object.fromEntries(WHO.map((who) => [who, 200]));
const staffAlone = { ...Object.fromEntries(WHO.map((who) => [who, 403])), Staff: 200 };

const guest = { name: "Nora", email: "nora@example.org", role: "user", until: "" };

const TABLE: readonly Row[] = [
  {
    name: "permissions of an installation",
    at: ({ home }) => `/installations/${home}/permissions`,
    gets: ofInstallation,
  },
  {
    name: "invite to an installation",
    at: ({ home }) => `/installations/${home}/permissions/invite`,
    form: () => guest,
    gets: ownersForm,
  },
  {
    name: "search a partner for an installation",
    at: ({ home }) => `/installations/${home}/permissions/partner/find`,
    form: () => ({ key: "v0lt" }),
    gets: { ...ownersForm, Owner: 200 },
  },
  {
    name: "give a partner access to an installation",
    at: ({ home }) => `/installations/${home}/permissions/partner`,
    form: ({ group }) => ({ group, key: "V0LT", role: "service", until: "" }),
    gets: ownersForm,
  },
  {
    name: "withdraw a grant, seen from the installation",
    at: ({ home }) => `/installations/${home}/permissions/grants/withdraw`,
    form: ({ grant }) => ({ grant }),
    gets: ownersForm,
  },
  {
    name: "change a grant, seen from the installation",
    at: ({ home }) => `/installations/${home}/permissions/grants/change`,
    form: ({ grant }) => ({ grant, role: "service", until: "" }),
    gets: ownersForm,
  },
  { name: "permissions of a charger", at: ({ left }) => `/chargers/${left}/permissions`, gets: ofCharger },
  {
    name: "B3: invite to a charger",
    at: ({ left }) => `/chargers/${left}/permissions/invite`,
    form: () => guest,
    gets: chargerForm,
  },
  {
    name: "give a partner access to a charger",
    at: ({ left }) => `/chargers/${left}/permissions/partner`,
    form: ({ group }) => ({ group, key: "V0LT", role: "service", until: "" }),
    gets: chargerForm,
  },
  {
    name: "withdraw a grant on a charger",
    at: ({ left }) => `/chargers/${left}/permissions/grants/withdraw`,
    form: ({ grant }) => ({ grant }),
    gets: chargerForm,
  },
  {
    name: "log of an installation",
    at: ({ home }) => `/installations/${home}/log`,
    gets: { ...ownersForm, Owner: 200 },
  },
  {
    name: "transfer",
    at: ({ home }) => `/installations/${home}/transfer`,
    gets: { ...ownersForm, Owner: 200 },
  },
  {
    name: "offer ownership",
    at: ({ home }) => `/installations/${home}/transfer`,
    form: () => ({ name: "Nora", email: "nora@example.org", confirm: "Home" }),
    gets: ownersForm,
  },
  { name: "groups of one's own", at: () => "/groups", gets: everybody },
  { name: "group", at: ({ group }) => `/groups/${group}`, gets: ofGroup },
  { name: "log of a group", at: ({ group }) => `/groups/${group}/log`, gets: { Admin: 200, Member: 403 } },
  {
    name: "rename a group",
    at: ({ group }) => `/groups/${group}/name`,
    form: () => ({ name: "Installers AS" }),
    gets: adminsForm,
  },
  {
    name: "invite a member",
    at: ({ group }) => `/groups/${group}/members/invite`,
    form: () => ({ name: "Nora", email: "nora@example.org" }),
    gets: { ...adminsForm, Staff: 403 },
  },
  {
    name: "remove a member",
    at: ({ group }) => `/groups/${group}/members/remove`,
    form: ({ member }) => ({ person: member }),
    gets: adminsForm,
  },
  {
    name: "make a member administrator",
    at: ({ group }) => `/groups/${group}/members/admin`,
    form: ({ member }) => ({ person: member, admin: "on" }),
    gets: adminsForm,
  },
  {
    name: "register a return address",
    at: ({ group }) => `/groups/${group}/urls`,
    form: () => ({ url: "https://partner.example/done" }),
    gets: adminsForm,
  },
  {
    name: "make credentials",
    at: ({ group }) => `/groups/${group}/credentials`,
    form: () => ({ name: "Billing" }),
    gets: { Admin: 200, Member: 403 },
  },
  { name: "support", at: () => "/support", gets: everybody },
  { name: "support cases", at: () => "/support/desk", gets: staffAlone },
  { name: "a support case", at: (things) => `/support/desk/${things.case}`, gets: staffAlone },
  {
    name: "decide a support case",
    at: (things) => `/support/desk/${things.case}`,
    form: () => ({ decision: "refused", reason: "No proof." }),
    gets: { ...staffAlone, Staff: 303 },
  },
  { name: "all groups", at: () => "/support/groups", gets: staffAlone },
  {
    name: "make a group",
    at: () => "/support/groups",
    form: () => ({ group: "Payers", name: "Nora", email: "nora@example.org" }),
    gets: { ...staffAlone, Staff: 303 },
  },
  { name: "profile", at: () => "/profile", gets: everybody },
];

describe.each(TABLE)("$name", ({ at, form, gets }) => {
  test("is for whom the table of rights says; for others it is not there, and nothing changes", async () => {
    let things = await furnish();
    for (const who of WHO) {
      // A form changes what the next one would find.
      if (form && who !== WHO[0]) {
        await bench.empty();
        things = await furnish();
      }
      const browser: BenchBrowser = await bench.loggedIn(who);
      const before = await state();
      const answer = form ? await browser.post(at(things), form(things)) : await browser.get(at(things));
      const expected = gets[who] ?? 404;
      expect([who, answer.status]).toEqual([who, expected]);
      if (expected >= 400) expect([who, await state()]).toEqual([who, before]);
    }
  });
});

/** What a form that is refused must leave as it was. */
async function state() {
  const { site } = bench;
  return {
    audited: (await site.audited()).length,
    mails: (await site.mails()).length,
    invitations: await site.db.$count(invitations),
  };
}

test("B2: who may only look is offered no form that changes permissions", async () => {
  const { home } = await furnish();
  const service = await bench.loggedIn("Service");
  const page = await service.page(`/installations/${home}/permissions`);
  expect(page).not.toMatch(/action="[^"]*permissions[^"]*"/);
  expect(page).not.toContain("user@example.org");
});
