/** A card counts again once it was away for this long, milliseconds. */
const AWAY = 500;
/** A card that was passed over this often while another was found is not there any more. */
const PASSED_OVER = 30;
/** A card that was missed is remembered for this long, milliseconds. */
const FORGET = 2_000;

interface Sighting {
  lastSeen: number;
  /** A poll that the chip had taken up has not found it since. */
  missed: boolean;
  passedOver: number;
}

/**
 * Tells a tap from a card that rests on the reader. A card is away only if a poll that the chip has taken up did not find
 * it: a reader that is busy or deaf sees nothing, and that is not the card's doing. Then it was away since it was last seen.
 */
export class CardPresence {
  readonly #cards = new Map<string, Sighting>();

  /** A poll that would have found a card lying there has found none. */
  nothingFound(now: number): void {
    for (const sighting of this.#cards.values()) sighting.missed = true;
    this.#forget(now);
  }

  /**
   * A poll has found this card.
   *
   * @param id what tells one card from another
   * @returns whether it is a new tap
   */
  found(id: string, now: number): boolean {
    const known = this.#cards.get(id);
    for (const sighting of this.#cards.values()) {
      if (++sighting.passedOver > PASSED_OVER) sighting.missed = true;
    }
    this.#cards.set(id, { lastSeen: now, missed: false, passedOver: 0 });
    const isTap = !known || (known.missed && now - known.lastSeen >= AWAY);
    this.#forget(now);
    return isTap;
  }

  /** Forgets all cards. */
  clear(): void {
    this.#cards.clear();
  }

  #forget(now: number): void {
    for (const [id, { lastSeen, missed }] of this.#cards) {
      if (missed && now - lastSeen > FORGET) this.#cards.delete(id);
    }
  }
}
