import type { Card } from "./card.ts";

const CASCADE_TAG = 0x88;

/** The reader's RF field and the cards that lie in it. */
export class RfField {
  #cards: readonly Card[] = [];
  #on = false;

  get cards(): readonly Card[] {
    return this.#cards;
  }

  get on(): boolean {
    return this.#on;
  }

  /** Replaces what lies on the reader; a card taken away, or laid anew, has lost its power. */
  lay(cards: readonly Card[]): void {
    for (const card of this.#cards) card.losePower();
    this.#cards = cards;
  }

  /** Switches the field; a card without a field forgets everything, and some their number. */
  switch(on: boolean): void {
    if (this.#on && !on) for (const card of this.#cards) card.losePower();
    this.#on = on;
  }

  /** Whether a card can hear the reader. */
  reaches(card: Card): boolean {
    return this.#on && this.#cards.includes(card);
  }

  /**
   * The cards that answer a call, in the order in which anticollision finds them.
   *
   * Halted cards come last: they are called only after those that answer the plain call.
   *
   * @param known calls only the card with this UID, cascade tag in front where it has seven bytes
   */
  answering(known: Uint8Array | undefined): readonly Card[] {
    if (!this.#on) return [];
    const called = known ? this.#cards.filter((card) => same(cascaded(card.uid), known)) : this.#cards;
    const halted = (card: Card) => card.state === "halt";
    return [...called.filter((card) => !halted(card)), ...called.filter(halted)];
  }
}

function cascaded(uid: Uint8Array): Uint8Array {
  return uid.length === 4 ? uid : Uint8Array.of(CASCADE_TAG, ...uid);
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
