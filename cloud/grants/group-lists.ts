import { and, eq } from "drizzle-orm";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import type { GroupId } from "../database/ids.ts";
import { chargers, grants } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

/**
 * To be called in the transaction that makes somebody a member of a group, or no longer one: who may charge where the group is
 * User has changed.
 */
export async function groupListsMayHaveChanged(
  tx: Database,
  parts: Pick<CloudParts, "notify">,
  group: GroupId,
): Promise<void> {
  const rows = await tx
    .select({ own: grants.installationId, ofCharger: chargers.installationId })
    .from(grants)
    .leftJoin(chargers, eq(chargers.id, grants.chargerId))
    .where(and(eq(grants.groupId, group), eq(grants.role, "user")));
  const installations = new Set(rows.flatMap(({ own, ofCharger }) => own ?? ofCharger ?? []));
  // In one order, so that two changes never wait for each other.
  for (const installation of [...installations].toSorted()) await listMayHaveChanged(tx, parts, installation);
}
