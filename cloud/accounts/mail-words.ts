import { LANGUAGES, type Language } from "../../ui/language.ts";
import type { NamedGift } from "./gift.ts";
import { MAILS_EN } from "./mail-words-en.ts";
import { MAILS_NO } from "./mail-words-no.ts";
import type { Mail } from "./queue-mail.ts";

/** A mail's text; whom it goes to is said beside. */
export type MailText = Omit<Mail, "to">;

/** What somebody may do where, as an invitation says it. */
type RoleWords = Readonly<Record<"owner" | "user" | "service", string>>;

/** The mails of one language: subject and paragraphs. Names in them come from people. */
export interface MailWords {
  readonly hello: (name: string) => string;
  readonly goodbye: string;
  readonly invitation: {
    readonly toAccount: string;
    readonly toInstallation: (from: string, installation: string) => string;
    readonly toCharger: (from: string, charger: string, installation: string) => string;
    readonly toGroup: (from: string, group: string) => string;
    /** Stands for the name when nobody in particular invites. */
    readonly operator: string;
    readonly roles: RoleWords;
    readonly admin: string;
    readonly member: string;
    readonly how: string;
    readonly until: (date: string) => string;
    readonly unwanted: string;
  };
  readonly transfer: {
    readonly subject: (from: string, installation: string) => string;
    readonly what: string;
    readonly how: string;
    readonly until: (date: string) => string;
    readonly unwanted: string;
  };
  readonly reset: Readonly<Record<"subject" | "how" | "life" | "unwanted", string>>;
  readonly passwordChanged: Readonly<Record<"subject" | "what" | "unwanted", string>>;
  readonly confirmEmail: Readonly<Record<"subject" | "how" | "life" | "unwanted", string>>;
  readonly emailChanged: Readonly<Record<"subject" | "what" | "unwanted", string>>;
}

const MAILS: Readonly<Record<Language, MailWords>> = { en: MAILS_EN, no: MAILS_NO };

/** Somebody is invited by name and e-mail address (B3). @param given.from who invites; null: the operator of this cloud */
export function invitationMail(
  language: Language,
  given: {
    readonly name: string;
    readonly from: string | null;
    readonly gift: NamedGift;
    readonly link: string;
    readonly expiresAt: number;
  },
): MailText {
  const words = MAILS[language].invitation;
  const { gift, link } = given;
  const [subject, what] = invited(words, gift, given.from ?? words.operator);
  const until = words.until(day(language, given.expiresAt));
  return mail(language, given.name, subject, [...what, words.how, link, until, words.unwanted]);
}

/** Ownership of an installation is offered. */
export function transferMail(
  language: Language,
  given: {
    readonly name: string;
    readonly from: string;
    readonly installation: string;
    readonly link: string;
    readonly expiresAt: number;
  },
): MailText {
  const words = MAILS[language].transfer;
  const subject = words.subject(given.from, given.installation);
  const until = words.until(day(language, given.expiresAt));
  const rest = [words.what, words.how, given.link, until, words.unwanted];
  return mail(language, given.name, subject, [`${subject}.`, ...rest]);
}

/** A link to a new password was asked for. */
export function resetMail(
  language: Language,
  { name, link }: { readonly name: string; readonly link: string },
): MailText {
  const { subject, how, life, unwanted } = MAILS[language].reset;
  return mail(language, name, subject, [how, link, life, unwanted]);
}

/** The password was changed. @param given.origin where one asks for a new one if it was somebody else */
export function passwordChangedMail(
  language: Language,
  { name, origin }: { readonly name: string; readonly origin: string },
): MailText {
  const { subject, what, unwanted } = MAILS[language].passwordChanged;
  return mail(language, name, subject, [what, unwanted, origin]);
}

/** A link that makes an address one's own. */
export function confirmEmailMail(
  language: Language,
  { name, link }: { readonly name: string; readonly link: string },
): MailText {
  const { subject, how, life, unwanted } = MAILS[language].confirmEmail;
  return mail(language, name, subject, [how, link, life, unwanted]);
}

/** To the address that was the account's until now. */
export function emailChangedMail(
  language: Language,
  { name, origin }: { readonly name: string; readonly origin: string },
): MailText {
  const { subject, what, unwanted } = MAILS[language].emailChanged;
  return mail(language, name, subject, [what, unwanted, origin]);
}

function invited(
  words: MailWords["invitation"],
  gift: NamedGift,
  from: string,
): readonly [subject: string, what: readonly string[]] {
  switch (gift.kind) {
    case "account":
      return [words.toAccount, [`${words.toAccount}.`]];
    case "installation": {
      const subject = words.toInstallation(from, gift.name);
      return [subject, [`${subject}.`, words.roles[gift.role]]];
    }
    case "charger": {
      const subject = words.toCharger(from, gift.name, gift.installation);
      return [subject, [`${subject}.`, words.roles[gift.role]]];
    }
    case "group": {
      const subject = words.toGroup(from, gift.name);
      return [subject, [`${subject}.`, gift.admin ? words.admin : words.member]];
    }
  }
}

function mail(language: Language, name: string, subject: string, paragraphs: readonly string[]): MailText {
  const { hello, goodbye } = MAILS[language];
  return { subject, body: `${[hello(name), ...paragraphs, goodbye].join("\n\n")}\n` };
}

/** A day; nobody knows in which zone it is read, so it is UTC's. */
function day(language: Language, at: number): string {
  return new Date(at).toLocaleDateString(LANGUAGES[language].locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}
