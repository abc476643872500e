import { type Card, type CardAnswer, type CardChannel, type CardState, NO_ANSWER } from "./card.ts";

const RATS = 0xe0;
/** ISO/IEC 7816-4: no such application or file. */
const NOT_FOUND = [0x6a, 0x82];

export interface IsoDepSettings {
  readonly name: string;
  readonly atqa: readonly [number, number];
  readonly ats: Uint8Array;
  /** Asked anew whenever the card gets power: some take another UID each time. */
  readonly uid: () => Uint8Array;
}

/** A card, or a phone, that speaks ISO/IEC 14443-4 and has nothing to say to anyone. */
export class IsoDepCard implements Card {
  readonly name: string;
  readonly atqa: readonly [number, number];
  readonly sak = 0x20;
  readonly ats: Uint8Array;
  readonly #newUid: () => Uint8Array;
  #uid: Uint8Array;
  #state: CardState = "idle";
  /** Whether its ATS has been asked for: only then does it understand application commands. */
  #inProtocol = false;

  constructor(settings: IsoDepSettings) {
    this.name = settings.name;
    this.atqa = settings.atqa;
    this.ats = settings.ats;
    this.#newUid = settings.uid;
    this.#uid = settings.uid();
  }

  get uid(): Uint8Array {
    return this.#uid;
  }

  get state(): CardState {
    return this.#state;
  }

  losePower(): void {
    this.#enter("idle");
    this.#uid = this.#newUid();
  }

  select(rats: boolean): void {
    this.#enter("active");
    this.#inProtocol = rats;
  }

  halt(): void {
    this.#enter("halt");
  }

  exchange(data: Uint8Array, channel: CardChannel): CardAnswer {
    if (this.#state !== "active") return NO_ANSWER;
    if (this.#inProtocol)
      return channel === "chip" ? { kind: "data", bytes: Uint8Array.from(NOT_FOUND) } : NO_ANSWER;
    if (data[0] !== RATS) {
      this.halt();
      return NO_ANSWER;
    }
    this.#inProtocol = true;
    return { kind: "data", bytes: this.ats };
  }

  #enter(state: CardState): void {
    this.#state = state;
    this.#inProtocol = false;
  }
}
