import { expect, test } from "vitest";
import { rightsPage } from "./rights-page.ts";
import { REGENERATE } from "./table.ts";

test(`B2: docs/rights.md is what the code says; made anew by: ${REGENERATE}`, async () => {
  await expect(rightsPage()).toMatchFileSnapshot("../../docs/rights.md");
});
