import { expect, test } from "vitest";
import { metricsPage } from "./metrics-page.ts";
import { REGENERATE } from "./table.ts";

test(`docs/metrics.md is what the code says; made anew by: ${REGENERATE}`, async () => {
  await expect(metricsPage()).toMatchFileSnapshot("../../docs/metrics.md");
});
