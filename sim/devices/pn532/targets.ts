import type { Card, CardAnswer, CardChannel } from "./card.ts";
import { NO_ANSWER } from "./card.ts";
import type { RfField } from "./field.ts";

/** The chip keeps track of so many (UM0701-02 §7.3.5). */
export const MOST_TARGETS = 2;

/** The cards the chip has listed, by the numbers it gave them, and the one that is awake. */
export class Targets {
  readonly #field: RfField;
  #listed: (Card | undefined)[] = [];
  #current: Card | undefined;

  constructor(field: RfField) {
    this.#field = field;
  }

  /** Listed cards with their numbers. */
  get entries(): { readonly number: number; readonly card: Card }[] {
    return this.#listed.flatMap((card, index) => (card ? [{ number: index + 1, card }] : []));
  }

  has(number: number): boolean {
    return this.#listed[number - 1] !== undefined;
  }

  get(number: number): Card | undefined {
    return this.#listed[number - 1];
  }

  /** Activates cards one after another, each halting the one before, and lists them as 1, 2. */
  list(cards: readonly Card[], rats: boolean): void {
    this.#listed = [...cards];
    for (const card of cards) this.#wake(card, rats);
  }

  /** Wakes a listed card; false where it is out of reach. */
  select(number: number, rats: boolean): boolean {
    const card = this.get(number);
    if (!card || !this.#field.reaches(card)) return false;
    this.#wake(card, rats);
    return true;
  }

  /** Sends a listed card to sleep and keeps it listed. @param number 0 for all */
  deselect(number: number): void {
    for (const entry of this.entries) {
      if (number !== 0 && entry.number !== number) continue;
      if (this.#field.reaches(entry.card)) entry.card.halt();
      if (this.#current === entry.card) this.#current = undefined;
    }
  }

  /** Sends a listed card to sleep and forgets it. @param number 0 for all */
  release(number: number): void {
    this.deselect(number);
    this.#listed = this.#listed.map((card, index) =>
      number === 0 || index === number - 1 ? undefined : card,
    );
  }

  /** Forgets all cards without telling them. */
  forget(): void {
    this.#listed = [];
    this.#current = undefined;
  }

  /** Talks to a listed card, after waking it where another one was awake (UM0701-02 §7.3.8). */
  exchange(number: number, data: Uint8Array, rats: boolean): CardAnswer {
    const card = this.get(number);
    if (!card) return NO_ANSWER;
    if (card !== this.#current && !this.select(number, rats)) return NO_ANSWER;
    return this.#field.reaches(card) ? card.exchange(data, "chip") : NO_ANSWER;
  }

  /** Sends bytes to whichever card is awake (UM0701-02 §7.3.9). */
  exchangeRaw(data: Uint8Array): CardAnswer {
    const card = this.#current;
    const channel: CardChannel = "raw";
    return data.length > 0 && card && this.#field.reaches(card) ? card.exchange(data, channel) : NO_ANSWER;
  }

  #wake(card: Card, rats: boolean): void {
    if (this.#current && this.#current !== card && this.#field.reaches(this.#current)) this.#current.halt();
    card.select(rats && card.ats !== undefined);
    this.#current = card;
  }
}
