import type { Language } from "../../ui/language.ts";
import type { Role } from "../access/role.ts";
import type { ChargerId, GroupId, InstallationId, PersonId } from "../database/ids.ts";
import type { NotFound, Outcome } from "../outcome.ts";
import type { AccountParts } from "./account-parts.ts";
import type { Login, LoginOutcome } from "./login.ts";
import type { PasswordProblem } from "./password-rules.ts";
import type { Session } from "./sessions.ts";
import type { Visitor } from "./visitor.ts";

/** Why a link is not good; stable. A withdrawn invitation is `not-found`. */
export type InvitationProblem =
  | NotFound
  | "invitation-expired"
  | "invitation-used"
  /** Whoever invited could not give it any more. */
  | "invitation-void";

/** What an invitation gives, with the names that its page shows. */
export type NamedGift =
  | { readonly kind: "account" }
  | { readonly kind: "installation"; readonly id: InstallationId; readonly name: string; readonly role: Role }
  | {
      readonly kind: "charger";
      readonly id: ChargerId;
      readonly name: string;
      readonly installation: string;
      readonly role: Role;
    }
  | { readonly kind: "group"; readonly id: GroupId; readonly name: string; readonly admin: boolean };

export interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly gift: NamedGift;
  /** The name of who invites; null: the operator of this cloud. */
  readonly from: string | null;
  readonly expiresAt: number;
}

/** Sign-up by an invitation's link: who has it has read the mail, so the address is theirs. */
export class SignUp {
  constructor(_parts: AccountParts, _login: Login) {}

  /** What the link is for. Does not say whether there is an account. */
  read(_token: string): Promise<Outcome<{ readonly invitation: Invitation }, InvitationProblem>> {
    throw new Error("to come");
  }

  /** Accepts as somebody new, who is logged in then. `has-account`: the address has an account, which is to log in instead. */
  acceptAsNew(_given: {
    readonly token: string;
    readonly name: string;
    readonly password: string;
    readonly language: Language;
    readonly visitor: Visitor;
    readonly replaces?: string | null;
  }): Promise<
    Outcome<
      { readonly token: string; readonly session: Session; readonly gift: NamedGift },
      InvitationProblem | PasswordProblem | "has-account" | "name-missing" | "busy"
    >
  > {
    throw new Error("to come");
  }

  /** Accepts by logging in with the invitation's address: only its password is asked for. */
  acceptByLogin(_given: {
    readonly token: string;
    readonly password: string;
    readonly visitor: Visitor;
    readonly replaces?: string | null;
  }): Promise<
    | { readonly ok: true; readonly token: string; readonly session: Session; readonly gift: NamedGift }
    | { readonly ok: false; readonly problem: InvitationProblem }
    | Exclude<LoginOutcome, { readonly ok: true }>
  > {
    throw new Error("to come");
  }

  /** Accepts as who is logged in. `another-person`: the invitation is for another e-mail address than theirs. */
  acceptAs(
    _person: PersonId,
    _token: string,
  ): Promise<Outcome<{ readonly gift: NamedGift }, InvitationProblem | "another-person">> {
    throw new Error("to come");
  }
}
