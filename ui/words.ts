/*
 * The words that every face uses, so that a thing is called the same everywhere. Plain tables of plain sentences: who
 * puts them together is beside them (status-words.ts, happening-words.ts). What the light says is in light-words.ts.
 */

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
  authorized: { word: "Authorized", next: "Charging begins as soon as the vehicle asks for power." },
  charging: { word: "Charging", next: "To stop, show the same card or PIN again, or unplug." },
  paused: { word: "Paused", next: "The vehicle takes no power now. It goes on as soon as it asks again." },
  finished: { word: "Finished", next: "Unplug the vehicle, or show a card or PIN on the list to go on." },
  reserved: { word: "Reserved", next: "Kept for someone: only who reserved it can charge here now." },
  faulted: { word: "Fault", next: "No power until it is mended." },
  unavailable: { word: "Starting", next: "One moment: the unit is looking at its devices." },
} as const satisfies Record<string, StateWords>;

/** What stands beside the table of states: the same state with other surroundings. */
export const STATE_VARIANTS = {
  offlineAvailable: "Plug in the vehicle to begin. The cloud is out of reach: the unit's own list decides.",
  openAvailable: "Plug in the vehicle: anyone may charge.",
  openCharging: "Anyone may charge. To stop, unplug.",
  authorizedUnplugged: "Plug in the vehicle now: charging begins by itself.",
  awaitingWithoutReader: "The reader does not answer. Type # and your PIN.",
  awaitingWithoutKeypad: "Hold a card to the reader. The keypad does not answer.",
  awaitingWithLockedKeypad: "Hold a card to the reader. After wrong PINs the keypad is locked for a while.",
  awaitingWithoutReaderWithLockedKeypad:
    "The reader does not answer, and after wrong PINs the keypad is locked for a while.",
  awaitingWithoutBoth: "Neither reader nor keypad answers: check their cables.",
} as const;

/** Why a card or PIN was accepted or refused, as the end of a sentence; by reason code. */
export const REASON_WORDS = {
  "local-user": "it belongs to a local user",
  "cloud-list": "it is on the list",
  cached: "the cloud has accepted it before",
  cloud: "the cloud accepts it",
  "offline-allowed": "unknown cards may charge while the cloud is out of reach",
  "remote-unchecked": "starts from the cloud are not checked here",
  blocked: "it is blocked",
  expired: "it has expired",
  "not-yet-valid": "it is not valid yet",
  "outside-hours": "it may not charge at this time of the week",
  "clock-untrusted": "it may charge at certain times only, and the charger does not know the time",
  "other-connector": "it is not for this connector",
  "other-charger": "it is not for this charger",
  "session-elsewhere": "it is charging already",
  "wrong-pin": "nobody has this PIN",
  "keypad-locked": "after too many wrong PINs the keypad is locked for a while, and cards still work",
  "used-up": "it has charged as often as it may",
  "random-uid": "it shows a new number every time, as phones do",
  "malformed-uid": "its number is not one that a card can have",
  "malformed-pin": "a PIN has 4 to 10 digits",
  "type-not-enabled": "this kind of identification is switched off here",
  "nothing-to-stop": "it only stops sessions, and none is running here",
  "pin-missing": "its PIN did not follow in time",
  "no-pin": "a PIN is asked for beside the card, and there is none for it",
  "min-session": "the session has only just begun",
  "already-known": "it is registered already",
  "list-stale": "the list is out of date, and the cloud is out of reach",
  "offline-not-allowed": "nobody may start while the cloud is out of reach",
  "offline-limit": "too many unknown cards have charged since the cloud was last in reach",
  unknown: "it is on no list",
  "cloud-refused": "the cloud refuses it",
  "cached-refused": "the cloud has refused it before",
  "no-answer": "the cloud did not answer in time",
  "check-timeout": "it could not be checked in time",
  "check-under-way": "it is being checked already",
  "connector-busy": "there is no free connector for it",
  "connector-faulted": "the charger has a fault",
  reserved: "the connector is reserved for someone else",
  "vehicle-left": "the vehicle was unplugged meanwhile",
  stopped: "it was stopped before it began",
  "store-unavailable": "the unit's storage takes no changes",
  "shutting-down": "the unit is shutting down",
  "no-session": "there is no session to stop",
  "no-connector": "the charger has no such connector",
  "no-reservation": "there is no such reservation",
  "too-many-reservations": "the charger keeps no more reservations",
  "in-the-past": "its time is over already",
  "out-of-range": "cards can be registered for 30 seconds to 5 minutes",
  "cache-off": "the charger keeps no answers of the cloud",
} as const satisfies Record<string, string>;

/** What the cloud says of a card or PIN, as a sentence without its end; by OCPP's names. */
export const VERDICT_WORDS = {
  Accepted: "it may charge",
  Blocked: "it is blocked",
  ConcurrentTx: "it is charging already",
  Expired: "it has expired",
  Invalid: "it is not valid",
  NoCredit: "it has no credit left",
  NotAllowedTypeEVSE: "it is not for this connector",
  NotAtThisLocation: "it is not for this charger",
  NotAtThisTime: "it may not charge at this time",
  Unknown: "it is not known",
  Timeout: "there was no answer in time",
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
  MasterPass: "stopped with a master card",
  EnergyLimitReached: "it had all the energy that it may have",
  TimeLimitReached: "its time was up",
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
  signature: "its signature is not right",
  base: "it changes a version that the unit does not hold",
  duplicate: "it names someone twice",
} as const satisfies Record<string, string>;

/** What the owner should look at, as the end of a sentence; by the finding's code. */
export const FINDING_WORDS = {
  "flapping-faults": "faults came and went many times in a short time",
  "burst-of-refusals": "many cards were refused in a short time",
  "pin-guessing": "many wrong PINs were typed, as by somebody who guesses",
  "card-at-two-units": "the same card charges at two chargers",
} as const satisfies Record<string, string>;

/** How a reservation ended, as the end of "The reservation …"; by OCPP's names. */
export const RESERVATION_END_WORDS = {
  Used: "was used",
  Expired: "has run out",
  Cancelled: "was cancelled",
} as const satisfies Record<string, string>;

/** What a list says of a card. */
export const LISTED_WORDS = {
  active: "May charge",
  blocked: "Blocked",
  expired: "Expired",
  limited: "Not now, or not here",
  unknown: "Not on the list",
} as const satisfies Record<string, string>;

/** The entry of a table for a code that came from elsewhere; null: the table does not know it. */
export function wordsFor<Words>(table: Readonly<Record<string, Words>>, code: unknown): Words | null {
  if (typeof code !== "string" || !Object.hasOwn(table, code)) return null;
  return table[code] ?? null;
}
