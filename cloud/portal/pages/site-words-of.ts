import type { Visitor } from "../visitor.ts";
import { SITE_WORDS, type SiteWords } from "../words/site-words.ts";

/** The words of the pages around installations and chargers, in the visitor's language. */
export function siteWords({ language }: Pick<Visitor, "language">): SiteWords {
  return SITE_WORDS[language];
}
