import { eq, lte, type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { attempts } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

/** What is counted, and for whom: `login source 192.0.2.7`. Never holds a secret, nor an e-mail address (`triedAccount`). */
export type AttemptKey =
  `${"login" | "reset" | "lookup" | "password" | "email-change" | "join"} ${"source" | "account" | "person"} ${string}`;

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

export type Locked = {
  readonly ok: false;
  readonly problem: "locked";
  /** Milliseconds since 1970. */
  readonly until: number;
};

/** @property tries it may go on, and is the `tries`th. When it is locked, nothing was counted. */
export type Counted = { readonly ok: true; readonly tries: number } | Locked;

/** Milliseconds: tries are forgotten when none has come for so long. */
export const ATTEMPT_MEMORY = 86_400_000;

/**
 * How often something was tried that may be tried only so often. Counted in the database by one statement, so that all
 * processes count together, and before the try, so that nobody gets further tries by making them at the same time. What
 * succeeded is to be taken back (`takeBack`, `forget`).
 */
export class Attempts {
  readonly #parts: Pick<CloudParts, "db" | "clock">;

  constructor(parts: Pick<CloudParts, "db" | "clock">) {
    this.#parts = parts;
  }

  /** Counts one try, unless there is a lock. */
  async count(key: AttemptKey, limit: AttemptLimit, tx: Database = this.#parts.db): Promise<Counted> {
    const now = this.#parts.clock.now();
    const before = sql`case when ${lte(attempts.lastAt, now - ATTEMPT_MEMORY)} then 0 else ${attempts.count} end`;
    const [counted] = await tx
      .insert(attempts)
      .values({ key, count: 1, lastAt: now, lockedUntil: limit.tries <= 1 ? now + limit.first : null })
      .onConflictDoUpdate({
        target: attempts.key,
        set: {
          count: sql`${before} + 1`,
          lastAt: sql`excluded.last_at`,
          lockedUntil: lockAt(sql`${before} + 1`, limit),
        },
        setWhere: sql`${attempts.lockedUntil} is null or ${attempts.lockedUntil} <= excluded.last_at`,
      })
      .returning({ tries: attempts.count });
    if (counted) return { ok: true, tries: counted.tries };
    const [lock] = await tx
      .select({ until: attempts.lockedUntil })
      .from(attempts)
      .where(eq(attempts.key, key));
    return { ok: false, problem: "locked", until: lock?.until ?? now };
  }

  /** Takes back so many tries, and the lock that the last of them set. */
  async takeBack(key: AttemptKey, tries: number, tx: Database = this.#parts.db): Promise<void> {
    await tx
      .update(attempts)
      .set({ count: sql`greatest(0, ${attempts.count} - ${tries}::int)`, lockedUntil: null })
      .where(eq(attempts.key, key));
  }

  /** All tries are forgiven. */
  async forget(key: AttemptKey, tx: Database = this.#parts.db): Promise<void> {
    await tx.delete(attempts).where(eq(attempts.key, key));
  }
}

/** The key of tries at an account that may be there or not: nobody reads from it which address was tried. */
export function triedAccount(
  what: "login" | "reset",
  vault: CloudParts["vault"],
  email: string | null,
): AttemptKey {
  return `${what} account ${Buffer.from(vault.fingerprint("attempt", email ?? "")).toString("base64url")}`;
}

/** When the lock ends that the `count`th try sets; null: it sets none. */
function lockAt(count: SQL, { tries, first, longest }: AttemptLimit): SQL {
  const doublings = sql`least(${count} - ${tries}::int, 16)`;
  const ms = sql`least(${longest}::float8, ${first}::float8 * power(2, ${doublings}))`;
  return sql`case when ${count} >= ${tries}::int then excluded.last_at + ${ms} * interval '1 millisecond' end`;
}
