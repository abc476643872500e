import type { Actor } from "../access/role.ts";
import type { GrantId, InvitationId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import type { AccessList } from "./access-list.ts";
import type { InviteProblem } from "./invitation.ts";
import type { Place } from "./place.ts";

/** Why a grant was not changed. */
export type GrantProblem =
  | NotFound
  | Forbidden
  /** An installation always has an Owner who is a person with an account. */
  | "last-owner"
  | "bad-role"
  /** Owner is for people. */
  | "group-owner"
  /** Not later than now; or of an Owner, which has no end. */
  | "bad-expiry";

/** Who has access to installations and chargers (B2, B3). Sharing it does not touch the access switch (B4). */
export class Permissions {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** Who has access to a place, own and inherited, and who is invited. */
  at(_actor: Actor, _place: Place): Promise<Outcome<{ readonly access: AccessList }, NotFound | Forbidden>> {
    throw new Error(`to come ${this.#parts.origin}`);
  }

  /**
   * Invites somebody by mail, whether they have an account or not: the answer is the same. A pending invitation of the same
   * address to the same place is replaced.
   */
  invite(
    _actor: Actor,
    _place: Place,
    _guest: {
      readonly name: string;
      readonly email: string;
      readonly role: string;
      readonly expiresAt?: number | null;
    },
  ): Promise<Outcome<{ readonly invitation: InvitationId }, NotFound | Forbidden | InviteProblem>> {
    throw new Error("to come");
  }

  withdrawInvitation(
    _actor: Actor,
    _invitation: InvitationId,
  ): Promise<Outcome<Record<never, never>, NotFound | Forbidden>> {
    throw new Error("to come");
  }

  /** Takes a grant away, at once: whoever had it charges there no more, unless by another one. */
  withdraw(
    _actor: Actor,
    _grant: GrantId,
  ): Promise<Outcome<Record<never, never>, NotFound | Forbidden | "last-owner">> {
    throw new Error("to come");
  }

  /** Changes what a grant allows. Owner has no end, so becoming it takes the end away. */
  changeRole(
    _actor: Actor,
    _grant: GrantId,
    _role: string,
  ): Promise<Outcome<Record<never, never>, GrantProblem>> {
    throw new Error("to come");
  }

  /** @param expiresAt null: until it is withdrawn */
  changeExpiry(
    _actor: Actor,
    _grant: GrantId,
    _expiresAt: number | null,
  ): Promise<Outcome<Record<never, never>, GrantProblem>> {
    throw new Error("to come");
  }
}
