import { describe, expect, test } from "vitest";
import { durationText, momentText } from "../../../sim/bench/duration-text.ts";
import { junitXml } from "../../../sim/bench/junit.ts";
import { account, COLOURED, failureLine, PLAIN, resultLine, summary } from "../../../sim/bench/report.ts";
import { runSteps } from "./scenario.ts";

const failing = () =>
  runSteps(
    "plug: 1",
    "tap: 04FFFF01",
    "expect: { contactor: closed, light: yellow, within: 4s }",
    "wait: 1h",
  );

describe("the report", () => {
  test("a failure says where, what was expected, what was found, and what happened", async () => {
    expect(account(await failing(), PLAIN, false).replace(/reason \S+\)/, "reason …)")).toBe(
      [
        "✗ steps",
        "  test.yaml:7: was not so within 4s, until 00:04.300",
        "    ✗ contactor  expected closed, found open",
        "    ✓ light      yellow",
        "",
        "  What happened",
        "  00:00.000    1: unavailable, light off",
        "  00:00.000    unit: cloud-connected",
        "  00:00.000    1: available, light ready",
        "  00:00.000    unit: ready",
        "  00:00.000  line 5: plug 1",
        "  00:00.000    1: awaiting-authorization, light yellow",
        "  00:00.000    unit: plugged (connector 1)",
        "  00:00.000    unit: awaiting-authorization (connector 1)",
        "  00:00.000  line 6: tap 04…01 at front",
        "  00:00.000    1: awaiting-authorization, light checking",
        "  00:00.000    cloud: asked about 04…01",
        "  00:00.000    cloud: answers Unknown about 04…01",
        "  00:00.000    1: awaiting-authorization, light refused-unknown",
        "  00:00.000    unit: denied (connector 1, credential 04…01, reader front, verdict Unknown, reason …)",
        "  00:00.300  line 7: expect contactor, light within 4s",
        "  00:02.000    1: awaiting-authorization, light yellow",
      ].join("\n"),
    );
  });

  test("a result is a line, with virtual and real time", async () => {
    const result = await failing();
    expect(resultLine({ ...result, wallMs: 12.4 }, PLAIN)).toBe("✗ steps  test.yaml:1  4s 300ms in 12 ms");
    expect(resultLine({ ...result, failure: null, notRun: [5] }, PLAIN)).toBe(
      "✓ steps  test.yaml:1  4s 300ms in 1 ms, 1 not run",
    );
    expect(resultLine(result, COLOURED)).toContain("\u001b[31m✗\u001b[39m");
  });

  test("keys that were all true, but never together, are named so", async () => {
    const result = await runSteps(
      "plug: 1",
      "tap: 04A1B2C3",
      "wait: 2s",
      "tap: 04A1B2C3",
      "never: { contactor: open, for: 1s }",
    );
    expect(failureLine(result)).toBe("test.yaml:9: must never be so, and was at 00:02.600: contactor open");
    const apart = await runSteps("plug: 1", "expect: { light: yellow, contactor: closed }");
    if (apart.failure?.kind !== "expect") throw new Error("it should have failed");
    const keys = apart.failure.keys.map((key) => ({ ...key, holds: true }));
    expect(failureLine({ ...apart, failure: { ...apart.failure, keys } })).toBe(
      "test.yaml:6: was not so within 1s, until 00:01.000: all of it at one instant",
    );
  });

  test("a key that was as expected before says until when", async () => {
    const result = await runSteps(
      "plug: 1",
      "tap: 04FFFF01",
      "expect: { light: refused-unknown, contactor: closed, within: 5s }",
    );
    expect(account(result, PLAIN, false)).toContain("(it was so at 00:00.300)");
  });

  test("neither card numbers nor PINs are told", async () => {
    const result = await runSteps(
      "plug: 1",
      "tap: 04A1B2C3",
      'keys: "#4711#"',
      "users: { add: [{ card: 04DDEEFF }], remove: ['#4711'] }",
      "cloud: { request: { refresh: { card: 04DDEEFF, verdict: Blocked } } }",
      "cloud: { request: { start: { card: 04DDEEFF } } }",
      "lay: { card: 04DDEEFF, reader: front }",
      "expect: { session: { credential: 04DDEEFF }, records: [{ type: denied, credential: '#4711', stoppedBy: 04DDEEFF }] }",
    );
    const texts = [
      account(result, PLAIN, true),
      junitXml({ problems: [], results: [result], wallMs: 1 }),
    ].join("\n");
    for (const secret of ["A1B2", "DDEE", "4711"]) expect(texts).not.toContain(secret);
    expect(texts).toContain("04…FF");
  });

  test("a long story is cut, unless all of it is asked for", async () => {
    const result = await runSteps(
      ...Array.from({ length: 30 }, () => ["plug: 1", "unplug: 1"]).flat(),
      "expect: { asked: 1 }",
    );
    expect(account(result, PLAIN, false)).toMatch(/What happened \(\d+ earlier moments: --verbose\)/);
    expect(account(result, PLAIN, true)).toContain("line 5: plug 1");
  });

  test("the summary counts scenarios, and steps that nobody was there to do", async () => {
    const failed = await failing();
    const passed = { ...failed, failure: null, notRun: [5], virtualMs: 86_400_000 };
    expect(summary({ problems: [], results: [passed, passed, failed], wallMs: 1_234 }, PLAIN)).toBe(
      "2 passed, 1 failed, 2 steps not run (for a person at a rig), 2d 4s of virtual time in 1.2 s",
    );
    expect(summary({ problems: [], results: [], wallMs: 0 }, PLAIN)).toBe(
      "0 passed, 0s of virtual time in 0.0 s",
    );
  });

  test("JUnit's XML has a suite for each file, its failures, and what was not run", async () => {
    const failed = await failing();
    const xml = junitXml({
      problems: [],
      results: [failed, { ...failed, failure: null, notRun: [5] }],
      wallMs: 1,
    });
    expect(xml).toContain('<testsuite name="test.yaml" tests="2" failures="1"');
    expect(xml).toContain(
      '<failure message="test.yaml:7: was not so within 4s, until 00:04.300: contactor closed, found open" type="expect">',
    );
    expect(xml).toContain('<property name="virtual seconds" value="4.3"/>');
    expect(xml).toContain("not run, for want of a person: line 5");
  });
});

test("durations and moments are written as people read them", () => {
  expect([0, 300, 5_000, 90_000, 3_600_000, 90_061_001].map(durationText)).toEqual([
    "0s",
    "300ms",
    "5s",
    "1m 30s",
    "1h",
    "1d 1h",
  ]);
  expect([0, 7_250, 3_600_000, 3 * 86_400_000 + 61_001].map(momentText)).toEqual([
    "00:00.000",
    "00:07.250",
    "1:00:00.000",
    "3d 00:01:01.001",
  ]);
});
