import type { MailWords } from "./mail-words.ts";

/** The mails in Norwegian. */
export const MAILS_NO: MailWords = {
  hello: (name) => `Hei, ${name}!`,
  goodbye: "Hilsen ChargeGate",
  invitation: {
    toAccount: "Du er invitert til ChargeGate",
    toInstallation: (from, installation) => `${from} gir deg tilgang til anlegget «${installation}»`,
    toCharger: (from, charger, installation) =>
      `${from} gir deg tilgang til laderen «${charger}» ved «${installation}»`,
    toGroup: (from, group) => `${from} inviterer deg til gruppen «${group}»`,
    operator: "Driftsansvarlig for ChargeGate",
    roles: {
      owner: "Du blir eier: Du kan styre alt og gi andre tilgang.",
      user: "Du blir bruker: Du kan lade der, med brukerkontoen i appen eller med ditt eget kort.",
      service: "Du får servicetilgang: Du kan endre oppsett og innstillinger, men ikke lade.",
    },
    admin: "Du blir administrator: Du kan endre gruppen og medlemmene i den.",
    member: "Du blir medlem: Du kan gjøre det gruppen har fått tilgang til.",
    how: "For å takke ja åpner du denne lenken og registrerer deg eller logger inn:",
    until: (date) => `Lenken kan brukes én gang, til ${date}.`,
    unwanted:
      "Vet du ikke hva dette gjelder? Da trenger du ikke gjøre noe: Uten deg skjer det ingenting. Ikke gi lenken videre.",
  },
  transfer: {
    subject: (from, installation) => `${from} overdrar anlegget «${installation}» til deg`,
    what: "Som ny eier styrer du ladere, kort og brukere, og bestemmer hvem som har tilgang.",
    how: "For å takke ja eller nei åpner du denne lenken og registrerer deg eller logger inn:",
    until: (date) => `Lenken kan brukes én gang, til ${date}.`,
    unwanted:
      "Vet du ikke hva dette gjelder? Da trenger du ikke gjøre noe: Uten deg blir alt som før. Ikke gi lenken videre.",
  },
  reset: {
    subject: "Nytt passord til ChargeGate",
    how: "Noen, forhåpentligvis du, vil ha nytt passord til kontoen din. Åpne denne lenken for å lage et:",
    life: "Lenken kan brukes én gang, i én time.",
    unwanted:
      "Var det ikke du? Da trenger du ikke gjøre noe: Passordet ditt blir som det er. Ikke gi lenken videre.",
  },
  passwordChanged: {
    subject: "Passordet ditt i ChargeGate er endret",
    what: "Passordet til kontoen din er endret. Alle som var innlogget andre steder, er logget ut.",
    unwanted: "Var det ikke du? Lag nytt passord med en gang, med «Glemt passordet?» på innloggingssiden:",
  },
  confirmEmail: {
    subject: "Bekreft den nye e-postadressen din",
    how: "Denne adressen skal høre til ChargeGate-kontoen din. Åpne lenken mens du er innlogget for å bekrefte den:",
    life: "Lenken kan brukes én gang, i én time.",
    unwanted: "Er det ikke din konto? Da trenger du ikke gjøre noe: Uten deg blir alt som før.",
  },
  emailChanged: {
    subject: "E-postadressen til ChargeGate-kontoen din er endret",
    what: "Kontoen din har en annen e-postadresse nå. Fra nå av logger du inn med den, og brev kommer dit.",
    unwanted: "Var det ikke du? Ta kontakt med brukerstøtten til ChargeGate med en gang:",
  },
};
