import type { Language } from "../../ui/language.ts";
import type { Actor } from "../access/role.ts";
import type { NotFound, Outcome } from "../outcome.ts";
import type { AccountParts } from "./account-parts.ts";
import type { PasswordProblem } from "./password-rules.ts";
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
type Locked = { readonly ok: false; readonly problem: "locked"; readonly until: number };

/** What everybody may change of their own account. */
export class Profile {
  constructor(_parts: AccountParts) {}

  /** Null: the account is erased. */
  read(_self: Self): Promise<OwnAccount | null> {
    throw new Error("to come");
  }

  /** `name-missing`: none, or too long. */
  change(
    _self: Self,
    _change: { readonly name: string; readonly language: Language },
  ): Promise<Outcome<object, NotFound | "name-missing">> {
    throw new Error("to come");
  }

  /** Needs the old one; ends all other sessions and open links, and tells the person by mail. @param here the session that stays */
  changePassword(
    _self: Self,
    _here: SessionId,
    _given: { readonly old: string; readonly next: string },
  ): Promise<Outcome<object, NotFound | "wrong" | "busy" | PasswordProblem> | Locked> {
    throw new Error("to come");
  }

  /**
   * Sends a link to a new address, good for an hour and once. Needs the password: who finds an open browser must not take
   * the account. Whether the new address has an account already, nobody is told here.
   */
  requestEmail(
    _self: Self,
    _given: { readonly email: string; readonly password: string },
  ): Promise<Outcome<object, NotFound | "wrong" | "busy" | "email-malformed"> | Locked> {
    throw new Error("to come");
  }

  /** Makes the new address the account's. Whoever confirms must be logged in: at a mistyped address it is somebody else. */
  confirmEmail(
    _self: Self,
    _token: string,
  ): Promise<Outcome<{ readonly email: string }, NotFound | "link-expired" | "email-taken">> {
    throw new Error("to come");
  }
}
