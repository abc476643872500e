import {
  fillIn,
  PEOPLE_HINTS,
  PEOPLE_PROBLEMS,
  type PeopleHint,
  type PeopleProblem,
} from "../whitelist/people-problem.ts";
import type { Visitor } from "./visitor.ts";
import { PEOPLE_HINTS_NO, PEOPLE_PROBLEMS_NO } from "./words/people-problems-no.ts";

/** What is wrong with a field, in the visitor's language. */
export function problemWords(
  { code, params }: PeopleProblem,
  { language }: Pick<Visitor, "language">,
): string {
  return fillIn(language === "no" ? PEOPLE_PROBLEMS_NO[code] : PEOPLE_PROBLEMS[code], params);
}

/** What is worth knowing about a field that is good; empty: nothing. */
export function hintWords(hint: PeopleHint | null, { language }: Pick<Visitor, "language">): string {
  if (hint === null) return "";
  return fillIn(language === "no" ? PEOPLE_HINTS_NO[hint.code] : PEOPLE_HINTS[hint.code], hint.params);
}

/** The first error of each field. */
export function fieldErrors(
  errors: readonly PeopleProblem[],
  visitor: Visitor,
): Readonly<Partial<Record<PeopleProblem["field"], string>>> {
  const words: Partial<Record<PeopleProblem["field"], string>> = {};
  for (const error of errors) words[error.field] ??= problemWords(error, visitor);
  return words;
}
