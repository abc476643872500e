import type { Random } from "../surroundings.ts";

/** Without 0, O, 1 and I, which are taken for each other: 32, so that five random bits are one of them. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH = 4;

/** A new lookup key (B6): four letters or digits, each as likely as the other. Whether it is free, the database knows. */
export function newLookupKey(random: Random): string {
  return Array.from(random(LENGTH), (byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
}

/** A lookup key as it is kept, of one that somebody has typed, in upper or lower case. Null: it is none. */
export function readLookupKey(typed: string): string | null {
  if (typed.length > 4 * LENGTH) return null;
  const key = typed.trim().toUpperCase();
  return /^[0-9A-Z]{4}$/.test(key) ? key : null;
}
