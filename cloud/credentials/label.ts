/** Characters of what a card or a PIN code is called. */
export const LABEL_AT_MOST = 60;

/**
 * What somebody calls a thing, as it is kept: without spaces around it. It is shown to others and stands in records, so it is
 * text that is well-formed and has no control characters.
 * @returns null: too long, or not that
 */
export function labelOf(typed: string): string | null {
  const label = typed.trim();
  if (label.length > LABEL_AT_MOST || /[\p{Control}\p{Surrogate}]/u.test(label)) return null;
  return label;
}
