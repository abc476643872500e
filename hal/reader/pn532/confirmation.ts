import type { Card } from "../../reader.ts";

/** A line that has shown a stray answer is in doubt for this long, milliseconds. */
const DOUBT = 10_000;
/** A card in doubt that is found again within this is believed, milliseconds. */
const AGAIN_WITHIN = 300;

/**
 * Whether a new card is believed on one answer. On a clean line it is, at once. On one that has lately shown answers to
 * nothing that was asked, an answer may be an old one come again: there a card must be found twice.
 */
export class TapConfirmation {
  #doubtedAt = Number.NEGATIVE_INFINITY;
  #held: { readonly id: string; readonly card: Card; readonly at: number } | null = null;

  /** An answer came to nothing that was asked. */
  doubt(now: number): void {
    this.#doubtedAt = now;
  }

  /**
   * A poll has found a card.
   *
   * @param isTap it was not there before
   * @returns the card to be told now; null: none, or not yet
   */
  found(card: Card, id: string, isTap: boolean, now: number): Card | null {
    const held = this.#held;
    this.#held = null;
    if (isTap) {
      if (now - this.#doubtedAt > DOUBT) return card;
      this.#held = { id, card, at: now };
      return null;
    }
    return held?.id === id && now - held.at <= AGAIN_WITHIN ? held.card : null;
  }
}
