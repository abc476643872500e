import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { scenarioJsonSchema } from "../../../sim/scenario/json-schema.ts";

const FILE = "docs/scenario.schema.json";

test("docs/scenario.schema.json is made of the format (vitest -u writes it)", async () => {
  const input = JSON.stringify(scenarioJsonSchema(), null, 2);
  const biome = ["node_modules/@biomejs/biome/bin/biome", "format", `--stdin-file-path=${FILE}`];
  const formatted = execFileSync(process.execPath, biome, { input, encoding: "utf8" });
  await expect(formatted).toMatchFileSnapshot(`../../../${FILE}`);
});

test("an editor finds descriptions, defaults and examples in it", () => {
  const schema = scenarioJsonSchema();
  expect(schema.properties?.["cloud"]).toMatchObject({
    description: "The cloud at the start.",
    properties: { link: { enum: ["online", "offline", "silent"], default: "online" } },
  });
  expect(schema.$defs).toMatchObject({
    rules: {
      properties: { askTimeout: { default: "3s", $ref: "#/$defs/duration" }, pinTries: { default: 5 } },
    },
    duration: { examples: ["300ms", "5s", "2m", "1h", "3d"] },
    step: { properties: { wait: { description: "Time passes." } }, minProperties: 1, maxProperties: 1 },
  });
});

test("every key of it says what it is", () => {
  const silent: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    if ("properties" in value && typeof value.properties === "object" && value.properties !== null) {
      for (const [key, property] of Object.entries(value.properties)) {
        const text = JSON.stringify(property);
        if (!text.includes('"description"') && !text.includes('"$ref"')) silent.push(`${path}.${key}`);
      }
    }
    for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
  };
  visit(scenarioJsonSchema(), "");
  expect(silent).toEqual([]);
});
