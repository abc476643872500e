import { describe, expect, test } from "vitest";
import { parseUnitConfig } from "../../../firmware/config/parse.ts";
import { Desk, type DeskPage } from "../../../firmware/control/desk.ts";
import { DEFAULT_RULES } from "../../../firmware/core/rules.ts";
import { createKeyring } from "../../../firmware/credential/keyring.ts";
import { UnitBench } from "../unit-bench.ts";

const PROBLEM = "the unit's page cannot be served at 127.0.0.1:8080, which is taken";

/** The desk of a running unit, and what is known of its page. */
async function deskOf(served: Promise<DeskPage | null>, problem: string | null) {
  const bench = await new UnitBench().start();
  const parsed = parseUnitConfig(
    "unit: CG-0001\nconnectors: [{ id: 1, board: { driver: openevse, path: ./b } }]",
    "charger.yaml",
  );
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const desk = new Desk({
    store: bench.store,
    keyring: createKeyring({ secret: Buffer.alloc(32, 1), random: (bytes) => Buffer.alloc(bytes) }),
    clock: bench.clock,
    config: parsed.config,
    settings: () => ({ zone: "UTC", rules: DEFAULT_RULES }),
    page: { served, problem },
    unit: bench.unit,
  });
  const answer = desk.answer({ op: "web-code" }, () => {});
  return { bench, answer };
}

describe("a code for the unit's page", () => {
  test("while the page cannot be served nobody waits for it longer than five seconds, and is told the cause", async () => {
    const { bench, answer } = await deskOf(new Promise(() => {}), PROBLEM);
    await bench.run(5_000);
    expect(await answer).toEqual({ error: { code: "NO_PAGE", message: PROBLEM } });
  });

  test("of a page that is about to be served is waited for", async () => {
    let serve: (page: DeskPage) => void = () => undefined;
    const served = new Promise<DeskPage>((resolve) => (serve = resolve));
    const { bench, answer } = await deskOf(served, null);
    await bench.run(4_000);
    const issueCode = () => ({ code: "7KQ2-M4XD", validFor: 600_000 });
    const urls = () => ["http://192.168.1.20:8080/", "http://charger-7.local:8080/"] as const;
    serve({ urls, fingerprint: null, issueCode });
    expect(await answer).toMatchObject({
      ok: { url: urls()[0], otherUrls: [urls()[1]], code: "7KQ2-M4XD" },
    });
  });

  test("of a unit without one is told how it gets one", async () => {
    const { answer } = await deskOf(Promise.resolve(null), null);
    expect(await answer).toMatchObject({
      error: { code: "NO_PAGE", message: expect.stringContaining("web: {}") },
    });
  });
});
