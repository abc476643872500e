/** A longer address leads nowhere. */
const LONGEST = 2048;

/**
 * A place of this portal, path and query, that somebody wants to be led to. Whatever a browser could take for another site
 * (`//evil.example`, `/\evil.example`), and what fits into no header, is none: there is no open redirect.
 *
 * @returns null: it is none
 */
export function returnPath(wanted: string): string | null {
  if (wanted.length > LONGEST || !/^\/(?![/\\])[!-[\]-~]*$/.test(wanted)) return null;
  const base = "http://portal.invalid";
  if (!URL.canParse(wanted, base)) return null;
  const url = new URL(wanted, base);
  // `/.//evil.example` has a harmless beginning, and another once its dots are gone.
  if (url.origin !== base || url.pathname.startsWith("//")) return null;
  return `${url.pathname}${url.search}`;
}
