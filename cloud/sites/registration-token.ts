import { tokenHash } from "../vault.ts";

/** Without I, L, O and U, which are taken for others (Crockford's base 32). */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Bytes of a token: 160 bits, which nobody guesses. */
export const REGISTRATION_TOKEN_BYTES = 20;
/** How long one is good, milliseconds. */
export const REGISTRATION_TOKEN_LIFE = 24 * 3_600_000;
const GROUP = 4;

/** A token as it is shown once: `A1B2-C3D4-…`, eight groups. @param bytes 20 random ones */
export function writtenToken(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = bits.replace(/.{5}/g, (five) => LETTERS.charAt(Number.parseInt(five, 2)));
  return letters.replace(new RegExp(`.{${GROUP}}(?=.)`, "g"), "$&-");
}

/**
 * The hash by which a typed token is found: case, spaces and dashes do not matter, nor what is taken for another letter.
 * Null: it is no token.
 */
export function typedTokenHash(typed: string): Uint8Array | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  const right =
    letters.length === (REGISTRATION_TOKEN_BYTES * 8) / 5 &&
    Array.from(letters).every((letter) => LETTERS.includes(letter));
  return right ? tokenHash(letters) : null;
}
