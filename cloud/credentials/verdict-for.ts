import { and, eq, isNotNull, ne, or } from "drizzle-orm";
import type { DownAnswer } from "../../protocol/ask.ts";
import type { WireCredential } from "../../protocol/credential.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, PersonId, PinCodeId } from "../database/ids.ts";
import { chargers, chargeSessions, pinCodes } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { installationKeys } from "./installation-keys.ts";
import { keptEntry } from "./kept-entries.ts";

/** What may be shown of an account in whose name a start is made. */
const ACCOUNT_LABEL = "…";

/**
 * What the cloud says when a charger's unit asks about a card, a PIN or an account (`up/ask`), or has a start confirmed: by the
 * list as it was last built. Hours are the unit's to check; where an account may charge is checked here, because no unit's list
 * holds it.
 */
export async function verdictFor(
  { db, clock }: Pick<CloudParts, "db" | "clock">,
  charger: ChargerId,
  credential: Pick<WireCredential, "kind" | "key">,
): Promise<Omit<DownAnswer, "id">> {
  const place = await placeOf(db, charger);
  if (!place) return { verdict: "Unknown" };
  const entry = await keptEntry(db, place.installation, credential);
  if (!entry?.listed) return { verdict: "Unknown" };
  const { status, expires, chargers: units, group, user } = entry.terms;
  if (status === "blocked") return { verdict: "Blocked" };
  if (expires !== null && clock.now() >= expires) return { verdict: "Expired" };
  if (entry.kind === "remote" && units && !units.includes(place.unit))
    return { verdict: "NotAtThisLocation" };
  if (entry.pinCodeId !== null && (await isUsedUp(db, charger, entry.pinCodeId)))
    return { verdict: "Invalid" };
  return {
    verdict: "Accepted",
    ...(group !== undefined && { group }),
    ...(user !== null && { user }),
  };
}

/** In whose name a remote start is made (B7): somebody's account at a charger's installation; null: no such charger. */
export async function accountCredential(
  { db, vault }: Pick<CloudParts, "db" | "vault">,
  charger: ChargerId,
  person: PersonId,
): Promise<WireCredential | null> {
  const place = await placeOf(db, charger);
  const keys = place && (await installationKeys(db, vault, place.installation));
  return keys && { kind: "remote", key: keys.ofAccount(person), id: ACCOUNT_LABEL };
}

async function placeOf(db: Database, charger: ChargerId) {
  const [found] = await db
    .select({ installation: chargers.installationId, unit: chargers.unit })
    .from(chargers)
    .where(eq(chargers.id, charger));
  return found ?? null;
}

/** Whether a code has started as many sessions as it may, not counting the one that the asking unit has just begun. */
async function isUsedUp(db: Database, charger: ChargerId, code: PinCodeId): Promise<boolean> {
  const [found] = await db.select({ uses: pinCodes.uses }).from(pinCodes).where(eq(pinCodes.id, code));
  if (!found || found.uses === null) return false;
  const others = or(ne(chargeSessions.chargerId, charger), isNotNull(chargeSessions.endedAt));
  const used = await db.$count(chargeSessions, and(eq(chargeSessions.pinCodeId, code), others));
  return used >= found.uses;
}
