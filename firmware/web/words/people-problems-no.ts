import type { PeopleHintCode, PeopleProblemCode } from "../../whitelist/people-problem.ts";

/** What is wrong with a user, a card or a PIN, in Norwegian; the values in braces are those of the English text. */
export const PEOPLE_PROBLEMS_NO: Readonly<Record<PeopleProblemCode, string>> = {
  "name-missing": "En bruker trenger et navn: skriv fornavn eller etternavn.",
  "name-too-long": "Et navn har høyst {most} tegn: gjør det kortere.",
  "name-control-characters":
    "Et navn kan ikke ha linjeskift, tabulatorer eller andre styretegn: skriv det i stedet for å lime det inn.",
  "too-many-people": "Laderen har plass til {most} brukere: fjern noen først.",
  "too-many-identifications": "En bruker har høyst {most} identifikasjoner: fjern noen først.",
  "no-such-user": "Denne brukeren finnes ikke lenger: gå tilbake til brukerlisten.",
  "no-such-identification": "Denne identifikasjonen finnes ikke lenger: gå tilbake til brukeren.",
  "identification-damaged":
    "Det som er lagret om denne identifikasjonen, er skadet: fjern den, og legg til kortet eller PIN-koden på nytt.",
  "type-unknown": "En identifikasjon er en PIN-kode eller et RFID-kort: velg en av dem.",
  "status-unknown": "En identifikasjon er aktiv eller sperret: velg en av dem.",
  "expires-malformed":
    "Skriv en dato (2027-01-31, gyldig ut den dagen), et tidspunkt med sone (2027-01-31T12:00:00Z), eller ingenting.",
  "pin-needs-hash": "En PIN-kode må begynne med tegnet #: skriv # og så sifrene, eller velg typen RFID.",
  "pin-digits": "Etter # har en PIN-kode bare sifre: skriv # og sifrene, uten # til slutt.",
  "pin-length": "En PIN-kode har {fewest} til {most} sifre etter #: skriv så mange.",
  "card-starts-with-hash":
    "Det som begynner med #, er en PIN-kode: velg den typen, eller skriv kortets nummer.",
  "card-number-missing": "Et kort har et nummer: skriv det, eller hold kortet mot leseren.",
  "card-number-malformed":
    "Kortets nummer har bare tegnene 0–9 og A–F, for eksempel 04A1B2C3: skriv det på nytt.",
  "card-number-length":
    "Kortets nummer har 8, 14 eller 20 tegn, og dette har {found}: sammenlign det med kortet (regneark fjerner nuller i begynnelsen), eller hold kortet mot leseren.",
  "card-number-lost-zero": "Hver byte i kortets nummer har to tegn: skriv 07, ikke 7.",
  "card-number-decimal":
    "Dette ser ut som desimalformen av {forwards} eller, lest baklengs, {backwards}: hold kortet mot leseren, eller skriv det som er riktig.",
  "card-number-partial": "Et nummer med komma er bare en del av kortets nummer: hold kortet mot leseren.",
  "card-number-misread":
    "Ingen kort har dette nummeret, det kommer fra en mislykket avlesning: les kortet på nytt.",
  "random-uid":
    "Et nummer som begynner med 08, er nytt hver gang (telefoner, noen kort): bruk et annet kort.",
  "cards-only": "Bare et kort kan legges til ved å vises: skriv PIN-koden i stedet.",
  taken: "Denne brukeren har det allerede: endre det som står på listen.",
  "taken-by-other": "Det tilhører {by}: fjern det der først.",
  "taken-without-user": "Det står på listen uten å tilhøre noen: gi det til brukeren der.",
};

export const PEOPLE_HINTS_NO: Readonly<Record<PeopleHintCode, string>> = {
  "card-reversed":
    "Hvis kortet ikke blir gjenkjent, var nummeret trykt baklengs: skriv {backwards} i stedet.",
};
