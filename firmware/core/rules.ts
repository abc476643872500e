import type { CredentialKind } from "./credential.ts";

/** The rules that an owner may set; the names, meanings and defaults are those of the scenario format. Times in milliseconds. */
export interface Rules {
  /** How long an accepted credential waits for a plug. */
  readonly connectionTimeout: number;
  /** Identification types that are enabled. */
  readonly identification: readonly CredentialKind[];
  /** How long the unit may have been away for its session to go on; null: it never does. */
  readonly resume: { readonly within: number } | null;
  /** Whether a block, expiry or removal that a list brings ends the session that it concerns. */
  readonly listChangeStops: boolean;
}

export const DEFAULT_RULES: Rules = {
  connectionTimeout: 60_000,
  identification: ["card", "pin", "remote"],
  resume: { within: 600_000 },
  listChangeStops: true,
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
} as const;
