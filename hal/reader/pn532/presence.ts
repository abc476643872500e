/** A card counts again once it was away for this long, milliseconds. */
const AWAY = 500;
/** A poll that finds a card this soon after the chip took it up found one that was lying there already. */
const LYING_THERE = 60;
/** Garbage is noticed this long after it came, milliseconds. */
const GARBLED_WITHIN = 30;
/** A card that was passed over this often while another was found is not there any more. */
const PASSED_OVER = 30;
/** A card that was missed is remembered for this long, milliseconds. */
const FORGET = 2_000;

interface Sighting {
  lastSeen: number;
  /** A poll that the chip had accepted has not found it since. */
  missed: boolean;
  passedOver: number;
}

/**
 * Tells a tap from a card that rests on the reader. A card is away only if a poll that the chip has accepted did not find
 * it: a reader that is busy or deaf sees nothing, and that is not the card's doing. Then it was away since it was last seen.
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
    for (const sighting of this.#cards.values()) sighting.missed = true;
    this.#forget(now);
  }

  /** The poll under way, which the chip had accepted, ended in garbage `GARBLED_WITHIN` ago at most. */
  garbled(now: number): void {
    if (now - this.#pollSince > LYING_THERE + GARBLED_WITHIN) this.nothingFound(now);
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
    for (const sighting of this.#cards.values()) {
      if (++sighting.passedOver > PASSED_OVER) sighting.missed = true;
    }
    this.#cards.set(id, { lastSeen: now, missed: false, passedOver: 0 });
    this.#forget(now);
    return !known || (known.missed && now - known.lastSeen >= AWAY);
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
