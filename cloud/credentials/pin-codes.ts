import type { Actor } from "../access/role.ts";
import type { ChargerId, InstallationId, PersonId, PinCodeId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import type { PinTerms, PinTermsProblem } from "./pin-terms.ts";

/** Digits of a PIN code that the portal makes, and the fewest of one that is typed. */
export const PORTAL_PIN_DIGITS = 6;
/** PIN codes of an installation at most: the more there are, the easier one is guessed. */
export const PIN_CODES_AT_MOST = 500;

/** A PIN code as its owner sees it: never its digits, which are kept nowhere. */
export interface PinCode extends PinTerms {
  readonly id: PinCodeId;
  /** Null: a guest's. */
  readonly holder: { readonly id: PersonId; readonly name: string } | null;
  readonly label: string;
  readonly status: "active" | "blocked";
  readonly createdAt: number;
  /** Sessions that it has started, as far as the cloud knows. */
  readonly used: number;
}

/** What is asked for. */
export interface NewPinCode {
  /** As typed, with its `#`; null: one is made. */
  readonly pin: string | null;
  /** Null: a guest's. */
  readonly holder: PersonId | null;
  readonly label: string;
  readonly terms: Partial<PinTerms>;
}

export type PinCodeProblem =
  | NotFound
  | Forbidden
  /** With `#`, digits only, at least six of them, at most ten. */
  | "no-hash"
  | "not-digits"
  | "wrong-length"
  /** Such a one is in use; not said whose. */
  | "taken"
  | "label"
  /** They may not charge here. */
  | "holder"
  | "too-many"
  | PinTermsProblem;

/** The PIN codes of installations, for their owners (A2). */
export class PinCodes {
  constructor(parts: CloudParts) {
    void parts;
  }

  /** The newest first. */
  list(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly codes: readonly PinCode[] }, NotFound | Forbidden>> {
    void [actor, installation];
    throw new Error("to come");
  }

  /** Makes one. Its PIN is in the answer and never again anywhere: to be shown once. Some 100 ms. */
  make(
    actor: Actor,
    installation: InstallationId,
    code: NewPinCode,
  ): Promise<Outcome<{ readonly id: PinCodeId; readonly pin: string }, PinCodeProblem>> {
    void [actor, installation, code];
    throw new Error("to come");
  }

  /**
   * A code to hand out at a reception: six digits, starts one session, good until the end of the day in the installation's zone
   * unless said otherwise.
   */
  makeGuestCode(
    actor: Actor,
    installation: InstallationId,
    guest: { readonly label: string; readonly charger: ChargerId | null; readonly expiresAt?: number },
  ): Promise<
    Outcome<{ readonly id: PinCodeId; readonly pin: string; readonly expiresAt: number }, PinCodeProblem>
  > {
    void [actor, installation, guest];
    throw new Error("to come");
  }

  /** Sets label and terms anew, all of them. */
  change(
    actor: Actor,
    id: PinCodeId,
    change: { readonly label: string; readonly terms: PinTerms },
  ): Promise<Outcome<object, PinCodeProblem>> {
    void [actor, id, change];
    throw new Error("to come");
  }

  setStatus(
    actor: Actor,
    id: PinCodeId,
    status: PinCode["status"],
  ): Promise<Outcome<object, NotFound | Forbidden>> {
    void [actor, id, status];
    throw new Error("to come");
  }

  remove(actor: Actor, id: PinCodeId): Promise<Outcome<object, NotFound | Forbidden>> {
    void [actor, id];
    throw new Error("to come");
  }

  /** How likely somebody who tries all day gets in by a guess, at one keypad of the installation: 0 to 1. */
  odds(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly codes: number; readonly perDay: number }, NotFound | Forbidden>> {
    void [actor, installation];
    throw new Error("to come");
  }
}
