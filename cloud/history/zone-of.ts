import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { InstallationId } from "../database/ids.ts";
import { installations } from "../database/schema/schema.ts";

/** The zone of an installation, an IANA name; null: there is no such installation. */
export async function zoneOf(db: Database, installation: InstallationId): Promise<string | null> {
  const [found] = await db
    .select({ zone: installations.zone })
    .from(installations)
    .where(eq(installations.id, installation));
  return found?.zone ?? null;
}
