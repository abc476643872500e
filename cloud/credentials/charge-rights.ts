import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { CHARGER_RIGHTS } from "../access/rights.ts";
import type { Role } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, InstallationId, PersonId } from "../database/ids.ts";
import { chargers, grants, groupMembers, people } from "../database/schema/schema.ts";

/** One reason why somebody may charge at an installation: a grant of their own, or of a group they belong to. */
export interface ChargeRight {
  readonly person: PersonId;
  readonly name: string;
  readonly role: Role;
  /** Null: all chargers of the installation. */
  readonly charger: { readonly id: ChargerId; readonly unit: string } | null;
  /** From then on it is none, milliseconds since 1970; null: until it is withdrawn. */
  readonly expiresAt: number | null;
}

const CHARGING: Role[] = [...CHARGER_RIGHTS["charger.charge"]];

/** Who may charge at an installation, all of it or some of its chargers, at this instant. */
export async function chargeRights(
  db: Database,
  installation: InstallationId,
  now: number,
): Promise<readonly ChargeRight[]> {
  const rows = await db
    .select({
      person: people.id,
      name: people.name,
      role: grants.role,
      charger: chargers.id,
      unit: chargers.unit,
      expiresAt: grants.expiresAt,
    })
    .from(grants)
    .leftJoin(chargers, eq(chargers.id, grants.chargerId))
    .leftJoin(groupMembers, eq(groupMembers.groupId, grants.groupId))
    .innerJoin(people, sql`${people.id} = coalesce(${grants.personId}, ${groupMembers.personId})`)
    .where(
      and(
        or(eq(grants.installationId, installation), eq(chargers.installationId, installation)),
        inArray(grants.role, CHARGING),
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
      ),
    );
  return rows.map(({ charger, unit, ...right }) => ({
    ...right,
    charger: charger === null || unit === null ? null : { id: charger, unit },
  }));
}

/** Whether somebody may charge at one of an installation's chargers at least. */
export async function mayChargeAt(
  db: Database,
  installation: InstallationId,
  person: PersonId,
  now: number,
): Promise<boolean> {
  const rights = await chargeRights(db, installation, now);
  return rights.some((right) => right.person === person);
}

/** The installations whose lists somebody's cards are on, or were. */
export async function installationsOf(db: Database, person: PersonId): Promise<readonly InstallationId[]> {
  const rows = await db
    .selectDistinct({
      id: sql<InstallationId>`coalesce(${grants.installationId}, ${chargers.installationId})`,
    })
    .from(grants)
    .leftJoin(chargers, eq(chargers.id, grants.chargerId))
    .leftJoin(groupMembers, eq(groupMembers.groupId, grants.groupId))
    .where(
      and(or(eq(grants.personId, person), eq(groupMembers.personId, person)), inArray(grants.role, CHARGING)),
    );
  // In one order everywhere: who changes several at once waits for nobody who waits for them.
  return rows.map(({ id }) => id).sort();
}
