import type { MailId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";
import type { Mail } from "./queue-mail.ts";

/** A mail, and what became of it. */
export interface MailInOutbox extends Mail {
  readonly id: MailId;
  readonly createdAt: number;
  /** Null: not yet; without a mail server, never. */
  readonly sentAt: number | null;
  readonly tries: number;
  /** Why the last try failed. */
  readonly problem: string | null;
}

/**
 * The newest mails, for the page of the development mode, which stands for a mail server. They hold links that let people in:
 * nobody sees them where there is a mail server.
 */
export function readOutbox(
  _parts: Pick<CloudParts, "db" | "vault">,
  _most = 50,
): Promise<readonly MailInOutbox[]> {
  throw new Error("to come");
}
