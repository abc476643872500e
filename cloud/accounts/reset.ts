import type { PersonId } from "../database/ids.ts";
import type { Outcome } from "../outcome.ts";
import type { AccountParts } from "./account-parts.ts";
import type { PasswordProblem } from "./password-rules.ts";
import type { Visitor } from "./visitor.ts";

export type ResetRequested =
  | { readonly ok: true }
  /** Too many from this source. @property until milliseconds since 1970 */
  | { readonly ok: false; readonly problem: "locked"; readonly until: number };

/** A forgotten password: a link by mail, good for an hour and once. */
export class Resets {
  constructor(_parts: AccountParts) {}

  /** The answer is the same whether there is such an account or not, and so is the work. */
  request(_email: string, _visitor: Visitor): Promise<ResetRequested> {
    throw new Error("to come");
  }

  /** Whether a link is still good: for the page that asks for the new password. */
  isGood(_token: string): Promise<boolean> {
    throw new Error("to come");
  }

  /** Sets the password, and ends all sessions and other links of this person. Logs nobody in. */
  use(
    _token: string,
    _password: string,
  ): Promise<Outcome<{ readonly person: PersonId }, "reset-expired" | "busy" | PasswordProblem>> {
    throw new Error("to come");
  }
}
