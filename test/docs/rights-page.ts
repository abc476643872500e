import {
  CHARGER_RIGHTS,
  type ChargerAction,
  GROUP_RIGHTS,
  type GroupAction,
  INSTALLATION_RIGHTS,
  type InstallationAction,
  SUPPORT_RIGHTS,
  type SupportAction,
} from "../../cloud/access/rights.ts";
import { ROLES, type Role } from "../../cloud/access/role.ts";
import { made, table } from "./table.ts";

const INSTALLATION: Readonly<Record<InstallationAction, string>> = {
  "installation.view": "see it: its name, its chargers, their lights",
  "installation.settings": "change its name, address, time zone and circuits",
  "installation.access": "switch access between restricted and open",
  "installation.add-charger": "add chargers",
  "installation.permissions.view": "see who has access, own and inherited, and who is invited",
  "installation.permissions.change": "give and take access; invite people, find partners",
  "installation.credentials": "see and change the cards, PIN codes and guest codes of all who may charge",
  "installation.stop-groups": "say who may stop each other's sessions",
  "installation.history": "see all sessions of everybody; one's own need no right",
  "installation.health": "see how its devices are, refused taps and findings",
  "installation.findings.dismiss": "put findings away",
  "installation.audit": "read what was done, and by whom",
  "installation.retention": "say how long history keeps names",
  "installation.transfer": "offer it to another owner",
  "installation.remove": "remove it",
};

const CHARGER: Readonly<Record<ChargerAction, string>> = {
  "charger.view": "see it: its state, its light, its name",
  "charger.charge": "start and stop in one's own name, reserve, add a card of one's own by scanning",
  "charger.stop-any": "stop anybody's session",
  "charger.settings": "change its name and circuit, make registration tokens",
  "charger.history": "see all its sessions",
  "charger.health": "see reader, clock, list and refused taps",
  "charger.permissions.view": "see who has access, own and inherited",
  "charger.permissions.change": "give and take access to this charger alone",
  "charger.pin": "see the charger PIN; an Owner only as owner of both the installation and the charger",
  "charger.remove": "remove it",
};

const GROUP: Readonly<Record<GroupAction, string>> = {
  "group.view": "see its page: members, lookup key, return URLs, what it was granted",
  "group.edit": "change its name",
  "group.members": "invite and remove members, make administrators; see e-mail addresses",
  "group.return-urls": "register where access requests may return to",
  "group.credentials": "make and withdraw what its programs log in with",
  "group.audit": "read what was done to it and granted to it",
};

const SUPPORT: Readonly<Record<SupportAction, string>> = {
  "support.view": "see the cases of people who claim a charger, with what is known beside them",
  "support.decide": "decide them, but for their own",
  "support.make-group": "make user groups, and invite an administrator to one that has none",
};

/** Every right has its words, or this does not compile. */
function rows<Action extends string>(
  words: Readonly<Record<Action, string>>,
  rights: Readonly<Record<Action, readonly string[]>>,
  columns: readonly string[],
): readonly (readonly string[])[] {
  // The type says that these are the keys; `Object.keys` does not.
  const actions = Object.keys(rights) as Action[];
  return actions.map((action) => [
    `\`${action}\``,
    words[action],
    ...columns.map((column) => (rights[action].includes(column) ? "yes" : "")),
  ]);
}

const ROLE_NAMES: Readonly<Record<Role, string>> = { owner: "Owner", user: "User", service: "Service" };

/** docs/rights.md. */
export function rightsPage(): string {
  const roles = ROLES.map((role) => ROLE_NAMES[role]);
  return made("Who may do what", "`cloud/access/rights.ts` by `test/docs/rights-page.ts`", [
    "Who somebody is, the log-in says. What they may do, these tables say, and nothing else: one function (`cloud/access/may.ts`)\nasks them for every page and every endpoint. What is not in them, nobody may.",
    'A role is given on an installation, and then holds for all its chargers (pages say "from the installation"), or on one charger,\nand then for that one alone: it opens no other, nor the installation. It is given to a person, or to a user group, whose\nmembers all have it then; Owner is for people. Roles add up. It may end at a set time, but for Owner: an installation always\nhas an Owner who is a person. What somebody may not see is not there for them.',
    "Sharing access does not switch authorization on or off: whoever has a role at an open charger sees its data, and the charger\nstays open.",
    "## At an installation",
    table(["right", "may", ...roles], rows(INSTALLATION, INSTALLATION_RIGHTS, ROLES)),
    "## At a charger",
    table(["right", "may", ...roles], rows(CHARGER, CHARGER_RIGHTS, ROLES)),
    "## In a user group",
    table(["right", "may", "member", "administrator"], rows(GROUP, GROUP_RIGHTS, ["member", "admin"])),
    "## Support staff",
    "They may do these things and, by this, nothing else: they see no installation, no charger PIN, no history.",
    table(
      ["right", "may"],
      SUPPORT_RIGHTS.map((right) => [`\`${right}\``, SUPPORT[right]]),
    ),
    "## Everybody with an account",
    "Adds installations, whose Owner they are then; changes their own profile, cards and password; sees their own sessions; opens\ncases with support.",
  ]);
}
