import type { Worded } from "../../../ui/worded.ts";
import type { TRANSFER_EN } from "./transfer-en.ts";

/** Ownership handed over, in Norwegian. */
export const TRANSFER_NO: Worded<typeof TRANSFER_EN> = {
  transfer: {
    title: "Overdra eierskap",
    intro: (name) => `Gi ${name} videre til noen andre.`,
    what: "Dette skjer",
    steps: {
      mail: "De får en lenke på e-post, og godtar den med kontoen sin, eller registrerer seg først.",
      owner: "Da eier de den, og laderne som du eier i den. Din egen tilgang tar slutt.",
      pin: "PIN-kodene til laderne vises for dem, og ikke lenger for deg.",
      stays: "Tilganger, kort og historikk blir værende i installasjonen.",
    },
    name: "Navnet på den nye eieren",
    email: "E-postadressen til den nye eieren",
    keep: "Jeg skal fortsatt lade der",
    keepHint: "Du er bruker etterpå, til den nye eieren bestemmer noe annet.",
    confirm: (name) => `Skriv «${name}» for å tilby den`,
    confirmHint: "Så ingen gir bort feil installasjon.",
    confirmBad: "Dette er ikke navnet. Skriv det nøyaktig slik det står ovenfor.",
    submit: "Tilby eierskapet",
    offered: (to) => `${to} får en lenke på e-post. Alt er som før til den er godtatt.`,
    ownEmail: "Dette er din egen adresse. Skriv adressen til den nye eieren.",
    openOffer: "Den er allerede tilbudt noen. Trekk det tilbudet tilbake først.",

    waits: "Et tilbud venter",
    waitsText: (from, to) => `${from} har tilbudt den til ${to}.`,
    since: "Siden",
    until: "Gjelder til",
    keepsUser: "Den som tilbyr den, forblir bruker",
    withdraw: "Trekk tilbudet tilbake",
    withdrawAsk: (to) => `Lenken som ${to} fikk, gjelder ikke lenger. Ingenting annet endres.`,
    withdrawn: (to) => `Tilbudet til ${to} er trukket tilbake.`,

    offerTitle: (installation) => `Du får tilbud om ${installation}`,
    offerText: (from, installation, chargers) =>
      `${from} vil overdra ${installation} til deg, med ${chargers === 1 ? "laderen" : `de ${chargers} laderne`} i den.`,
    offerEmpty: (from, installation) => `${from} vil overdra ${installation} til deg.`,
    offerMeans: "Som eier styrer du alt der, ser PIN-kodene til laderne og bestemmer hvem som har tilgang.",
    offerFor: (email) => `Tilbudet er til ${email}.`,
    accept: "Godta eierskapet",
    accepted: (installation) => `${installation} er nå din.`,
    decline: "Avslå",
    declineAsk: (from) => `${from} er fortsatt eier, og får beskjed.`,
    declinedTitle: "Avslått",
    declinedText: "Alt er som før, og den som tilbød den, får beskjed.",
    logIn: "Logg inn",
    signUp: "Opprett konto",
    needAccount: "Logg inn for å godta den. Har du ingen konto ennå, så opprett en: tilbudet venter.",
    wrongAccount: (email, own) =>
      `Dette tilbudet er til ${email}, og du er logget inn som ${own}. Logg ut først, eller be om et til din egen adresse.`,
    bad: {
      "not-found": {
        title: "Dette tilbudet er ukjent",
        text: "Lenken ble ikke kopiert helt. Spør den som sendte den.",
      },
      accepted: { title: "Dette tilbudet er godtatt fra før", text: "Logg inn for å se installasjonen." },
      declined: { title: "Dette tilbudet er avslått", text: "Var det en feil, så be om et nytt." },
      withdrawn: {
        title: "Dette tilbudet er trukket tilbake",
        text: "Spør den som sendte det, hvis du ikke ventet det.",
      },
      expired: { title: "Dette tilbudet har gått ut", text: "Det gjaldt i 14 dager. Be om et nytt." },
    },
  },
};
