import type { Actor } from "../access/role.ts";
import type { ChargerId } from "../database/ids.ts";
import type { Forbidden, NotFound } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import type { Random } from "../surroundings.ts";
import type { Vault } from "../vault.ts";

const DIGITS = 8;
/** The largest multiple of 10^8 that four bytes hold: above it, some PINs would be likelier than others. */
const FAIR_BELOW = Math.floor(2 ** 32 / 10 ** DIGITS) * 10 ** DIGITS;

/**
 * A new charger PIN (B9): 8 digits, each PIN as likely as the other; fixed for the charger's life. Two may be the same: the
 * hash is unique in the database, so whoever saves it makes another then.
 */
export function newChargerPin(
  { vault, random }: { readonly vault: Vault; readonly random: Random },
  charger: ChargerId,
): { readonly pinSealed: Uint8Array; readonly pinHash: Uint8Array } {
  let number = FAIR_BELOW;
  while (number >= FAIR_BELOW) number = Buffer.from(random(4)).readUInt32BE();
  const pin = String(number % 10 ** DIGITS).padStart(DIGITS, "0");
  return {
    pinSealed: vault.seal("charger-pin", charger, Buffer.from(pin)),
    pinHash: vault.fingerprint("charger-pin", pin),
  };
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
