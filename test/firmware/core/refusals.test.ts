import { describe, expect, test } from "vitest";
import { nextDeadline } from "../../../firmware/core/settle.ts";
import { CoreRun, charging } from "./bench.ts";
import { ACTIVE, ANN, BO, credential, STRANGER, UNLISTED, WALL } from "./samples.ts";

describe("who is refused", () => {
  const refusals: [string, string, Partial<{ cloud: object; local: object }>][] = [
    ["a card in no list", "1: Unknown, unknown", {}],
    ["a blocked local user", "1: Blocked, blocked", { local: { status: "blocked" } }],
    [
      "a card blocked in the cloud's list, though a local user's",
      "1: Blocked, blocked",
      { local: {}, cloud: { status: "blocked" } },
    ],
    [
      "a blocked local user, though in the cloud's list",
      "1: Blocked, blocked",
      { local: { status: "blocked" }, cloud: {} },
    ],
    ["an expired card", "1: Expired, expired", { cloud: { expires: WALL - 1 } }],
    [
      "a card that is blocked and expired",
      "1: Blocked, blocked",
      { cloud: { expires: WALL - 1, status: "blocked" } },
    ],
    [
      "a local user expired, though active in the cloud's list",
      "1: Expired, expired",
      { local: { expires: 0 }, cloud: {} },
    ],
  ];
  test.each(refusals)("A6: refuses %s (%s)", (_, verdict, { cloud, local }) => {
    const run = new CoreRun().plug();
    run.listed.set(ANN.key, {
      cloud: cloud ? { ...ACTIVE, ...cloud } : null,
      local: local ? { ...ACTIVE, ...local } : null,
    });
    run.tap(ANN);
    expect(run.verdict()).toBe(verdict);
    const light = verdict.startsWith("1: Unknown") ? "refused-unknown" : "refused-blocked";
    expect(run.seen()).toBe(`awaiting-authorization, ${light}, open`);
    expect(run.recorded("denied")).toHaveLength(1);
    expect(run.recorded("authorized")).toEqual([]);
  });

  test("A4: after a denial the light is yellow again within 3 s", () => {
    const run = new CoreRun().plug().tap(STRANGER).pass(1_999);
    expect(run.light()).toBe("refused-unknown");
    run.pass(1);
    expect(run.light()).toBe("yellow");
    expect(nextDeadline(run.state)).toBeNull();
  });

  test("the refusal light of one card gives way at once to another that is accepted", () => {
    const run = new CoreRun().plug().tap(STRANGER).pass(100).tap(ANN);
    expect(run.light()).toBe("charging");
  });

  test("OCPP 1.6 expiry: valid until the instant before it, expired at the very instant", () => {
    const expires = WALL + 10_000;
    for (const [wait, verdict] of [
      [9_999, "1: Accepted, cloud-list"],
      [10_000, "1: Expired, expired"],
    ] as const) {
      const run = new CoreRun().plug().pass(wait);
      run.listed.set(ANN.key, { cloud: { ...ACTIVE, expires }, local: null });
      run.tap(ANN);
      expect(run.verdict()).toBe(verdict);
    }
  });

  test("A1: a random UID is refused with its own reason, and is looked up nowhere", () => {
    const run = new CoreRun().plug();
    run.present(ANN, "front", [1], "random-uid");
    expect(run.verdict()).toBe("1: Invalid, random-uid");
    expect(run.state.checks).toEqual([]);
    expect(run.light()).toBe("refused-unknown");
    run.pass(3000);
    expect(run.light()).toBe("yellow");
  });

  test("D1: a type that is not enabled is refused without looking", () => {
    const run = new CoreRun({ rules: { identification: ["card"] } }).plug();
    const pin = credential("pin", "Ann");
    run.listed.set(pin.key, { cloud: null, local: ACTIVE });
    run.tap(pin);
    expect(run.verdict()).toBe("1: Invalid, type-not-enabled");
    run.tap(ANN);
    expect(run.verdict()).toBe("1: Accepted, local-user");
  });

  test("a refusal at a reader of two connectors is shown where the card would have taken effect", () => {
    const run = new CoreRun({ connectors: 2 }).plug(2).tap(STRANGER);
    expect(run.verdict()).toBe("2: Unknown, unknown");
    expect([run.light(1), run.light(2)]).toEqual(["ready", "refused-unknown"]);
    run.present(ANN, "front", [1, 2], "random-uid");
    expect(run.verdict()).toBe("2: Invalid, random-uid");
  });

  test("a refusal tied to no connector names none, and is shown at all that the reader serves", () => {
    const run = new CoreRun({ connectors: 3 }).tap(STRANGER, { at: [1, 3] });
    expect(run.verdict()).toBe("Unknown, unknown");
    expect([run.light(1), run.light(2), run.light(3)]).toEqual([
      "refused-unknown",
      "ready",
      "refused-unknown",
    ]);
  });

  test("a card at a reader that serves nothing is refused", () => {
    const run = new CoreRun().tap(ANN, { at: [] });
    expect(run.verdict()).toBe("Invalid, no-connector");
    run.tap(ANN, { at: [7] });
    expect(run.verdict()).toBe("Invalid, no-connector");
  });

  test("I5: a refused card changes nothing of a running session", () => {
    const run = charging();
    run.tap(STRANGER);
    expect(run.verdict()).toBe("1: Unknown, unknown");
    run.pass(1999);
    expect(run.light()).toBe("refused-unknown");
    run.pass(1);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.sessions()).toBe("start 1");
  });

  test("I5: a good card of another changes nothing of a running session", () => {
    const run = charging().tap(BO).pass(3000);
    expect(run.verdict()).toBe("1: Invalid, connector-busy");
    expect(run.seen()).toBe("charging, charging, closed");
  });

  test("a card at a connector with a fault is refused for that reason", () => {
    const run = new CoreRun().change(1, { fault: "over-temperature" }).tap(ANN);
    expect(run.verdict()).toBe("1: Invalid, connector-faulted");
    expect(run.light()).toBe("fault");
  });

  test("I8: a PIN never stands for a card of the same digest", () => {
    const run = charging();
    const pin = credential("pin", "Ann");
    run.tap(pin);
    expect(run.decision()?.event).toBe("denied");
    expect(run.contactor()).toBe("closed");
    run.pass(100).tap(ANN).pass(200);
    expect(run.contactor()).toBe("open");
  });
});

test("A6: an unlisted card stays unknown, however often it is shown; the journal has the first twenty and one finding", () => {
  const run = new CoreRun().plug();
  run.listed.set(STRANGER.key, UNLISTED);
  for (let tap = 0; tap < 50; tap += 1) run.tap(STRANGER).pass(200);
  expect(run.told.filter(({ event }) => event === "denied")).toHaveLength(50);
  expect(run.recorded("denied")).toHaveLength(20);
  expect(run.recorded("finding")).toEqual([{ event: "finding", code: "burst-of-refusals", count: 20 }]);
  run.pass(60_000);
  expect(run.recorded("finding")).toHaveLength(2);
  expect(run.recorded("finding")[1]).toMatchObject({ code: "burst-of-refusals", count: 30 });
  expect(run.sessions()).toBe("");
});
