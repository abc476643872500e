import { and, eq } from "drizzle-orm";
import type { Language } from "../../ui/language.ts";
import type { Database } from "../database/database.ts";
import { newId, type PersonId } from "../database/ids.ts";
import { invitations, people } from "../database/schema/schema.ts";
import { type NotFound, type Outcome, refused } from "../outcome.ts";
import { tokenHash } from "../vault.ts";
import type { AccountParts } from "./account-parts.ts";
import { give, type NamedGift, namedGift } from "./gift.ts";
import { type Gift, giftOf, mayStillGive } from "./invitations.ts";
import type { Login, LoginRefused } from "./login.ts";
import { type PasswordProblem, passwordProblem } from "./password-rules.ts";
import { personName } from "./person-name.ts";
import type { Session } from "./sessions.ts";
import type { Visitor } from "./visitor.ts";

/** Why a link is not good; stable. A withdrawn invitation is `not-found`. */
export type InvitationProblem =
  | NotFound
  | "invitation-expired"
  | "invitation-used"
  /** Whoever invited could not give it any more, or it is gone. */
  | "invitation-void";

export interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly gift: NamedGift;
  /** The name of who invites; null: the operator of this cloud. */
  readonly from: string | null;
  readonly expiresAt: number;
}

/** Somebody is logged in now, and has what the invitation gives. */
interface LetIn {
  readonly token: string;
  readonly session: Session;
  readonly gift: NamedGift;
}

/** An invitation that is good. */
interface Good {
  readonly row: typeof invitations.$inferSelect;
  readonly gift: Gift;
  readonly named: NamedGift;
}

/** Sign-up by an invitation's link: who has it has read the mail, so the address is theirs. */
export class SignUp {
  readonly #parts: AccountParts;
  readonly #login: Login;

  constructor(parts: AccountParts, login: Login) {
    this.#parts = parts;
    this.#login = login;
  }

  /** What the link is for. Does not say whether there is an account. */
  async read(token: string): Promise<Outcome<{ readonly invitation: Invitation }, InvitationProblem>> {
    const { db } = this.#parts;
    const found = await this.#good(db, token);
    if (!found.ok) return found;
    const { name, email, createdBy, expiresAt } = found.row;
    const [inviter] = createdBy
      ? await db.select({ name: people.name }).from(people).where(eq(people.id, createdBy))
      : [];
    return {
      ok: true,
      invitation: { name, email, gift: found.named, from: inviter?.name ?? null, expiresAt },
    };
  }

  /**
   * Accepts as somebody new, who is logged in then. `has-account`: the address has an account, which is to log in instead; told
   * to nobody but who has the mail.
   */
  async acceptAsNew(given: {
    readonly token: string;
    readonly name: string;
    readonly password: string;
    readonly language: Language;
    readonly visitor: Visitor;
    readonly replaces?: string | null;
  }): Promise<Outcome<LetIn, InvitationProblem | PasswordProblem | "has-account" | "name-missing" | "busy">> {
    const { db, clock, random, passwords, sessions } = this.#parts;
    const found = await this.#good(db, given.token);
    if (!found.ok) return found;
    const { email } = found.row;
    const [account] = await db.select({ id: people.id }).from(people).where(eq(people.email, email));
    if (account) return refused("has-account");
    const name = personName(given.name);
    if (name === null) return refused("name-missing");
    const problem = passwordProblem(given.password, { email, name });
    if (problem) return refused(problem);
    const passwordHash = await passwords.hash(given.password);
    if (passwordHash === null) return refused("busy");
    return db.transaction(async (tx) => {
      const claimed = await this.#good(tx, given.token, "update");
      if (!claimed.ok) return claimed;
      const id = newId<PersonId>(random);
      const { language } = given;
      const made = await tx
        .insert(people)
        .values({ id, email, name, language, passwordHash, createdAt: clock.now() })
        .onConflictDoNothing()
        .returning({ id: people.id });
      if (made.length === 0) return refused("has-account");
      await this.#accept(tx, claimed, { id, name });
      if (given.replaces) await sessions.endByToken(given.replaces, tx);
      return { ok: true, ...(await sessions.begin(tx, id, given.visitor)), gift: claimed.named };
    });
  }

  /** Accepts by logging in with the invitation's address: only its password is asked for. */
  async acceptByLogin(given: {
    readonly token: string;
    readonly password: string;
    readonly visitor: Visitor;
    readonly replaces?: string | null;
  }): Promise<Outcome<LetIn, InvitationProblem> | LoginRefused> {
    const found = await this.#good(this.#parts.db, given.token);
    if (!found.ok) return found;
    const login = await this.#login.logIn({ ...given, email: found.row.email });
    if (!login.ok) return login;
    const accepted = await this.acceptAs(login.session.person, given.token);
    if (accepted.ok) return { ...accepted, token: login.token, session: login.session };
    await this.#parts.sessions.endByToken(login.token);
    // They logged in with the invitation's address: that somebody else did is only so if it was changed in this moment.
    return refused(accepted.problem === "another-person" ? "not-found" : accepted.problem);
  }

  /** Accepts as who is logged in. `another-person`: the invitation is for another e-mail address than theirs. */
  acceptAs(
    person: PersonId,
    token: string,
  ): Promise<Outcome<{ readonly gift: NamedGift }, InvitationProblem | "another-person">> {
    return this.#parts.db.transaction(async (tx) => {
      const claimed = await this.#good(tx, token, "update");
      if (!claimed.ok) return claimed;
      const [account] = await tx
        .select({ id: people.id, name: people.name })
        .from(people)
        .where(and(eq(people.id, person), eq(people.email, claimed.row.email)));
      if (!account) return refused("another-person");
      await this.#accept(tx, claimed, account);
      return { ok: true, gift: claimed.named };
    });
  }

  /** @param lock `update`: nobody else accepts it until the transaction ends */
  async #good(
    db: Database,
    token: string,
    lock: "update" | "none" = "none",
  ): Promise<Outcome<Good, InvitationProblem>> {
    const now = this.#parts.clock.now();
    const query = db
      .select()
      .from(invitations)
      .where(eq(invitations.tokenHash, tokenHash(token)));
    const [row] = await (lock === "update" ? query.for("update") : query);
    if (!row) return refused("not-found");
    if (row.acceptedAt !== null) return refused("invitation-used");
    if (row.expiresAt <= now) return refused("invitation-expired");
    const gift = giftOf(row);
    const named = gift && (await namedGift(db, gift));
    if (!gift || !named || !(await mayStillGive(db, gift, row.createdBy, now)))
      return refused("invitation-void");
    return { ok: true, row, gift, named };
  }

  async #accept(
    tx: Database,
    { row, gift }: Good,
    to: { readonly id: PersonId; readonly name: string },
  ): Promise<void> {
    await tx
      .update(invitations)
      .set({ acceptedAt: this.#parts.clock.now() })
      .where(eq(invitations.id, row.id));
    await give(tx, this.#parts, gift, to, row.createdBy);
  }
}
