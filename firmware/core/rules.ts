import type { CredentialKind } from "./credential.ts";

/** What can be enabled: a card, a PIN, a card that is followed by its PIN, a start that the cloud asks for. */
export type Identification = CredentialKind | "card+pin";

/** The rules that an owner may set; the names, meanings and defaults are those of the scenario format. Times in milliseconds. */
export interface Rules {
  /** How long an accepted credential waits for a plug. */
  readonly connectionTimeout: number;
  /** How long an answer of the cloud is waited for; then the offline rules decide. */
  readonly askTimeout: number;
  /** Whether a listed (or cached) credential starts without a question to the cloud. */
  readonly localPreAuthorize: boolean;
  /** Whether the cloud's list and the cache decide while nobody can be asked. */
  readonly localAuthorizeOffline: boolean;
  /** What a card that nobody knows gets while nobody can be asked. */
  readonly unknownOffline: "refuse" | "accept";
  /** Whether a session ends whose credential the cloud refuses afterwards; else only its power does. */
  readonly stopOnInvalid: boolean;
  /** How much may still flow after that, watt-hours. */
  readonly maxEnergyOnInvalidWh: number;
  /** Whether the cloud is asked in the background about a start from its list. */
  readonly confirmStarts: boolean;
  /** Whether a remote start is checked as if the card had been shown. */
  readonly authorizeRemote: boolean;
  /** Cache of the cloud's answers: how long one is good for, and how many are kept; null: none. */
  readonly cache: { readonly lifetime: number; readonly size: number } | null;
  /** Whether a member of the group stops the session. */
  readonly groupStops: boolean;
  /** Whether any accepted credential stops the session. */
  readonly anyoneStops: boolean;
  /** Whether a block, expiry or removal in mid-session ends the session that it concerns. */
  readonly listChangeStops: boolean;
  /** How long the unit may have been away for its session to go on; null: it never does. */
  readonly resume: { readonly within: number } | null;
  /** Identification types that are enabled. */
  readonly identification: readonly Identification[];
  /** Wrong PINs until the keypad locks. */
  readonly pinTries: number;
  /** How long it locks first; each further wrong PIN doubles it, up to an hour. */
  readonly pinLock: number;
  /** A PIN begun and left is forgotten after this. */
  readonly pinIdle: number;
  /** A session is not stopped by a credential before this. */
  readonly minSession: number;
}

export const DEFAULT_RULES: Rules = {
  connectionTimeout: 60_000,
  askTimeout: 3_000,
  localPreAuthorize: true,
  localAuthorizeOffline: true,
  unknownOffline: "refuse",
  stopOnInvalid: true,
  maxEnergyOnInvalidWh: 0,
  confirmStarts: true,
  authorizeRemote: true,
  cache: { lifetime: 7 * 86_400_000, size: 1_000 },
  groupStops: true,
  anyoneStops: false,
  listChangeStops: true,
  resume: { within: 600_000 },
  identification: ["card", "pin", "remote"],
  pinTries: 5,
  pinLock: 60_000,
  pinIdle: 10_000,
  minSession: 0,
};

/** Times that are no one's to set: they bound waits and feedback, in milliseconds. */
export const TIMES = {
  /** A lookup in the unit's own lists that has not answered by then is given up. */
  lookup: 2_000,
  /** A session start that is not durable by then is given up. */
  save: 5_000,
  /** After a failed start in open access: how long until it is tried again. */
  retryStart: 5_000,
  /** How long a refusal is shown. */
  refused: 2_000,
  /** A contactor still closed this long after its withdrawal is welded (I11). */
  welded: 7_000,
  /** A vehicle that asks for power and a permitted contactor still open after this long: it does not close. */
  notClosing: 10_000,
  /** With card+pin: how long after the card its PIN may come. */
  pinAfterCard: 30_000,
  /** How long the light answers a key. */
  keyLight: 150,
  /** A keypad never locks for longer, unless `pinLock` itself is longer. */
  longestLock: 3_600_000,
  /** Wrong PINs are forgotten when none has come for so long. */
  pinMemory: 86_400_000,
  /** A confirmation that got no answer is asked for again after this, as long as the session runs. */
  confirmAgain: 300_000,
  /** An enrolment window is open for at least and at most this long. */
  enrolShortest: 30_000,
  enrolLongest: 300_000,
  /** What anybody may cause is recorded one by one up to a bound, and one more in each of these times. */
  sparingRecord: 30_000,
  /** A burst of such records is over when none came for this long. */
  burstOver: 60_000,
} as const;

/** Amounts that are no one's to set. */
export const BOUNDS = {
  /** What an unknown card may draw that was let in because nobody could be asked, watt-hours, */
  unknownOfflineWh: 30_000,
  /** and how many such sessions one time without the cloud may have. */
  unknownOfflineSessions: 10,
  /** Refusals, and faults, that are recorded one by one before they are counted together. */
  sparingRecords: 20,
  /** Credentials about which the cloud has contradicted its list: more than that are not remembered. */
  doubts: 100,
  /** What a board without a meter is taken to deliver, watts: an energy limit becomes a limit of time. */
  unmeteredW: 22_000,
  /** A session is saved each time that it has had so much more, watt-hours: no more is lost when the power is cut. */
  savedPortionWh: 250,
  /** Reservations kept at most. */
  reservations: 64,
} as const;
