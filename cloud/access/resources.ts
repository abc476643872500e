import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { ChargerId } from "../database/ids.ts";
import { chargers } from "../database/schema/schema.ts";
import type { Resource } from "./role.ts";

/** A charger as `may` needs it; null: there is none. */
export async function chargerResource(
  db: Database,
  id: ChargerId,
): Promise<Extract<Resource, { kind: "charger" }> | null> {
  const [found] = await db
    .select({ installation: chargers.installationId, owner: chargers.ownerId })
    .from(chargers)
    .where(eq(chargers.id, id));
  return found ? { kind: "charger", id, ...found } : null;
}
