import type { Words } from "./wording.ts";

/**
 * The words in Norwegian (bokmål), but for the sentences of happenings (happenings-no.ts).
 *
 * A thing is called the same everywhere:
 *   charger, unit     laderen            connector     uttaket
 *   vehicle           bilen              plug in, out  koble til, koble fra
 *   card              kort, ladekort     PIN           PIN-kode
 *   reader, keypad    kortleseren, tastaturet
 *   board             ladestyringen (never «kort», which is what people hold to the reader)
 *   contactor         kontaktoren        session       ladeøkten
 *   authorization     autorisering       access        tilgang: åpen, begrenset, sperret, utløpt
 *   accepted, refused godkjent, avvist   the cloud     skyen
 *   list, entry       listen, oppføring  out of reach  utilgjengelig
 *
 * A card is «det», a PIN «den»: what is said of either speaks of its «tilgang», or has no subject.
 */
export const NORWEGIAN: Omit<Words, "happenings"> = {
  states: {
    available: { word: "Klar", next: "Koble til bilen for å begynne." },
    plugged: { word: "Tilkoblet", next: "Tilgangen er åpen: ladingen starter straks." },
    "awaiting-authorization": {
      word: "Venter på autorisering",
      next: "Hold ladekortet mot leseren, eller tast # og PIN-koden din.",
    },
    authorized: { word: "Godkjent", next: "Ladingen starter så snart bilen ber om strøm." },
    charging: {
      word: "Lader",
      next: "Stopp ved å vise samme kort eller taste samme PIN-kode igjen, eller ved å koble fra.",
    },
    paused: {
      word: "På pause",
      next: "Bilen tar ikke imot strøm nå. Ladingen fortsetter så snart den ber om det igjen.",
    },
    finished: {
      word: "Ferdig",
      next: "Koble fra bilen, eller bruk et kort eller en PIN-kode på listen for å fortsette.",
    },
    reserved: { word: "Reservert", next: "Holdes av: bare den som har reservert, kan lade her nå." },
    faulted: { word: "Feil", next: "Ingen strøm før feilen er rettet." },
    unavailable: { word: "Starter", next: "Et øyeblikk: laderen gjør seg klar." },
  },
  variants: {
    awaitingCard: "Hold ladekortet mot leseren.",
    awaitingPin: "Tast # og PIN-koden din, og # igjen.",
    awaitingCardAndPin: "Hold ladekortet mot leseren, og tast så # og PIN-koden din.",
    offlineAvailable: "Koble til bilen for å begynne. Skyen er utilgjengelig: laderens egen liste gjelder.",
    openAvailable: "Koble til bilen: alle kan lade.",
    openCharging: "Alle kan lade. Koble fra for å stoppe.",
    authorizedUnplugged: "Koble til bilen nå: ladingen starter av seg selv.",
    awaitingWithoutReader: "Kortleseren svarer ikke. Tast # og PIN-koden din.",
    awaitingWithoutKeypad: "Hold ladekortet mot leseren. Tastaturet svarer ikke.",
    awaitingWithLockedKeypad:
      "Hold ladekortet mot leseren. Etter feil PIN-koder er tastaturet låst en stund.",
    awaitingWithoutReaderWithLockedKeypad:
      "Kortleseren svarer ikke, og etter feil PIN-koder er tastaturet låst en stund.",
    awaitingWithoutBoth: "Verken kortleseren eller tastaturet svarer: kontroller kablene.",
  },
  reasons: {
    "local-user": "tilhører en lokal bruker",
    "cloud-list": "står på listen",
    cached: "skyen ga tilgang forrige gang",
    cloud: "skyen gir tilgang",
    "offline-allowed": "ukjente kort kan lade mens skyen er utilgjengelig",
    "remote-unchecked": "start fra skyen kontrolleres ikke her",
    blocked: "tilgangen er sperret",
    expired: "tilgangen er utløpt",
    "not-yet-valid": "tilgangen gjelder ikke ennå",
    "outside-hours": "tilgangen gjelder ikke på denne tiden av uken",
    "clock-untrusted": "tilgangen gjelder bare til bestemte tider, og laderen vet ikke hva klokken er",
    "other-connector": "tilgangen gjelder ikke dette uttaket",
    "other-charger": "tilgangen gjelder ikke denne laderen",
    "session-elsewhere": "har allerede en ladeøkt i gang",
    "wrong-pin": "ingen har denne PIN-koden",
    "keypad-locked": "etter for mange feil PIN-koder er tastaturet låst en stund, men kort virker fortsatt",
    "used-up": "tilgangen er brukt opp",
    "random-uid": "viser et nytt nummer hver gang, slik telefoner gjør",
    "malformed-uid": "nummeret er ikke et gyldig kortnummer",
    "malformed-pin": "en PIN-kode har 4 til 10 sifre",
    "type-not-enabled": "denne typen identifikasjon er slått av her",
    "nothing-to-stop": "kan bare stoppe ladeøkter, og ingen pågår her",
    "pin-missing": "PIN-koden ble ikke tastet i tide",
    "no-pin": "det kreves PIN-kode i tillegg til kortet, og kortet har ingen",
    "min-session": "ladeøkten har bare så vidt begynt",
    "already-known": "er allerede registrert",
    "list-stale": "listen er for gammel, og skyen er utilgjengelig",
    "offline-not-allowed": "ingen kan starte mens skyen er utilgjengelig",
    "offline-limit": "for mange ukjente kort har ladet siden laderen sist hadde kontakt med skyen",
    unknown: "står ikke på noen liste",
    "cloud-refused": "skyen gir ikke tilgang",
    "cached-refused": "skyen ga ikke tilgang forrige gang",
    "no-answer": "skyen svarte ikke i tide",
    "check-timeout": "kunne ikke kontrolleres i tide",
    "check-under-way": "kontrolleres allerede",
    "connector-busy": "det er ikke noe ledig uttak",
    "connector-faulted": "laderen har en feil",
    reserved: "uttaket er reservert for noen andre",
    "vehicle-left": "bilen ble koblet fra i mellomtiden",
    stopped: "ble stoppet før ladingen begynte",
    "store-unavailable": "laderen får ikke lagret endringer",
    "shutting-down": "laderen er i ferd med å slå seg av",
    "no-session": "det er ingen ladeøkt å stoppe",
    "no-connector": "laderen har ikke et slikt uttak",
    "no-reservation": "det finnes ingen slik reservasjon",
    "too-many-reservations": "laderen har ikke plass til flere reservasjoner",
    "in-the-past": "tidspunktet er allerede passert",
    "out-of-range": "kort kan registreres i 30 sekunder til 5 minutter",
    "enrolment-under-way": "noen andre holder på å registrere et kort",
    "cache-off": "laderen tar ikke vare på svar fra skyen",
  },
  verdicts: {
    Accepted: "tilgangen er i orden",
    Blocked: "tilgangen er sperret",
    ConcurrentTx: "har allerede en ladeøkt i gang",
    Expired: "tilgangen er utløpt",
    Invalid: "tilgangen er ugyldig",
    NoCredit: "kontoen er tom",
    NotAllowedTypeEVSE: "tilgangen gjelder ikke dette uttaket",
    NotAtThisLocation: "tilgangen gjelder ikke denne laderen",
    NotAtThisTime: "tilgangen gjelder ikke på dette tidspunktet",
    Unknown: "står ikke på noen liste",
    Timeout: "svaret kom ikke i tide",
  },
  faults: {
    "board-lost": {
      word: "Ladestyringen svarer ikke",
      advice: "Kontroller kabelen mellom enheten og ladestyringen.",
    },
    "pilot-error": { word: "Feil signal i kabelen", advice: "Koble fra bilen og kontroller kabelen." },
    "ventilation-required": {
      word: "Krever ventilasjon",
      advice: "Denne bilen kan bare lades på steder med ventilasjon. Koble den fra.",
    },
    "diode-check-failed": {
      word: "Feil i bilens ladeinntak",
      advice: "Koble fra, og prøv en annen kabel eller bil.",
    },
    "ground-fault": {
      word: "Jordfeil",
      advice: "Koble fra bilen. Kontakt en elektriker hvis feilen kommer tilbake.",
    },
    "no-ground": { word: "Mangler jording", advice: "Ikke bruk laderen. Kontakt en elektriker." },
    "stuck-relay": {
      word: "Kontaktoren henger",
      advice: "Slå av strømmen til laderen og kontakt en elektriker.",
    },
    "self-test-failed": {
      word: "Selvtesten mislyktes",
      advice: "Start ladestyringen på nytt. Hvis feilen blir stående, må den byttes.",
    },
    "over-temperature": {
      word: "For varm",
      advice: "La laderen kjøle seg ned. Koble så bilen fra og til igjen.",
    },
    "over-current": {
      word: "For høy strøm",
      advice: "Koble fra bilen. Den trakk mer strøm enn den fikk tilbud om.",
    },
    "contactor-not-closing": {
      word: "Kontaktoren slår ikke inn",
      advice: "Koble fra. Kontakt en elektriker hvis feilen blir stående.",
    },
    "contactor-welded": {
      word: "Kontaktoren er sveiset fast",
      advice: "Det kan være spenning på kabelen. Slå av strømmen til laderen og kontakt en elektriker.",
    },
    "board-fault": {
      word: "Feil i ladestyringen",
      advice: "Koble fra bilen og start ladestyringen på nytt.",
    },
  },
  stops: {
    Local: "stoppet ved laderen",
    Remote: "stoppet fra skyen",
    EVDisconnected: "bilen ble koblet fra",
    DeAuthorized: "tilgangen ble trukket tilbake",
    MasterPass: "stoppet med et masterkort",
    EnergyLimitReached: "all energien som tilgangen gir, er brukt",
    TimeLimitReached: "tiden var ute",
    PowerLoss: "strømmen ble borte",
    Other: "noe gikk galt",
  },
  listRefusals: {
    malformed: "den kan ikke leses",
    count: "oppføringer mangler",
    digest: "innholdet er ikke det som var varslet",
    order: "delene kom i feil rekkefølge",
    version: "den er ikke nyere enn listen laderen har",
    signature: "signaturen stemmer ikke",
    base: "den endrer en versjon som laderen ikke har",
    duplicate: "noen står der to ganger",
  },
  findings: {
    "flapping-faults": "feil kom og gikk mange ganger på kort tid",
    "burst-of-refusals": "mange kort ble avvist på kort tid",
    "pin-guessing": "mange feil PIN-koder ble tastet, som om noen gjetter",
    "card-at-two-units": "samme kort lader ved to ladere",
  },
  reservationEnds: {
    Used: "ble brukt",
    Expired: "er utløpt",
    Cancelled: "ble avbestilt",
  },
  listed: {
    active: "Kan lade",
    blocked: "Sperret",
    expired: "Utløpt",
    limited: "Ikke nå, eller ikke her",
    unknown: "Ikke på listen",
  },
  lights: {
    off: "Ikke i bruk",
    ready: "Klar",
    offline: "Klar, uten kontakt med skyen",
    reserved: "Reservert",
    yellow: "Venter på autorisering",
    checking: "Kontrollerer",
    accepted: "Godkjent: koble til bilen",
    waiting: "Venter på bilen",
    charging: "Lader",
    paused: "På pause",
    finished: "Ferdig",
    "refused-unknown": "Ikke gjenkjent",
    "refused-blocked": "Ingen tilgang",
    "refused-busy": "Ikke mulig nå",
    enrolment: "Hold det nye kortet her",
    "pin-entry": "Tast PIN-koden",
    "pin-key": "Tast PIN-koden",
    "keypad-locked": "Tastaturet er låst",
    fault: "Feil",
  },
  lightLines: {
    checking: "Kortet eller PIN-koden kontrolleres.",
    enrolment: "Det neste ukjente kortet som holdes her, blir registrert. Det starter ingen lading.",
    "pin-entry": "Tast #, PIN-koden og # igjen. Trykk * for å begynne på nytt.",
    "pin-key": "Tast #, PIN-koden og # igjen. Trykk * for å begynne på nytt.",
    "refused-unknown": "Kortet eller PIN-koden er ikke kjent her.",
    "refused-blocked": "Kortet eller PIN-koden gir ikke tilgang til å lade her nå.",
    "refused-busy": "Det går ikke akkurat nå. Prøv igjen om et øyeblikk.",
    "keypad-locked": "Det ble tastet for mange feil PIN-koder. Kort virker fortsatt.",
  },
  notAccepted: "Ikke godkjent",
  somethingUnknown: "noe ukjent",
  page: {
    skip: "Hopp til innholdet",
    menu: "Meny",
    trail: "Du er her",
    languages: "Språk",
  },
};
