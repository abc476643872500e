import type { AccountParts } from "./account-parts.ts";
import type { Session } from "./sessions.ts";
import type { Visitor } from "./visitor.ts";

export type LoginOutcome =
  | { readonly ok: true; readonly token: string; readonly session: Session }
  /** There is no such account, or this is not its password: which of the two, nobody is told. `busy`: try again in a moment. */
  | { readonly ok: false; readonly problem: "wrong" | "busy" }
  /** @property until milliseconds since 1970 */
  | { readonly ok: false; readonly problem: "locked"; readonly until: number };

/** E-mail and password make a session. */
export class Login {
  constructor(_parts: AccountParts) {}

  /** @param given.replaces the token of a session that this browser had: it ends */
  logIn(_given: {
    readonly email: string;
    readonly password: string;
    readonly visitor: Visitor;
    readonly replaces?: string | null;
  }): Promise<LoginOutcome> {
    throw new Error("to come");
  }
}
