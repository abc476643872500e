import type { CloudParts } from "../parts.ts";
import type { Mail } from "./queue-mail.ts";

/** Hands a mail over to a mail server; rejects when that failed. */
export type SendMail = (mail: Mail) => Promise<void>;

/** Sends what is in the outbox: when it is told of mail, and by the clock. Several processes share the work. */
export class MailSender {
  static start(
    _parts: Pick<CloudParts, "db" | "vault" | "clock" | "listen" | "log">,
    _send: SendMail,
  ): Promise<MailSender> {
    throw new Error("to come");
  }

  /** Takes no more; waits for what is under way. */
  stop(): Promise<void> {
    throw new Error("to come");
  }
}
