import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { PersonId } from "../database/ids.ts";
import { emailChanges, passwordResets, people } from "../database/schema/schema.ts";
import type { AccountParts } from "./account-parts.ts";
import { triedAccount } from "./attempts.ts";
import { passwordChangedMail } from "./mail-words.ts";
import { queueMail } from "./queue-mail.ts";
import type { SessionId } from "./sessions.ts";

/**
 * Sets a new password, however the person showed who they are: all sessions but one end, all links that are under way are
 * good no longer, wrong tries at the account are forgiven, and a mail tells of it.
 * @param given.hash PHC's string format
 * @param given.stays the session that does not end; null: all end
 * @returns false: there is no such account
 */
export async function setPassword(
  tx: Database,
  parts: AccountParts,
  person: PersonId,
  given: { readonly hash: string; readonly stays: SessionId | null },
): Promise<boolean> {
  const [found] = await tx
    .update(people)
    .set({ passwordHash: given.hash })
    .where(eq(people.id, person))
    .returning({ email: people.email, name: people.name, language: people.language });
  if (!found) return false;
  await tx.delete(passwordResets).where(eq(passwordResets.personId, person));
  await tx.delete(emailChanges).where(eq(emailChanges.personId, person));
  await parts.sessions.endAll(person, given.stays, tx);
  await parts.attempts.forget(triedAccount("login", parts.vault, found.email), tx);
  await parts.attempts.forget(`password person ${person}`, tx);
  await queueMail(tx, parts, {
    to: found.email,
    ...passwordChangedMail(found.language, { name: found.name, origin: parts.origin }),
  });
  return true;
}
