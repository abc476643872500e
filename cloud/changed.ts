import { eq, sql } from "drizzle-orm";
import type { Database } from "./database/database.ts";
import type { InstallationId } from "./database/ids.ts";
import { installations } from "./database/schema/schema.ts";
import type { CloudParts } from "./parts.ts";

/**
 * To be called in the transaction of every change that may change who may charge somewhere: grants, cards, PIN codes, stop
 * groups, chargers. The list is built anew once it commits.
 */
export async function listMayHaveChanged(
  tx: Database,
  { notify }: Pick<CloudParts, "notify">,
  installation: InstallationId,
): Promise<void> {
  await tx
    .update(installations)
    .set({ listWanted: sql`${installations.listWanted} + 1` })
    .where(eq(installations.id, installation));
  await notify(tx, "chargegate_list", installation);
  await notify(tx, "chargegate_changed", installation);
}
