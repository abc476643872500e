import {
  CHARGER_RIGHTS,
  type ChargerAction,
  GROUP_RIGHTS,
  type GroupAction,
  INSTALLATION_RIGHTS,
  type InstallationAction,
  type SupportAction,
} from "./rights.ts";
import { type Actor, type Resource, type Role, rolesAt } from "./role.ts";

type Of<Kind extends Resource["kind"]> = Extract<Resource, { kind: Kind }>;

/**
 * Whether somebody may do something to something: the one decision that every page, endpoint and mail asks for (B1, B2).
 * Pure; reads nothing but its arguments.
 */
export function may(actor: Actor, action: InstallationAction, resource: Of<"installation">): boolean;
export function may(actor: Actor, action: ChargerAction, resource: Of<"charger">): boolean;
export function may(actor: Actor, action: GroupAction, resource: Of<"group">): boolean;
export function may(actor: Actor, action: SupportAction, resource: Of<"support">): boolean;
export function may(
  actor: Actor,
  action: InstallationAction | ChargerAction | GroupAction | SupportAction,
  resource: Resource,
): boolean {
  switch (resource.kind) {
    case "installation":
      return (
        action in INSTALLATION_RIGHTS &&
        holds(rolesAt(actor, resource), rolesFor(INSTALLATION_RIGHTS, action))
      );
    case "charger":
      if (action === "charger.pin") return maySeePin(actor, resource);
      return holds(rolesAt(actor, resource), rolesFor(CHARGER_RIGHTS, action));
    case "group": {
      const membership = actor.groups.find(({ id }) => id === resource.id);
      const rights: Readonly<Record<string, readonly string[]>> = GROUP_RIGHTS;
      return (
        membership !== undefined && (rights[action] ?? []).includes(membership.admin ? "admin" : "member")
      );
    }
    case "support":
      return actor.support;
  }
}

/**
 * B9: the PIN is for whoever owns both the installation and the charger, and for service. An owner of one of the two, and so
 * a previous owner, is told where to turn.
 */
function maySeePin(actor: Actor, charger: Of<"charger">): boolean {
  const roles = rolesAt(actor, charger);
  if (roles.has("service")) return true;
  const atInstallation = rolesAt(actor, { kind: "installation", id: charger.installation });
  return atInstallation.has("owner") && charger.owner === actor.person;
}

function rolesFor(table: Readonly<Record<string, readonly Role[]>>, action: string): readonly Role[] {
  return table[action] ?? [];
}

function holds(has: ReadonlySet<Role>, wanted: readonly Role[]): boolean {
  return wanted.some((role) => has.has(role));
}
