import type { CardIdProblem, CardIdResult } from "../../protocol/card-id.ts";
import type { Actor } from "../access/role.ts";
import type { CardId, ChargerId, InstallationId, PersonId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** Cards that somebody may have at most. */
export const CARDS_AT_MOST = 20;
/** Characters of what a card is called; it may be called nothing. */
export const LABEL_AT_MOST = 60;

/** A charge card as its holder sees it: never its number. */
export interface OwnCard {
  readonly id: CardId;
  /** First and last byte, `04…C3`. */
  readonly shown: string;
  readonly label: string;
  readonly status: "active" | "blocked";
  readonly source: "typed" | "scanned" | "refused-tap";
  readonly createdAt: number;
}

/** The same as an owner of an installation sees it, where its holder may charge. */
export interface HeldCard extends OwnCard {
  readonly holder: { readonly id: PersonId; readonly name: string };
  /** The chargers at which it is good; null: all of the installation. */
  readonly chargers: readonly ChargerId[] | null;
}

/** Why a typed number was not added: that of `parseCardId`, or these. `taken` does not say whose it is. */
export type AddCardProblem = CardIdProblem | "taken" | "already-yours" | "too-many" | "label";

export type AddCardOutcome =
  | {
      readonly ok: true;
      readonly card: OwnCard;
      /** Something to know although it was added (`backwards`); holds a number: for the person who typed it alone. */
      readonly numbers: CardIdResult["numbers"];
    }
  | {
      readonly ok: false;
      readonly problem: AddCardProblem;
      /** What may have been meant; holds numbers: for the person who typed it alone. */
      readonly numbers: CardIdResult["numbers"];
    };

/** One's own charge cards (B8), and those of an installation's users as its owner sees them. */
export class Cards {
  constructor(parts: CloudParts) {
    void parts;
  }

  /** One's own, in the order in which they were added. */
  list(actor: Actor): Promise<readonly OwnCard[]> {
    void actor;
    throw new Error("to come");
  }

  /** Adds a card by the number that is printed on it. */
  addTyped(actor: Actor, card: { readonly number: string; readonly label: string }): Promise<AddCardOutcome> {
    void [actor, card];
    throw new Error("to come");
  }

  /** Calls one's own card something else. */
  rename(actor: Actor, id: CardId, label: string): Promise<Outcome<object, NotFound | "label">> {
    void [actor, id, label];
    throw new Error("to come");
  }

  /** A blocked card charges nowhere; sessions of it end. */
  setStatus(actor: Actor, id: CardId, status: OwnCard["status"]): Promise<Outcome<object, NotFound>> {
    void [actor, id, status];
    throw new Error("to come");
  }

  remove(actor: Actor, id: CardId): Promise<Outcome<object, NotFound>> {
    void [actor, id];
    throw new Error("to come");
  }

  /** The cards of everybody who may charge at an installation or one of its chargers, by holder: for its owner. */
  ofInstallation(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly cards: readonly HeldCard[] }, NotFound | Forbidden>> {
    void [actor, installation];
    throw new Error("to come");
  }
}
