import { describe, expect, test } from "vitest";
import { may } from "../../../cloud/access/may.ts";
import {
  CHARGER_RIGHTS,
  type ChargerAction,
  GROUP_RIGHTS,
  type GroupAction,
  INSTALLATION_RIGHTS,
  type InstallationAction,
  SUPPORT_RIGHTS,
} from "../../../cloud/access/rights.ts";
import { type Actor, ROLES, type Role, type Standing } from "../../../cloud/access/role.ts";
import type { ChargerId, GroupId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { idOf } from "../id-of.ts";

const HOME = idOf<InstallationId>(1);
const CABIN = idOf<InstallationId>(2);
const ANN = idOf<PersonId>(10);
const INSTALLER = idOf<GroupId>(20);
const left = { kind: "charger", id: idOf<ChargerId>(30), installation: HOME, owner: ANN } as const;
const right = { kind: "charger", id: idOf<ChargerId>(31), installation: HOME, owner: ANN } as const;
const home = { kind: "installation", id: HOME } as const;

const somebody = (standings: readonly Standing[], more: Partial<Actor> = {}): Actor => ({
  person: idOf<PersonId>(11),
  support: false,
  standings,
  groups: [],
  ...more,
});
const at = (role: Role, on: Standing["on"], through: GroupId | null = null): Standing => ({
  role,
  on,
  through,
});
const atHome = (role: Role) => somebody([at(role, home)]);
const atLeft = (role: Role) => somebody([at(role, { kind: "charger", id: left.id })]);

const installationActions = Object.keys(INSTALLATION_RIGHTS) as InstallationAction[];
const chargerActions = (Object.keys(CHARGER_RIGHTS) as ChargerAction[]).filter(
  (name) => name !== "charger.pin",
);

/** The table once more, by hand: a cell that changes changes here, too. `O`wner, `U`ser, `S`ervice. */
const EXPECTED: Readonly<Record<InstallationAction | ChargerAction, string>> = {
  "installation.view": "OUS",
  "installation.settings": "OS",
  "installation.access": "OS",
  "installation.add-charger": "OS",
  "installation.permissions.view": "OS",
  "installation.permissions.change": "O",
  "installation.credentials": "O",
  "installation.stop-groups": "O",
  "installation.history": "OS",
  "installation.health": "OS",
  "installation.findings.dismiss": "O",
  "installation.audit": "O",
  "installation.retention": "O",
  "installation.transfer": "O",
  "installation.remove": "O",
  "charger.view": "OUS",
  "charger.charge": "OU",
  "charger.stop-any": "OS",
  "charger.settings": "OS",
  "charger.history": "OS",
  "charger.health": "OS",
  "charger.permissions.view": "OS",
  "charger.permissions.change": "O",
  "charger.pin": "OS",
  "charger.remove": "O",
};
const LETTER = { owner: "O", user: "U", service: "S" } as const;

describe("B2: role by action", () => {
  describe.each(ROLES)("%s", (role) => {
    test.each(installationActions)("%s", (action) => {
      expect(may(atHome(role), action, home)).toBe(EXPECTED[action].includes(LETTER[role]));
    });

    test.each(chargerActions)("%s, inherited from the installation and granted on the charger", (action) => {
      const expected = EXPECTED[action].includes(LETTER[role]);
      expect(may(atHome(role), action, left)).toBe(expected);
      expect(may(atLeft(role), action, left)).toBe(expected);
    });
  });

  test("the table has these cells and no others", () => {
    expect(Object.keys(EXPECTED)).toEqual([
      ...Object.keys(INSTALLATION_RIGHTS),
      ...Object.keys(CHARGER_RIGHTS),
    ]);
  });

  test("without a grant, nothing", () => {
    for (const action of installationActions) expect(may(somebody([]), action, home)).toBe(false);
    for (const action of Object.keys(CHARGER_RIGHTS) as ChargerAction[])
      expect(may(somebody([]), action, left)).toBe(false);
  });

  test("roles add up, and none gives another: Service cannot charge, and cannot make itself User", () => {
    const both = somebody([at("service", home), at("user", home)]);
    expect(may(both, "charger.charge", left)).toBe(true);
    expect(may(both, "installation.settings", home)).toBe(true);
    expect(may(atHome("service"), "charger.charge", left)).toBe(false);
    expect(may(atHome("service"), "installation.permissions.change", home)).toBe(false);
    expect(may(atHome("service"), "charger.permissions.change", left)).toBe(false);
    expect(may(atHome("service"), "installation.credentials", home)).toBe(false);
  });
});

describe("B3: a grant on one charger", () => {
  test.each(ROLES)("opens no other charger of the installation, nor the installation: %s", (role) => {
    for (const action of Object.keys(CHARGER_RIGHTS) as ChargerAction[])
      expect(may(atLeft(role), action, right)).toBe(false);
    for (const action of installationActions) expect(may(atLeft(role), action, home)).toBe(false);
  });

  test.each(ROLES)("on an installation opens no other one: %s", (role) => {
    const cabin = { kind: "installation", id: CABIN } as const;
    for (const action of installationActions) expect(may(atHome(role), action, cabin)).toBe(false);
    for (const action of chargerActions)
      expect(may(atHome(role), action, { ...left, installation: CABIN })).toBe(false);
  });
});

describe("B9: the charger PIN", () => {
  const owns = { ...left, owner: idOf<PersonId>(11) };

  test("is for whoever owns both the installation and the charger", () => {
    expect(may(atHome("owner"), "charger.pin", owns)).toBe(true);
    expect(may(atHome("owner"), "charger.pin", left)).toBe(false);
    expect(may(atLeft("owner"), "charger.pin", owns)).toBe(false);
    expect(may(somebody([]), "charger.pin", owns)).toBe(false);
    expect(may(atHome("owner"), "charger.pin", { ...left, owner: null })).toBe(false);
  });

  test("is for service, at the installation or the charger, also through a group", () => {
    expect(may(atHome("service"), "charger.pin", left)).toBe(true);
    expect(may(atLeft("service"), "charger.pin", left)).toBe(true);
    expect(may(somebody([at("service", home, INSTALLER)]), "charger.pin", left)).toBe(true);
  });

  test("is for no user", () => {
    expect(may(atHome("user"), "charger.pin", owns)).toBe(false);
  });
});

describe("B6: user groups", () => {
  const group = { kind: "group", id: INSTALLER } as const;
  const member = (admin: boolean) => somebody([], { groups: [{ id: INSTALLER, admin }] });

  test.each(Object.keys(GROUP_RIGHTS) as GroupAction[])("%s", (action) => {
    expect(may(member(true), action, group)).toBe(true);
    expect(may(member(false), action, group)).toBe(action === "group.view");
    expect(may(somebody([]), action, group)).toBe(false);
    expect(may(member(true), action, { kind: "group", id: idOf<GroupId>(21) })).toBe(false);
  });
});

test.each(SUPPORT_RIGHTS)("B9: %s is for support staff alone, who thereby may do nothing else", (action) => {
  const staff = somebody([], { support: true });
  expect(may(staff, action, { kind: "support" })).toBe(true);
  expect(may(atHome("owner"), action, { kind: "support" })).toBe(false);
  expect(may(staff, "charger.pin", left)).toBe(false);
  expect(may(staff, "installation.view", home)).toBe(false);
});
