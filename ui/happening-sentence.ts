import { capital, plainCode, type Sentence, type Told, wordsFor } from "./told.ts";
import type { Words } from "./wording.ts";
import { WORDS } from "./words.ts";

/** A happening in one plain sentence; one that is not known here by its name. */
export function happeningSentence(told: Told, words: Words = WORDS.en): string {
  const sentence = wordsFor<Sentence>(words.happenings, told["event"]);
  return sentence ? sentence(told) : `${capital(plainCode(told["event"]) ?? words.somethingUnknown)}.`;
}
