import type { Language } from "../../ui/language.ts";
import type { MailText } from "../accounts/mail-words.ts";

/** Mails about ownership, in one language. Names come from people, and stand in quotation marks. */
interface GrantMails {
  /** To whoever gave it away. */
  transferAccepted(words: { readonly installation: string; readonly to: string }): MailText;
  transferDeclined(words: { readonly installation: string; readonly to: string }): MailText;
  /** To whoever opened a case. */
  caseGranted(words: { readonly serial: string; readonly reason: string; readonly link: string }): MailText;
  caseRefused(words: { readonly serial: string; readonly reason: string; readonly link: string }): MailText;
  /** To the owners before. */
  handedOver(words: {
    readonly charger: string;
    readonly serial: string;
    readonly installation: string;
    readonly link: string;
  }): MailText;
}

const ENGLISH: GrantMails = {
  transferAccepted: ({ installation, to }) => ({
    subject: `“${installation}” has a new owner`,
    body: `“${to}” has accepted: “${installation}” and your chargers in it are theirs now.\n\nIf you did not stay on as a user, your charge cards no longer work there. The charger PINs are no longer shown to you.\n`,
  }),
  transferDeclined: ({ installation, to }) => ({
    subject: `“${installation}” stays yours`,
    body: `“${to}” has declined to become the owner of “${installation}”. Nothing has changed.\n`,
  }),
  caseGranted: ({ serial, reason, link }) => ({
    subject: `Your charger ${serial}`,
    body: `Support has checked your claim to the charger with serial number ${serial}. It is yours now.\n\n${reason}\n\n${link}\n`,
  }),
  caseRefused: ({ serial, reason, link }) => ({
    subject: `Your claim to charger ${serial}`,
    body: `Support has checked your claim to a charger with serial number ${serial}, and could not grant it.\n\n${reason}\n\n${link}\n`,
  }),
  handedOver: ({ charger, serial, installation, link }) => ({
    subject: `“${charger}” has a new owner`,
    body: `Somebody has proven to support that the charger “${charger}” (serial number ${serial}) in “${installation}” is theirs. It was handed over to them, and is no longer in your account.\n\nIf you think that this is wrong, open a case with support:\n\n${link}\n`,
  }),
};

const NORWEGIAN: GrantMails = {
  transferAccepted: ({ installation, to }) => ({
    subject: `«${installation}» har fått ny eier`,
    body: `«${to}» har takket ja: «${installation}» og laderne dine der er deres nå.\n\nHvis du ikke er bruker der fortsatt, virker ikke ladekortene dine der lenger. Ladernes PIN-koder vises ikke lenger for deg.\n`,
  }),
  transferDeclined: ({ installation, to }) => ({
    subject: `«${installation}» er fortsatt ditt`,
    body: `«${to}» har takket nei til å bli eier av «${installation}». Ingenting er endret.\n`,
  }),
  caseGranted: ({ serial, reason, link }) => ({
    subject: `Laderen din ${serial}`,
    body: `Kundestøtte har kontrollert kravet ditt på laderen med serienummer ${serial}. Den er din nå.\n\n${reason}\n\n${link}\n`,
  }),
  caseRefused: ({ serial, reason, link }) => ({
    subject: `Kravet ditt på laderen ${serial}`,
    body: `Kundestøtte har kontrollert kravet ditt på en lader med serienummer ${serial}, og kunne ikke innvilge det.\n\n${reason}\n\n${link}\n`,
  }),
  handedOver: ({ charger, serial, installation, link }) => ({
    subject: `«${charger}» har fått ny eier`,
    body: `Noen har bevist overfor kundestøtte at laderen «${charger}» (serienummer ${serial}) i «${installation}» er deres. Den er overført til dem og er ikke lenger i kontoen din.\n\nMener du at dette er feil, så åpne en sak hos kundestøtte:\n\n${link}\n`,
  }),
};

/** The mails about ownership in somebody's language. */
export const GRANT_MAILS: Readonly<Record<Language, GrantMails>> = { en: ENGLISH, no: NORWEGIAN };
