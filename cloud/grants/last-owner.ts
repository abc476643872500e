import { and, eq, gt, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { InstallationId, PersonId } from "../database/ids.ts";
import { grants, installations } from "../database/schema/schema.ts";

/**
 * Nobody else changes who owns the installations until this transaction ends; always locked in the same order, so that two
 * transactions wait for each other only one way.
 */
export async function lockOwnership(tx: Database, ids: readonly InstallationId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .select({ id: installations.id })
    .from(installations)
    .where(inArray(installations.id, [...ids]))
    .orderBy(installations.id)
    .for("update");
}

/** Whether an installation, which is locked, has an Owner besides this person: a person, whose grant has not expired. */
export async function hasOwnerBesides(
  tx: Database,
  installation: InstallationId,
  person: PersonId,
  now: number,
): Promise<boolean> {
  const [other] = await tx
    .select({ id: grants.id })
    .from(grants)
    .where(
      and(
        eq(grants.installationId, installation),
        eq(grants.role, "owner"),
        isNotNull(grants.personId),
        ne(grants.personId, person),
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
      ),
    )
    .limit(1);
  return other !== undefined;
}

/**
 * The installations that would have no Owner without this person: an account is not erased while there is one. Locks all
 * that they own, until the transaction ends.
 */
export async function onlyOwnerOf(
  tx: Database,
  person: PersonId,
  now: number,
): Promise<readonly InstallationId[]> {
  const own = await tx
    .select({ id: grants.installationId })
    .from(grants)
    .where(and(eq(grants.personId, person), eq(grants.role, "owner"), isNotNull(grants.installationId)));
  const ids = own.flatMap(({ id }) => (id === null ? [] : [id]));
  await lockOwnership(tx, ids);
  const alone: InstallationId[] = [];
  for (const id of ids) if (!(await hasOwnerBesides(tx, id, person, now))) alone.push(id);
  return alone;
}
