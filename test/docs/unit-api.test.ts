import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { ApiBench } from "../firmware/web/api/api-bench.ts";
import { REGENERATE } from "./table.ts";
import { unitApiPage } from "./unit-api-page.ts";

const FILE = "docs/unit-api.json";

test(`docs/unit-api.json is what the unit serves; made anew by: ${REGENERATE}`, async () => {
  const { served } = await new ApiBench().start();
  const biome = ["node_modules/@biomejs/biome/bin/biome", "format", `--stdin-file-path=${FILE}`];
  const input = JSON.stringify(served, null, 2);
  const formatted = execFileSync(process.execPath, biome, { input, encoding: "utf8" });
  await expect(formatted).toMatchFileSnapshot(`../../${FILE}`);
});

test(`docs/unit-api.md is what the code says; made anew by: ${REGENERATE}`, async () => {
  const { operations } = await new ApiBench().start();
  await expect(unitApiPage(operations)).toMatchFileSnapshot("../../docs/unit-api.md");
});
