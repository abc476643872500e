import { and, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import type { InstallationId, PersonId } from "../database/ids.ts";
import {
  chargers,
  chargeSessions,
  findings,
  installations,
  invitations,
  listEntries,
  mails,
  people,
  records,
  refusals,
  transfers,
} from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { onlyOwnerOf } from "../grants/last-owner.ts";
import type { CloudParts } from "../parts.ts";
import { installationsOf } from "./charge-rights.ts";

export type ErasedOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly problem: "last-owner";
      readonly installations: readonly { readonly id: InstallationId; readonly name: string }[];
    };

/** Erases an account and takes its name from all that happened. Within a transaction. */
export async function erasePerson(
  tx: Database,
  parts: Pick<CloudParts, "clock" | "notify">,
  person: PersonId,
): Promise<ErasedOutcome> {
  const now = parts.clock.now();
  const alone = await onlyOwnerOf(tx, person, now);
  if (alone.length > 0) {
    const named = await tx
      .select({ id: installations.id, name: installations.name })
      .from(installations)
      .where(inArray(installations.id, [...alone]))
      .orderBy(installations.name);
    return { ok: false, problem: "last-owner", installations: named };
  }
  const [account] = await tx.select().from(people).where(eq(people.id, person)).for("update");
  if (!account) return { ok: true };
  const charging = await installationsOf(tx, person);
  await forgetInHistory(tx, person, account.name);
  await tx
    .delete(invitations)
    .where(and(eq(invitations.email, account.email), isNotNull(invitations.acceptedAt)));
  await tx.delete(transfers).where(and(eq(transfers.email, account.email), isNotNull(transfers.outcome)));
  await tx.delete(mails).where(eq(mails.to, account.email));
  // Cards, PIN codes, grants, memberships and logins go with it.
  await tx.delete(people).where(eq(people.id, person));
  await writeAudit(tx, { at: now, actor: null, action: "account-erased" });
  for (const installation of charging) await listMayHaveChanged(tx, parts, installation);
  return { ok: true };
}

/** What somebody charged stays, but not that it was they, nor with which card. */
async function forgetInHistory(tx: Database, person: PersonId, name: string): Promise<void> {
  const entries = await tx.select().from(listEntries).where(eq(listEntries.personId, person));
  for (const { installationId, key } of entries) {
    const hex = Buffer.from(key).toString("hex");
    const here = tx
      .select({ id: chargers.id })
      .from(chargers)
      .where(eq(chargers.installationId, installationId));
    await tx
      .update(records)
      .set({ record: sql`${records.record} - 'user' - 'credential' - 'stoppedBy'` })
      .where(
        and(
          inArray(records.chargerId, here),
          or(
            sql`${records.record} -> 'credential' ->> 'key' = ${hex}`,
            sql`${records.record} -> 'stoppedBy' ->> 'key' = ${hex}`,
          ),
        ),
      );
    await tx
      .update(refusals)
      .set({ credential: null, credentialKey: null })
      .where(and(inArray(refusals.chargerId, here), eq(refusals.credentialKey, key)));
    await tx
      .update(findings)
      .set({ details: sql`${findings.details} - 'user' - 'shown'` })
      .where(and(eq(findings.installationId, installationId), sql`${findings.details} ->> 'user' = ${name}`));
  }
  await tx
    .update(chargeSessions)
    .set({ user: null, credential: null, credentialKey: null, personId: null, cardId: null, pinCodeId: null })
    .where(eq(chargeSessions.personId, person));
}
