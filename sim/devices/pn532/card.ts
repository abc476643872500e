/** What a card says to a frame, as the chip can tell it. */
export type CardAnswer =
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  /** Not a sound, because it is halted or does not know the command. */
  | { readonly kind: "no-answer" }
  /** A four-bit "no". */
  | { readonly kind: "refused" }
  /** The mutual authentication of MIFARE Classic failed. */
  | { readonly kind: "auth-failed" };

/** Whether the chip helps (authenticates, chains, adds its protocol) or sends what it is given as it is. */
export type CardChannel = "chip" | "raw";

/** Where a card is in its life in the field (ISO/IEC 14443-3 §6.3, without the steps in between). */
export type CardState = "idle" | "active" | "halt";

/** A card as the chip meets it: bytes over the air, framing and CRC left out. */
export interface Card {
  /** What a person calls it. */
  readonly name: string;
  readonly uid: Uint8Array;
  /** Most significant byte first, as the chip reports it; on air it is the other way round. */
  readonly atqa: readonly [number, number];
  readonly sak: number;
  /** With its own length in front; cards that can do ISO/IEC 14443-4 have one. */
  readonly ats: Uint8Array | undefined;
  readonly state: CardState;
  /** The field is gone, or the card is. */
  losePower(): void;
  /** Anticollision has picked the card; `rats` when it is asked for its ATS as well. */
  select(rats: boolean): void;
  halt(): void;
  exchange(data: Uint8Array, channel: CardChannel): CardAnswer;
}

export const NO_ANSWER: CardAnswer = { kind: "no-answer" };
export const REFUSED: CardAnswer = { kind: "refused" };

/** The usual "yes, and nothing more". */
export const DONE: CardAnswer = { kind: "data", bytes: new Uint8Array() };
