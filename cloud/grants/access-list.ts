import { and, asc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import { type Actor, ROLES, type Role } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, GrantId, GroupId, InstallationId, InvitationId, PersonId } from "../database/ids.ts";
import { chargers, grants, groups, installations, invitations, people } from "../database/schema/schema.ts";
import { installationOf, mayWithPermissions, type PlaceResource } from "./place.ts";

/** Who has a grant. */
type Grantee =
  | {
      readonly kind: "person";
      readonly id: PersonId;
      readonly name: string;
      /** Null: for those who may not change the grant. */
      readonly email: string | null;
    }
  | { readonly kind: "group"; readonly id: GroupId; readonly name: string; readonly lookupKey: string };

/** Where a grant or an invitation was made. */
export type NamedPlace =
  | { readonly kind: "installation"; readonly id: InstallationId; readonly name: string }
  | { readonly kind: "charger"; readonly id: ChargerId; readonly name: string };

/** One grant as the page of permissions shows it. */
export interface GrantView {
  readonly id: GrantId;
  readonly who: Grantee;
  readonly role: Role;
  readonly on: NamedPlace;
  /** Seen from a charger: it was made on the installation, and is changed there. */
  readonly inherited: boolean;
  readonly since: number;
  /** Who made it; null: their account is erased, or it came with the installation. */
  readonly by: string | null;
  /** Null: until it is withdrawn. */
  readonly until: number | null;
  readonly mayChange: boolean;
}

/** An invitation that nobody has accepted. */
export interface InvitationView {
  readonly id: InvitationId;
  readonly name: string;
  /** Null: for those who may not change permissions there. */
  readonly email: string | null;
  readonly role: Role;
  readonly on: NamedPlace;
  readonly inherited: boolean;
  readonly since: number;
  readonly by: string | null;
  /** Until when the link is good; one that is past is shown, so that it can be sent anew. */
  readonly linkUntil: number;
  /** Until when the access is that it gives; null: until it is withdrawn. */
  readonly until: number | null;
  readonly mayChange: boolean;
}

/** Who has access to a place. Of an installation: also who has it to one of its chargers alone. */
export interface AccessList {
  readonly place: NamedPlace;
  readonly installation: {
    readonly id: InstallationId;
    readonly name: string;
    /** IANA name: in it a day ends. */
    readonly zone: string;
  };
  readonly grants: readonly GrantView[];
  readonly invitations: readonly InvitationView[];
  readonly mayChange: boolean;
}

const maker = alias(people, "maker");

/** Reads it for somebody who may see it. Null: the place has gone meanwhile. */
export async function readAccessList(
  db: Database,
  actor: Actor,
  place: PlaceResource,
  now: number,
): Promise<AccessList | null> {
  const installation = installationOf(place);
  const [found] = await db
    .select({ id: installations.id, name: installations.name, zone: installations.zone })
    .from(installations)
    .where(eq(installations.id, installation));
  const [charger] =
    place.kind === "charger"
      ? await db.select({ name: chargers.name }).from(chargers).where(eq(chargers.id, place.id))
      : [];
  if (!found || (place.kind === "charger" && !charger)) return null;
  const { zone, ...home } = found;
  const mayChange = mayWithPermissions(actor, "change", place);
  const mayChangeInstallation = mayWithPermissions(actor, "change", {
    kind: "installation",
    id: installation,
  });
  /** Where a row was made, and what whoever looks may do with it. */
  const placed = (row: { charger: { id: ChargerId; name: string } | null }) => ({
    on: row.charger
      ? ({ kind: "charger", ...row.charger } as const)
      : ({ kind: "installation", ...home } as const),
    inherited: place.kind === "charger" && !row.charger,
    mayChange: row.charger ? mayChange : mayChangeInstallation,
  });
  const granted = await readGrants(db, place, now);
  const invited = await readInvitations(db, place);
  return {
    place:
      charger && place.kind === "charger"
        ? { kind: "charger", id: place.id, name: charger.name }
        : { kind: "installation", ...home },
    installation: { ...home, zone },
    mayChange,
    grants: granted
      .flatMap(({ person, group, charger, ...row }): GrantView[] => {
        const where = placed({ charger });
        if (group) return [{ ...row, who: { kind: "group", ...group }, ...where }];
        if (!person) return [];
        const email = where.mayChange ? person.email : null;
        return [{ ...row, who: { kind: "person", ...person, email }, ...where }];
      })
      .toSorted(byPlaceRoleAndName),
    invitations: invited.flatMap(({ charger, email, role, ...row }): InvitationView[] => {
      const where = placed({ charger });
      return role === null ? [] : [{ ...row, role, email: where.mayChange ? email : null, ...where }];
    }),
  };
}

function readGrants(db: Database, place: PlaceResource, now: number) {
  return db
    .select({
      id: grants.id,
      person: { id: people.id, name: people.name, email: people.email },
      group: { id: groups.id, name: groups.name, lookupKey: groups.lookupKey },
      charger: { id: chargers.id, name: chargers.name },
      role: grants.role,
      since: grants.createdAt,
      by: maker.name,
      until: grants.expiresAt,
    })
    .from(grants)
    .leftJoin(people, eq(people.id, grants.personId))
    .leftJoin(groups, eq(groups.id, grants.groupId))
    .leftJoin(chargers, eq(chargers.id, grants.chargerId))
    .leftJoin(maker, eq(maker.id, grants.createdBy))
    .where(
      and(
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
        place.kind === "charger"
          ? or(eq(grants.chargerId, place.id), eq(grants.installationId, place.installation))
          : or(eq(grants.installationId, place.id), atChargersOf(grants.chargerId, place.id)),
      ),
    );
}

/** Each way by an index of its own: joined to the chargers, every row there is would be looked at. */
function atChargersOf(column: AnyPgColumn, installation: InstallationId): SQL {
  return sql`${column} = any(array(select ${chargers.id} from ${chargers} where ${chargers.installationId} = ${installation}))`;
}

function readInvitations(db: Database, place: PlaceResource) {
  return db
    .select({
      id: invitations.id,
      name: invitations.name,
      email: invitations.email,
      role: invitations.role,
      charger: { id: chargers.id, name: chargers.name },
      since: invitations.createdAt,
      by: maker.name,
      linkUntil: invitations.expiresAt,
      until: invitations.grantExpiresAt,
    })
    .from(invitations)
    .leftJoin(chargers, eq(chargers.id, invitations.chargerId))
    .leftJoin(maker, eq(maker.id, invitations.createdBy))
    .where(
      and(
        isNull(invitations.acceptedAt),
        place.kind === "charger"
          ? or(eq(invitations.chargerId, place.id), eq(invitations.installationId, place.installation))
          : or(eq(invitations.installationId, place.id), atChargersOf(invitations.chargerId, place.id)),
      ),
    )
    .orderBy(asc(invitations.createdAt), asc(invitations.id));
}

/** What holds everywhere first, then charger by charger; owners first. */
function byPlaceRoleAndName(one: GrantView, other: GrantView): number {
  const order = (view: GrantView) => (view.on.kind === "installation" ? "" : view.on.name);
  return (
    order(one).localeCompare(order(other)) ||
    ROLES.indexOf(one.role) - ROLES.indexOf(other.role) ||
    one.who.name.localeCompare(other.who.name)
  );
}
