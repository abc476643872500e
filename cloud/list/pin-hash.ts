import { scrypt } from "node:crypto";
import { PIN_HASH } from "../../protocol/digest.ts";
import type { Pin } from "../../protocol/pin.ts";

/** scrypt takes 128·N·r bytes, which is exactly where Node's limit stands if it is not raised. */
const HASH_MEMORY = 256 * PIN_HASH.N * PIN_HASH.r;

/** A PIN's memory-hard hash, from which its digest is made; some 100 ms, beside the event loop. */
export function hashPin(pin: Pin, salt: Uint8Array): Promise<Buffer> {
  const { N, r, p, bytes } = PIN_HASH;
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, { N, r, p, maxmem: HASH_MEMORY }, (error, hard) =>
      error ? reject(error) : resolve(hard),
    );
  });
}
