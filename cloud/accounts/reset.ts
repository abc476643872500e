import { and, eq, gt } from "drizzle-orm";
import { loginSource } from "../../ui/login-source.ts";
import { type MailId, newId, type PersonId } from "../database/ids.ts";
import { mails, passwordResets, people } from "../database/schema/schema.ts";
import { type Outcome, refused } from "../outcome.ts";
import { tokenHash } from "../vault.ts";
import type { AccountParts } from "./account-parts.ts";
import { type Locked, lockAfter, triedAccount } from "./attempts.ts";
import { emailAddress } from "./email-address.ts";
import { LINKS } from "./links.ts";
import { resetMail } from "./mail-words.ts";
import { setPassword } from "./new-password.ts";
import { type PasswordProblem, passwordProblem } from "./password-rules.ts";
import { queueMail } from "./queue-mail.ts";
import type { Visitor } from "./visitor.ts";

/** Milliseconds for which a link is good. */
const RESET_LIFE = 3_600_000;
/** Requests from one source, whatever the account. */
const FROM_ONE_SOURCE = lockAfter(10);
/** Mails to one account: nobody's mailbox is flooded. */
const TO_ONE_ACCOUNT = lockAfter(3);

/** A forgotten password: a link by mail, good for an hour and once. */
export class Resets {
  readonly #parts: AccountParts;

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /**
   * The answer is the same whether there is such an account or not, and so are the statements that the database carries out.
   * When an account had several mails just now, no further one is sent, and the answer is again the same.
   */
  request(email: string, visitor: Visitor): Promise<{ readonly ok: true } | Locked> {
    const { db, vault, clock, random, origin, notify, attempts } = this.#parts;
    const address = emailAddress(email);
    return db.transaction(async (tx) => {
      const bySource = await attempts.count(
        `reset source ${loginSource(visitor.address)}`,
        FROM_ONE_SOURCE,
        tx,
      );
      if (!bySource.ok) return bySource;
      const byAccount = await attempts.count(triedAccount("reset", vault, address), TO_ONE_ACCOUNT, tx);
      const [person] = await tx
        .select()
        .from(people)
        .where(eq(people.email, address ?? ""));
      const { token, hash } = vault.newToken();
      const { language = "en", name = "" } = person ?? {};
      const mail = resetMail(language, { name, link: LINKS.reset(origin, token) });
      if (person && byAccount.ok) {
        const expiresAt = clock.now() + RESET_LIFE;
        await tx.insert(passwordResets).values({ tokenHash: hash, personId: person.id, expiresAt });
        await queueMail(tx, this.#parts, { to: person.email, ...mail });
      } else {
        // As many statements on the same tables, which change nothing.
        await tx.delete(passwordResets).where(eq(passwordResets.tokenHash, hash));
        await tx.delete(mails).where(eq(mails.id, newId<MailId>(random)));
        await notify(tx, "chargegate_mail", "");
      }
      return { ok: true };
    });
  }

  /** Whether a link is still good: for the page that asks for the new password. */
  async isGood(token: string): Promise<boolean> {
    return (await this.#personOf(token)) !== null;
  }

  /** Sets the password, and ends all sessions and other links of this person. Logs nobody in. */
  async use(
    token: string,
    password: string,
  ): Promise<Outcome<{ readonly person: PersonId }, "reset-expired" | "busy" | PasswordProblem>> {
    const { db, clock, passwords } = this.#parts;
    const person = await this.#personOf(token);
    if (!person) return refused("reset-expired");
    const problem = passwordProblem(password, person);
    if (problem) return refused(problem);
    const hash = await passwords.hash(password);
    if (hash === null) return refused("busy");
    return db.transaction(async (tx) => {
      const [used] = await tx
        .delete(passwordResets)
        .where(and(eq(passwordResets.tokenHash, tokenHash(token)), gt(passwordResets.expiresAt, clock.now())))
        .returning({ person: passwordResets.personId });
      if (!used || !(await setPassword(tx, this.#parts, used.person, { hash, stays: null })))
        return refused("reset-expired");
      return { ok: true, person: used.person };
    });
  }

  async #personOf(token: string): Promise<{ readonly email: string; readonly name: string } | null> {
    const { db, clock } = this.#parts;
    const [found] = await db
      .select({ email: people.email, name: people.name })
      .from(passwordResets)
      .innerJoin(people, eq(people.id, passwordResets.personId))
      .where(and(eq(passwordResets.tokenHash, tokenHash(token)), gt(passwordResets.expiresAt, clock.now())));
    return found ?? null;
  }
}
