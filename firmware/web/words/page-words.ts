import type { Language } from "../../../ui/language.ts";
import type { Worded } from "../../../ui/worded.ts";
import { PAGE_WORDS_EN } from "./page-words-en.ts";
import { PAGE_WORDS_NO } from "./page-words-no.ts";

/** The words of the unit's page in one language. */
export type PageWords = Worded<typeof PAGE_WORDS_EN>;

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = { en: PAGE_WORDS_EN, no: PAGE_WORDS_NO };
