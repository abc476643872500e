import type { DownAnswer } from "../../protocol/ask.ts";
import type { WireCredential } from "../../protocol/credential.ts";
import type { ChargerId, PersonId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";

/**
 * What the cloud says when a charger's unit asks about a card, a PIN or an account (`up/ask`): by the list as it was last
 * built. Hours and uses are the unit's to check, but for accounts, which no list holds.
 */
export function verdictFor(
  parts: Pick<CloudParts, "db" | "clock">,
  charger: ChargerId,
  credential: Pick<WireCredential, "kind" | "key">,
): Promise<Omit<DownAnswer, "id">> {
  void [parts, charger, credential];
  throw new Error("to come");
}

/** In whose name a remote start is made (B7): somebody's account at a charger's installation; null: no such charger. */
export function accountCredential(
  parts: Pick<CloudParts, "db" | "vault">,
  charger: ChargerId,
  person: PersonId,
): Promise<WireCredential | null> {
  void [parts, charger, person];
  throw new Error("to come");
}
