import type { Scenario } from "../scenario/scenario.ts";
import type { BenchCredentials } from "./credentials.ts";
import type { Failure } from "./failure.ts";
import { ScenarioWorld } from "./scenario-world.ts";
import { StepRunner } from "./step-runner.ts";
import { stepText } from "./step-text.ts";
import type { Moment, Timeline } from "./timeline.ts";

/** How a scenario went. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  /** Null: it passed. */
  readonly failure: Failure | null;
  /** Lines of the steps that nobody was there to do. */
  readonly notRun: readonly number[];
  /** How long it took, virtually and really, milliseconds. */
  readonly virtualMs: number;
  readonly wallMs: number;
  /** What happened, the newest part of it if that is long. */
  readonly timeline: readonly Moment[];
}

/**
 * Runs a scenario on a simulated unit, in virtual time.
 *
 * @param now real time in milliseconds, for `wallMs`
 */
export async function runScenario(
  scenario: Scenario,
  credentials: BenchCredentials,
  now: () => number,
): Promise<ScenarioResult> {
  const began = now();
  const end = (
    failure: Failure | null,
    notRun: readonly number[],
    timeline: Timeline | null,
  ): ScenarioResult => ({
    scenario,
    failure,
    notRun,
    virtualMs: timeline?.now ?? 0,
    wallMs: now() - began,
    timeline: timeline?.moments ?? [],
  });
  let world: ScenarioWorld;
  try {
    world = await ScenarioWorld.of(scenario, credentials);
  } catch (error) {
    return end(crash(scenario.line, 0, error), [], null);
  }
  const { timeline } = world;
  const runner = new StepRunner(world, credentials);
  const notRun: number[] = [];
  let failure: Failure | null = null;
  for (const step of scenario.steps) {
    timeline.note("step", `line ${step.line}: ${stepText(step)}`);
    const outcome = await runner.run(step).catch((error: unknown) => crash(step.line, timeline.now, error));
    if (outcome === "not-run") notRun.push(step.line);
    else if (outcome !== "done") {
      failure = outcome;
      break;
    }
  }
  world.unit.end();
  return end(failure, notRun, timeline);
}

function crash(line: number, at: number, error: unknown): Failure {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: "crash", line, at, error: text };
}
