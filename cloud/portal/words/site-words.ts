import type { Language } from "../../../ui/language.ts";
import type { Worded } from "../../../ui/worded.ts";
import { SITE_WORDS_EN } from "./site-words-en.ts";
import { SITE_WORDS_NO } from "./site-words-no.ts";

/** The words of the pages around installations and chargers in one language. */
export type SiteWords = Worded<typeof SITE_WORDS_EN>;

export const SITE_WORDS: Readonly<Record<Language, SiteWords>> = { en: SITE_WORDS_EN, no: SITE_WORDS_NO };
