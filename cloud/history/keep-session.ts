import { and, eq, isNull, ne } from "drizzle-orm";
import type { WireRecord } from "../../protocol/journal.ts";
import { listMayHaveChanged } from "../changed.ts";
import { keptEntry } from "../credentials/kept-entries.ts";
import type { Database } from "../database/database.ts";
import { chargeSessions } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { RecordPlace } from "./make-of-record.ts";
import { storableInstant, storableText, storableTextOrNull } from "./storable.ts";
import { tellTwoUnits } from "./two-units.ts";

type Row = typeof chargeSessions.$inferInsert;

/** A session has begun: whose it is, is decided now, by what the list says or said of its card, PIN or account. */
export async function startSession(
  tx: Database,
  parts: CloudParts,
  place: RecordPlace,
  record: WireRecord,
): Promise<void> {
  const begun = await rowOf(tx, place, record);
  if (!begun) return;
  const { row, limited } = begun;
  const added = await tx.insert(chargeSessions).values(row).onConflictDoNothing().returning();
  const [session] = added;
  if (!session) return;
  // At one connector sessions follow one another: what is open there still has an end that nobody will tell.
  await tx
    .update(chargeSessions)
    .set({ lost: "end" })
    .where(
      and(
        eq(chargeSessions.chargerId, place.charger),
        eq(chargeSessions.connector, row.connector ?? -1),
        isNull(chargeSessions.endedAt),
        ne(chargeSessions.session, row.session),
      ),
    );
  // One use less is left, everywhere.
  if (limited) await listMayHaveChanged(tx, parts, place.installation);
  await tellTwoUnits(tx, parts, place, session);
}

/** A session has ended. Without the record of its start it began when it ended, as far as anybody knows. */
export async function endSession(
  tx: Database,
  parts: CloudParts,
  place: RecordPlace,
  record: WireRecord,
): Promise<void> {
  const ended = await rowOf(tx, place, record);
  if (!ended) return;
  const own = and(eq(chargeSessions.chargerId, place.charger), eq(chargeSessions.session, ended.row.session));
  const [begun] = await tx.select().from(chargeSessions).where(own).for("update");
  if (begun?.endedAt !== undefined && begun.endedAt !== null) return;
  const set = {
    endedAt: Math.max(ended.row.startedAt, begun?.startedAt ?? 0),
    energyWh: energyOf(record),
    reason: storableTextOrNull(record.reason),
    lost: begun ? null : ("start" as const),
  };
  const [session] = begun
    ? await tx.update(chargeSessions).set(set).where(own).returning()
    : await tx
        .insert(chargeSessions)
        .values({ ...ended.row, ...set })
        .returning();
  if (!session) return;
  if (!begun && ended.limited) await listMayHaveChanged(tx, parts, place.installation);
  await tellTwoUnits(tx, parts, place, session);
}

/** A session as its record tells it, with whose it is; null: the record names none. */
async function rowOf(
  tx: Database,
  { charger, installation }: RecordPlace,
  { at, session, connector, credential, user }: WireRecord,
): Promise<{ readonly row: Row; readonly limited: boolean } | null> {
  if (session === undefined) return null;
  const found = credential ? await keptEntry(tx, installation, credential) : null;
  const startedAt = storableInstant(at);
  // It was somebody else's then.
  const entry = found && (found.since === null || startedAt >= found.since) ? found : null;
  const row: Row = {
    chargerId: charger,
    session: storableText(session),
    installationId: installation,
    connector: connector ?? null,
    startedAt,
    by: credential?.kind ?? null,
    credential: storableTextOrNull(credential?.id),
    credentialKey: credential?.key ?? null,
    personId: entry?.personId ?? null,
    cardId: entry?.cardId ?? null,
    pinCodeId: entry?.pinCodeId ?? null,
    user: storableTextOrNull(user ?? entry?.terms.user),
  };
  return { row, limited: entry?.pinCodeId !== null && entry?.terms.uses !== undefined };
}

function energyOf({ energyWh }: WireRecord): number | null {
  return energyWh !== undefined && energyWh !== null && Number.isFinite(energyWh)
    ? Math.max(0, energyWh)
    : null;
}
