import { HAPPENINGS_EN } from "./happenings-en.ts";
import { HAPPENINGS_NO } from "./happenings-no.ts";
import type { Language } from "./language.ts";
import type { Words } from "./wording.ts";
import { ENGLISH } from "./words-en.ts";
import { NORWEGIAN } from "./words-no.ts";

/** All words of all faces, by language. */
export const WORDS: Readonly<Record<Language, Words>> = {
  en: { ...ENGLISH, happenings: HAPPENINGS_EN },
  no: { ...NORWEGIAN, happenings: HAPPENINGS_NO },
};
