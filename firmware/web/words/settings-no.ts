import type { SettingsInWords } from "./setting-words.ts";

/** The settings in Norwegian. */
export const SETTINGS_NO: SettingsInWords = {
  access: { title: "Tilgang", explanation: "Hvem som kan lade." },
  zone: { title: "Tidssone", explanation: "IANA-tidssone, for datoer og tidsvinduer i lister." },
  "rules.connectionTimeout": {
    title: "Vent på at bilen kobles til",
    explanation: "Hvor lenge et godkjent kort eller en godkjent PIN-kode venter på at bilen kobles til.",
  },
  "rules.askTimeout": {
    title: "Vent på skyen",
    explanation:
      "Hvor lenge det ventes på svar fra skyen; deretter avgjør reglene for når skyen er utilgjengelig.",
  },
  "rules.localPreAuthorize": {
    title: "Start uten å spørre",
    explanation:
      "Et kort eller en PIN-kode på skyens liste, eller som skyen har godkjent før, starter uten at skyen spørres først.",
  },
  "rules.localAuthorizeOffline": {
    title: "Bruk listen uten sky",
    explanation: "Når skyen er utilgjengelig, avgjør skyens liste og svarene som er tatt vare på.",
    values: { false: "da godtas bare lokale brukere" },
  },
  "rules.unknownOffline": {
    title: "Ukjente kort uten sky",
    explanation: "Hva som skjer med et kort ingen kjenner, når skyen er utilgjengelig.",
    values: {
      refuse: "det blir avvist",
      accept: "høyst 10 ladeøkter på 30 kWh til skyen er tilbake og får si sitt; gjelder aldri PIN-koder",
    },
  },
  "rules.stopOnInvalid": {
    title: "Stopp når skyen avviser",
    explanation: "En ladeøkt avsluttes når skyen i etterkant avviser kortet eller PIN-koden.",
    values: { false: "da får den bare ikke mer strøm" },
  },
  "rules.maxEnergyOnInvalid": {
    title: "Energi etter en avvisning",
    explanation: "Hvor mye som fortsatt kan leveres etter det.",
  },
  "rules.confirmStarts": {
    title: "Få bekreftet starter",
    explanation:
      "En start fra skyens liste bekreftes av skyen i bakgrunnen; en som begynte uten sky, når skyen er tilbake. Starter fra lokale brukere bekreftes aldri.",
  },
  "rules.authorizeRemote": {
    title: "Kontroller fjernstart",
    explanation: "En start som skyen ber om, kontrolleres som om kortet var vist.",
  },
  "rules.cache": {
    title: "Svar som tas vare på",
    explanation:
      "Svar fra skyen som tas vare på: hvor lenge et svar gjelder etter at det sist ble oppdatert, og hvor mange (1 til 100000; avviste viker først, så de eldste).",
    values: { off: "ingen brukes" },
  },
  "rules.groupStops": {
    title: "Gruppen kan stoppe",
    explanation: "Et annet kort eller en annen PIN-kode i samme gruppe stopper ladeøkten.",
  },
  "rules.anyoneStops": {
    title: "Alle kan stoppe",
    explanation: "Ethvert godkjent kort og enhver godkjent PIN-kode stopper ladeøkten.",
  },
  "rules.listChangeStops": {
    title: "Endringer i listen stopper ladeøkter",
    explanation:
      "Når noen sperres, utløper eller fjernes midt i en ladeøkt, avsluttes den, og bilen venter på autorisering.",
  },
  "rules.resume": {
    title: "Fortsett etter omstart",
    explanation:
      "Etter en omstart fortsetter ladeøkten hvis laderen ikke var borte lenger, og en bil er tilkoblet når ladestyringen først melder seg. Om det er samme bil, kan ikke vites; ikke bruk det på offentlige steder.",
    values: { never: "den avsluttes; for offentlige steder" },
  },
  "rules.identification": {
    title: "Kort og PIN-koder",
    explanation: "Hvilke typer som er slått på ved laderen.",
    values: {
      card: "et kort alene",
      pin: "en PIN-kode alene",
      "card+pin": "et kort etterfulgt av brukerens PIN-kode innen 30 s",
    },
  },
  "rules.remoteStart": { title: "Fjernstart", explanation: "Starter som skyen ber om, er slått på." },
  "rules.pinTries": {
    title: "Feil PIN-koder",
    explanation: "Antall feil PIN-koder før tastaturet låses; kort virker fortsatt.",
  },
  "rules.pinLock": {
    title: "Lås på tastaturet",
    explanation:
      "Hvor lenge det låses først; hver nye feil PIN-kode dobler tiden, opptil en time. Et døgn uten feil avslutter det.",
  },
  "rules.pinIdle": { title: "Uferdige PIN-koder", explanation: "Hvor lenge en uferdig PIN-kode huskes." },
  "rules.minSession": {
    title: "Korteste ladeøkt",
    explanation: "Et kort eller en PIN-kode stopper ikke en ladeøkt før denne tiden er gått.",
  },
};
