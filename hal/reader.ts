/** A card that was laid on a reader. */
export interface Card {
  /** The UID as upper-case hex in the order in which the reader gives it: 8, 14 or 20 digits. */
  readonly uid: string;
  /** SEL_RES (SAK) of ISO 14443-3, 0–255: what kind of card it says it is. */
  readonly sak: number;
}

/** What a card reader tells. A card that rests on the reader is told once. */
export type ReaderEvent =
  /** The reader works: told at start and after every loss, when cards laid from now on count. */
  | { readonly type: "up" }
  | { readonly type: "lost"; readonly reason: string }
  | { readonly type: "card"; readonly card: Card };

/** A reader of ISO 14443-A cards, supervised for ever: it survives silence, noise and being unplugged. */
export interface CardReader {
  /** Opens the device and goes on trying until `close`. Called once. */
  start(listener: (event: ReaderEvent) => void): void;
  /** Releases the device; nothing is told any more. */
  close(): Promise<void>;
}
