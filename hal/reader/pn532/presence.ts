/** A card counts again once it was away for this long, milliseconds… */
const AWAY = 500;
/** …less what a poll takes to notice that it left: the pause between two polls and the poll itself. */
const NOTICE = 30;
/** A poll that finds a card this soon after the chip took it up found one that was lying there already. */
const LYING_THERE = 60;
/** A card not seen for this long while others were is forgotten. */
const FORGET = 2_000;

interface Sighting {
  lastSeen: number;
  /** Since when polls have found nothing of it; null: it is lying there, as far as is known. */
  awaySince: number | null;
}

/**
 * Tells a tap from a card that rests on the reader. A card is away only while polls that the chip has accepted do not
 * find it: a reader that is busy or deaf sees nothing, and that is not the card's doing.
 */
export class CardPresence {
  readonly #cards = new Map<string, Sighting>();
  #pollSince = 0;

  /** The chip has taken up a poll. */
  pollAccepted(now: number): void {
    this.#pollSince = now;
  }

  /** The poll under way has found no card until now. */
  nothingFound(now: number): void {
    for (const sighting of this.#cards.values()) sighting.awaySince ??= this.#pollSince;
    this.#forget(now);
  }

  /**
   * The poll under way has found this card.
   *
   * @param id what tells one card from another
   * @returns whether it is a new tap
   */
  found(id: string, now: number): boolean {
    if (now - this.#pollSince > LYING_THERE) this.nothingFound(now);
    const known = this.#cards.get(id);
    const awayFor = known?.awaySince == null ? 0 : now - known.awaySince;
    this.#cards.set(id, { lastSeen: now, awaySince: null });
    this.#forget(now);
    return !known || awayFor >= AWAY - NOTICE;
  }

  /** Forgets all cards. */
  clear(): void {
    this.#cards.clear();
  }

  #forget(now: number): void {
    for (const [id, { lastSeen }] of this.#cards) if (now - lastSeen > FORGET) this.#cards.delete(id);
  }
}
