import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../../hal/clock.ts";

/** Crockford's base 32: no two signs look alike. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;
/** How long a code is good for, milliseconds. */
export const CODE_LIFETIME = 600_000;

/** A code that lets one person in once. */
export interface LoginCode {
  /** As it is shown: `7KQ2-M4XD`, 40 random bits. A secret. */
  readonly code: string;
  /** Milliseconds from now. */
  readonly validFor: number;
}

/**
 * The code by which whoever can read the data folder gets into the unit's page. There is one at a time: a new one takes the
 * place of the old. It is kept in memory only, as a digest.
 */
export class LoginCodes {
  readonly #clock: Pick<Clock, "mono">;
  readonly #random: (bytes: number) => Uint8Array;
  #issued: { readonly digest: Buffer; readonly until: number } | null = null;

  constructor(clock: Pick<Clock, "mono">, random: (bytes: number) => Uint8Array) {
    this.#clock = clock;
    this.#random = random;
  }

  issue(): LoginCode {
    // 256 is a multiple of 32: each sign is as likely as the others.
    const signs = Array.from(this.#random(LENGTH), (byte) => SIGNS[byte % SIGNS.length] ?? "0").join("");
    this.#issued = { digest: digestOf(signs), until: this.#clock.mono() + CODE_LIFETIME };
    return { code: `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`, validFor: CODE_LIFETIME };
  }

  /** Whether this is the code; then it is used up. @param typed in any case, with or without the dash */
  redeem(typed: string): boolean {
    const issued = this.#issued;
    if (issued === null || this.#clock.mono() >= issued.until) return false;
    if (!timingSafeEqual(digestOf(read(typed)), issued.digest)) return false;
    this.#issued = null;
    return true;
  }
}

/** What people type for signs that do not occur stands for those that they look like. */
function read(typed: string): string {
  return typed
    .slice(0, 100)
    .toUpperCase()
    .replaceAll(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
