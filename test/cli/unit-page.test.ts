import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type ComingPage, pageLater } from "../../cli/unit-page.ts";
import { parseUnitConfig } from "../../firmware/config/parse.ts";
import type { Happening } from "../../firmware/core/happening.ts";
import { silentLog } from "../../hal/log.ts";
import { PageBench } from "../firmware/web/page-bench.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A unit's page on its way, at this port. */
async function coming(port: number): Promise<{ page: ComingPage; errors: string[]; told: Promise<string> }> {
  const { unit, settings, keyring } = await PageBench.start();
  const parsed = parseUnitConfig(
    `unit: CG-0001\nconnectors: [{ id: 1, board: { driver: openevse, path: ./b } }]\nweb: { listen: "127.0.0.1:${port}" }`,
    "charger.yaml",
  );
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const errors: string[] = [];
  let tell: (text: string) => void = () => undefined;
  const told = new Promise<string>((resolve) => (tell = resolve));
  const log = {
    ...silentLog,
    error: (text: string) => {
      errors.push(text);
      tell(text);
    },
  };
  const page = pageLater(
    {
      unit: unit.unit,
      config: parsed.config,
      store: unit.store,
      keyring,
      settings,
      clock: unit.clock,
      clockQuality: () => "synchronized",
      log,
    },
    Promise.resolve(),
  );
  ends.push(() => page.stop());
  return { page, errors, told };
}

describe("the unit's page while it comes", () => {
  test("says what keeps it while its port is taken", async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, "127.0.0.1", () => {
        const address = taken.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      }),
    );
    ends.push(() => new Promise((resolve) => taken.close(resolve)));
    const { page, told } = await coming(port);
    expect(page.problem).toBeNull();
    await told;
    expect(page.problem).toBe(
      `the unit's page cannot be served at 127.0.0.1:${port}, which is taken: it is tried again. See which program has it, or give the page another port`,
    );
  });

  test("a defect in what counts for it is logged, and reaches nobody who tells it something", async () => {
    const { page, errors } = await coming(0);
    const defect: Happening = {
      event: "list-updated",
      source: "local",
      get count(): number {
        throw new Error("a defect");
      },
    };
    expect(await page.served).not.toBeNull();
    expect(() => page.tell(defect)).not.toThrow();
    expect(errors).toEqual(["a defect in the unit's page: the unit goes on without it having heard"]);
  });

  test("a defect in what was told before it was there keeps it from nothing", async () => {
    const { page, errors } = await coming(0);
    page.tell({
      event: "list-updated",
      source: "local",
      get count(): number {
        throw new Error("a defect");
      },
    });
    expect(await page.served).not.toBeNull();
    expect(errors).toHaveLength(1);
  });
});
