import { describe, expect, test } from "vitest";
import { CoreRun, charging } from "./bench.ts";
import { ACTIVE, ANN, BO, STRANGER } from "./samples.ts";

describe("look-ups that come late, never or not at all", () => {
  test("I3: a look-up that never answers is a Timeout after 2 s, and yellow is back within 3 s more", () => {
    const run = new CoreRun().plug();
    run.lookUps = "never";
    run.tap(ANN).pass(1_999);
    expect(run.light()).toBe("checking");
    run.pass(1);
    expect(run.verdict()).toBe("1: Timeout, check-timeout");
    expect(run.light()).toBe("refused-busy");
    run.pass(2_000);
    expect(run.light()).toBe("yellow");
  });

  test("I3: an answer that comes at its deadline or later energizes nothing", () => {
    for (const late of [2_000, 2_001, 60_000]) {
      const run = new CoreRun().plug();
      run.lookUps = late;
      run.tap(ANN).pass(120_000);
      expect(run.sessions()).toBe("");
      expect(run.recorded("denied")).toHaveLength(1);
    }
  });

  test("a list that cannot be read refuses", () => {
    const run = new CoreRun().plug();
    run.lookUps = "fails";
    run.tap(ANN);
    expect(run.verdict()).toBe("1: Invalid, store-unavailable");
    run.pass(3_000);
    expect(run.light()).toBe("yellow");
  });

  test("the same card is asked about once while it is being checked", () => {
    const run = new CoreRun().plug();
    run.lookUps = 500;
    run.tap(ANN).pass(100).tap(ANN);
    expect(run.effects).toEqual([]);
    run.pass(1000);
    expect(run.contactor()).toBe("closed");
  });

  test("a look-up that is answered twice starts once", () => {
    const run = new CoreRun().plug();
    run.lookUps = "never";
    run.tap(ANN).feed({ type: "looked-up", request: 1, found: { cloud: ACTIVE, local: null } });
    const { state } = run;
    run.feed({ type: "looked-up", request: 1, found: { cloud: ACTIVE, local: null } });
    expect(run.effects).toEqual([]);
    expect(run.state).toEqual(state);
    run.pass(500);
    expect(run.sessions()).toBe("start 1");
  });

  test("I3: answers to questions that nobody asked change nothing", () => {
    const run = charging();
    const { state } = run;
    run.feed({ type: "looked-up", request: 77, found: { cloud: ACTIVE, local: null } });
    run.feed({ type: "saved", request: 77 }).feed({ type: "save-failed", request: 1 });
    run.feed({ type: "saved", request: 2 }).feed({ type: "save-failed", request: 2 });
    expect(run.state).toEqual(state);
  });

  test("I3: a vehicle that leaves during the check is not charged, nor is the next one", () => {
    const run = new CoreRun().plug();
    run.lookUps = 500;
    run.tap(ANN).pass(100).unplug().pass(100).plug().pass(1000);
    expect(run.sessions()).toBe("");
    expect(run.verdict()).toBe("1: Invalid, vehicle-left");
    run.pass(3000);
    expect(run.light()).toBe("yellow");
  });

  test("a refusal is told by its own reason, though the vehicle has left meanwhile", () => {
    const run = new CoreRun().plug();
    run.lookUps = 500;
    run.tap(STRANGER).unplug().pass(1000);
    expect(run.verdict()).toBe("1: Unknown, unknown");
  });

  test("I3: a fault during the check ends it, even if it is gone when the answer comes", () => {
    for (const changes of [{ fault: "ground-fault" }, { pilot: "E" }, { pilot: "D" }] as const) {
      const run = new CoreRun().plug();
      run.lookUps = 500;
      run.tap(ANN).pass(100).change(1, changes).change(1, { fault: null, pilot: "C" });
      expect(run.light()).toBe("yellow");
      run.pass(1000);
      expect(run.sessions()).toBe("");
      expect(run.verdict()).toBe("1: Invalid, connector-faulted");
    }
  });

  test("I3: a board that is lost or restarts during the check ends it", () => {
    const lost = new CoreRun().plug();
    lost.lookUps = 500;
    lost.tap(ANN).loseBoard().regainBoard().pass(1000);
    expect(lost.sessions()).toBe("");
    const restarted = new CoreRun().plug();
    restarted.lookUps = 500;
    restarted.tap(ANN).restartBoard().report(1).pass(1000);
    expect(restarted.sessions()).toBe("");
  });

  test("access opened during the check charges at once, and the card is told that the connector is busy", () => {
    const run = new CoreRun().plug();
    run.lookUps = 500;
    run.tap(ANN).access("open").pass(400);
    expect(run.contactor()).toBe("closed");
    run.pass(200);
    expect(run.verdict()).toBe("1: Invalid, connector-busy");
    expect(run.session()?.credential).toBeNull();
  });
});

