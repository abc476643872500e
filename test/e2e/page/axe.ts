import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe has found: rule, and where. It is run from outside the page, whose policy would not let it in. */
export async function violations(tab: Page): Promise<string[]> {
  const found = await tab.evaluate(`(async () => { ${axe.source}; return await axe.run(); })()`);
  // axe's own answer: a list of rules with the nodes that break them
  const { violations: broken } = found as {
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
  };
  return broken.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}
