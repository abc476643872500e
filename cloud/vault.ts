import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto";
import { deriveKey } from "../protocol/digest.ts";
import type { Random } from "./surroundings.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Bytes of a one-time token: nobody guesses it, so its plain hash is kept. */
const TOKEN_BYTES = 32;

/** What a sealed value is: one purpose's bytes cannot be taken for another's. */
type Purpose = "installation-secret" | "charger-pin" | "card-number" | "mail" | "attempt";

/** The master key of this cloud is wrong, or what it sealed was damaged. */
class VaultError extends Error {
  readonly code = "VAULT_WRONG_KEY";

  constructor() {
    super("a sealed value cannot be opened: is the key file the one that this database was made with?");
    this.name = "VaultError";
  }
}

/**
 * Keeps what the database must hold but whoever reads the database must not learn: AES-256-GCM with keys derived from a
 * master key that is not in the database, bound to the row that holds it.
 */
export class Vault {
  readonly #key: Uint8Array;
  readonly #random: Random;

  /**
   * @param key the master key, 32 bytes
   * @throws RangeError when it has another length
   */
  constructor(key: Uint8Array, random: Random) {
    deriveKey(key, "vault check");
    this.#key = key;
    this.#random = random;
  }

  /** @param owner the id of the row, which the bytes are bound to */
  seal(purpose: Purpose, owner: string, clear: Uint8Array): Uint8Array {
    const nonce = this.#random(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", deriveKey(this.#key, `seal ${purpose}`), nonce);
    cipher.setAAD(Buffer.from(owner));
    const hidden = Buffer.concat([cipher.update(clear), cipher.final()]);
    return Buffer.concat([nonce, hidden, cipher.getAuthTag()]);
  }

  /** @throws VaultError */
  open(purpose: Purpose, owner: string, sealed: Uint8Array): Buffer {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const hidden = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
    try {
      const decipher = createDecipheriv("aes-256-gcm", deriveKey(this.#key, `seal ${purpose}`), nonce, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(hidden), decipher.final()]);
    } catch {
      throw new VaultError();
    }
  }

  /** A keyed hash by which a sealed value is found again, 32 bytes; without the master key nobody can try values. */
  fingerprint(purpose: Purpose, clear: string): Uint8Array {
    return createHmac("sha256", deriveKey(this.#key, `find ${purpose}`))
      .update(clear)
      .digest();
  }

  /** A new one-time token, and its hash as it is kept. */
  newToken(): { readonly token: string; readonly hash: Uint8Array } {
    const token = Buffer.from(this.#random(TOKEN_BYTES)).toString("base64url");
    return { token, hash: tokenHash(token) };
  }
}

/** The hash of a token that somebody brings: SHA-256, because the token itself is random. */
export function tokenHash(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}
