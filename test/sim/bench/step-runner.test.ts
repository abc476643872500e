import { expect, test } from "vitest";
import { BenchCredentials } from "../../../sim/bench/credentials.ts";
import { ScenarioWorld } from "../../../sim/bench/scenario-world.ts";
import { StepRunner } from "../../../sim/bench/step-runner.ts";
import { parseScenarios } from "../../../sim/scenario/parse.ts";

test("a broken invariant fails the step in which it was broken, whatever was expected", async () => {
  const text =
    "scenario: 1\nname: broken\nsteps: [{ plug: 1 }, { expect: { contactor: closed, within: 1h } }]";
  const parsed = parseScenarios(text, "test.yaml");
  const [scenario] = parsed.ok ? parsed.scenarios : [];
  if (!scenario) throw new Error("no scenario");
  const credentials = new BenchCredentials();
  const world = await ScenarioWorld.of(scenario, credentials);
  const runner = new StepRunner(world, credentials);
  const [plug, wait] = scenario.steps;
  if (!plug || !wait) throw new Error("no steps");
  expect(await runner.run(plug)).toBe("done");
  world.clock.after(5_000, () =>
    world.unit.broken.push("I1 power at 1: no session", "I1 power at 1: no session"),
  );
  expect(await runner.run(wait)).toEqual({
    kind: "invariant",
    line: wait.line,
    at: 5_000,
    broken: ["I1 power at 1: no session"],
  });
});
