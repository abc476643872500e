import type { PageWords } from "./page-words.ts";
import { PAGE_WORDS_EN } from "./page-words-en.ts";

export const PAGE_WORDS_NO: PageWords = PAGE_WORDS_EN;
