import { and, eq, gt } from "drizzle-orm";
import type { Language } from "../../ui/language.ts";
import { actorOf } from "../access/actor-of.ts";
import type { Actor } from "../access/role.ts";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import type { InstallationId, PersonId } from "../database/ids.ts";
import { chargers, emailChanges, passwordResets, people } from "../database/schema/schema.ts";
import { type NotFound, type Outcome, refused } from "../outcome.ts";
import { tokenHash } from "../vault.ts";
import type { AccountParts } from "./account-parts.ts";
import { type Locked, lockAfter } from "./attempts.ts";
import { emailAddress } from "./email-address.ts";
import { LINKS } from "./links.ts";
import { confirmEmailMail, emailChangedMail } from "./mail-words.ts";
import { setPassword } from "./new-password.ts";
import { type PasswordProblem, passwordProblem } from "./password-rules.ts";
import { personName } from "./person-name.ts";
import { queueMail } from "./queue-mail.ts";
import type { SessionId } from "./sessions.ts";

/** One's own account. */
export interface OwnAccount {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly support: boolean;
  readonly createdAt: number;
}

type Self = Pick<Actor, "person">;
type Person = typeof people.$inferSelect;

/** Milliseconds for which the link to a new address is good. */
const EMAIL_CHANGE_LIFE = 3_600_000;
/** Wrong passwords of somebody who is logged in: who finds an open browser guesses no more often than others. */
const WRONG_PASSWORDS = lockAfter(5);
/** Mails to addresses that somebody names: nobody is flooded by it. */
const NEW_ADDRESSES = lockAfter(5);

/** What everybody may change of their own account. */
export class Profile {
  readonly #parts: AccountParts;

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** Null: the account is erased. */
  async read({ person }: Self): Promise<OwnAccount | null> {
    const found = await this.#person(person);
    if (!found) return null;
    const { name, email, language, support, createdAt } = found;
    return { name, email, language, support, createdAt };
  }

  /** `name-missing`: none, or longer than 100 characters. */
  async change(
    { person }: Self,
    given: { readonly name: string; readonly language: Language },
  ): Promise<Outcome<object, NotFound | "name-missing">> {
    const name = personName(given.name);
    if (name === null) return refused("name-missing");
    return this.#parts.db.transaction(async (tx) => {
      const changed = await tx
        .update(people)
        .set({ name, language: given.language })
        .where(eq(people.id, person))
        .returning({ id: people.id });
      if (changed.length === 0) return refused("not-found");
      // Lists and pages name people.
      for (const installation of await this.#whereTheyAre(tx, person))
        await listMayHaveChanged(tx, this.#parts, installation);
      return { ok: true };
    });
  }

  /** Needs the old one; ends all other sessions and open links, and tells the person by mail. @param here the session that stays */
  async changePassword(
    { person }: Self,
    here: SessionId,
    given: { readonly old: string; readonly next: string },
  ): Promise<Outcome<object, NotFound | "wrong" | "busy" | PasswordProblem> | Locked> {
    const { db, passwords } = this.#parts;
    const proved = await this.#prove(person, given.old);
    if (!proved.ok) return proved;
    const problem = passwordProblem(given.next, proved.found);
    if (problem) return refused(problem);
    const hash = await passwords.hash(given.next);
    if (hash === null) return refused("busy");
    return db.transaction(async (tx) =>
      (await setPassword(tx, this.#parts, person, { hash, stays: here }))
        ? { ok: true }
        : refused("not-found"),
    );
  }

  /**
   * Sends a link to a new address, good for an hour and once. Needs the password: who finds an open browser must not take
   * the account. Whether the new address has an account already, nobody is told here.
   */
  async requestEmail(
    { person }: Self,
    given: { readonly email: string; readonly password: string },
  ): Promise<Outcome<object, NotFound | "wrong" | "busy" | "email-malformed"> | Locked> {
    const { db, clock, vault, origin, attempts } = this.#parts;
    const email = emailAddress(given.email);
    if (email === null) return refused("email-malformed");
    const proved = await this.#prove(person, given.password);
    if (!proved.ok) return proved;
    const { name, language } = proved.found;
    return db.transaction(async (tx) => {
      const counted = await attempts.count(`email-change person ${person}`, NEW_ADDRESSES, tx);
      if (!counted.ok) return counted;
      const { token, hash } = vault.newToken();
      await tx.delete(emailChanges).where(eq(emailChanges.personId, person));
      await tx
        .insert(emailChanges)
        .values({ tokenHash: hash, personId: person, email, expiresAt: clock.now() + EMAIL_CHANGE_LIFE });
      const link = LINKS.email(origin, token);
      await queueMail(tx, this.#parts, { to: email, ...confirmEmailMail(language, { name, link }) });
      return { ok: true };
    });
  }

  /**
   * Makes the new address the account's, and tells the old one. Whoever confirms must be logged in: at a mistyped address it
   * is somebody else who reads the mail.
   */
  async confirmEmail(
    { person }: Self,
    token: string,
  ): Promise<Outcome<{ readonly email: string }, "link-expired" | "email-taken">> {
    const { db, clock, origin } = this.#parts;
    return db.transaction(async (tx) => {
      const [change] = await tx
        .delete(emailChanges)
        .where(
          and(
            eq(emailChanges.tokenHash, tokenHash(token)),
            eq(emailChanges.personId, person),
            gt(emailChanges.expiresAt, clock.now()),
          ),
        )
        .returning({ email: emailChanges.email });
      const [before] = await tx.select().from(people).where(eq(people.id, person)).for("update");
      if (!change || !before) return refused("link-expired");
      const [taken] = await tx.select({ id: people.id }).from(people).where(eq(people.email, change.email));
      if (taken) return refused("email-taken");
      await tx.update(people).set({ email: change.email }).where(eq(people.id, person));
      // Links that went to the old address are not good for this account any more.
      await tx.delete(passwordResets).where(eq(passwordResets.personId, person));
      const { name, language } = before;
      await queueMail(tx, this.#parts, { to: before.email, ...emailChangedMail(language, { name, origin }) });
      return { ok: true, email: change.email };
    });
  }

  /** Whether they know their own password. */
  async #prove(
    person: PersonId,
    password: string,
  ): Promise<Outcome<{ readonly found: Person }, NotFound | "wrong" | "busy"> | Locked> {
    const { attempts, passwords } = this.#parts;
    const found = await this.#person(person);
    if (!found) return refused("not-found");
    const key = `password person ${person}` as const;
    const counted = await attempts.count(key, WRONG_PASSWORDS);
    if (!counted.ok) return counted;
    const verdict = await passwords.check(password, found.passwordHash);
    if (verdict === "right") await attempts.forget(key);
    else if (verdict === "busy") await attempts.takeBack(key, 1);
    return verdict === "right" ? { ok: true, found } : refused(verdict);
  }

  async #person(id: PersonId): Promise<Person | null> {
    const [found] = await this.#parts.db.select().from(people).where(eq(people.id, id));
    return found ?? null;
  }

  async #whereTheyAre(tx: Database, person: PersonId): Promise<ReadonlySet<InstallationId>> {
    const actor = await actorOf(tx, person, this.#parts.clock.now());
    const all = new Set<InstallationId>();
    for (const { on } of actor?.standings ?? []) {
      if (on.kind === "installation") all.add(on.id);
      else {
        const [charger] = await tx
          .select({ installation: chargers.installationId })
          .from(chargers)
          .where(eq(chargers.id, on.id));
        if (charger) all.add(charger.installation);
      }
    }
    return all;
  }
}
