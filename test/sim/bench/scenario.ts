import { BenchCredentials } from "../../../sim/bench/credentials.ts";
import { runScenario, type ScenarioResult } from "../../../sim/bench/run-scenario.ts";
import { parseScenarios } from "../../../sim/scenario/parse.ts";

/** Runs a scenario that is written without its first line. */
export async function runText(text: string): Promise<ScenarioResult> {
  const parsed = parseScenarios(`scenario: 1\n${text}`, "test.yaml");
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ line, text: said }) => `${line}: ${said}`).join("\n"));
  const [scenario] = parsed.scenarios;
  if (!scenario) throw new Error("there is no scenario");
  return runScenario(scenario, new BenchCredentials(), () => 0);
}

/** Runs steps at a unit that knows ann's card 04A1B2C3 and the PIN #4711, and at which nothing else is special. */
export function runSteps(...steps: string[]): Promise<ScenarioResult> {
  return runText(
    [
      "name: steps",
      "list: { version: 3, entries: [{ card: 04A1B2C3, user: ann }, { pin: '#4711', user: guest }] }",
      "steps:",
      ...steps.map((step) => `  - ${step}`),
    ].join("\n"),
  );
}
