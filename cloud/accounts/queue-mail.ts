import type { Database } from "../database/database.ts";
import { type MailId, newId } from "../database/ids.ts";
import { mails } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

/** A mail to one person: plain text, so that it is read everywhere and hides nothing. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** Puts a mail into the outbox, in the transaction of what it tells of; it is sent once that commits. */
export async function queueMail(
  tx: Database,
  { clock, random, vault, notify }: Pick<CloudParts, "clock" | "random" | "vault" | "notify">,
  { to, subject, body }: Mail,
): Promise<void> {
  const id = newId<MailId>(random);
  const now = clock.now();
  const bodySealed = vault.seal("mail", id, Buffer.from(body));
  await tx.insert(mails).values({ id, to, subject, bodySealed, createdAt: now, nextTryAt: now });
  await notify(tx, "chargegate_mail", "");
}
