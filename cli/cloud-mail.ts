import { createTransport } from "nodemailer";
import type { SendMail } from "../cloud/accounts/mail-sender.ts";

/** Sends mail by a mail server. @param url `smtp://…` or `smtps://…`, with name and password */
export function mailBySmtp(url: string, from: string): SendMail {
  const transport = createTransport({ url, disableFileAccess: true, disableUrlAccess: true });
  return async ({ to, subject, body }) => {
    await transport.sendMail({ from, to, subject, text: body });
  };
}
