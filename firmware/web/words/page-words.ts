import type { Language } from "../../../ui/language.ts";
import { PAGE_WORDS_EN } from "./page-words-en.ts";
import { PAGE_WORDS_NO } from "./page-words-no.ts";

/** The same table with other texts: one that is missing or too many does not compile. */
type Worded<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends string
    ? string
    : Table[Key] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : Worded<Table[Key]>;
};

/** The words of the unit's page in one language. */
export type PageWords = Worded<typeof PAGE_WORDS_EN>;

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = { en: PAGE_WORDS_EN, no: PAGE_WORDS_NO };
