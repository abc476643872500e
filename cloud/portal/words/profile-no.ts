import type { Worded } from "../../../ui/worded.ts";
import type { PROFILE_EN } from "./profile-en.ts";

/** One's own account, in Norwegian. */
export const PROFILE_NO: Worded<typeof PROFILE_EN> = {
  profile: {
    title: "Min profil",
    intro: "Kontoen din, og hvem som er logget inn med den.",
    about: "Om deg",
    name: "Navn",
    nameHint: "Slik eierne av laderne ser det der du har tilgang.",
    nameBad: "Skriv navnet ditt, med høyst 100 tegn.",
    language: "Språk",
    languageHint: "På disse sidene, og i e-post til deg.",
    saved: "Profilen din er lagret.",

    email: "E-postadresse",
    emailNow: "Nå",
    emailNew: "Ny e-postadresse",
    emailHint: "Du får en lenke dit; adressen endres når du følger den.",
    emailBad: "Dette er ingen e-postadresse. Skriv den som navn@example.org.",
    emailSubmit: "Send en lenke dit",
    emailSent: (email) => `En lenke er på vei til ${email}. Den gjelder i en time.`,
    emailConfirmTitle: "Bekreft den nye e-postadressen",
    emailConfirm: (name) => `Fra nå av logger ${name} inn med adressen som denne lenken ble sendt til.`,
    emailConfirmSubmit: "Bruk denne adressen",
    emailChanged: (email) => `E-postadressen din er nå ${email}.`,
    emailExpired: "Denne lenken gjelder ikke lenger. Be om en ny her.",
    emailTaken: "Den adressen har sin egen konto, så din beholder den du har.",

    password: "Passord",
    passwordForEmail: "Passordet ditt",
    passwordOld: "Nåværende passord",
    passwordNext: "Nytt passord",
    passwordAgain: "Nytt passord en gang til",
    passwordSubmit: "Bytt passord",
    passwordChanged: "Det nye passordet er satt. Alle andre som var logget inn, er logget ut.",
    passwordWrong: "Dette er ikke passordet ditt.",
    locked: (minutes) =>
      `For mange mislykkede forsøk. Prøv igjen om ${minutes === 1 ? "ett minutt" : `${minutes} minutter`}.`,

    sessions: "Her er du logget inn",
    sessionsNote: "Er det noe her du ikke kjenner igjen, så logg det ut og velg et nytt passord.",
    browser: "Nettleser",
    from: "Fra",
    lastUsed: "Sist brukt",
    since: "Siden",
    thisOne: "Denne",
    end: "Logg ut",
    ended: "Den nettleseren er logget ut.",
    notThere: "Den var logget ut fra før.",
    endOthers: "Logg ut alle andre steder",
    endedOthers: (n) =>
      n === 0
        ? "Du var ikke logget inn noe annet sted."
        : `${n === 1 ? "Én nettleser er" : `${n} nettlesere er`} logget ut. Du er fortsatt logget inn her.`,
    endAll: "Logg ut overalt",
    endAllAsk: "Du blir logget ut i alle nettlesere, også i denne.",
    browserOn: (browser, system) => `${browser} på ${system}`,
    unknownBrowser: "Ukjent nettleser",
  },
};
