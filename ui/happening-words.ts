import {
  FAULT_WORDS,
  FINDING_WORDS,
  LIST_REFUSAL_WORDS,
  REASON_WORDS,
  RESERVATION_END_WORDS,
  STOP_WORDS,
  VERDICT_WORDS,
  wordsFor,
} from "./words.ts";

/** A happening as it is told outside (docs/events.md): `event` and its fields. */
export type Told = Readonly<Record<string, unknown>>;

type Sentence = (told: Told) => string;

/** One plain sentence for every happening; by event. */
export const HAPPENING_SENTENCES = {
  ready: () => "The charger is ready: all devices and the list are in use.",
  restarted: () => "The unit has restarted.",
  plugged: () => "The vehicle was plugged in.",
  unplugged: () => "The vehicle was unplugged.",
  "awaiting-authorization": () => "The vehicle waits for a card or PIN.",
  authorized: (told) => `${presented(told)} was accepted: ${whyAccepted(told)}.`,
  "authorization-expired": (told) =>
    `Nobody plugged in, so the permission for ${inside(shown(told))} lapsed.`,
  denied: (told) =>
    `${presented(told)} was refused: ${wordsFor(REASON_WORDS, told["reason"]) ?? code(told["reason"])}.`,
  "session-started": (told) => `Session started for ${who(told) ?? "anyone, since access is open"}.`,
  "session-stopped": (told) => `Session ended: ${whyStopped(told)}.${energy(told["energyWh"])}`,
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
  "enrolment-opened": () => "The next unknown card that is held to the reader is registered.",
  "enrolment-closed": () => "Cards are no longer registered.",
  enrolled: (told) => `${shown(told)} was registered.`,
  "keypad-locked": (told) =>
    `${count(told["tries"], "wrong PIN", "Wrong PINs")}: the keypad is locked for a while. Cards still work.`,
  "keypad-unlocked": () => "The keypad is open again.",
  "reservation-ended": (told) =>
    `The reservation ${wordsFor(RESERVATION_END_WORDS, told["status"]) ?? "has ended"}.`,
  "list-conflict": (told) =>
    `About ${inside(shown(told))} the cloud says otherwise than its own list: ${said(told["verdict"])}.`,
  "session-refused": (told) => `The cloud has refused the session that runs: ${said(told["verdict"])}.`,
  finding: (told) =>
    `Worth a look: ${wordsFor(FINDING_WORDS, told["code"]) ?? code(told["code"])}${howMany(told["count"])}.`,
  "clock-trusted": () => "The unit knows the time again.",
  "clock-untrusted": () => "The unit does not know the time: cards for certain times only are refused.",
  "list-updated": (told) =>
    `The unit took ${list(told)} with ${count(told["count"], "entry", "its entries", "entries")}.`,
  "list-refused": (told) =>
    `A list from the cloud was not taken: ${wordsFor(LIST_REFUSAL_WORDS, told["reason"]) ?? code(told["reason"])}.`,
  "cloud-connected": () => "Connected to the cloud.",
  "cloud-lost": () => "The cloud is out of reach. Cards and PINs still work.",
} as const satisfies Record<string, Sentence>;

/** A happening in one plain sentence; one that is not known here by its name. */
export function happeningSentence(told: Told): string {
  const sentence = wordsFor<Sentence>(HAPPENING_SENTENCES, told["event"]);
  return sentence ? sentence(told) : `${capital(code(told["event"]))}.`;
}

function whyAccepted(told: Told): string {
  return wordsFor(REASON_WORDS, told["reason"]) ?? code(told["reason"]);
}

function whyStopped(told: Told): string {
  return wordsFor(STOP_WORDS, told["reason"]) ?? code(told["reason"]);
}

function fault(told: Told): string {
  return inside(wordsFor(FAULT_WORDS, told["code"])?.word ?? code(told["code"]));
}

/** The user's name and, in brackets, what was shown; or what was shown alone. */
function shown(told: Told): string {
  const credential = credentialWords(told["credential"]);
  const user = told["user"];
  return typeof user === "string" && user !== "" ? `${user} (${inside(credential)})` : credential;
}

/** What was shown at a reader; or the start that the cloud asks for in somebody's name. */
function presented(told: Told): string {
  if (told["reader"] !== null) return shown(told);
  const named = typeof told["user"] === "string" && told["user"] !== "";
  return `A remote start for ${named ? shown(told) : inside(shown(told))}`;
}

function who(told: Told): string | null {
  const user = told["user"];
  if (typeof user === "string" && user !== "") return user;
  return told["credential"] ? inside(credentialWords(told["credential"])) : null;
}

function credentialWords(credential: unknown): string {
  if (typeof credential !== "object" || credential === null) return "Someone";
  const id = "id" in credential && typeof credential.id === "string" ? credential.id : "";
  switch ("kind" in credential ? credential.kind : null) {
    case "card":
      return `Card ${id}`;
    case "pin":
      return "A PIN";
    case "remote":
      return "A start from the cloud";
    default:
      return "Someone";
  }
}

function energy(wattHours: unknown): string {
  return typeof wattHours === "number" ? ` ${kilowattHours(wattHours)} delivered.` : "";
}

/** Energy as people read it; small amounts with as many digits as they need. */
export function kilowattHours(wattHours: number): string {
  return `${(wattHours / 1000).toFixed(wattHours < 100_000 ? 4 : 1)} kWh`;
}

function list(told: Told): string {
  if (told["source"] === "local") return "changed local users";
  return typeof told["version"] === "number" ? `version ${told["version"]} of the list` : "the list";
}

/** `1 entry`, `3 entries`; or other words when it is no number. */
function count(value: unknown, one: string, otherwise: string, many = `${one}s`): string {
  if (typeof value !== "number") return otherwise;
  return `${value} ${value === 1 ? one : many}`;
}

function howMany(value: unknown): string {
  return typeof value === "number" && value > 1 ? ` (count: ${value})` : "";
}

function said(verdict: unknown): string {
  return wordsFor(VERDICT_WORDS, verdict) ?? code(verdict);
}

function code(value: unknown): string {
  return typeof value === "string" ? value.replaceAll("-", " ") : "something unknown";
}

function inside(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
