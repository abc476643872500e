import { createHmac, hkdfSync } from "node:crypto";
import type { CardId } from "./card-id.ts";
import { DIGEST_BYTES } from "./credential.ts";

/** Bytes of an installation's secret. */
export const SECRET_BYTES = 32;

/** What a PIN's memory-hard hash (scrypt, RFC 7914) costs and gives; a part of the digest's definition. */
export const PIN_HASH = { N: 2 ** 15, r: 8, p: 1, bytes: 32 } as const;

/**
 * How cards and PINs become digests, the same at the cloud and in every unit of the installation that the secret belongs
 * to. HKDF-SHA256 (RFC 5869, no salt, info `chargegate 1 <purpose>`) derives one key for each purpose. A card's digest is
 * the first 8 bytes of HMAC-SHA256 over its canonical number as text; a PIN's is the first 16 bytes of HMAC-SHA256 over
 * scrypt(PIN with its `#`, salt). Cards and PINs are digested in separate domains (I8).
 */
export interface CredentialDigests {
  ofCard(id: CardId): Buffer;
  /** The salt of a PIN's memory-hard hash. */
  readonly pinSalt: Uint8Array;
  /** @param hard the memory-hard hash of the PIN, `PIN_HASH.bytes` long */
  ofPin(hard: Uint8Array): Buffer;
}

/** @throws RangeError when the secret has another length */
export function credentialDigests(secret: Uint8Array): CredentialDigests {
  const cardKey = deriveKey(secret, "card");
  const pinKey = deriveKey(secret, "pin");
  const keyed = (key: Buffer, content: string | Uint8Array, bytes: number) =>
    createHmac("sha256", key).update(content).digest().subarray(0, bytes);
  return {
    ofCard: (id) => keyed(cardKey, id, DIGEST_BYTES.card),
    pinSalt: deriveKey(secret, "pin salt"),
    ofPin: (hard) => keyed(pinKey, hard, DIGEST_BYTES.pin),
  };
}

/**
 * A key of its own for one purpose, 32 bytes.
 * @throws RangeError when the secret has another length
 */
export function deriveKey(secret: Uint8Array, purpose: string): Buffer {
  if (secret.length !== SECRET_BYTES)
    throw new RangeError(`an installation's secret has ${SECRET_BYTES} bytes`);
  return Buffer.from(hkdfSync("sha256", secret, "", `chargegate 1 ${purpose}`, 32));
}
