import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { may } from "../access/may.ts";
import type { Actor, Role } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { GroupId, InvitationId, PersonId, RowId } from "../database/ids.ts";
import {
  chargers,
  grants,
  groupCredentials,
  groupMembers,
  groupReturnUrls,
  groups,
  installations,
  invitations,
  people,
} from "../database/schema/schema.ts";
import type { NamedPlace } from "./access-list.ts";

/** The page of a user group (B6). */
export interface GroupPage {
  readonly id: GroupId;
  readonly name: string;
  readonly lookupKey: string;
  readonly members: readonly {
    readonly id: PersonId;
    readonly name: string;
    /** Null: for those who do not edit the group. */
    readonly email: string | null;
    readonly admin: boolean;
  }[];
  /** Nobody accepted them yet. Empty for those who do not edit the group. */
  readonly invitations: readonly {
    readonly id: InvitationId;
    readonly name: string;
    readonly email: string;
    readonly admin: boolean;
    readonly since: number;
    readonly linkUntil: number;
  }[];
  /** Where an access request may return to, exactly. */
  readonly returnUrls: readonly { readonly id: RowId; readonly url: string }[];
  /** `id` is the name that a program logs in with. Empty for those who do not edit the group. */
  readonly credentials: readonly {
    readonly id: RowId;
    readonly name: string;
    readonly since: number;
    readonly usedAt: number | null;
  }[];
  /** What its members may do, and where. `installation`: its name, also for a charger. */
  readonly granted: readonly {
    readonly on: NamedPlace;
    readonly installation: string;
    readonly role: Role;
    readonly since: number;
    readonly until: number | null;
  }[];
  /** Whether whoever looks may change it. */
  readonly mayEdit: boolean;
}

/** Reads it for somebody who may see it. Null: the group has gone meanwhile. */
export async function readGroupPage(
  db: Database,
  actor: Actor,
  id: GroupId,
  now: number,
): Promise<GroupPage | null> {
  const [group] = await db.select().from(groups).where(eq(groups.id, id));
  if (!group) return null;
  const resource = { kind: "group", id } as const;
  const seesMembers = may(actor, "group.members", resource);
  const members = await readMembers(db, id);
  return {
    id,
    name: group.name,
    lookupKey: group.lookupKey,
    members: members.map(({ email, ...one }) => ({ ...one, email: seesMembers ? email : null })),
    invitations: seesMembers ? await readInvited(db, id) : [],
    returnUrls: await db
      .select({ id: groupReturnUrls.id, url: groupReturnUrls.url })
      .from(groupReturnUrls)
      .where(eq(groupReturnUrls.groupId, id))
      .orderBy(asc(groupReturnUrls.url)),
    credentials: may(actor, "group.credentials", resource) ? await readCredentials(db, id) : [],
    granted: await readGranted(db, id, now),
    mayEdit: may(actor, "group.edit", resource),
  };
}

function readMembers(db: Database, group: GroupId) {
  return db
    .select({ id: people.id, name: people.name, email: people.email, admin: groupMembers.admin })
    .from(groupMembers)
    .innerJoin(people, eq(people.id, groupMembers.personId))
    .where(eq(groupMembers.groupId, group))
    .orderBy(asc(people.name), asc(people.id));
}

function readInvited(db: Database, group: GroupId) {
  return db
    .select({
      id: invitations.id,
      name: invitations.name,
      email: invitations.email,
      admin: invitations.groupAdmin,
      since: invitations.createdAt,
      linkUntil: invitations.expiresAt,
    })
    .from(invitations)
    .where(and(eq(invitations.groupId, group), isNull(invitations.acceptedAt)))
    .orderBy(asc(invitations.createdAt), asc(invitations.id));
}

function readCredentials(db: Database, group: GroupId) {
  return db
    .select({
      id: groupCredentials.id,
      name: groupCredentials.name,
      since: groupCredentials.createdAt,
      usedAt: groupCredentials.usedAt,
    })
    .from(groupCredentials)
    .where(eq(groupCredentials.groupId, group))
    .orderBy(asc(groupCredentials.createdAt), asc(groupCredentials.id));
}

async function readGranted(db: Database, group: GroupId, now: number): Promise<GroupPage["granted"]> {
  const home = alias(installations, "home");
  const rows = await db
    .select({
      installation: { id: installations.id, name: installations.name },
      charger: { id: chargers.id, name: chargers.name },
      homeName: home.name,
      role: grants.role,
      since: grants.createdAt,
      until: grants.expiresAt,
    })
    .from(grants)
    .leftJoin(installations, eq(installations.id, grants.installationId))
    .leftJoin(chargers, eq(chargers.id, grants.chargerId))
    .leftJoin(home, eq(home.id, chargers.installationId))
    .where(and(eq(grants.groupId, group), or(isNull(grants.expiresAt), gt(grants.expiresAt, now))))
    .orderBy(asc(grants.createdAt), asc(grants.id));
  return rows.flatMap(({ installation, charger, homeName, ...grant }): GroupPage["granted"] => {
    if (installation)
      return [
        { ...grant, on: { kind: "installation", ...installation } as const, installation: installation.name },
      ];
    if (!charger) return [];
    return [{ ...grant, on: { kind: "charger", ...charger } as const, installation: homeName ?? "" }];
  });
}
