import { kilowattHours } from "./energy.ts";
import {
  capital,
  credentialOf,
  inside,
  lengthOf,
  numberOf,
  plainCode,
  type Told,
  userOf,
  wordsFor,
} from "./told.ts";
import type { Words } from "./wording.ts";
import { NORWEGIAN } from "./words-no.ts";

/** One plain Norwegian sentence for every happening; by event. */
export const HAPPENINGS_NO: Words["happenings"] = {
  ready: () => "Laderen er klar: alle enheter og listen er i bruk.",
  restarted: () => "Laderen har startet på nytt.",
  plugged: () => "Bilen ble koblet til.",
  unplugged: () => "Bilen ble koblet fra.",
  "awaiting-authorization": () => "Bilen venter på kort eller PIN-kode.",
  authorized: (told) => `${presented(told)} ble godkjent: ${named("reasons", told["reason"])}.`,
  "authorization-expired": (told) =>
    `Ingen koblet til bilen i tide, så godkjenningen for ${shown(told)} falt bort.`,
  denied: (told) => `${presented(told)} ble avvist: ${named("reasons", told["reason"])}.`,
  "session-started": (told) => {
    const who = userOf(told) ?? (credentialOf(told) ? credential(told) : null);
    return who ? `Ladeøkten startet for ${who}.` : "Ladeøkten startet: tilgangen er åpen for alle.";
  },
  "session-stopped": (told) => `Ladeøkten er avsluttet: ${named("stops", told["reason"])}.${energy(told)}`,
  "session-resumed": () => "Ladeøkten fortsetter.",
  contactor: (told) =>
    told["state"] === "closed"
      ? "Kontaktoren er lukket: strøm på kabelen."
      : "Kontaktoren er åpnet: ingen strøm på kabelen.",
  fault: (told) => `Feil: ${fault(told)}.`,
  "fault-cleared": (told) => `Feilen er borte: ${fault(told)}.`,
  "board-lost": () => "Ladestyringen sluttet å svare.",
  "board-back": () => "Ladestyringen svarer igjen.",
  "board-restarted": () => "Ladestyringen startet på nytt.",
  "reader-lost": () => "Kortleseren sluttet å svare: kort kan ikke leses.",
  "reader-back": () => "Kortleseren svarer igjen.",
  "keypad-lost": () => "Tastaturet er borte: PIN-koder kan ikke tastes.",
  "keypad-back": () => "Tastaturet er tilbake.",
  "store-lost": () => "Laderen får ikke lagret endringer: ingen ladeøkt kan starte.",
  "store-back": () => "Lagringen virker igjen.",
  "access-changed": (told) =>
    told["access"] === "open"
      ? "Tilgangen er nå åpen: alle kan lade."
      : "Tilgangen er nå begrenset: bare de som står på listen, kan lade.",
  "settings-changed": (told) => {
    const keys = lengthOf(told, "keys");
    return `${keys === null ? "Innstillinger" : keys === 1 ? "1 innstilling" : `${keys} innstillinger`} ble endret på laderen.`;
  },
  "enrolment-opened": () => "Det neste ukjente kortet som holdes mot leseren, blir registrert.",
  "enrolment-closed": () => "Kort blir ikke lenger registrert.",
  enrolled: (told) => `${first(told)} ble registrert.`,
  "keypad-locked": (told) =>
    `${count(numberOf(told, "tries"), "feil PIN-kode", "feil PIN-koder") ?? "Feil PIN-koder"}: tastaturet er låst en stund. Kort virker fortsatt.`,
  "keypad-unlocked": () => "Tastaturet er åpent igjen.",
  "reservation-ended": (told) =>
    `Reservasjonen ${wordsFor(NORWEGIAN.reservationEnds, told["status"]) ?? "er avsluttet"}.`,
  "list-conflict": (told) =>
    `Skyen sier noe annet om ${shown(told)} enn sin egen liste: ${named("verdicts", told["verdict"])}.`,
  "session-refused": (told) => `Skyen har avvist ladeøkten som pågår: ${named("verdicts", told["verdict"])}.`,
  finding: (told) => `Verdt å se på: ${named("findings", told["code"])}${howMany(told)}.`,
  "clock-trusted": () => "Laderen vet igjen hva klokken er.",
  "clock-untrusted": () =>
    "Laderen vet ikke hva klokken er: kort som bare gjelder til bestemte tider, blir avvist.",
  "list-updated": (told) => listUpdated(told),
  "list-refused": (told) =>
    `En liste fra skyen ble ikke tatt i bruk: ${named("listRefusals", told["reason"])}.`,
  "cloud-connected": () => "Koblet til skyen.",
  "cloud-lost": () => "Skyen er utilgjengelig. Kort og PIN-koder virker fortsatt.",
};

/** The words for a code, or the code itself. */
function named(table: "reasons" | "stops" | "verdicts" | "findings" | "listRefusals", code: unknown): string {
  return wordsFor<string>(NORWEGIAN[table], code) ?? plainCode(code) ?? NORWEGIAN.somethingUnknown;
}

function fault(told: Told): string {
  const words = wordsFor(NORWEGIAN.faults, told["code"])?.word;
  return words ? inside(words) : (plainCode(told["code"]) ?? NORWEGIAN.somethingUnknown);
}

/** What was shown at a reader; or the start that the cloud asks for in somebody's name. It begins a sentence. */
function presented(told: Told): string {
  if (told["reader"] !== null) return first(told);
  if (credentialOf(told)?.kind !== "remote") return `Fjernstart for ${shown(told)}`;
  const user = userOf(told);
  return user ? `Fjernstart for ${user}` : "Fjernstart";
}

/** What was shown, where a sentence begins; a name stays as it is written. */
function first(told: Told): string {
  return userOf(told) ? shown(told) : capital(shown(told));
}

/** The user's name and, in brackets, what was shown; or what was shown alone. */
function shown(told: Told): string {
  const user = userOf(told);
  return user ? `${user} (${credential(told)})` : credential(told);
}

function credential(told: Told): string {
  const { kind = null, id = "" } = credentialOf(told) ?? {};
  switch (kind) {
    case "card":
      return `kort ${id}`;
    case "pin":
      return "en PIN-kode";
    case "remote":
      return "en start fra skyen";
    case null:
      return "noen";
  }
}

function energy(told: Told): string {
  const wattHours = numberOf(told, "energyWh");
  return wattHours === null ? "" : ` ${kilowattHours(wattHours, "no")} levert.`;
}

function listUpdated(told: Told): string {
  const entries = count(numberOf(told, "count"), "oppføring", "oppføringer");
  if (told["source"] === "local")
    return entries ? `De lokale brukerne er endret: ${entries}.` : "De lokale brukerne er endret.";
  const version = numberOf(told, "version");
  const list = version === null ? "listen" : `versjon ${version} av listen`;
  return `Laderen har tatt i bruk ${list}${entries ? `, med ${entries}` : ""}.`;
}

/** `1 oppføring`, `3 oppføringer`; null: nobody said how many. */
function count(value: number | null, one: string, many: string): string | null {
  return value === null ? null : `${value} ${value === 1 ? one : many}`;
}

function howMany(told: Told): string {
  const value = numberOf(told, "count");
  return value !== null && value > 1 ? ` (antall: ${value})` : "";
}
