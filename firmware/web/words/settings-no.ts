import type { SettingsInWords } from "./setting-words.ts";

/** The settings in Norwegian. */
export const SETTINGS_NO: SettingsInWords = {
  access: {
    title: "Tilgang",
    explanation: "Hvem som kan lade. Laderen husker det siste valget, og det går foran filen.",
    values: { open: "koble til og lad", restricted: "strøm bare etter autorisering" },
  },
  zone: { title: "Tidssone", explanation: "Tidssone etter IANA, for datoer og tidsvinduer i lister." },
  "rules.connectionTimeout": {
    title: "Vent på at bilen kobles til",
    explanation: "Hvor lenge et godkjent kort eller en godkjent PIN-kode venter på at bilen kobles til.",
  },
  "rules.askTimeout": {
    title: "Vent på skyen",
    explanation:
      "Hvor lenge laderen venter på svar fra skyen. Deretter gjelder reglene for når skyen er utilgjengelig.",
  },
  "rules.localPreAuthorize": {
    title: "Start uten å spørre",
    explanation:
      "Et kort eller en PIN-kode som står på skyens liste eller er godkjent av skyen før, starter uten at skyen spørres først.",
  },
  "rules.localAuthorizeOffline": {
    title: "Bruk listen uten sky",
    explanation: "Når skyen er utilgjengelig, avgjør skyens liste og de lagrede svarene.",
    values: { false: "bare lokale brukere godkjennes" },
  },
  "rules.unknownOffline": {
    title: "Ukjente kort uten sky",
    explanation: "Hva som skjer med et kort ingen kjenner, når skyen er utilgjengelig.",
    values: {
      refuse: "det blir avvist",
      accept:
        "høyst 10 ladeøkter på 30 kWh til skyen er tilbake og kan avgjøre selv; gjelder aldri PIN-koder",
    },
  },
  "rules.stopOnInvalid": {
    title: "Stopp når skyen avviser",
    explanation: "En ladeøkt avsluttes når skyen avviser kortet eller PIN-koden i etterkant.",
    values: { false: "den får bare ikke mer strøm" },
  },
  "rules.maxEnergyOnInvalid": {
    title: "Energi etter en avvisning",
    explanation:
      "Hvor mye energi ladeøkten fortsatt kan få etter at skyen har avvist kortet eller PIN-koden.",
  },
  "rules.confirmStarts": {
    title: "Bekreft start hos skyen",
    explanation:
      "Når et kort eller en PIN-kode på skyens liste starter en ladeøkt, bekreftes det av skyen i bakgrunnen, eller når skyen er tilgjengelig igjen. Lokale brukere bekreftes aldri.",
  },
  "rules.authorizeRemote": {
    title: "Kontroller fjernstart",
    explanation: "En start som skyen ber om, kontrolleres som om kortet var vist.",
  },
  "rules.cache": {
    title: "Lagrede svar",
    explanation:
      "Laderen tar vare på svar fra skyen: hvor lenge et svar gjelder etter siste oppdatering, og hvor mange (1 til 100000). Når det er fullt, slettes avvisninger først, så de eldste svarene.",
    values: { off: "ingen brukes" },
  },
  "rules.groupStops": {
    title: "Gruppen kan stoppe",
    explanation: "Et annet kort eller en annen PIN-kode i samme gruppe kan stoppe ladeøkten.",
  },
  "rules.anyoneStops": {
    title: "Alle kan stoppe",
    explanation: "Ethvert godkjent kort og enhver godkjent PIN-kode kan stoppe ladeøkten.",
  },
  "rules.listChangeStops": {
    title: "Endringer i listen stopper ladeøkter",
    explanation:
      "Når et kort eller en PIN-kode sperres, utløper eller fjernes under en ladeøkt, avsluttes ladeøkten, og bilen venter på autorisering.",
  },
  "rules.resume": {
    title: "Fortsett etter omstart",
    explanation:
      "Etter en omstart fortsetter ladeøkten hvis laderen ikke var borte for lenge, og en bil er tilkoblet når ladestyringen først melder seg. Laderen kan ikke vite om det er samme bil, så ikke bruk dette på offentlige steder.",
    values: { never: "den avsluttes; for offentlige steder" },
  },
  "rules.identification": {
    title: "Kort og PIN-koder",
    explanation: "Hvilke identifikasjonstyper som er aktivert på laderen.",
    values: {
      card: "et kort alene",
      pin: "en PIN-kode alene",
      "card+pin": "et kort og deretter PIN-koden til samme bruker innen 30 s",
    },
  },
  "rules.remoteStart": { title: "Fjernstart", explanation: "Lading kan startes fra skyen." },
  "rules.pinTries": {
    title: "Feil PIN-koder",
    explanation: "Antall feil PIN-koder før tastaturet låses. Kort virker fortsatt.",
  },
  "rules.pinLock": {
    title: "Lås på tastaturet",
    explanation:
      "Hvor lenge tastaturet er låst første gang. Hver ny feil PIN-kode dobler tiden, til høyst én time. Et døgn uten feil nullstiller den.",
  },
  "rules.pinIdle": {
    title: "Uferdige PIN-koder",
    explanation: "Hvor lenge laderen venter på resten av en PIN-kode.",
  },
  "rules.minSession": {
    title: "Korteste ladeøkt",
    explanation: "Et kort eller en PIN-kode kan ikke stoppe en ladeøkt før det er gått så lang tid.",
  },
};
