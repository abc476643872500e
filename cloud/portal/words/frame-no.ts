import type { Worded } from "../../../ui/worded.ts";
import type { FRAME_EN } from "./frame-en.ts";

/** What stands around every page, in Norwegian. */
export const FRAME_NO: Worded<typeof FRAME_EN> = {
  nav: {
    portal: "Portal",
    lost: "Forbindelsen til ChargeGate er brutt. Siden fortsetter så snart den er tilbake.",
    home: "Hjem",
    installations: "Installasjoner",
    charging: "Min lading",
    groups: "Grupper",
    support: "Brukerstøtte",
    supportDesk: "Støttesaker",
    profile: "Min profil",
    logOut: "Logg ut",
  },

  common: {
    save: "Lagre",
    cancel: "Avbryt",
    close: "Lukk",
    edit: "Rediger",
    remove: "Fjern",
    add: "Legg til",
    undo: "Angre",
    back: "Tilbake",
    never: "Aldri",
    none: "Ingen",
    older: "Eldre",
    newest: "Nyeste",
    copy: "Kopier",
    copied: "Kopiert",
    saved: "Lagret.",
    nothingChanged: "Ingenting er endret.",
    mend: "Noe må rettes før dette kan lagres. Se feltene som er merket.",
  },

  place: {
    parts: {
      overview: "Oversikt",
      permissions: "Tilganger",
      credentials: "Kort og PIN-koder",
      history: "Historikk",
      health: "Tilstand",
      settings: "Innstillinger",
      log: "Logg",
    },
    roles: { owner: "Eier", user: "Bruker", service: "Service" },
  },

  errors: {
    toHome: "Til forsiden",
    toLogin: "Logg inn",
    notFound: {
      title: "Her er det ingenting",
      text: "Enten har det aldri vært noe her, eller så er det ikke ditt å se. Eieren kan gi deg tilgang.",
    },
    forbidden: {
      title: "Ikke med din rolle",
      text: "Du kan se dette, men ikke gjøre det du prøvde på. En eier kan gjøre det, eller gi deg en annen rolle.",
    },
    formTooOld: {
      title: "Skjemaet er for gammelt",
      text: "Du har logget inn eller ut siden det ble åpnet, så ingenting er endret. Gå tilbake, last siden på nytt, og send det igjen.",
    },
    unreadable: {
      title: "Det kunne ikke leses",
      text: "Skjemaet kom ikke helt frem, så ingenting er endret. Gå tilbake og send det igjen.",
    },
    tooLarge: { title: "Det var for langt", text: "Ingen skjemaer her er så lange. Ingenting er endret." },
    tooOften: {
      title: "For ofte",
      text: "Dette er prøvd for mange ganger. Vent noen minutter, og prøv igjen.",
    },
    failed: {
      title: "Noe gikk galt",
      text: "Feilen er vår, og den er notert. Prøv igjen om litt.",
    },
  },
};
