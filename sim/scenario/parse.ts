import { type Document, LineCounter } from "yaml";
import { coherenceOf } from "./coherence.ts";
import { type DocumentError, documentsOf, yamlErrors } from "./documents.ts";
import { findingsOf, valueAt } from "./finding.ts";
import { type Plain, plainOf } from "./plain.ts";
import { keyAt, type ScenarioProblem } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioSchema } from "./schema.ts";
import type { StepAction } from "./step.ts";

/** The scenarios of a file, or all that is wrong with it. */
export type ParsedScenarios =
  | { readonly ok: true; readonly scenarios: readonly Scenario[] }
  | { readonly ok: false; readonly problems: readonly ScenarioProblem[] };

/** A larger file is no scenario, bytes. */
const SIZE_LIMIT = 1024 * 1024;
/** Problems that are told one by one; nobody reads more. */
const MOST_PROBLEMS = 1_000;

/**
 * Reads a scenario file: one YAML document for each scenario.
 *
 * @param file its name, for messages
 */
export function parseScenarios(text: string, file: string): ParsedScenarios {
  const lines = new LineCounter();
  const problemAt = (offset: number, key: string, said: string): ScenarioProblem => {
    const { line, col: column } = lines.linePos(offset);
    return {
      file,
      line: Math.max(1, line),
      column: Math.max(1, column),
      key: oneLine(key),
      text: oneLine(said),
    };
  };
  if (Buffer.byteLength(text) > SIZE_LIMIT) {
    return { ok: false, problems: [problemAt(0, "file", `expected at most ${SIZE_LIMIT / 1024} KiB`)] };
  }
  const documents = documentsOf(text, lines);
  if (!documents)
    return { ok: false, problems: [problemAt(0, "file", "expected fewer scenarios in a file")] };

  const scenarios: Scenario[] = [];
  const problems: ScenarioProblem[] = [];
  for (const document of documents) {
    const errors = yamlErrors(document);
    const read = errors.length > 0 ? { errors } : readDocument(document);
    if ("errors" in read) {
      const found = read.errors.map(({ offset, key, text: said }) => problemAt(offset, key, said));
      for (const problem of found.toSorted(byPlace)) problems.push(problem);
    } else {
      const lineAt = (path: readonly PropertyKey[]) => lines.linePos(read.offsetOf(path)).line;
      const steps = read.steps.map((step, at) => ({ ...step, line: lineAt(["steps", at]) }));
      scenarios.push({ file, line: lineAt([]), ...read.head, steps });
    }
  }
  if (problems.length === 0) return { ok: true, scenarios };
  if (problems.some(({ key }) => key === "yaml"))
    for (const offset of unquotedPins(text)) problems.unshift(problemAt(offset, "yaml", UNQUOTED_PIN));
  const [next] = problems.splice(MOST_PROBLEMS);
  if (next) problems.push({ ...next, key: "file", text: "more is wrong from here on" });
  return { ok: false, problems };
}

const UNQUOTED_PIN = 'expected a PIN in quotes, such as "#4711": a # begins a comment';

/** Where a PIN without quotes has turned the rest of its line into a comment. */
function unquotedPins(text: string): number[] {
  return [...text.matchAll(/\b(?:pin|keys)[ \t]*:[ \t]*#\d/g)].map(({ index }) => index).reverse();
}

type Read =
  | { readonly errors: readonly DocumentError[] }
  | {
      readonly head: Omit<Scenario, "file" | "line" | "steps">;
      readonly steps: readonly StepAction[];
      readonly offsetOf: Plain["offsetOf"];
    };

/** A document that is YAML: a scenario, or what keeps it from being one. */
function readDocument(document: Document.Parsed): Read {
  const plain = plainOf(document, scenarioSchema);
  const result = scenarioSchema.safeParse(plain.value);
  const { steps, findings: contradictions } = coherenceOf(plain.value);
  if (result.success && plain.findings.length + contradictions.length === 0) {
    const { name, covers, unit, list = null, users, cloud } = result.data;
    return { head: { name, covers, unit, list, users, cloud }, steps, offsetOf: plain.offsetOf };
  }
  const misread = result.success
    ? []
    : findingsOf(result.error, scenarioSchema, plain.value, MOST_PROBLEMS + 1);
  // What is not even YAML need not be told for being no scenario, too.
  const lost = plain.findings.filter(({ path }) => valueAt(plain.value, path) === null);
  const findings = [
    ...plain.findings,
    ...[...misread, ...contradictions].filter(
      ({ path }) => !lost.some((other) => isWithin(path, other.path)),
    ),
  ];
  const errors = findings.map(({ path, text, offset }) => {
    return { offset: offset ?? plain.offsetOf(path), key: keyAt(path), text };
  });
  return { errors: eachOnce(errors) };
}

/** Two checks may say the same of a value. */
function eachOnce(errors: readonly DocumentError[]): DocumentError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

function isWithin(path: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  return other.every((key, at) => path[at] === key);
}

function byPlace(a: ScenarioProblem, b: ScenarioProblem): number {
  return a.line - b.line || a.column - b.column;
}

/** Longer ones quote the file. */
const LONGEST_TEXT = 400;

function oneLine(said: string): string {
  return said.slice(0, LONGEST_TEXT).replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
