/** Characters of a person's name at most. */
const LONGEST = 100;

/** A name as it is kept: on one line, without blanks around it. Null: there is none, or it is longer than 100 characters. */
export function personName(written: string): string | null {
  if (written.length > 4 * LONGEST) return null;
  // Control characters, and those that turn the direction of what follows: a name stands in mails and lists of others.
  const plain = written
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return plain !== "" && Array.from(plain).length <= LONGEST ? plain.normalize("NFC") : null;
}
