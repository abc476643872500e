/*
 * The words that every face uses, so that a thing is called the same everywhere. Plain tables of plain sentences: who
 * puts them together is beside them (status-words.ts, happening-words.ts).
 */

/** How a light moves, besides its colour. */
type Rhythm = "steady" | "breathe" | "pulse" | "blink";

/** What a status light says by itself. */
export interface LightWords {
  readonly word: string;
  readonly rhythm: Rhythm;
}

/** By light pattern. */
export const LIGHT_WORDS = {
  off: { word: "Off", rhythm: "steady" },
  ready: { word: "Ready", rhythm: "steady" },
  yellow: { word: "Awaiting authorization", rhythm: "breathe" },
  checking: { word: "Checking", rhythm: "pulse" },
  accepted: { word: "Accepted", rhythm: "steady" },
  charging: { word: "Charging", rhythm: "pulse" },
  paused: { word: "Paused", rhythm: "steady" },
  finished: { word: "Finished", rhythm: "steady" },
  refused: { word: "Refused", rhythm: "blink" },
  fault: { word: "Fault", rhythm: "blink" },
} as const satisfies Record<string, LightWords>;

/** What a connector's state is called, and what the person before it does next. */
export interface StateWords {
  readonly word: string;
  readonly next: string;
}

/** By state name. */
export const STATE_WORDS = {
  available: { word: "Ready", next: "Plug in the vehicle to begin." },
  plugged: { word: "Plugged in", next: "Access is open: charging is about to begin." },
  "awaiting-authorization": {
    word: "Awaiting authorization",
    next: "Hold a card to the reader, or type # and your PIN.",
  },
  authorized: { word: "Authorized", next: "Waiting for the vehicle to ask for power." },
  charging: { word: "Charging", next: "To stop, show the same card or PIN again, or unplug." },
  paused: { word: "Paused", next: "The vehicle takes no power now. It goes on as soon as it asks again." },
  finished: { word: "Finished", next: "Unplug the vehicle, or show a card or PIN on the list to go on." },
  faulted: { word: "Fault", next: "No power until it is mended." },
  unavailable: { word: "Starting", next: "One moment: the unit is looking at its devices." },
} as const satisfies Record<string, StateWords>;

/** What stands beside the table of states: the same state with other surroundings. */
export const STATE_VARIANTS = {
  openAvailable: "Plug in the vehicle: anyone may charge.",
  openCharging: "Anyone may charge. To stop, unplug.",
  authorizedUnplugged: "Accepted. Plug in the vehicle now.",
  checking: "Looking the card or PIN up.",
  awaitingWithoutReader: "The reader does not answer. Type # and your PIN.",
  awaitingWithoutKeypad: "Hold a card to the reader. The keypad does not answer.",
  awaitingWithoutBoth: "Neither reader nor keypad answers: check their cables.",
} as const;

/** Why a card or PIN was accepted or refused, as the end of a sentence; by reason code. */
export const REASON_WORDS = {
  "local-user": "it belongs to a local user",
  "cloud-list": "it is on the list",
  blocked: "it is blocked",
  expired: "it has expired",
  unknown: "it is on no list",
  "wrong-pin": "nobody has this PIN",
  "random-uid": "it shows a new number every time, as phones do",
  "malformed-uid": "its number is not one that a card can have",
  "malformed-pin": "a PIN has 4 to 10 digits",
  "type-not-enabled": "this kind of identification is switched off here",
  "session-elsewhere": "it is charging already",
  "no-session": "there is no session to stop",
  "check-under-way": "another one was being checked",
  "connector-busy": "someone else is charging here",
  "connector-faulted": "the charger has a fault",
  "vehicle-left": "the vehicle was unplugged meanwhile",
  stopped: "it was stopped before it began",
  "store-unavailable": "the unit's storage takes no changes",
  "check-timeout": "it could not be checked in time",
  "shutting-down": "the unit is shutting down",
} as const satisfies Record<string, string>;

/** What a fault is called, and what to do about it. */
export interface FaultWords {
  readonly word: string;
  readonly advice: string;
}

/** By fault code. */
export const FAULT_WORDS = {
  "board-lost": { word: "Board not answering", advice: "Check the cable between unit and board." },
  "pilot-error": { word: "Cable signal wrong", advice: "Unplug the vehicle and check the cable." },
  "ventilation-required": {
    word: "Ventilation required",
    advice: "This vehicle may only charge where there is ventilation. Unplug it.",
  },
  "diode-check-failed": {
    word: "Vehicle inlet faulty",
    advice: "Unplug, and try another cable or vehicle.",
  },
  "ground-fault": {
    word: "Ground fault",
    advice: "Unplug the vehicle. If it comes back, call an electrician.",
  },
  "no-ground": { word: "No protective earth", advice: "Do not use the charger. Call an electrician." },
  "stuck-relay": { word: "Contactor stuck", advice: "Cut the charger's power and call an electrician." },
  "self-test-failed": {
    word: "Self-test failed",
    advice: "Restart the board. If it stays, it must be replaced.",
  },
  "over-temperature": {
    word: "Too hot",
    advice: "Let the charger cool down, then unplug and plug in again.",
  },
  "over-current": {
    word: "Too much current",
    advice: "Unplug the vehicle. It drew more than it was offered.",
  },
  "contactor-not-closing": {
    word: "Contactor does not close",
    advice: "Unplug. If it stays, call an electrician.",
  },
  "contactor-welded": {
    word: "Contactor welded",
    advice: "There may be power on the cable. Cut the charger's power and call an electrician.",
  },
  "board-fault": { word: "Board fault", advice: "Unplug the vehicle and restart the board." },
} as const satisfies Record<string, FaultWords>;

/** Why a session ended, as the end of "Session ended: …"; by OCPP's names. */
export const STOP_WORDS = {
  Local: "stopped at the charger",
  Remote: "stopped from the cloud",
  EVDisconnected: "the vehicle was unplugged",
  DeAuthorized: "the right to charge was withdrawn",
  PowerLoss: "the power was cut",
  Other: "something went wrong",
} as const satisfies Record<string, string>;

/** Why the unit did not take a list from the cloud; by refusal code. */
export const LIST_REFUSAL_WORDS = {
  malformed: "it cannot be read",
  count: "entries are missing",
  digest: "its content is not what was announced",
  order: "its parts came in the wrong order",
  version: "it is not newer than the one held",
} as const satisfies Record<string, string>;

/** What a list says of a card. */
export const LISTED_WORDS = {
  active: "May charge",
  blocked: "Blocked",
  expired: "Expired",
  unknown: "Not on the list",
} as const satisfies Record<string, string>;

/** The entry of a table for a code that came from elsewhere; null: the table does not know it. */
export function wordsFor<Words>(table: Readonly<Record<string, Words>>, code: unknown): Words | null {
  if (typeof code !== "string" || !Object.hasOwn(table, code)) return null;
  return table[code] ?? null;
}
