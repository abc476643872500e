import type { PeopleHintCode, PeopleProblemCode } from "../../whitelist/people-problem.ts";

/** What is wrong with a user, a card or a PIN, in Norwegian; the values in braces are those of the English text. */
export const PEOPLE_PROBLEMS_NO: Readonly<Record<PeopleProblemCode, string>> = {
  "name-missing": "En bruker må ha et navn: skriv fornavn eller etternavn.",
  "name-too-long": "Et navn kan ha høyst {most} tegn: gjør det kortere.",
  "name-control-characters":
    "Et navn kan ikke ha linjeskift, tabulatorer eller andre styretegn: skriv det i stedet for å lime det inn.",
  "too-many-people": "Laderen har plass til høyst {most} brukere: fjern noen først.",
  "too-many-identifications": "En bruker kan ha høyst {most} identifikasjoner: fjern noen først.",
  "no-such-user": "Denne brukeren finnes ikke lenger: gå tilbake til brukerlisten.",
  "no-such-identification": "Denne identifikasjonen finnes ikke lenger: gå tilbake til brukeren.",
  "changed-since": "Noen har endret dette i mellomtiden: se hva som står der nå, og gjør endringen på nytt.",
  "identification-damaged":
    "Det som er lagret om denne identifikasjonen, er skadet: fjern den, og legg til kortet eller PIN-koden på nytt.",
  "type-unknown": "En identifikasjon er en PIN-kode eller et RFID-kort: velg én av delene.",
  "status-unknown": "En identifikasjon er aktiv eller sperret: velg én av delene.",
  "expires-malformed":
    "Skriv en dato (2027-01-31, gyldig ut dagen) eller et tidspunkt med tidssone (2027-01-31T12:00:00Z), eller la feltet stå tomt.",
  "pin-needs-hash": "En PIN-kode må begynne med tegnet #: skriv # og så sifrene, eller velg typen RFID.",
  "pin-digits": "Etter # kan en PIN-kode bare ha sifre: skriv # og sifrene, uten # til slutt.",
  "pin-length": "En PIN-kode må ha {fewest} til {most} sifre etter #: rett antallet.",
  "card-starts-with-hash":
    "En kode som begynner med #, er en PIN-kode: velg den typen, eller skriv kortnummeret.",
  "card-number-missing": "Kortnummeret mangler: skriv det, eller hold kortet mot leseren.",
  "card-number-malformed":
    "Et kortnummer har bare tegnene 0–9 og A–F, for eksempel 04A1B2C3: skriv det på nytt.",
  "card-number-length":
    "Et kortnummer har 8, 14 eller 20 tegn, og dette har {found}: sammenlign det med kortet (regneark fjerner nuller i begynnelsen), eller hold kortet mot leseren.",
  "card-number-lost-zero": "Hver byte i kortnummeret skrives med to tegn: skriv 07, ikke 7.",
  "card-number-decimal":
    "Dette ser ut som desimalformen av {forwards} eller, lest baklengs, {backwards}: hold kortet mot leseren, eller skriv det nummeret som er riktig.",
  "card-number-partial": "Et nummer med komma er bare en del av kortnummeret: hold kortet mot leseren.",
  "card-number-misread":
    "Ingen kort har dette nummeret, som kommer fra en mislykket avlesning: les kortet på nytt.",
  "random-uid":
    "Et nummer som begynner med 08, er nytt hver gang det leses (telefoner og noen kort): bruk et annet kort.",
  "cards-only": "Bare kort kan legges til ved å vises: skriv PIN-koden i stedet.",
  taken: "Brukeren har denne identifikasjonen allerede: endre den på listen.",
  "taken-by-other": "Tilhører {by}: velg en annen, eller fjern den der først.",
  "taken-without-user": "Identifikasjonen står på listen uten å tilhøre noen: tildel den til brukeren der.",
};

export const PEOPLE_HINTS_NO: Readonly<Record<PeopleHintCode, string>> = {
  "card-reversed": "Hvis kortet ikke blir gjenkjent, er nummeret trykt baklengs: skriv {backwards} i stedet.",
};
