import type { Actor } from "../access/role.ts";
import type { ChargerId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import type { RequestArgs, RequestOp, RequestOutcome } from "../units/requests.ts";
import type { OwnCard } from "./cards.ts";

/** How long a card is waited for, milliseconds (a minute at most: nobody leaves a charger waiting). */
export const ENROLMENT_LASTS = 60_000;

/** Asks a charger's unit for something; always answered, never rejects. */
export type AskUnit = <Op extends RequestOp>(
  charger: ChargerId,
  op: Op,
  args: RequestArgs<Op>,
) => Promise<RequestOutcome>;

/** Why a card that was held to the reader was not added; stable. */
export type EnrolmentReason =
  /** It makes its number up anew at every tap: a phone, a bank card. */
  | "random-uid"
  /** Somebody has it; not said who. */
  | "taken"
  | "already-yours"
  /** One has as many cards as one may. */
  | "too-many"
  /** Not the card that was refused before. */
  | "other-card"
  /** The unit did not tell its number: it is to be typed. */
  | "no-number"
  /** It could not be read as a card. */
  | "unreadable";

/** What a page shows of waiting for a card at one charger. */
export type EnrolmentView =
  | { readonly state: "none" }
  /** Somebody else's card is waited for. */
  | { readonly state: "busy"; readonly until: number }
  | {
      readonly state: "open";
      /** Milliseconds since 1970. */
      readonly until: number;
      /** Of the last card that was held there and not added; the unit waits on. */
      readonly told: EnrolmentReason | null;
      /** The card that alone counts, `04…C3`; null: any. */
      readonly wanted: string | null;
    }
  | { readonly state: "added"; readonly card: OwnCard }
  | { readonly state: "refused"; readonly reason: EnrolmentReason }
  /** The time is up, and no card came. */
  | { readonly state: "expired" };

export type OpenProblem =
  | NotFound
  | Forbidden
  /** Somebody else waits for a card there, at the cloud or at the unit. */
  | "busy"
  | "unit-offline"
  /** The unit did not answer, or has refused. */
  | "unit-refused"
  | "too-many"
  | "label";

/** Adds cards by holding them to a charger's reader (A8): opens the unit's own window, for the person's own profile alone. */
export class Enrolments {
  constructor(parts: CloudParts, ask: AskUnit) {
    void [parts, ask];
  }

  /** Opens the window; the charger's light says so. Whoever has one open already opens it anew. */
  open(
    actor: Actor,
    charger: ChargerId,
    card: { readonly label: string },
  ): Promise<Outcome<{ readonly until: number }, OpenProblem>> {
    void [actor, charger, card];
    throw new Error("to come");
  }

  /** The same for a card that was refused before (`RefusedTaps`): the very same one is to be held there again. */
  openForTap(
    actor: Actor,
    refusal: number,
    card: { readonly label: string },
  ): Promise<Outcome<{ readonly until: number; readonly charger: ChargerId }, OpenProblem>> {
    void [actor, refusal, card];
    throw new Error("to come");
  }

  /** How it stands. */
  at(
    actor: Actor,
    charger: ChargerId,
  ): Promise<Outcome<{ readonly enrolment: EnrolmentView }, NotFound | Forbidden>> {
    void [actor, charger];
    throw new Error("to come");
  }

  /** Waits no longer: a card that is held there now is nobody's. The unit's light goes on until its time is up. */
  cancel(actor: Actor, charger: ChargerId): Promise<Outcome<object, NotFound>> {
    void [actor, charger];
    throw new Error("to come");
  }
}
