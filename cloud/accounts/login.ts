import { and, eq, gt } from "drizzle-orm";
import { loginSource } from "../../ui/login-source.ts";
import type { PersonId } from "../database/ids.ts";
import { people, sessions } from "../database/schema/schema.ts";
import { refused } from "../outcome.ts";
import type { AccountParts } from "./account-parts.ts";
import { type AttemptKey, type Locked, lockAfter, triedAccount } from "./attempts.ts";
import { emailAddress } from "./email-address.ts";
import type { Session } from "./sessions.ts";
import type { Visitor } from "./visitor.ts";

/** There is no such account, or this is not its password: which of the two, nobody is told. `busy`: try again in a moment. */
export type LoginRefused = { readonly ok: false; readonly problem: "wrong" | "busy" } | Locked;
export type LoginOutcome =
  | { readonly ok: true; readonly token: string; readonly session: Session }
  | LoginRefused;

/** Wrong passwords from one source, whatever the account, until it is locked. */
const FROM_ONE_SOURCE = lockAfter(5);
/** Wrong passwords at one account, wherever from: who guesses from many sources is stopped, too. */
const AT_ONE_ACCOUNT = lockAfter(10);

/**
 * E-mail and password make a session.
 *
 * Wrong tries lock the source and the account, each for a while. The lock of an account does not hold for a source where the
 * account is logged in, or was when it was last used there, up to 30 days ago: whoever guesses from elsewhere does not lock
 * the owner out. Elsewhere the owner sets a new password by mail, which ends the lock.
 *
 * After a success the account's tries are forgiven, and those of the source as far as they were at this account: who has an
 * account cannot go on guessing at others by logging in between.
 */
export class Login {
  readonly #parts: AccountParts;

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** @param given.replaces the token of a session that this browser had: it ends */
  async logIn(given: {
    readonly email: string;
    readonly password: string;
    readonly visitor: Visitor;
    readonly replaces?: string | null;
  }): Promise<LoginOutcome> {
    const { db, vault, attempts, passwords } = this.#parts;
    const email = emailAddress(given.email);
    const source = loginSource(given.visitor.address);
    const keys: Keys = { source: `login source ${source}`, account: triedAccount("login", vault, email) };

    const bySource = await attempts.count(keys.source, FROM_ONE_SOURCE);
    if (!bySource.ok) return bySource;
    // The same queries and the same hash, whether there is such an account or not.
    const [person] = await db
      .select({ id: people.id, passwordHash: people.passwordHash })
      .from(people)
      .where(eq(people.email, email ?? ""));
    const isKnown = await this.#isKnown(email ?? "", source);
    const byAccount = await attempts.count(keys.account, AT_ONE_ACCOUNT);
    if (!byAccount.ok && !isKnown) return byAccount;

    const verdict = await passwords.check(given.password, person?.passwordHash ?? null);
    if (verdict === "busy") {
      await attempts.takeBack(keys.source, 1);
      if (byAccount.ok) await attempts.takeBack(keys.account, 1);
      return refused("busy");
    }
    if (!person || verdict === "wrong") return refused("wrong");
    return this.#begin(person, given, keys, byAccount.ok ? byAccount.tries : 1);
  }

  async #begin(
    person: { readonly id: PersonId; readonly passwordHash: string },
    { visitor, replaces = null }: { readonly visitor: Visitor; readonly replaces?: string | null },
    keys: Keys,
    triesHere: number,
  ): Promise<LoginOutcome> {
    const { db, attempts, sessions: begun } = this.#parts;
    return db.transaction(async (tx) => {
      // A password that was changed while this one was checked has ended all sessions: none begins with the old one.
      const [still] = await tx
        .select({ id: people.id })
        .from(people)
        .where(and(eq(people.id, person.id), eq(people.passwordHash, person.passwordHash)))
        .for("share");
      if (!still) return refused("wrong");
      await attempts.takeBack(keys.source, triesHere, tx);
      await attempts.forget(keys.account, tx);
      if (replaces !== null) await begun.endByToken(replaces, tx);
      return { ok: true, ...(await begun.begin(tx, person.id, visitor)) };
    });
  }

  async #isKnown(email: string, source: string): Promise<boolean> {
    const { db, clock } = this.#parts;
    const found = await db
      .select({ at: sessions.seenAt })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.personId))
      .where(and(eq(people.email, email), eq(sessions.source, source), gt(sessions.expiresAt, clock.now())))
      .limit(1);
    return found.length > 0;
  }
}

interface Keys {
  readonly source: AttemptKey;
  readonly account: AttemptKey;
}
