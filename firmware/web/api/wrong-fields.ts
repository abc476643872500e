import type { Context } from "hono";
import { z } from "zod";
import { cardLabel, parseCardId } from "../../../protocol/card-id.ts";
import { problemsOf } from "../../config/problem.ts";
import {
  fillIn,
  PEOPLE_HINTS,
  PEOPLE_PROBLEMS,
  type PeopleHint,
  type PeopleParams,
  type PeopleProblem,
} from "../../whitelist/people-problem.ts";
import { type FieldError, problem } from "./problem.ts";

const UNKNOWN_FIELD = "there is no such field: leave it out, or see in openapi.json how it is spelled";

/** Where a schema was not met. An unknown field is not named: it may be a secret that stands in the wrong place. */
export function schemaErrors({ issues }: z.ZodError): readonly FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const field = issue.path.map(String).join(".");
    if (issue.code === "unrecognized_keys") return [{ field, code: "unknown-field", text: UNKNOWN_FIELD }];
    return problemsOf(new z.ZodError([issue]), undefined).map(({ expected: text }) => ({
      field,
      code: "malformed",
      text,
    }));
  });
}

/** The answer to an edit that was refused: what it is about is not there, or fields are wrong. */
export function peopleProblem(context: Context, errors: readonly PeopleProblem[]) {
  for (const code of ["no-such-user", "no-such-identification"] as const)
    if (errors.some((error) => error.code === code)) return problem(context, code);
  return problem(context, "wrong-fields", { errors: peopleErrors(errors) });
}

/** The wrong fields of a form of people or identifications. */
export function peopleErrors(errors: readonly PeopleProblem[]): readonly FieldError[] {
  return errors.map(({ field, code, params }) => ({
    field: field === "id" ? "" : field,
    code,
    text: fillIn(PEOPLE_PROBLEMS[code], masked(params)),
  }));
}

/** What is worth knowing about a card that was taken, without its number; null: nothing. */
export function peopleHint(hint: PeopleHint | null): { readonly code: string; readonly text: string } | null {
  return hint && { code: hint.code, text: fillIn(PEOPLE_HINTS[hint.code], masked(hint.params)) };
}

/** A number that a card could have, by its first and last byte: answers are kept in other programs' logs. */
function masked(params: PeopleParams): PeopleParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const card = typeof value === "string" && NUMBERS.includes(name) ? parseCardId(value) : null;
      if (card === null) return [name, value];
      return [name, card.ok ? cardLabel(card.id) : "…"];
    }),
  );
}

/** Params that hold card numbers. */
const NUMBERS = ["forwards", "backwards"];
