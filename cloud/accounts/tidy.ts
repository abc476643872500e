import { and, isNull, lte, or } from "drizzle-orm";
import {
  attempts,
  emailChanges,
  invitations,
  mails,
  passwordResets,
  sessions,
} from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { ATTEMPT_MEMORY } from "./attempts.ts";

/** Milliseconds for which mails, and invitations that are over, are kept to be looked at. */
const KEPT = 30 * 86_400_000;

/** Takes away what nobody needs any more: sessions, links and counts that are over, mails of 30 days ago. To be called hourly. */
export async function tidyAccounts({ db, clock }: Pick<CloudParts, "db" | "clock">): Promise<void> {
  const now = clock.now();
  await db.delete(sessions).where(lte(sessions.expiresAt, now));
  await db.delete(passwordResets).where(lte(passwordResets.expiresAt, now));
  await db.delete(emailChanges).where(lte(emailChanges.expiresAt, now));
  await db
    .delete(attempts)
    .where(
      and(
        lte(attempts.lastAt, now - ATTEMPT_MEMORY),
        or(isNull(attempts.lockedUntil), lte(attempts.lockedUntil, now)),
      ),
    );
  await db.delete(mails).where(lte(mails.createdAt, now - KEPT));
  await db.delete(invitations).where(lte(invitations.expiresAt, now - KEPT));
}
