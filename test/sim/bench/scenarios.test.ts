import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { account, PLAIN } from "../../../sim/bench/report.ts";
import { type RunResult, runScenarios } from "../../../sim/bench/run-scenarios.ts";

/** The specification: every scenario of this repository. */
const FOLDER = "test/scenarios";
const topics = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(topics)("scenarios: %s", (topic) => {
  let run: RunResult;
  beforeAll(async () => {
    run = await runScenarios([`${FOLDER}/${topic}`]);
  }, 60_000);

  test("hold on the simulated unit, with every invariant in every step", () => {
    expect(run.problems).toEqual([]);
    const failures = run.results.filter(({ failure }) => failure !== null);
    expect(failures.map((result) => account(result, PLAIN, false)).join("\n\n")).toBe("");
  });
});

describe("the scenarios together", () => {
  const files = topics.flatMap((topic) =>
    readdirSync(`${FOLDER}/${topic}`).map((file) => readFileSync(`${FOLDER}/${topic}/${file}`, "utf8")),
  );
  const covered = files.flatMap((text) => [...text.matchAll(/^covers: \[(.*)\]$/gm)].map(([, list]) => list));

  test("are a specification: at least 120, each with what it covers", () => {
    const names = files.flatMap((text) => [...text.matchAll(/^name: (.*)$/gm)].map(([, name]) => name));
    expect(names.length).toBeGreaterThanOrEqual(120);
    expect(new Set(names).size).toBe(names.length);
    expect(covered).toHaveLength(names.length);
  });

  test("have a page that names every folder", () => {
    const page = readFileSync(`${FOLDER}/README.md`, "utf8");
    for (const topic of topics) expect(page).toContain(`\`${topic}\``);
  });

  test.each(["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "B7", "D1", "D3"])("cover %s", (requirement) => {
    expect(covered.some((list) => list?.split(/,\s*/).includes(requirement))).toBe(true);
  });
});
