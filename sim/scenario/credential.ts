import { z } from "zod";
import { type CardId, cardIdOfUid } from "../../protocol/card-id.ts";

/** A card or a PIN as it is laid on a reader or typed. A PIN is `#` and digits, any number of them. */
export type ScenarioCredential =
  | { readonly kind: "card"; readonly id: CardId }
  | { readonly kind: "pin"; readonly pin: string };

const CARD_TEXT = "expected a card id of 8, 14 or 20 hex digits such as 04A1B2C3";
const PIN_TEXT = 'expected a PIN with its leading #, in quotes: "#4711"';

/** A card id as people write it. */
export const cardText = z
  .string(CARD_TEXT)
  .regex(
    /^(?:[nN][fF][cC]-)?[0-9A-Fa-f]{2}(?:[:. -]?[0-9A-Fa-f]{2}){3}(?:(?:[:. -]?[0-9A-Fa-f]{2}){3}){0,2}$/,
    CARD_TEXT,
  );

/**
 * A card's canonical number from any of its spellings. Which numbers cards can have is not asked: a scenario also shows the
 * unit random ones, and such as no card has. A file's reader hands over the text as it is written (`writtenIds`); a number
 * here is what other tools make of `11223344`.
 */
export const card = z
  .union(
    [
      cardText,
      z
        .int()
        .min(0)
        .describe("A card id of decimal digits only; read as written, not as a number.")
        .transform(String)
        .pipe(cardText),
    ],
    CARD_TEXT,
  )
  .meta({
    id: "card",
    description:
      "A card id: the UID in hex, 4, 7 or 10 bytes (8, 14 or 20 digits), upper or lower case, also with separators or an nfc- prefix. It is text as written, even where YAML sees a number; one with an exponent (04E10203) has to be quoted for other tools.",
    examples: ["04A1B2C3", "04A1B2C3D4E5F6"],
  })
  .transform((text, context): CardId => {
    const id = cardIdOfUid(Buffer.from(text.replace(/^nfc-|[:. -]/gi, ""), "hex"));
    if (id) return id;
    context.addIssue(CARD_TEXT);
    return z.NEVER;
  });

/** Schemas whose scalars a file's reader takes as they are written, not as what YAML makes of them. */
export const writtenIds = z.registry<{ readonly asWritten: true }>().add(card, { asWritten: true });

/** A PIN as it may stand anywhere but in an entry, also one that no unit would take. */
export const pin = z
  .string(PIN_TEXT)
  .regex(/^#[0-9]+$/, PIN_TEXT)
  .meta({
    id: "pin",
    description: "A PIN with its leading # (in quotes: # starts a comment in YAML).",
    examples: ["#4711"],
  });

/** A card id or a PIN. */
export const credential = z
  .union(
    [
      card.transform((id): ScenarioCredential => ({ kind: "card", id })),
      pin.transform((digits): ScenarioCredential => ({ kind: "pin", pin: digits })),
    ],
    'expected a card id such as 04A1B2C3, or a PIN such as "#4711"',
  )
  .meta({ id: "credential", description: "A card id or a PIN." });

/** Equal for equal credentials; for comparing, not for showing. */
export function credentialText(of: ScenarioCredential): string {
  return of.kind === "card" ? of.id : of.pin;
}