describe("starts that are saved late, never or not at all", () => {
  test("a start that cannot be saved is refused, and yellow is back within 3 s", () => {
    const run = new CoreRun().plug();
    run.saves = "fails";
    run.tap(ANN);
    expect(run.verdict()).toBe("1: Invalid, store-unavailable");
    expect(run.decision()).toMatchObject({ event: "denied", reader: "front", credential: ANN });
    expect(run.light()).toBe("refused-busy");
    run.pass(2_000);
    expect(run.light()).toBe("yellow");
    expect(run.sessions()).toBe("");
    run.saves = "at once";
    run.tap(ANN).pass(500);
    expect(run.contactor()).toBe("closed");
  });

  test("a start that is never saved is refused after 5 s, and yellow is back within 3 s", () => {
    const run = new CoreRun().plug();
    run.saves = "never";
    run.tap(ANN).pass(4_999);
    expect(run.seen()).toBe("authorized, waiting, open");
    run.pass(1);
    expect(run.verdict()).toBe("1: Invalid, store-unavailable");
    expect(run.light()).toBe("refused-busy");
    run.pass(2_000);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
    run.tap(ANN);
    expect(run.verdict()).toBe("1: Invalid, store-unavailable");
    run.pass(2_000);
    expect(run.light()).toBe("yellow");
  });

  test("I3, I4: a start that turns out durable after it was given up is ended, and energizes nothing", () => {
    const run = new CoreRun().plug();
    run.saves = "never";
    run.tap(ANN).pass(6_000).mendStore();
    expect(run.sessions()).toBe("start 1, stop 1 Other");
    expect(run.disk.sessions.size).toBe(0);
    run.pass(3_000);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
    run.tap(ANN).pass(500);
    expect(run.contactor()).toBe("closed");
  });

  test("a waiting authorization that cannot be saved names the reader where it was shown", () => {
    const run = new CoreRun().tap(ANN, { reader: "gate" });
    run.saves = "fails";
    run.plug();
    expect(run.decision()).toMatchObject({ event: "denied", reader: "gate", reason: "store-unavailable" });
    run.pass(3_000);
    expect(run.light()).toBe("yellow");
  });

  test("a vehicle that leaves during the save is not charged, and neither is the next one", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.tap(ANN).pass(100).unplug();
    expect(run.seen()).toBe("available, ready, open");
    run.plug();
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
    run.pass(1000);
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected");
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
  });

  test("A4: stopped during the save, then another vehicle: yellow", () => {
    for (const saves of [500, "never"] as const) {
      const run = new CoreRun().plug();
      run.saves = saves;
      run.tap(ANN).tap(ANN);
      expect(run.name()).toBe("finished");
      run.unplug().plug();
      expect(run.light()).toBe("yellow");
      run.pass(1000).mendStore();
      expect(run.light()).toBe("yellow");
      expect(run.sessions()).toBe("start 1, stop 1 Local");
    }
  });

  test("A7: the same card during the save stops what it started", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.tap(ANN).pass(100).tap(ANN).pass(1000);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
    expect(run.seen()).toBe("finished, finished, open");
  });

  test("in open access nothing starts by itself after a stop whose start then failed to be saved", () => {
    const run = new CoreRun({ access: "open" }).tap(ANN);
    run.saves = "never";
    run.plug().tap(ANN);
    run.feed({ type: "save-failed", request: 2 }).pass(60_000);
    expect(run.seen()).toBe("finished, finished, open");
  });

  test("a fault during the save pauses the session; it goes on when the fault is cleared", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.tap(ANN).change(1, { fault: "ground-fault" }).pass(1000);
    expect(run.seen()).toBe("faulted, fault, open");
    run.change(1, { fault: null }).pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
  });

  test("a vehicle that waits while the disk hangs is charged by its own card when the disk is back", () => {
    const run = new CoreRun().plug();
    run.saves = "never";
    run.tap(ANN).unplug().tap(BO);
    expect(run.verdict()).toBe("1: Invalid, store-unavailable");
    run.pass(10_000).plug().mendStore().tap(BO).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected, start 1");
    expect(run.session()?.credential).toEqual(BO);
  });

  test("in open access a failed start is tried again after 5 s", () => {
    const run = new CoreRun({ access: "open" });
    run.saves = "fails";
    run.plug().pass(4_999);
    expect(run.seen()).toBe("plugged, waiting, open");
    run.saves = "at once";
    run.pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.recorded("denied")).toEqual([]);
  });

  test("in open access a new vehicle does not wait for the retry of the last one", () => {
    const run = new CoreRun({ access: "open" });
    run.saves = "fails";
    run.plug().unplug().saves = "at once";
    run.plug().pass(500);
    expect(run.contactor()).toBe("closed");
  });
});
