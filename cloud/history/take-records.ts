import { and, eq } from "drizzle-orm";
import type { UpJournal, WireRecord } from "../../protocol/journal.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId } from "../database/ids.ts";
import { chargers, journals, records as keptRecords } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { makeOfRecord } from "./make-of-record.ts";
import { storableInstant, storableRecord } from "./storable.ts";
import { tellFinding } from "./tell-finding.ts";

/** Journals of one charger: each is a data folder that was begun anew. More are somebody who makes them up. */
const JOURNALS_AT_MOST = 1_000;
/** What the database holds as a record's number. */
const LAST_SEQ = 2 ** 31 - 1;

export interface TakenRecords {
  /** To be acknowledged: everything up to it is here, or lost for ever; 0: nothing is. */
  readonly seq: number;
  /** How many were new. */
  readonly fresh: number;
  /** How many were lost for good before these. */
  readonly lost: number;
}

/**
 * Takes in what a unit's `up/journal` brings, each record once in effect however often and in whatever pieces it is sent: a
 * message is taken only if it goes on where the cloud is, or before. Makes of it what pages show: sessions, refused taps,
 * findings, cards that were enrolled. One transaction: once it resolves, `seq` may be acknowledged.
 * @returns null: there is no such charger, or no room for another journal of it; nothing is acknowledged
 */
export function takeRecords(
  parts: CloudParts,
  charger: ChargerId,
  { journal, after, records }: UpJournal,
): Promise<TakenRecords | null> {
  return parts.db.transaction(async (tx) => {
    const [place] = await tx
      .select({ installation: chargers.installationId, unit: chargers.unit })
      .from(chargers)
      .where(eq(chargers.id, charger));
    if (!place) return null;
    const last = await lastSeq(tx, charger, journal);
    if (last === null) return null;
    if (after > last) return { seq: last, fresh: 0, lost: 0 };
    const fresh = rising(records).filter(({ seq }) => seq > last);
    const seq = fresh.at(-1)?.seq ?? last;
    if (fresh.length === 0) return { seq, fresh: 0, lost: 0 };
    const lost = seq - last - fresh.length;
    const receivedAt = parts.clock.now();
    await tx.insert(keptRecords).values(
      fresh.map((record) => ({
        chargerId: charger,
        journal,
        seq: record.seq,
        at: storableInstant(record.at),
        receivedAt,
        event: record.event,
        record: storableRecord(record),
      })),
    );
    const before = await losses(tx, charger, journal);
    await tx
      .update(journals)
      .set({ lastSeq: seq, lost: Math.min(before + lost, LAST_SEQ) })
      .where(and(eq(journals.chargerId, charger), eq(journals.journal, journal)));
    const where = { charger, ...place, journal };
    if (lost > 0)
      await tellFinding(tx, parts, where, { code: "records-lost", at: receivedAt, details: { count: lost } });
    for (const record of fresh) await makeOfRecord(tx, parts, where, record);
    await parts.notify(tx, "chargegate_changed", place.installation);
    return { seq, fresh: fresh.length, lost };
  });
}

/** The last record of a journal that is here, locked until the transaction ends; null: there is no room for the journal. */
async function lastSeq(tx: Database, chargerId: ChargerId, journal: string): Promise<number | null> {
  const own = and(eq(journals.chargerId, chargerId), eq(journals.journal, journal));
  const [known] = await tx.select({ last: journals.lastSeq }).from(journals).where(own).for("update");
  if (known) return known.last;
  if ((await tx.$count(journals, eq(journals.chargerId, chargerId))) >= JOURNALS_AT_MOST) return null;
  await tx.insert(journals).values({ chargerId, journal, lastSeq: 0 }).onConflictDoNothing();
  const [begun] = await tx.select({ last: journals.lastSeq }).from(journals).where(own).for("update");
  return begun?.last ?? null;
}

async function losses(tx: Database, charger: ChargerId, journal: string): Promise<number> {
  const [found] = await tx
    .select({ lost: journals.lost })
    .from(journals)
    .where(and(eq(journals.chargerId, charger), eq(journals.journal, journal)));
  return found?.lost ?? 0;
}

/** The records up to the first that is out of order. */
function rising(records: readonly WireRecord[]): readonly WireRecord[] {
  const end = records.findIndex(({ seq }, index) => seq > LAST_SEQ || seq <= (records[index - 1]?.seq ?? 0));
  return end === -1 ? records : records.slice(0, end);
}
