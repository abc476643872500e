/** A language of the faces. `no` is Norwegian (bokmål), by the name it has in links (`lang=no`). */
export type Language = "en" | "no";

/** What a language is called in itself, and by others: the tag of a page, and whose dates and numbers it has. */
export const LANGUAGES = {
  en: { name: "English", tag: "en", locale: "en-GB" },
  no: { name: "Norsk", tag: "nb", locale: "nb-NO" },
} as const satisfies Readonly<Record<Language, { name: string; tag: string; locale: string }>>;

/** More ranges than that no browser sends. */
const MOST_RANGES = 32;

/** A language range and its weight (RFC 9110, 12.5.4 and 12.4.2; RFC 4647, 2.1). */
const RANGE =
  /^[ \t]*(?<range>\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)[ \t]*(?:;[ \t]*q=(?<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)[ \t]*)?$/i;

const PRIMARY: Readonly<Record<string, Language>> = { en: "en", nb: "no", nn: "no", no: "no" };

/**
 * The language for somebody who wishes for these.
 *
 * @param wishes what says which languages are welcome, the most telling first: a query parameter, a cookie, the
 *   `Accept-Language` header. Each is read as such a header, and the first that names one of our languages decides; so
 *   English, when none does.
 */
export function languageOf(...wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish ? wishedFor(wish) : null;
    if (language) return language;
  }
  return "en";
}

/** The language that is most welcome, of equals the one named first; null: none is named, or none is welcome. */
function wishedFor(header: string): Language | null {
  const named = new Map<Language, number>();
  let others = 0;
  for (const part of header.split(",", MOST_RANGES)) {
    const { range, weight } = RANGE.exec(part)?.groups ?? {};
    if (range === undefined) continue;
    const quality = Number(weight ?? 1);
    const language = languageNamed(range);
    if (range === "*") others = Math.max(others, quality);
    else if (language) named.set(language, Math.max(named.get(language) ?? 0, quality));
  }
  if (named.size === 0) return null;
  const all: readonly Language[] = [...named.keys(), "en", "no"];
  const [best] = all
    .map((language) => ({ language, quality: named.get(language) ?? others }))
    .toSorted((one, other) => other.quality - one.quality);
  return best && best.quality > 0 ? best.language : null;
}

/** The language of a range by its primary subtag: `nb-NO` is Norwegian. */
function languageNamed(range: string): Language | null {
  const [primary = ""] = range.toLowerCase().split("-", 1);
  return Object.hasOwn(PRIMARY, primary) ? (PRIMARY[primary] ?? null) : null;
}
