import type { ChargerId } from "../database/ids.ts";
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
