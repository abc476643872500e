import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import { type CardId, cardIdOfUid } from "./card-id.ts";
import { credentialDigests, deriveKey } from "./digest.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A nonce, a UID of 10 bytes, a tag. */
export const SEALED_NUMBER_BYTES = NONCE_BYTES + 10 + TAG_BYTES;

/**
 * The number of a card that was shown to be registered for the cloud, sealed for it (AES-256-GCM): nonce, the UID's bytes,
 * tag; bound to the card's digest. The nonce is made of the number itself, so the same card is always sealed to the same bytes
 * and no nonce serves two.
 * @param secret the installation's, 32 bytes
 */
export function sealCardNumber(secret: Uint8Array, card: CardId): Buffer {
  const nonce = createHmac("sha256", deriveKey(secret, "enrolled nonce"))
    .update(card)
    .digest()
    .subarray(0, NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(secret, "enrolled"), nonce);
  cipher.setAAD(credentialDigests(secret).ofCard(card));
  return Buffer.concat([nonce, cipher.update(Buffer.from(card, "hex")), cipher.final(), cipher.getAuthTag()]);
}

/**
 * The number again; null when it is not that of the card with this digest, or was sealed under another secret.
 * @param digest the card's, 8 bytes
 */
export function openCardNumber(secret: Uint8Array, digest: Uint8Array, sealed: Uint8Array): CardId | null {
  if (sealed.length <= NONCE_BYTES + TAG_BYTES || sealed.length > SEALED_NUMBER_BYTES) return null;
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", deriveKey(secret, "enrolled"), nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(digest).setAuthTag(sealed.subarray(-TAG_BYTES));
    const clear = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    const card = cardIdOfUid(Buffer.concat([clear, decipher.final()]));
    return card !== null && credentialDigests(secret).ofCard(card).equals(digest) ? card : null;
  } catch {
    return null;
  }
}
