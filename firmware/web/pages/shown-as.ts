import type { Identification } from "../../whitelist/identification.ts";
import type { Visitor } from "../visitor.ts";

/** What stands for a card or PIN in a sentence. */
export function shownAs({ type, label }: Pick<Identification, "type" | "label">, { words }: Visitor): string {
  return type === "pin" ? words.identifications.pinWords : words.identifications.cardWords(label);
}
