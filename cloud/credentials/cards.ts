import { asc, eq, inArray } from "drizzle-orm";
import { type CardIdProblem, type CardIdResult, parseCardId } from "../../protocol/card-id.ts";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { CardId, ChargerId, InstallationId, PersonId } from "../database/ids.ts";
import { cards, people } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { chargeRights } from "./charge-rights.ts";
import { cardChanged, type KeepProblem, keepCard, ownCard } from "./held-cards.ts";
import { labelOf } from "./label.ts";

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
type AddCardProblem = CardIdProblem | KeepProblem | "label";

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

/** What may be shown of a card. */
const SHOWN = {
  id: cards.id,
  shown: cards.shown,
  label: cards.label,
  status: cards.status,
  source: cards.source,
  createdAt: cards.createdAt,
};

/** One's own charge cards (B8), and those of an installation's users as its owner sees them. */
export class Cards {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** One's own, in the order in which they were added. */
  list(actor: Actor): Promise<readonly OwnCard[]> {
    return ownCards(this.#parts.db, actor.person);
  }

  /** Adds a card by the number that is printed on it. */
  async addTyped(
    actor: Actor,
    card: { readonly number: string; readonly label: string },
  ): Promise<AddCardOutcome> {
    const read = parseCardId(card.number);
    if (!read.ok) return { ok: false, problem: read.code, numbers: read.numbers };
    const { numbers } = read;
    const label = labelOf(card.label);
    if (label === null) return { ok: false, problem: "label", numbers };
    const kept = await this.#parts.db.transaction((tx) =>
      keepCard(tx, this.#parts, { person: actor.person, number: read.id, label, source: "typed" }),
    );
    return { ...kept, numbers };
  }

  /** Calls one's own card something else. */
  async rename(actor: Actor, id: CardId, typed: string): Promise<Outcome<object, NotFound | "label">> {
    const label = labelOf(typed);
    if (label === null) return refused("label");
    const renamed = await this.#parts.db.transaction(async (tx) => {
      if (!(await ownCard(tx, actor.person, id))) return [];
      return tx.update(cards).set({ label }).where(eq(cards.id, id)).returning({ id: cards.id });
    });
    return renamed.length === 0 ? refused("not-found") : { ok: true };
  }

  /** A blocked card charges nowhere; sessions of it end. */
  setStatus(actor: Actor, id: CardId, status: OwnCard["status"]): Promise<Outcome<object, NotFound>> {
    return this.#parts.db.transaction(async (tx) => {
      const card = await ownCard(tx, actor.person, id);
      if (!card) return refused("not-found");
      if (card.status === status) return { ok: true };
      await tx.update(cards).set({ status }).where(eq(cards.id, id));
      await cardChanged(tx, this.#parts, actor.person, "card-changed", { ...card, status });
      return { ok: true };
    });
  }

  remove(actor: Actor, id: CardId): Promise<Outcome<object, NotFound>> {
    return this.#parts.db.transaction(async (tx) => {
      const card = await ownCard(tx, actor.person, id);
      if (!card) return refused("not-found");
      await tx.delete(cards).where(eq(cards.id, id));
      await cardChanged(tx, this.#parts, actor.person, "card-removed", card);
      return { ok: true };
    });
  }

  /** The cards of everybody who may charge at an installation or one of its chargers, by holder: for its owner. */
  async ofInstallation(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly cards: readonly HeldCard[] }, NotFound | Forbidden>> {
    const { db, clock } = this.#parts;
    const resource = { kind: "installation", id: installation } as const;
    if (!may(actor, "installation.view", resource)) return refused("not-found");
    if (!may(actor, "installation.credentials", resource)) return refused("forbidden");
    const rights = await chargeRights(db, installation, clock.now());
    const holders = [...new Set(rights.map(({ person }) => person))];
    const rows = await db
      .select({ ...SHOWN, holder: { id: people.id, name: people.name } })
      .from(cards)
      .innerJoin(people, eq(people.id, cards.personId))
      .where(inArray(cards.personId, holders))
      .orderBy(asc(people.name), asc(people.id), asc(cards.createdAt), asc(cards.id));
    const held = rows.map((card) => {
      const own = rights.filter(({ person }) => person === card.holder.id);
      if (own.some(({ charger }) => charger === null)) return { ...card, chargers: null };
      return { ...card, chargers: [...new Set(own.flatMap(({ charger }) => (charger ? [charger.id] : [])))] };
    });
    return { ok: true, cards: held };
  }
}

/** Somebody's cards as they see them themselves. */
export function ownCards(db: Database, person: PersonId): Promise<readonly OwnCard[]> {
  return db
    .select(SHOWN)
    .from(cards)
    .where(eq(cards.personId, person))
    .orderBy(asc(cards.createdAt), asc(cards.id));
}
