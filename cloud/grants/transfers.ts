import type { Actor } from "../access/role.ts";
import type { InstallationId, TransferId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** How long an offer stands, milliseconds. */
export const TRANSFER_LIFE = 14 * 86_400_000;

/** What became of an offer that no longer stands. */
export type TransferEnd = "accepted" | "declined" | "withdrawn" | "expired";

/** An offer as its giver sees it. */
export interface OfferView {
  readonly id: TransferId;
  readonly name: string;
  readonly email: string;
  /** Whether the giver stays User. */
  readonly keepUser: boolean;
  readonly since: number;
  readonly until: number;
}

/** An offer as whoever has its link sees it. */
export interface OfferedView {
  readonly installation: string;
  readonly chargers: number;
  readonly from: string;
  readonly name: string;
  /** The address that it was sent to: the account that accepts has it, and one that is made for it gets it. */
  readonly email: string;
  readonly until: number;
}

/** Ownership handed from one person to another. */
export class Transfers {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** Offers what one owns to somebody by mail, whether they have an account or not: the answer is the same. */
  offer(
    _actor: Actor,
    _installation: InstallationId,
    _to: { readonly name: string; readonly email: string; readonly keepUser: boolean },
  ): Promise<
    Outcome<
      { readonly transfer: TransferId },
      NotFound | Forbidden | "bad-name" | "bad-email" | "own-email" | "open-offer" | "too-many-mails"
    >
  > {
    throw new Error(`to come ${this.#parts.origin}`);
  }

  /** The offer that stands; null: none. */
  standing(
    _actor: Actor,
    _installation: InstallationId,
  ): Promise<Outcome<{ readonly offer: OfferView | null }, NotFound | Forbidden>> {
    throw new Error("to come");
  }

  withdraw(
    _actor: Actor,
    _transfer: TransferId,
  ): Promise<Outcome<Record<never, never>, NotFound | Forbidden | TransferEnd>> {
    throw new Error("to come");
  }

  /** What a link offers: for the page before the log-in, and for the sign-up of somebody without an account. */
  offered(_token: string): Promise<Outcome<{ readonly offer: OfferedView }, NotFound | TransferEnd>> {
    throw new Error("to come");
  }

  /** Makes whoever is logged in the owner, if theirs is the address that it was offered to. */
  accept(
    _actor: Actor,
    _token: string,
  ): Promise<Outcome<{ readonly installation: InstallationId }, NotFound | TransferEnd | "wrong-account">> {
    throw new Error("to come");
  }

  /** The link suffices: who does not want it need not sign up. */
  decline(_token: string): Promise<Outcome<Record<never, never>, NotFound | TransferEnd>> {
    throw new Error("to come");
  }
}
