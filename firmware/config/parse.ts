import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { problemsOf } from "./problem.ts";
import { type UnitConfig, unitConfigSchema } from "./schema.ts";

/** A configuration, or what is wrong with it: one line each, `file:line: key: what was expected`. */
export type ParsedConfig<Config = UnitConfig> =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A configuration larger than this is none, bytes. */
const SIZE_LIMIT = 256 * 1024;

/**
 * Reads `charger.yaml`.
 *
 * @param file its name, for the messages
 */
export function parseUnitConfig(text: string, file: string): ParsedConfig {
  return parseYaml(text, file, unitConfigSchema);
}

/** The same for a file of any other schema. */
export function parseYaml<Config>(
  text: string,
  file: string,
  schema: z.ZodType<Config>,
): ParsedConfig<Config> {
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
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, config: result.data };
  const problems = problemsOf(result.error, schema).map(({ path, expected }) => {
    const line = lineAt(offsetOf(document.contents, path));
    return `${file}:${line}: ${keyOf(path)}: ${expected}`;
  });
  return { ok: false, problems };
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
