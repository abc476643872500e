import { kilowattHours } from "./energy.ts";
import {
  capital,
  credentialOf,
  inside,
  lengthOf,
  numberOf,
  plainCode,
  type Sentence,
  type Told,
  userOf,
  wordsFor,
} from "./told.ts";
import { ENGLISH } from "./words-en.ts";

/** One plain English sentence for every happening; by event. */
export const HAPPENINGS_EN = {
  ready: () => "The charger is ready: all devices and the list are in use.",
  restarted: () => "The unit has restarted.",
  plugged: () => "The vehicle was plugged in.",
  unplugged: () => "The vehicle was unplugged.",
  "awaiting-authorization": () => "The vehicle waits for a card or PIN.",
  authorized: (told) => `${presented(told)} was accepted: ${named("reasons", told["reason"])}.`,
  "authorization-expired": (told) => `Nobody plugged in, so the permission for ${shown(told)} lapsed.`,
  denied: (told) => `${presented(told)} was refused: ${named("reasons", told["reason"])}.`,
  "session-started": (told) => `Session started for ${who(told) ?? "anyone, since access is open"}.`,
  "session-stopped": (told) => `Session ended: ${named("stops", told["reason"])}.${energy(told)}`,
  "session-resumed": () => "The session goes on.",
  contactor: (told) =>
    told["state"] === "closed"
      ? "Contactor closed: power on the cable."
      : "Contactor opened: no power on the cable.",
  fault: (told) => `Fault: ${fault(told)}.`,
  "fault-cleared": (told) => `Mended: ${fault(told)}.`,
  "board-lost": () => "The board stopped answering.",
  "board-back": () => "The board answers again.",
  "board-restarted": () => "The board restarted.",
  "reader-lost": () => "The card reader stopped answering: cards cannot be read.",
  "reader-back": () => "The card reader answers again.",
  "keypad-lost": () => "The keypad is gone: PINs cannot be typed.",
  "keypad-back": () => "The keypad is back.",
  "store-lost": () => "The storage takes no changes: no session can start.",
  "store-back": () => "The storage works again.",
  "access-changed": (told) =>
    told["access"] === "open"
      ? "Access is open now: anyone may charge."
      : "Access is restricted now: only those on the list may charge.",
  "settings-changed": (told) => {
    const keys = lengthOf(told, "keys");
    return `${count(keys, "setting was", "settings were") ?? "Settings were"} changed at the unit.`;
  },
  "enrolment-opened": () => "The next unknown card that is held to the reader is registered.",
  "enrolment-closed": () => "Cards are no longer registered.",
  enrolled: (told) => `${first(told)} was registered.`,
  "keypad-locked": (told) =>
    `${count(numberOf(told, "tries"), "wrong PIN", "wrong PINs") ?? "Wrong PINs"}: the keypad is locked for a while. Cards still work.`,
  "keypad-unlocked": () => "The keypad is open again.",
  "reservation-ended": (told) =>
    `The reservation ${wordsFor(ENGLISH.reservationEnds, told["status"]) ?? "has ended"}.`,
  "list-conflict": (told) =>
    `About ${shown(told)} the cloud says otherwise than its own list: ${named("verdicts", told["verdict"])}.`,
  "session-refused": (told) =>
    `The cloud has refused the session that runs: ${named("verdicts", told["verdict"])}.`,
  finding: (told) => `Worth a look: ${named("findings", told["code"])}${howMany(told)}.`,
  "clock-trusted": () => "The unit knows the time again.",
  "clock-untrusted": () => "The unit does not know the time: cards for certain times only are refused.",
  "list-updated": (told) =>
    `The unit took ${list(told)} with ${count(numberOf(told, "count"), "entry", "entries") ?? "its entries"}.`,
  "list-refused": (told) => `A list from the cloud was not taken: ${named("listRefusals", told["reason"])}.`,
  "cloud-connected": () => "Connected to the cloud.",
  "cloud-lost": () => "The cloud is out of reach. Cards and PINs still work.",
} as const satisfies Record<string, Sentence>;

/** The words for a code, or the code itself. */
function named(table: "reasons" | "stops" | "verdicts" | "findings" | "listRefusals", code: unknown): string {
  return wordsFor<string>(ENGLISH[table], code) ?? plainCode(code) ?? ENGLISH.somethingUnknown;
}

function fault(told: Told): string {
  const words = wordsFor(ENGLISH.faults, told["code"])?.word;
  return words ? inside(words) : (plainCode(told["code"]) ?? ENGLISH.somethingUnknown);
}

/** What was shown at a reader; or the start that the cloud asks for in somebody's name. It begins a sentence. */
function presented(told: Told): string {
  if (told["reader"] !== null) return first(told);
  if (credentialOf(told)?.kind !== "remote") return `A remote start for ${shown(told)}`;
  const user = userOf(told);
  return user ? `A remote start for ${user}` : "A remote start";
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

function who(told: Told): string | null {
  return userOf(told) ?? (credentialOf(told) ? credential(told) : null);
}

function credential(told: Told): string {
  const { kind = null, id = "" } = credentialOf(told) ?? {};
  switch (kind) {
    case "card":
      return `card ${id}`;
    case "pin":
      return "a PIN";
    case "remote":
      return "a start from the cloud";
    case null:
      return "someone";
  }
}

function energy(told: Told): string {
  const wattHours = numberOf(told, "energyWh");
  return wattHours === null ? "" : ` ${kilowattHours(wattHours)} delivered.`;
}

function list(told: Told): string {
  if (told["source"] === "local") return "changed local users";
  const version = numberOf(told, "version");
  return version === null ? "the list" : `version ${version} of the list`;
}

/** `1 entry`, `3 entries`; null: nobody said how many. */
function count(value: number | null, one: string, many: string): string | null {
  return value === null ? null : `${value} ${value === 1 ? one : many}`;
}

function howMany(told: Told): string {
  const value = numberOf(told, "count");
  return value !== null && value > 1 ? ` (count: ${value})` : "";
}
