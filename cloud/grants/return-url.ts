/** Characters of a return URL at most. */
const LONGEST = 500;
/** This very machine, under the names that a browser reaches it by without asking anybody. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A return URL as it is kept and later compared, to the letter: `https`, or `http` on the partner's own machine while they
 * develop; without user, password or fragment. Null: it is none.
 */
export function readReturnUrl(typed: string): string | null {
  if (typed.length > LONGEST) return null;
  const text = typed.trim();
  // What a browser would silently drop, or read as something else, is not what a person meant.
  if (/[\s\\\p{Cc}]/u.test(text) || text.includes("#") || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || /^[a-z]+:\/\/[^/?]*@/i.test(text)) return null;
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  return isSafe && url.hostname !== "" && url.href.length <= LONGEST ? url.href : null;
}
