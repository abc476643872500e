import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { type FindingId, newId } from "../database/ids.ts";
import { findings } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { FindingCode } from "./findings.ts";
import type { RecordPlace } from "./make-of-record.ts";
import { storableInstant, storableText } from "./storable.ts";

/** What goes on is one finding: the next of its kind within this time is told with it, milliseconds. */
const TOGETHER = 3_600_000;

export type FindingDetails = Readonly<Record<string, string | number | null>>;

/**
 * Tells the owner of something, once: what goes on for a while is one finding, whose `count` rises, until it is put away.
 * @param finding.once what it is told once for; without it, what happens at the charger within an hour is one
 */
export async function tellFinding(
  tx: Database,
  { random }: Pick<CloudParts, "random">,
  { charger, installation }: Pick<RecordPlace, "charger" | "installation">,
  finding: {
    readonly code: FindingCode;
    readonly at: number;
    readonly details: FindingDetails;
    readonly once?: string;
  },
): Promise<void> {
  const { code, once } = finding;
  const at = storableInstant(finding.at);
  const details = storableDetails(finding.details);
  if (once === undefined) {
    const [same] = await tx
      .select()
      .from(findings)
      .where(
        and(
          eq(findings.chargerId, charger),
          eq(findings.code, code),
          isNull(findings.seenAt),
          gt(findings.at, at - TOGETHER),
        ),
      )
      .orderBy(desc(findings.at))
      .limit(1);
    if (same) {
      const set = { at: Math.max(at, same.at), details: together(same.details, details) };
      await tx.update(findings).set(set).where(eq(findings.id, same.id));
      return;
    }
  }
  const id = newId<FindingId>(random);
  await tx
    .insert(findings)
    .values({ id, installationId: installation, chargerId: charger, at, code, details, once: once ?? id })
    .onConflictDoNothing({ target: [findings.installationId, findings.once] });
}

function together(before: FindingDetails, now: FindingDetails): FindingDetails {
  const { count: were } = before;
  const { count: are } = now;
  return typeof were === "number" && typeof are === "number" ? { ...now, count: were + are } : now;
}

function storableDetails(details: FindingDetails): FindingDetails {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === "string" ? storableText(value) : value,
    ]),
  );
}
