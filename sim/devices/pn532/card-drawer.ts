import type { Card } from "./card.ts";
import { type CardOrder, makeCard } from "./card-kinds.ts";

const MOST_CARDS = 256;

/** Cards that have been on the reader: laid again, a card has kept what was written to it. */
export class CardDrawer {
  readonly #cards = new Map<string, Card>();

  /** The card of that UID and kind, a fresh one the first time; beyond 256 the one longest unused is forgotten. */
  take(order: CardOrder): Card {
    const key = `${Buffer.from(order.uid).toString("hex")} ${order.kind} ${order.magic}`;
    const card = this.#cards.get(key) ?? makeCard(order);
    this.#cards.delete(key);
    this.#cards.set(key, card);
    const [oldest = key] = this.#cards.keys();
    if (this.#cards.size > MOST_CARDS) this.#cards.delete(oldest);
    return card;
  }
}
