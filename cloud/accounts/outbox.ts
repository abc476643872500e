import { desc } from "drizzle-orm";
import type { MailId } from "../database/ids.ts";
import { mails } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { Mail } from "./queue-mail.ts";

/** A mail, and what became of it. Times: milliseconds since 1970. */
export interface MailInOutbox extends Mail {
  readonly id: MailId;
  readonly createdAt: number;
  /** Null: not yet; without a mail server, never. */
  readonly sentAt: number | null;
  readonly tries: number;
  /** Null: not any more. */
  readonly nextTryAt: number | null;
  /** Why the last try failed. */
  readonly problem: string | null;
}

/**
 * The newest mails, for the page of the development mode, which stands for a mail server. They hold links that let people in:
 * nobody may see them where there is a mail server.
 * @throws VaultError when they were sealed with another master key
 */
export async function readOutbox(
  { db, vault }: Pick<CloudParts, "db" | "vault">,
  most = 50,
): Promise<readonly MailInOutbox[]> {
  const newest = await db.select().from(mails).orderBy(desc(mails.createdAt), desc(mails.id)).limit(most);
  return newest.map(({ bodySealed, ...mail }) => ({
    ...mail,
    body: vault.open("mail", mail.id, bodySealed).toString(),
  }));
}
