import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseScenarios } from "../scenario/parse.ts";
import { problemLine } from "../scenario/problem.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Scenarios of files, in their order; or what is wrong with the files, a line each. */
export interface ReadScenarios {
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly string[];
}

/** Reads scenario files, and of directories all that end in `.yaml` or `.yml`, however deep. */
export function readScenarios(paths: readonly string[]): ReadScenarios {
  const scenarios: Scenario[] = [];
  const problems: string[] = [];
  const files = new Set<string>();
  for (const path of paths) {
    const found = orProblem(path, () => filesAt(path));
    if (typeof found === "string") problems.push(found);
    else if (found.length === 0) problems.push(`${path}: no scenario files (*.yaml) in it`);
    else for (const file of found) files.add(file);
  }
  for (const file of files) {
    const text = orProblem(file, () => [readFileSync(file, "utf8")]);
    if (typeof text === "string") {
      problems.push(text);
      continue;
    }
    const parsed = parseScenarios(text.join(""), file);
    if (parsed.ok) scenarios.push(...parsed.scenarios);
    else problems.push(...parsed.problems.map(problemLine));
    if (parsed.ok && parsed.scenarios.length === 0) problems.push(`${file}:1: no scenario in it`);
  }
  return { scenarios, problems };
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).toSorted(byName);
  return entries.flatMap((entry) => {
    const below = join(path, entry.name);
    if (entry.isDirectory()) return filesAt(below);
    return /\.ya?ml$/i.test(entry.name) ? [below] : [];
  });
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

/** What was read, or a line that says why nothing was. */
function orProblem(path: string, read: () => string[]): string[] | string {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return `${path}: there is no such file or directory`;
    return `${path}: cannot be read (${error instanceof Error ? error.message : String(error)})`;
  }
}
