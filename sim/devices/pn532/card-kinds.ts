import type { Card } from "./card.ts";
import { IsoDepCard } from "./iso-dep-card.ts";
import { MifareCard } from "./mifare-card.ts";
import { PageCard } from "./page-card.ts";

/** Kinds of card that can be asked for by name. */
export const CARD_KINDS = ["1k", "4k", "mini", "ntag", "desfire"] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** A card to be laid on the reader. */
export interface CardOrder {
  readonly uid: Uint8Array;
  readonly kind: CardKind;
  readonly magic: boolean;
}

/** ATQA low byte: bit 6 says that the UID has seven bytes (ISO/IEC 14443-3 §6.5.2). */
const DOUBLE_SIZE = 0x40;
const CASCADE_TAG = 0x88;
/** First byte of a UID that is drawn at random (AN10927 §2.1.1). */
const RANDOM_UID = 0x08;

/** Why there is no such card, in words that end "…"; undefined where there is. */
export function refusedOrder({ uid, kind, magic }: CardOrder): string | undefined {
  if (uid.length !== 4 && uid.length !== 7) return "a UID of 4 or 7 bytes";
  if (uid.length === 4 && uid[0] === CASCADE_TAG) return "a 4-byte UID that does not start with 88";
  if (uid.length === 4 && (kind === "ntag" || kind === "desfire")) return `a 7-byte UID for ${kind}`;
  if (magic && (kind === "ntag" || kind === "desfire")) return "magic with 1k, 4k or mini only";
  return undefined;
}

/** A fresh card of the kind (ATQA and SAK as in AN10833). */
export function makeCard({ uid, kind, magic }: CardOrder): Card {
  const size = uid.length === 7 ? DOUBLE_SIZE : 0;
  switch (kind) {
    case "1k":
      return new MifareCard({ name: kind, uid, atqa: [0, 0x04 | size], sak: 0x08, sectors: 16, magic });
    case "4k":
      return new MifareCard({ name: kind, uid, atqa: [0, 0x02 | size], sak: 0x18, sectors: 40, magic });
    case "mini":
      return new MifareCard({ name: kind, uid, atqa: [0, 0x04 | size], sak: 0x09, sectors: 5, magic });
    case "ntag":
      return new PageCard(uid);
    case "desfire": {
      const ats = Uint8Array.of(0x06, 0x75, 0x77, 0x81, 0x02, 0x80);
      return new IsoDepCard({ name: kind, atqa: [0x03, 0x44], ats, uid: () => uid });
    }
  }
}

/** A phone, which shows another number each time it gets a field (AN10927 §2.1.1). */
export function makePhone(random: () => number): Card {
  const byte = () => Math.floor(random() * 256);
  return new IsoDepCard({
    name: "phone",
    atqa: [0x03, 0x04],
    ats: Uint8Array.of(0x05, 0x78, 0x80, 0x70, 0x02),
    uid: () => Uint8Array.of(RANDOM_UID, byte(), byte(), byte()),
  });
}
