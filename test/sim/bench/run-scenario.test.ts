import { describe, expect, test } from "vitest";
import { runSteps, runText } from "./scenario.ts";

const CHARGE = ["plug: 1", "tap: 04A1B2C3", "expect: { contactor: closed }"];

describe("a scenario on the simulated unit", () => {
  test("a card starts a session and stops it; a day of waiting takes no time worth the name", async () => {
    const result = await runSteps(
      "plug: 1",
      "expect: { light: yellow, contactor: open, state: awaiting-authorization, session: none }",
      "tap: 04A1B2C3",
      "expect: { contactor: closed, light: charging, verdict: Accepted, session: { credential: 04A1B2C3, user: ann } }",
      "meter: { connector: 1, energy: 4kWh }",
      "expect: { session: { energy: 4kWh } }",
      "wait: 1d",
      "tap: 04A1B2C3",
      "expect: { contactor: open, session: none }",
      "expect: { records: [session-started, { type: session-stopped, reason: Local, energy: 4kWh, stoppedBy: 04A1B2C3 }] }",
    );
    expect(result).toMatchObject({ failure: null, notRun: [] });
    expect(result.virtualMs).toBeGreaterThan(86_400_000);
  });

  test("steps take no time but `wait`, `hold`, keys, and what an expectation needs", async () => {
    const result = await runSteps(
      "plug: { connector: 1, wants: false }",
      "tap: { card: 04A1B2C3, hold: 700ms }",
      "wait: 1s",
      "ev: { connector: 1, wants: true }",
      "expect: { contactor: closed }",
      "clock: { jump: +2h }",
      'keys: { keys: "123", every: 100ms }',
    );
    expect(result).toMatchObject({ failure: null, virtualMs: 700 + 1_000 + 250 + 200 });
  });

  test("a PIN is typed; a phone is refused; a step for a person is told not to have been run", async () => {
    const result = await runSteps(
      'prompt: "Hold your phone to the reader"',
      "tap: { phone: true }",
      "expect: { verdict: Invalid, reason: random-uid }",
      "plug: 1",
      'keys: "#4711#"',
      "expect: { session: { credential: '#4711', user: guest } }",
    );
    expect(result.failure).toBeNull();
    expect(result.notRun).toEqual([5]);
  });

  test("records are counted from the last expectation that named them, others from the start", async () => {
    const result = await runSteps(
      ...CHARGE,
      "expect: { records: [session-started] }",
      "expect: { records: [session-started], within: 2s }",
    );
    expect(result.failure).toMatchObject({ kind: "expect", line: 9, at: 2_300, from: 300 });
    expect(
      await runSteps(...CHARGE, "expect: { records: [session-started] }", "expect: { noRecords: [denied] }"),
    ).toMatchObject({
      failure: null,
    });
    expect(await runSteps(...CHARGE, "expect: { noRecords: [session-started] }")).toMatchObject({
      failure: { kind: "expect", keys: [{ key: "noRecords", holds: false }] },
    });
  });

  test("records stand in their order, and are compared field by field", async () => {
    const result = await runSteps(...CHARGE, "expect: { records: [session-started, authorized] }");
    expect(result.failure).toMatchObject({
      keys: [{ found: expect.stringContaining("no authorized in: authorized") }],
    });
    const wrong = "expect: { records: [{ type: session-started, credential: 04FFFFFF }] }";
    expect((await runSteps(...CHARGE, wrong)).failure).not.toBeNull();
  });

  test("a session is compared field by field", async () => {
    for (const wrong of ["user: bo", "credential: 04FFFFFF", "energy: 1kWh"])
      expect((await runSteps(...CHARGE, `expect: { session: { ${wrong} } }`)).failure).not.toBeNull();
    expect((await runSteps(...CHARGE, "expect: { session: none }")).failure).not.toBeNull();
    expect((await runSteps("expect: { session: { user: ann } }")).failure).not.toBeNull();
  });

  test("a decision that is tied to no connector counts for all, another for its own alone", async () => {
    const result = await runText(`
name: two
unit: { connectors: 2 }
cloud: { link: offline }
steps:
  - tap: 04FFFF01
  - expect: { connector: 2, verdict: Unknown }
  - plug: 1
  - tap: { phone: true }
  - expect: { connector: 1, verdict: Invalid }
  - expect: { connector: 2, verdict: Unknown }
`);
    expect(result.failure).toBeNull();
  });

  test("of two vehicles that come one after the other the first has waited longer, though no step takes time", async () => {
    const result = await runText(`
name: two
unit: { connectors: 2 }
users: [{ card: 04A1B2C3 }]
steps:
  - plug: 2
  - plug: 1
  - tap: 04A1B2C3
  - expect: { connector: 2, contactor: closed }
  - expect: { connector: 1, contactor: open }
`);
    expect(result.failure).toBeNull();
  });

  test("all keys must hold at the same instant", async () => {
    const result = await runSteps(
      "plug: 1",
      "tap: 04A1B2C3",
      "expect: { light: yellow, contactor: closed, within: 5s }",
    );
    expect(result.failure).toMatchObject({
      kind: "expect",
      line: 7,
      keys: [
        { key: "contactor", holds: true },
        { key: "light", expected: "yellow", found: "charging", holds: false, lastTrue: null },
      ],
    });
  });

  test("what must never be, fails when it comes true, and not when it was never whole", async () => {
    const result = await runSteps("plug: 1", "never: { contactor: closed, for: 1h }", "tap: 04A1B2C3");
    expect(result.failure).toBeNull();
    const failed = await runSteps(...CHARGE, "never: { contactor: closed, for: 1h }");
    expect(failed.failure).toMatchObject({ kind: "never", line: 8, at: 300 });
    const halves = await runSteps(...CHARGE, "never: { contactor: closed, light: yellow, for: 1m }");
    expect(halves.failure).toBeNull();
  });

  test("an expectation may come true in the last instant, and no later", async () => {
    const steps = (within: string) =>
      runSteps(
        "tap: { card: 04A1B2C3, hold: 0s }",
        "plug: 1",
        `expect: { contactor: closed, within: ${within} }`,
      );
    expect((await steps("250ms")).failure).toBeNull();
    expect((await steps("249ms")).failure).not.toBeNull();
  });

  test("the cloud is asked, late, and in the background", async () => {
    const result = await runText(`
name: asked
cloud: { answers: { 04FFFFFF: { verdict: Accepted, group: house, after: 500ms } } }
steps:
  - plug: 1
  - tap: 04FFFFFF
  - expect: { light: checking, asked: 1 }
  - expect: { contactor: closed, reason: cloud }
  - cloud: offline
  - expect: { device: { broker: lost } }
  - tap: 04FFFF01
  - expect: { verdict: Unknown, asked: 1 }
  - cloud: online
  - expect: { device: { broker: ok } }
  - cloud: { request: { stop: { connector: 1 } } }
  - expect: { response: { status: Accepted }, contactor: open }
`);
    expect(result.failure).toBeNull();
  });

  test("lists and users change, and what is spoilt is refused", async () => {
    const result = await runSteps(
      "expect: { list: { version: 3, count: 2 } }",
      "list: { version: 4, base: 3, set: [{ card: 04FFFFFF }], remove: ['#4711'] }",
      "expect: { list: { version: 4, count: 2 }, records: [list-updated] }",
      "list: { version: 5, full: [], corrupt: signature }",
      "expect: { list: { version: 4 }, records: [{ type: list-refused, reason: signature }] }",
      "users: { add: [{ card: '11223344', user: bo }] }",
      "plug: 1",
      "tap: '11223344'",
      "expect: { session: { user: bo }, reason: local-user }",
      "users: { remove: ['11223344'] }",
      "expect: { session: none, contactor: open, light: yellow }",
    );
    expect(result.failure).toBeNull();
  });

  test.each(["cut", "crash"])(
    "after a %s the unit is there again, and the session goes on",
    async (power) => {
      const result = await runSteps(
        ...CHARGE,
        `power: ${power}`,
        "expect: { contactor: open }",
        "expect: { contactor: closed, session: { credential: 04A1B2C3 }, within: 5s }",
        "expect: { noRecords: [session-stopped] }",
      );
      expect(result.failure).toBeNull();
    },
  );

  test("without power all is dark", async () => {
    const dark = await runSteps(
      ...CHARGE,
      "power: off",
      "expect: { contactor: open, light: off, state: unavailable, within: 0s }",
      "tap: 04A1B2C3",
      "never: { contactor: closed, for: 1h }",
      "power: on",
      "expect: { records: [{ type: session-stopped, reason: PowerLoss }] }",
    );
    expect(dark.failure).toBeNull();
  });

  test("a full disk lets no session start and one that runs end; a read-only one nothing", async () => {
    const full = await runSteps(
      ...CHARGE,
      "fault: { device: store, kind: full }",
      "tap: 04A1B2C3",
      "expect: { contactor: open, records: [session-stopped] }",
      "tap: 04A1B2C3",
      "expect: { verdict: Invalid, reason: store-unavailable, device: { store: lost } }",
      "clear: { device: store }",
      "expect: { device: { store: ok }, within: 1m }",
    );
    expect(full.failure).toBeNull();
    const readonly = await runSteps(
      ...CHARGE,
      "fault: { device: store, kind: readonly }",
      "tap: 04A1B2C3",
      "expect: { contactor: open }",
      "never: { records: [session-stopped], for: 1m }",
      "clear: { device: store, kind: full }",
      "never: { records: [session-stopped], for: 1m }",
      "clear: { device: store, kind: readonly }",
      "expect: { records: [session-stopped], within: 1m }",
    );
    expect(readonly.failure).toBeNull();
  });

  test.each([
    ["reader", "hangup"],
    ["keypad", "silence"],
    ["board", "silence"],
    ["broker", "down"],
  ])("a %s with %s is lost, and found again", async (device, kind) => {
    const result = await runSteps(
      `expect: { device: { ${device}: ok }, within: 0s }`,
      `fault: { device: ${device}, kind: ${kind} }`,
      `expect: { device: { ${device}: lost }, within: 10s }`,
      `clear: { device: ${device} }`,
      `expect: { device: { ${device}: ok }, within: 5s }`,
    );
    expect(result.failure).toBeNull();
  });

  test("a clock without a source is not trusted, from the start or from a fault on", async () => {
    const faulted = await runSteps(
      "fault: { device: clock, kind: untrusted }",
      "expect: { device: { clock: lost } }",
    );
    expect(faulted.failure).toBeNull();
    const untrusted = await runText(`
name: untrusted
unit: { clock: 2026-06-01T08:00:00Z, untrusted: true }
steps: [{ expect: { device: { clock: lost } } }, { clear: { device: clock } }, { expect: { device: { clock: ok } } }]
`);
    expect(untrusted.failure).toBeNull();
  });

  test("the same scenario goes the same way each time", async () => {
    const steps = ["tap: { phone: true }", "wait: 5s", ...CHARGE, "power: cut", "wait: 1h"];
    const [first, second] = [await runSteps(...steps), await runSteps(...steps)];
    expect(first.timeline).toEqual(second.timeline);
  });
});
