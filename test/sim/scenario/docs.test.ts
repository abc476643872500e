import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scenarioJsonSchema } from "../../../sim/scenario/json-schema.ts";
import { parseScenarios } from "../../../sim/scenario/parse.ts";
import { problemLine } from "../../../sim/scenario/problem.ts";
import { FAULT_KINDS, RECORD_TYPES } from "../../../sim/scenario/vocabulary.ts";

const page = readFileSync("docs/scenario-format.md", "utf8");

test("the example of docs/scenario-format.md is a scenario", () => {
  const [, example = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  const parsed = parseScenarios(example, "example.yaml");
  expect(parsed.ok ? [] : parsed.problems.map(problemLine)).toEqual([]);
});

test("docs/scenario-format.md names every key, record and fault; the rules stand in docs/configuration.md", () => {
  const { $defs = {}, ...head } = scenarioJsonSchema();
  const { rules, ...rest } = $defs;
  const keys = keysOf([head, rest]);
  const words = [...keys, ...RECORD_TYPES, ...Object.values(FAULT_KINDS).flat()];
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(page))).toEqual([]);
  const configuration = readFileSync("docs/configuration.md", "utf8");
  expect(
    Object.keys(Object(Reflect.get(Object(rules), "properties"))).filter(
      (key) => !configuration.includes(`\`${key}\``),
    ),
  ).toEqual([]);
});

function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "properties" in value ? Object.keys(Object(value.properties)) : [];
  return [...own, ...Object.values(value).flatMap(keysOf)];
}
