import type { Worded } from "../../../ui/worded.ts";
import type { DOOR_EN } from "./door-en.ts";

/** Before one is logged in, in Norwegian. */
export const DOOR_NO: Worded<typeof DOOR_EN> = {
  hero: {
    line: "Du bestemmer hvem som lader her.",
    text: "Kort, koder og tilganger når hver lader innen et sekund, og virker også når nettet ikke gjør det.",
  },

  login: {
    title: "Logg inn",
    email: "E-postadresse",
    password: "Passord",
    submit: "Logg inn",
    forgotten: "Glemt passordet?",
    noAccount: "Har du ingen konto? Den som eier en lader, kan invitere deg: du får en lenke på e-post.",
    nobody:
      "Ingen har en konto her ennå. Lenken til den første lages der portalen kjører: chargegate cloud invite",
    wrong: "E-postadressen og passordet hører ikke sammen. Prøv igjen.",
    busy: "Mange logger inn akkurat nå. Prøv igjen om litt.",
    locked: (minutes) =>
      `For mange mislykkede forsøk. Prøv igjen om ${minutes === 1 ? "ett minutt" : `${minutes} minutter`}.`,
    said: {
      out: "Du er logget ut.",
      ended:
        "Du er ikke lenger logget inn. Logg inn igjen for å fortsette; ingenting i det siste skjemaet ble endret.",
      reset: "Det nye passordet er satt. Logg inn med det.",
      everywhere: "Du er logget ut overalt.",
    },
  },

  passwords: {
    hint: "Minst 10 tegn. Noen ord på rad er lette å huske og vanskelige å gjette.",
    problems: {
      "password-too-short": "Et passord har minst 10 tegn.",
      "password-too-long": "Et passord har høyst 200 tegn.",
      "password-too-simple": "Dette er blant de første som noen ville prøve. Velg et annet.",
      "password-is-known": "Dette er lite mer enn navnet eller e-postadressen din. Velg et annet.",
    },
    different: "De to var ikke like. Skriv det nye passordet to ganger.",
    busy: "Mange logger inn akkurat nå, så ingenting ble endret. Prøv igjen om litt.",
  },

  forgotten: {
    title: "Glemt passordet?",
    intro: "Skriv e-postadressen til kontoen din. Du får en lenke der du velger et nytt passord.",
    submit: "Send meg lenken",
    bad: "Dette er ingen e-postadresse. Skriv den som navn@example.org.",
    sent: "Se i innboksen din",
    sentText: (email) =>
      `Hvis ${email} har en konto her, er en lenke på vei. Den gjelder i en time, og én gang.`,
    nothing: "Kom det ingenting? Se blant søppelpost, eller prøv igjen med en annen adresse.",
    locked: (minutes) =>
      `Det er bedt om for mange lenker herfra. Prøv igjen om ${minutes === 1 ? "ett minutt" : `${minutes} minutter`}.`,
    toLogin: "Tilbake til innloggingen",
  },

  reset: {
    title: "Velg et nytt passord",
    intro: "Den som er logget inn med det gamle, blir logget ut.",
    next: "Nytt passord",
    again: "Nytt passord en gang til",
    submit: "Lagre passordet",
    expired: "Denne lenken gjelder ikke lenger",
    expiredText: "Den er brukt, eller eldre enn en time. Be om en ny.",
    askAnew: "Be om en ny lenke",
  },

  invitation: {
    title: (name) => `Velkommen, ${name}`,
    from: (from, to) => `${from} inviterer deg til ${to}.`,
    fromOperator: "Du er invitert til en konto på denne portalen.",
    toInstallation: (name) => `installasjonen ${name}`,
    toCharger: (name, installation) => `laderen ${name} i ${installation}`,
    toGroup: (name) => `gruppen ${name}`,
    toAccount: "en konto på denne portalen",
    asRole: (role) => `Som ${role}`,
    roleMeans: {
      owner: "Du styrer alt der, og bestemmer hvem andre som har tilgang.",
      user: "Du kan lade der, med kort, med PIN-kode eller fra denne portalen.",
      service: "Du styrer oppsett og innstillinger der. Du kan ikke lade.",
    },
    groupMeans: "Du kan gjøre det eiere har gitt gruppen lov til.",
    adminMeans: "Du kan gjøre det eiere har gitt gruppen lov til, og styre medlemmene og opplysningene dens.",
    accountMeans: "Deretter kan du legge til din egen installasjon og laderne i den.",
    until: "Gjelder til",
    newTitle: "Opprett konto",
    name: "Navnet ditt",
    nameBad: "Skriv navnet ditt, med høyst 100 tegn.",
    email: "E-postadresse",
    password: "Velg et passord",
    submit: "Registrer deg",
    privacy:
      "Navnet og e-postadressen din lagres med kontoen, og det du lader, med laderne du bruker. Eierne deres ser navnet ditt, de første og siste tegnene på kortene dine og ladeøktene dine, og det gjør ingen andre. Under Min profil kan du ta med deg alt sammen, eller få det slettet.",
    haveAccount: "Jeg har en konto fra før",
    hasAccount: "Det finnes en konto med denne e-postadressen fra før. Logg inn med passordet til den.",
    ownPassword: "Passordet til kontoen",
    logInAndAccept: "Logg inn og godta",
    acceptAs: (name) => `Du er logget inn som ${name}.`,
    accept: "Godta",
    another: (email, own) =>
      `Denne invitasjonen er til ${email}, og du er logget inn som ${own}. Logg ut først, eller be om en til din egen adresse.`,
    logOutFirst: "Logg ut og fortsett",
    accepted: (to) => `Du har nå tilgang til ${to}.`,
    acceptedAccount: "Kontoen din er klar.",
    bad: {
      "not-found": {
        title: "Denne invitasjonen er ukjent",
        text: "Lenken ble ikke kopiert helt, eller invitasjonen er trukket tilbake. Spør den som inviterte deg.",
      },
      "invitation-expired": {
        title: "Denne invitasjonen har gått ut",
        text: "Den gjaldt i 14 dager. Be den som inviterte deg, om å sende den på nytt.",
      },
      "invitation-used": {
        title: "Denne invitasjonen er godtatt fra før",
        text: "Logg inn med e-postadressen og passordet ditt.",
      },
      "invitation-void": {
        title: "Denne invitasjonen gjelder ikke lenger",
        text: "Den som sendte den, kan ikke lenger gi den tilgangen. Be en eier om å invitere deg.",
      },
    },
  },

  outbox: {
    title: "Utboks",
    intro:
      "Utviklingsmodus: her er det ingen e-posttjener, så e-post vises her i stedet for å bli sendt. Alle som kan åpne portalen, kan lese den. Sett opp en e-posttjener før andre tar portalen i bruk.",
    empty: "Ingen e-post ennå. Invitasjoner og lenker til nye passord vises her.",
    to: "Til",
    banner: "Utviklingsmodus: e-post blir ikke sendt, men vist i",
  },
};
