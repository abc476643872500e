import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import { type CardId, cardIdOfUid, cardLabel } from "../../protocol/card-id.ts";
import { DIGEST_BYTES } from "../../protocol/credential.ts";
import { credentialDigests, deriveKey } from "../../protocol/digest.ts";
import { PIN_LABEL, type Pin } from "../../protocol/pin.ts";
import { sealCardNumber } from "../../protocol/sealed-number.ts";
import type { Credential, CredentialKey } from "../core/credential.ts";
import { DEFAULT_COST, type HashCost, type Hurry, SlowHash } from "./slow-hash.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Turns what people hold into what the unit keeps; holds the unit's secret and never gives it away. */
export interface Keyring {
  /** Tells two keyrings apart without telling anything of their secret: 16 hex digits, the hash's cost included. */
  readonly fingerprint: string;
  /** A card's digest: the first 8 bytes of a keyed hash. Microseconds. */
  credentialOfCard(id: CardId): Credential;
  /**
   * A PIN's digest: 16 bytes of a keyed hash over a memory-hard one, computed off the event loop.
   * @param how who waits for it (default `keypad`), and a signal with which a caller whose deadline passed gives up
   */
  credentialOfPin(
    pin: Pin,
    how?: { readonly hurry?: Hurry; readonly signal?: AbortSignal | undefined },
  ): Promise<Credential>;
  /** A card's number as it is kept at rest (AES-256-GCM, base64url), bound to the credential it belongs to. */
  seal(card: CardId, owner: Credential): string;
  /** A card's number for the cloud alone, which has the same secret; always the same bytes. */
  sealForCloud(card: CardId): Uint8Array;
  /** The card's number again; null when the text was damaged, or sealed with other keys or for another credential. */
  open(sealed: string, owner: Credential): CardId | null;
}

/** Whether a text has the form of a digest that this unit makes (for reading stored credentials back). */
export function isCredentialKey(text: string): text is CredentialKey {
  return /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/.test(text);
}

function keyOf(digest: Buffer): CredentialKey {
  const key = digest.toString("hex");
  if (!isCredentialKey(key)) throw new RangeError("a digest has 8 or 16 bytes");
  return key;
}

/** Stands for whatever was typed that has not the form of a PIN: equal to no credential that any list holds. */
export const MALFORMED_PIN: Credential = {
  kind: "pin",
  key: keyOf(Buffer.alloc(DIGEST_BYTES.pin)),
  label: PIN_LABEL,
};

/**
 * @param secret the installation's 32 random bytes (a unit that belongs to none has its own); every other key is derived from it
 * @param random answers that many unpredictable bytes (nonces)
 * @param cost of a PIN's digest; another cost gives other digests, so tests alone change it
 * @throws RangeError when the secret has another length
 */
export function createKeyring(options: {
  readonly secret: Uint8Array;
  readonly random: (bytes: number) => Uint8Array;
  readonly cost?: HashCost;
}): Keyring {
  const { secret, random, cost = DEFAULT_COST } = options;
  const digests = credentialDigests(secret);
  const sealKey = deriveKey(secret, "seal");
  const slowHash = new SlowHash(cost);

  return {
    fingerprint: createHmac("sha256", deriveKey(secret, "fingerprint"))
      .update(`scrypt ${cost.N} ${cost.r} ${cost.p}`)
      .digest("hex")
      .slice(0, 16),

    credentialOfCard(id) {
      return { kind: "card", key: keyOf(digests.ofCard(id)), label: cardLabel(id) };
    },

    async credentialOfPin(pin, { hurry = "keypad", signal } = {}) {
      const hard = await slowHash.hash(pin, digests.pinSalt, hurry, signal);
      return { kind: "pin", key: keyOf(digests.ofPin(hard)), label: PIN_LABEL };
    },

    seal(card, owner) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealKey, nonce).setAAD(Buffer.from(owner.key));
      const hidden = Buffer.concat([cipher.update(Buffer.from(card, "hex")), cipher.final()]);
      return Buffer.concat([nonce, hidden, cipher.getAuthTag()]).toString("base64url");
    },

    sealForCloud: (card) => sealCardNumber(secret, card),

    open(sealed, owner) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv("aes-256-gcm", sealKey, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(owner.key))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const clear = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return cardIdOfUid(Buffer.concat([clear, decipher.final()]));
      } catch {
        return null;
      }
    },
  };
}
