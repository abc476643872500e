import type { Scenario } from "../scenario/scenario.ts";
import { BenchCredentials } from "./credentials.ts";
import { runScenario, type ScenarioResult } from "./run-scenario.ts";
import { readScenarios } from "./scenario-files.ts";

/** How scenarios are run. */
export interface RunOptions {
  /** Only those whose name, file and requirements contain each of these words, in any case. */
  readonly filter?: string;
  /** Real time in milliseconds. Default: the process's. */
  readonly now?: () => number;
  /** Told before the first is run. */
  readonly onBegin?: (scenarios: readonly Scenario[]) => void;
  /** Told after each. */
  readonly onResult?: (result: ScenarioResult) => void;
}

/** What came of all of them. With problems, none was run. */
export interface RunResult {
  /** What is wrong with the files, a line each. */
  readonly problems: readonly string[];
  readonly results: readonly ScenarioResult[];
  readonly wallMs: number;
}

/**
 * Runs scenario files on simulated units, in virtual time, one after the other.
 *
 * @param paths files, or directories of which every `*.yaml` is run, however deep
 */
export async function runScenarios(paths: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { filter = "", now = () => performance.now(), onBegin, onResult } = options;
  const began = now();
  const { scenarios, problems } = readScenarios(paths);
  if (problems.length > 0) return { problems, results: [], wallMs: now() - began };
  const wanted = scenarios.filter((scenario) => contains(scenario, filter.toLowerCase()));
  if (wanted.length === 0)
    return {
      problems: [`no scenario has "${filter}" in its name, file or requirements`],
      results: [],
      wallMs: 0,
    };
  onBegin?.(wanted);
  const credentials = new BenchCredentials();
  const results: ScenarioResult[] = [];
  for (const scenario of wanted) {
    const result = await runScenario(scenario, credentials, now);
    results.push(result);
    onResult?.(result);
  }
  return { problems, results, wallMs: now() - began };
}

function contains({ name, file, covers }: Scenario, text: string): boolean {
  const where = [name, file, ...covers].join("\n").toLowerCase();
  return text.split(/\s+/).every((word) => where.includes(word));
}
