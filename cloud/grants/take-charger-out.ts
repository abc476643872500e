import { eq } from "drizzle-orm";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, InstallationId, PersonId } from "../database/ids.ts";
import {
  chargers,
  findings,
  grants,
  invitations,
  pinCodes,
  refusals,
  registrationTokens,
  reservations,
} from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

/**
 * Moves a charger from one installation to another and to another owner, both installations being locked. Nobody who had
 * access to it keeps it, and its unit joins anew: what it has to know of the old installation, its list and the secret of its
 * digests, says who may charge there and not here. What was charged stays in the history of the old one.
 */
export async function takeChargerOut(
  tx: Database,
  parts: Pick<CloudParts, "notify">,
  charger: ChargerId,
  change: { readonly from: InstallationId; readonly to: InstallationId; readonly owner: PersonId },
): Promise<void> {
  await tx.delete(grants).where(eq(grants.chargerId, charger));
  await tx.delete(invitations).where(eq(invitations.chargerId, charger));
  await tx.delete(pinCodes).where(eq(pinCodes.chargerId, charger));
  await tx.delete(reservations).where(eq(reservations.chargerId, charger));
  await tx.delete(registrationTokens).where(eq(registrationTokens.chargerId, charger));
  await tx.delete(refusals).where(eq(refusals.chargerId, charger));
  await tx.update(findings).set({ chargerId: null }).where(eq(findings.chargerId, charger));
  await tx
    .update(chargers)
    .set({
      installationId: change.to,
      ownerId: change.owner,
      circuitId: null,
      joinedAt: null,
      publicKey: null,
      brokerHash: null,
      reach: "unknown",
      reachSince: null,
      heardAt: null,
      state: null,
    })
    .where(eq(chargers.id, charger));
  await listMayHaveChanged(tx, parts, change.from);
  await listMayHaveChanged(tx, parts, change.to);
}
