import type { z } from "zod";
import { nearest } from "../../firmware/config/nearest.ts";
import { atRoot, below, keysOf } from "./schema-walk.ts";

/** Something wrong in a document. */
export interface Finding {
  /** To the value that is wrong, or is missing. */
  readonly path: readonly PropertyKey[];
  /** What was expected; one line that holds neither card numbers nor PINs. */
  readonly text: string;
  /** Where it stands in the text, if the path does not tell. */
  readonly offset?: number;
}

/** More words than a person would read. */
const MOST_WORDS = 24;

/**
 * What a schema has against a value, in words.
 * @param most no more are put into words, and no fewer if there are as many
 */
export function findingsOf(error: z.ZodError, schema: z.ZodType, value: unknown, most: number): Finding[] {
  return ofIssues(error.issues, [], { schema, value, most }).slice(0, most);
}

type Path = readonly PropertyKey[];

interface Subject {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly most: number;
}

function ofIssues(issues: readonly z.core.$ZodIssue[], base: Path, subject: Subject): Finding[] {
  // A map with a misspelt key probably lacks nothing else.
  const misspelt = new Set(
    issues.filter(({ code }) => code === "unrecognized_keys").map(({ path }) => JSON.stringify(path)),
  );
  return issues
    .filter(({ code, path }) => code !== "custom" || !misspelt.has(JSON.stringify(path)))
    .slice(0, subject.most)
    .flatMap((issue) => ofIssue(issue, base, subject));
}

function ofIssue(issue: z.core.$ZodIssue, base: Path, subject: Subject): Finding[] {
  const path = [...base, ...issue.path];
  const found = valueAt(subject.value, path);
  if (issue.code === "unrecognized_keys") {
    const keys = keysOf(path.reduce<z.core.$ZodType[]>(below, atRoot(subject.schema)));
    return issue.keys
      .slice(0, subject.most)
      .map((key) => ({ path: [...path, key], text: unknownKey(key, keys) }));
  }
  if (issue.code === "invalid_union") {
    const meant = isContainer(found) ? meantAlternative(issue) : null;
    if (meant) return ofIssues(meant, path, subject);
  }
  return [{ path, text: missing(found) + expected(issue, found) }];
}

function unknownKey(key: string, keys: readonly string[]): string {
  const close = nearest(key, keys);
  return close ? `unknown key, did you mean ${close}?` : `unknown key, expected one of ${listed(keys)}`;
}

/** What an alternative that was not meant says: the value is of another kind. */
const NO_SUCH_VALUE: ReadonlySet<string> = new Set(["invalid_type", "invalid_value", "invalid_union"]);

/** The one alternative that a map or a list could be; null: none, or several. */
function meantAlternative(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | null {
  const possible = issue.errors.filter(
    (issues) => !issues.some(({ code, path }) => path.length === 0 && NO_SUCH_VALUE.has(code)),
  );
  const [only, ...others] = possible;
  return only && others.length === 0 ? only : null;
}

function missing(found: unknown): string {
  if (found === undefined) return "missing, ";
  return found === null ? "nothing here, " : "";
}

function expected(issue: z.core.$ZodIssue, found: unknown): string {
  const words = wordsOf(issue);
  const close = typeof found === "string" ? nearest(found, words) : null;
  if (close) return `no such word, did you mean ${close}?`;
  if (issue.message.startsWith("expected")) return issue.message;
  if (words.length > 0) return `expected ${listed(words)}`;
  return issue.code === "invalid_type" ? `expected ${nameOf(issue.expected)}` : issue.message;
}

/** The words that could stand there, as far as they can be counted. */
function wordsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (issue.code !== "invalid_union") return [];
  if ("options" in issue && issue.options) return issue.options.map(String);
  return issue.errors.flat().flatMap((inner) => (inner.path.length === 0 ? wordsOf(inner) : []));
}

function listed(words: readonly string[]): string {
  const [last = "", ...others] = words.slice(0, MOST_WORDS).toReversed();
  if (words.length > MOST_WORDS) return `${words.slice(0, MOST_WORDS).join(", ")}, …`;
  return others.length === 0 ? last : `${others.toReversed().join(", ")} or ${last}`;
}

function nameOf(type: string): string {
  switch (type) {
    case "array":
      return "a list";
    case "object":
      return "a map of keys and values";
    case "string":
      return "a text (in quotes where it looks like something else)";
    case "int":
    case "number":
      return "a whole number";
    case "boolean":
      return "true or false";
    default:
      return type;
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** What stands at a path; undefined: nothing. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isContainer(inner) && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined),
    value,
  );
}
