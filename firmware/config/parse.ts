import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { type UnitConfig, unitConfigSchema } from "./schema.ts";

/** A configuration, or what is wrong with it: one line each, `file:line: key: what was expected`. */
export type ParsedConfig =
  | { readonly ok: true; readonly config: UnitConfig }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A configuration larger than this is none, bytes. */
const SIZE_LIMIT = 256 * 1024;

/**
 * Reads `charger.yaml`.
 *
 * @param file its name, for the messages
 */
export function parseUnitConfig(text: string, file: string): ParsedConfig {
  if (text.length > SIZE_LIMIT) {
    return { ok: false, problems: [`${file}:1: file: expected at most ${SIZE_LIMIT / 1024} KiB`] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number | undefined) => lines.linePos(offset ?? 0).line;
  if (document.errors.length > 0) {
    const problems = document.errors.map(
      (error) => `${file}:${lineAt(error.pos[0])}: yaml: ${error.message}`,
    );
    return { ok: false, problems };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 10 }) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [`${file}:1: yaml: ${why}`] };
  }
  const result = unitConfigSchema.safeParse(value);
  if (result.success) return { ok: true, config: result.data };
  const problems = result.error.issues.flatMap((issue) =>
    problemsOf(issue).map(({ path, expected }) => {
      const line = lineAt(offsetOf(document.contents, path));
      return `${file}:${line}: ${keyOf(path)}: ${expected}`;
    }),
  );
  return { ok: false, problems };
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        expected: `unknown key, expected one of ${keysAt(issue.path).join(", ")}`,
      }));
    case "invalid_value":
      return [
        {
          path: issue.path,
          expected: issue.message.startsWith("expected")
            ? issue.message
            : `expected ${issue.values.map(String).join(" or ")}`,
        },
      ];
    case "invalid_type":
      return [
        {
          path: issue.path,
          expected: issue.message.startsWith("expected")
            ? issue.message
            : `expected ${nameOf(issue.expected)}`,
        },
      ];
    case "invalid_union":
      return [{ path: issue.path, expected: issue.message }];
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "not_multiple_of":
    case "too_big":
    case "too_small":
      return [{ path: issue.path, expected: issue.message }];
  }
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
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = unitConfigSchema;
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

function keyOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "file";
  return path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : `${at > 0 ? "." : ""}${String(step)}`))
    .join("");
}

/** Where a path stands in the file: its key if it is there, else the nearest thing around it. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = root;
  let offset = root?.range?.[0];
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
      if (!pair) return offset;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (typeof step === "number" && typeof node === "object" && node !== null && "items" in node) {
      const { items } = node;
      node = Array.isArray(items) ? items[step] : undefined;
      offset = rangeStart(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  const { range } = node;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === "number" ? start : undefined;
}
