import { inArray, or } from "drizzle-orm";
import type { Actor, Resource } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import { chargers } from "../database/schema/schema.ts";

/** The chargers at which somebody has any role, own or inherited; what they may do there `may` says. */
export async function standingChargers(
  db: Database,
  { standings }: Actor,
): Promise<readonly Extract<Resource, { kind: "charger" }>[]> {
  const rows = await db
    .select({ id: chargers.id, installation: chargers.installationId, owner: chargers.ownerId })
    .from(chargers)
    .where(
      or(
        inArray(
          chargers.installationId,
          standings.flatMap(({ on }) => (on.kind === "installation" ? [on.id] : [])),
        ),
        inArray(
          chargers.id,
          standings.flatMap(({ on }) => (on.kind === "charger" ? [on.id] : [])),
        ),
      ),
    );
  return rows.map((row) => ({ kind: "charger", ...row }));
}
