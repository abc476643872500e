import { and, eq, inArray, isNotNull, lt, or, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { InstallationId } from "../database/ids.ts";
import {
  chargers,
  chargeSessions,
  findings,
  installations,
  records,
  refusals,
} from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

const DAY = 86_400_000;
/** Days that records are kept as they came; what was made of them stays. */
const RECORDS_KEPT = 400;

/** Takes names, taps and records away that are older than their installation keeps them; to be called once an hour or so. */
export async function sweepHistory(parts: Pick<CloudParts, "db" | "clock">): Promise<void> {
  const { db, clock } = parts;
  const now = clock.now();
  await db.delete(records).where(lt(records.receivedAt, now - RECORDS_KEPT * DAY));
  const limited = await db
    .select({ id: installations.id, days: installations.retentionDays })
    .from(installations)
    .where(isNotNull(installations.retentionDays));
  for (const { id, days } of limited)
    if (days !== null) await db.transaction((tx) => forget(tx, id, now - days * DAY));
}

async function forget(tx: Database, installation: InstallationId, before: number): Promise<void> {
  const here = tx.select({ id: chargers.id }).from(chargers).where(eq(chargers.installationId, installation));
  await tx
    .update(chargeSessions)
    .set({
      user: null,
      credential: null,
      credentialKey: null,
      personId: null,
      cardId: null,
      // A code that may be used so often only is counted for as long as there is one.
      pinCodeId: sql`(select id from pin_codes where pin_codes.id = ${chargeSessions.pinCodeId} and pin_codes.uses is not null)`,
    })
    .where(
      and(
        eq(chargeSessions.installationId, installation),
        lt(chargeSessions.startedAt, before),
        or(
          isNotNull(chargeSessions.personId),
          isNotNull(chargeSessions.user),
          isNotNull(chargeSessions.credential),
        ),
      ),
    );
  // A unit's clock may be wrong: records count from when they came.
  await tx.delete(records).where(and(inArray(records.chargerId, here), lt(records.receivedAt, before)));
  await tx.delete(refusals).where(and(inArray(refusals.chargerId, here), lt(refusals.at, before)));
  await tx.delete(findings).where(and(eq(findings.installationId, installation), lt(findings.at, before)));
}
