import type { CardId } from "../protocol/card-id.ts";
import type { Credential, CredentialKey } from "./core/credential.ts";

/** So many cards are remembered. */
export const MOST_SHOWN = 64;

/**
 * The numbers of the cards that were shown last: the core knows a card by its digest only, and whoever registers one that
 * was just held to the reader would have to type its number. In memory only; a number never leaves it for a log.
 */
export class ShownCards {
  /** Oldest first. */
  readonly #cards = new Map<CredentialKey, CardId>();

  /** A card was shown; the one that was not shown for longest is forgotten for it. */
  remember({ key }: Credential, card: CardId): void {
    this.#cards.delete(key);
    this.#cards.set(key, card);
    if (this.#cards.size <= MOST_SHOWN) return;
    for (const oldest of this.#cards.keys()) {
      this.#cards.delete(oldest);
      return;
    }
  }

  /** Null: it was not shown, or too long ago. */
  numberOf({ kind, key }: Pick<Credential, "kind" | "key">): CardId | null {
    return kind === "card" ? (this.#cards.get(key) ?? null) : null;
  }
}
