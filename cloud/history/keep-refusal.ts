import { and, desc, eq, lte } from "drizzle-orm";
import type { WireRecord } from "../../protocol/journal.ts";
import type { Database } from "../database/database.ts";
import { refusals } from "../database/schema/schema.ts";
import type { RecordPlace } from "./make-of-record.ts";
import { storableInstant, storableTextOrNull } from "./storable.ts";

/** Refused taps of one charger that are kept. */
const KEPT = 200;

/** Keeps a refused tap; of each charger the newest. Of a PIN only that it was one: a wrong PIN is often nearly a right one. */
export async function keepRefusal(
  tx: Database,
  { charger }: Pick<RecordPlace, "charger">,
  { at, connector, reader, credential, verdict, reason }: WireRecord,
): Promise<void> {
  await tx.insert(refusals).values({
    chargerId: charger,
    at: storableInstant(at),
    connector: connector ?? null,
    reader: storableTextOrNull(reader),
    kind: credential?.kind ?? null,
    credential: storableTextOrNull(credential?.id),
    credentialKey: credential?.kind === "card" ? credential.key : null,
    verdict: storableTextOrNull(verdict),
    reason: storableTextOrNull(reason),
  });
  const [tooOld] = await tx
    .select({ id: refusals.id })
    .from(refusals)
    .where(eq(refusals.chargerId, charger))
    .orderBy(desc(refusals.id))
    .offset(KEPT)
    .limit(1);
  if (tooOld)
    await tx.delete(refusals).where(and(eq(refusals.chargerId, charger), lte(refusals.id, tooOld.id)));
}
