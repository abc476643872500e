import type { z } from "zod";
import { nearest } from "./nearest.ts";

/** What is wrong with a value, and where in it. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  /** One line, without the value itself: `expected …`, or that nobody knows the key. */
  readonly expected: string;
}

/**
 * What a schema has found wrong with a value.
 *
 * @param schema the whole value's, which knows the keys that could have been meant
 */
export function problemsOf(error: z.ZodError, schema: unknown): readonly Problem[] {
  return error.issues.flatMap((issue) => problemsIn(issue, schema));
}

function problemsIn(issue: z.core.$ZodIssue, schema: unknown): readonly Problem[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        expected: unknownKey(key, keysAt(schema, path)),
      }));
    case "invalid_value":
      return [{ path, expected: said(issue) ?? `expected ${issue.values.map(String).join(" or ")}` }];
    case "invalid_type":
      return [{ path, expected: said(issue) ?? `expected ${nameOf(issue.expected)}` }];
    case "invalid_union":
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "not_multiple_of":
    case "too_big":
    case "too_small":
      return [{ path, expected: issue.message }];
  }
}

/** That a key is not known, and which one was meant if that can be told. */
export function unknownKey(key: string, keys: readonly string[]): string {
  const close = nearest(key, keys);
  return close ? `unknown key, did you mean ${close}?` : `unknown key, expected one of ${keys.join(", ")}`;
}

/** What the schema itself says that it expected; null: it says it in zod's words. */
function said({ message }: z.core.$ZodIssue): string | null {
  return message.startsWith("expected") ? message : null;
}

function nameOf(type: string): string {
  switch (type) {
    case "array":
      return "a list";
    case "object":
      return "a map of keys and values";
    case "string":
      return "a text (in quotes if it looks like a number)";
    case "int":
    case "number":
      return "a number";
    default:
      return type;
  }
}

/** The keys that the schema knows at a path. */
function keysAt(root: unknown, path: readonly PropertyKey[]): string[] {
  let schema = root;
  for (const step of path)
    schema = typeof step === "number" ? elementOf(schema) : shapeOf(schema)?.[String(step)];
  return Object.keys(shapeOf(schema) ?? {});
}

/** What is behind optional, default and nullable wrappers, and before what it is read into. */
function unwrap(schema: unknown): unknown {
  let inner = schema;
  while (typeof inner === "object" && inner !== null && !("element" in inner)) {
    if ("in" in inner) inner = inner.in;
    else if ("unwrap" in inner && typeof inner.unwrap === "function") inner = inner.unwrap();
    else break;
  }
  return inner;
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  const inner = unwrap(schema);
  if (typeof inner !== "object" || inner === null) return undefined;
  // Of several forms, one at most is a map.
  if ("options" in inner && Array.isArray(inner.options)) return inner.options.map(shapeOf).find(Boolean);
  if (!("shape" in inner)) return undefined;
  const { shape } = inner;
  return typeof shape === "object" && shape !== null ? Object.fromEntries(Object.entries(shape)) : undefined;
}

function elementOf(schema: unknown): unknown {
  const inner = unwrap(schema);
  return typeof inner === "object" && inner !== null && "element" in inner ? inner.element : undefined;
}
