import { inArray, type SQL } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import { standingChargers } from "../credentials/standing-chargers.ts";
import type { Database } from "../database/database.ts";
import type { InstallationId } from "../database/ids.ts";
import { chargeSessions } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";

/** Which of an installation's history somebody may see: all of it, or that of the chargers where they have the right alone. */
export async function chargersWithHistory(
  db: Database,
  actor: Actor,
  installation: InstallationId,
): Promise<Outcome<{ readonly where: SQL | undefined }, NotFound | Forbidden>> {
  const resource = { kind: "installation", id: installation } as const;
  if (may(actor, "installation.history", resource)) return { ok: true, where: undefined };
  const chargers = (await standingChargers(db, actor)).filter((one) => one.installation === installation);
  const seen = chargers.filter((charger) => may(actor, "charger.history", charger));
  if (seen.length === 0)
    return refused(
      chargers.length === 0 && !may(actor, "installation.view", resource) ? "not-found" : "forbidden",
    );
  const ids = seen.map(({ id }) => id);
  return { ok: true, where: inArray(chargeSessions.chargerId, ids) };
}
