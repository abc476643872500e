import type { Database } from "../database/database.ts";
import type { CloudParts } from "../parts.ts";

/** What is counted, and for whom: `login source 192.0.2.7`. Never holds a secret, nor an e-mail address (`accountKey`). */
export type AttemptKey =
  `${"login" | "reset" | "lookup" | "password" | "email-change"} ${"source" | "account" | "person"} ${string}`;

/** How often something may be tried. */
export interface AttemptLimit {
  /** That many, then comes a lock; each further try doubles it. */
  readonly tries: number;
  /** The first lock, milliseconds. */
  readonly first: number;
  /** The longest, milliseconds. */
  readonly longest: number;
}

/** A minute, doubling up to an hour. */
export function lockAfter(tries: number): AttemptLimit {
  return { tries, first: 60_000, longest: 3_600_000 };
}

export type Counted =
  /** It may go on: it is the `tries`th. */
  | { readonly ok: true; readonly tries: number }
  /** Locked; nothing was counted. @property until milliseconds since 1970 */
  | { readonly ok: false; readonly problem: "locked"; readonly until: number };

/**
 * How often something was tried that may be tried only so often. Counted in the database by one statement, so that all
 * processes count together, and before the try, so that nobody gets further tries by making them at the same time. What
 * succeeded is to be taken back (`takeBack`, `forget`). Tries are forgotten when none came for 24 hours.
 */
export class Attempts {
  constructor(_parts: Pick<CloudParts, "db" | "clock">) {}

  /** Counts one try, unless there is a lock. */
  count(_key: AttemptKey, _limit: AttemptLimit, _tx?: Database): Promise<Counted> {
    throw new Error("to come");
  }

  /** Takes back so many tries, and the lock that came of them. */
  takeBack(_key: AttemptKey, _tries: number, _tx?: Database): Promise<void> {
    throw new Error("to come");
  }

  /** All tries are forgiven. */
  forget(_key: AttemptKey, _tx?: Database): Promise<void> {
    throw new Error("to come");
  }
}
