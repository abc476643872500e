import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { PersonId } from "../database/ids.ts";
import { grants, groupMembers, people } from "../database/schema/schema.ts";
import type { Actor, Standing } from "./role.ts";

/**
 * What counts for a person at this moment: their own grants, and those of the groups they belong to, without what has expired.
 * Read anew for every page and endpoint: a right that is taken is gone at once.
 * @param now milliseconds since 1970
 * @returns null: there is no such account
 */
export async function actorOf(db: Database, person: PersonId, now: number): Promise<Actor | null> {
  const [found] = await db.select({ support: people.support }).from(people).where(eq(people.id, person));
  if (!found) return null;
  const groups = await db
    .select({ id: groupMembers.groupId, admin: groupMembers.admin })
    .from(groupMembers)
    .where(eq(groupMembers.personId, person));
  const rows = await db
    .select({
      role: grants.role,
      installationId: grants.installationId,
      chargerId: grants.chargerId,
      through: grants.groupId,
    })
    .from(grants)
    .where(
      and(
        // Each by an index of its own: joined to all memberships, every grant there is would be looked at.
        or(
          eq(grants.personId, person),
          inArray(
            grants.groupId,
            groups.map(({ id }) => id),
          ),
        ),
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
      ),
    );
  const standings = rows.flatMap(({ role, installationId, chargerId, through }): Standing[] => {
    if (installationId !== null) return [{ role, on: { kind: "installation", id: installationId }, through }];
    if (chargerId !== null) return [{ role, on: { kind: "charger", id: chargerId }, through }];
    return [];
  });
  return { person, support: found.support, standings, groups };
}
