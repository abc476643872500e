import { type CardId, classifyUid } from "../../protocol/card-id.ts";
import type { Credential } from "../core/credential.ts";
import { type Wrong, wrong } from "./people-problem.ts";

/**
 * Why what was shown to the reader cannot be given to a person; null: it can.
 * @param card its number; null: not known any more
 */
export function unfitCard(credential: Credential, card: CardId | null): Wrong | null {
  if (credential.kind !== "card") return wrong("type", "cards-only");
  if (card === null) {
    // Where only its first byte is known, it may be a number that is made up anew at every tap: such ones are far more common.
    return credential.label.startsWith("08") ? wrong("code", "random-uid") : null;
  }
  switch (classifyUid(card)) {
    case "fixed":
      return null;
    case "random":
      return wrong("code", "random-uid");
    case "invalid":
      return wrong("code", "card-number-misread");
  }
}
