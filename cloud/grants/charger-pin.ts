import type { Actor } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId } from "../database/ids.ts";
import type { Forbidden, NotFound } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/**
 * A charger PIN for a charger that is being registered: 8 random digits, unique, fixed for life; sealed at once.
 * @param charger the id that its row will have
 */
export function newChargerPin(
  _tx: Database,
  _parts: Pick<CloudParts, "random" | "vault">,
  _charger: ChargerId,
): Promise<{ readonly pinSealed: Uint8Array; readonly pinHash: Uint8Array }> {
  throw new Error("to come");
}

/** Where somebody turns who is not shown a charger PIN. */
export type TurnTo = "ask-owner" | "ask-support";

/**
 * Shows a charger PIN to whoever may see it (B9), and writes down that it was seen. Whoever may not is told where to turn; for
 * a charger that they cannot see the answer is the same as for one that is not there.
 */
export function viewChargerPin(
  _parts: CloudParts,
  _actor: Actor,
  _charger: ChargerId,
): Promise<
  | { readonly ok: true; readonly pin: string }
  | { readonly ok: false; readonly problem: NotFound | Forbidden; readonly turnTo: readonly TurnTo[] }
> {
  throw new Error("to come");
}
