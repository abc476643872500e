import type { Language } from "../../ui/language.ts";
import type { Mail } from "./queue-mail.ts";
import type { NamedGift } from "./sign-up.ts";

/** A mail's text; whom it goes to is said beside. */
export type MailText = Omit<Mail, "to">;

/** @param words.from who invites; null: the operator of this cloud */
export function invitationMail(
  _language: Language,
  _words: {
    readonly name: string;
    readonly from: string | null;
    readonly gift: NamedGift;
    readonly link: string;
    readonly expiresAt: number;
  },
): MailText {
  throw new Error("to come");
}

/** Ownership of an installation is offered. */
export function transferMail(
  _language: Language,
  _words: {
    readonly name: string;
    readonly from: string;
    readonly installation: string;
    readonly link: string;
    readonly expiresAt: number;
  },
): MailText {
  throw new Error("to come");
}
