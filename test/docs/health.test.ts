import { expect, test } from "vitest";
import { healthPage } from "./health-page.ts";
import { REGENERATE } from "./table.ts";

test(`docs/health.md is what the code says; made anew by: ${REGENERATE}`, async () => {
  await expect(healthPage()).toMatchFileSnapshot("../../docs/health.md");
});
