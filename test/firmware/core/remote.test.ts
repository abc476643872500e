import { describe, expect, test } from "vitest";
import { step } from "../../../firmware/core/step.ts";
import { CoreRun, charging } from "./bench.ts";
import { ACTIVE, ANN, BLOCKED, BO, credential, LISTED, requestId, STRANGER } from "./samples.ts";

describe("remote start where a vehicle waits", () => {
  test("B7, F01: starts in the credential's name, and answers with the session when it is durable", () => {
    const run = new CoreRun().plug();
    run.saves = 300;
    run.remoteStart(ANN, 1);
    expect(run.seen()).toBe("authorized, waiting, open");
    run.pass(299);
    expect(run.answered()).toBe("");
    run.pass(1);
    expect(run.answered()).toBe("1 accepted run1-1");
    expect(run.effects.map(({ type }) => type)).toEqual(["announce", "announce", "respond", "permit"]);
    run.pass(200);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.recorded("authorized", "session-started")).toEqual([
      {
        event: "authorized",
        connector: 1,
        credential: ANN,
        user: null,
        reader: null,
        verdict: "Accepted",
        reason: "local-user",
      },
      { event: "session-started", connector: 1, session: "run1-1", credential: ANN, user: null },
    ]);
  });

  test("B7, A7: the card in whose name it was started stops it at the charger", () => {
    const run = new CoreRun().plug().remoteStart(ANN, 1).pass(500).tap(ANN).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
    expect(run.seen()).toBe("finished, finished, open");
  });

  test("B7: a credential that has no card or PIN starts as well", () => {
    const app = credential("remote", "app-1");
    const run = new CoreRun().plug();
    run.listed.set(app.key, { cloud: { ...ACTIVE, user: "ann" }, local: null });
    run.remoteStart(app, 1).pass(500);
    expect(run.answered()).toBe("1 accepted run1-1");
    expect(run.session()).toMatchObject({ credential: app, user: "ann" });
  });

  test("F01: with no connector named it is the lowest-numbered one not in use, free or with a vehicle", () => {
    const free = new CoreRun({ connectors: 2 }).plug(2).remoteStart(ANN, null);
    expect(free.state.pending).toMatchObject([{ connectors: [1] }]);
    expect(free.light(2)).toBe("yellow");
    const taken = new CoreRun({ connectors: 2 }).plug(2).pass(10).plug(1).remoteStart(ANN, null);
    expect(taken.session(1)?.credential).toEqual(ANN);
  });

  test("F01: with no connector named, a vehicle that has had its session is somebody's: it is started by name only", () => {
    const finished = () => charging({ connectors: 2 }).tap(ANN).pass(500);
    const waiting = finished().plug(2).remoteStart(BO, null);
    expect(waiting.session(1)).toBeNull();
    expect(waiting.session(2)?.credential).toEqual(BO);
    expect(finished().remoteStart(BO, null).state.pending).toMatchObject([{ connectors: [2] }]);
    expect(finished().remoteStart(BO, 1).session(1)?.credential).toEqual(BO);
    const only = charging().tap(ANN).pass(500).remoteStart(BO, null);
    expect(only.session(1)?.credential).toEqual(BO);
  });

  test("F01: with no connector named, those in use, being checked or faulty are passed over", () => {
    const run = new CoreRun({ connectors: 4 })
      .plug(1)
      .tap(BO)
      .pass(500)
      .change(2, { fault: "no-ground" })
      .plug(3);
    run.listed.set(STRANGER.key, { cloud: null, local: ACTIVE });
    run.lookUps = 100;
    run
      .tap(STRANGER, { at: [3] })
      .remoteStart(ANN, null)
      .pass(100);
    expect(run.session(3)?.credential).toEqual(STRANGER);
    expect(run.answered()).toBe("1 accepted to wait");
    expect(run.state.pending).toMatchObject([{ credential: ANN, connectors: [4] }]);
  });

  test("F01: without a free one it is refused for the reason that a tap would be", () => {
    const run = charging({ connectors: 2 }).change(2, { fault: "no-ground" }).remoteStart(BO, null);
    expect(run.answered()).toBe("1 Invalid connector-busy");
    run.change(2, { fault: null }).loseBoard(1).loseBoard(2).remoteStart(BO, null);
    expect(run.answers.get("2")).toEqual({
      accepted: false,
      verdict: "Invalid",
      reason: "connector-faulted",
    });
    expect(run.sessions()).toBe("start 1");
  });

  test("F01: the numbers count, not the order in which the unit has its connectors", () => {
    const { state, now, wall } = new CoreRun({ connectors: 3 });
    const reversed = { ...state, connectors: state.connectors.toReversed() };
    const request = requestId("1");
    const at = { mono: now, wall };
    const asked = step(reversed, { type: "remote-start", request, connector: null, credential: ANN, at });
    const check = asked.state.checks[0]?.request ?? 0;
    const found = step(asked.state, { type: "looked-up", request: check, found: LISTED, at });
    expect(found.state.pending).toMatchObject([{ connectors: [1] }]);
  });
});

describe("remote start before the plug", () => {
  test("F02: an accepted one waits for the plug, and is answered at once without a session", () => {
    const run = new CoreRun().remoteStart(ANN, 1);
    expect(run.answered()).toBe("1 accepted to wait");
    expect(run.seen()).toBe("authorized, accepted, open");
    expect(run.recorded("authorized")).toMatchObject([{ connector: 1, reader: null, reason: "local-user" }]);
    run.pass(59_999).plug().pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.answered()).toBe("1 accepted to wait");
  });

  test("F02: it ends after the connection timeout", () => {
    const run = new CoreRun({ rules: { connectionTimeout: 5_000 } }).remoteStart(ANN, 1).pass(5_000);
    expect(run.recorded("authorization-expired")).toHaveLength(1);
    run.plug();
    expect(run.light()).toBe("yellow");
  });

  test("F02: one for a named connector serves no other", () => {
    const run = new CoreRun({ connectors: 2 }).remoteStart(ANN, 2).plug(1).pass(500);
    expect([run.light(1), run.light(2)]).toEqual(["yellow", "accepted"]);
    run.plug(2).pass(500);
    expect(run.session(2)?.credential).toEqual(ANN);
  });

  test("I4: another's that waits there is not pushed aside, but the same credential's is renewed", () => {
    const run = new CoreRun().tap(BO).remoteStart(ANN, 1);
    expect(run.answered()).toBe("1 Invalid connector-busy");
    run.pass(30_000).remoteStart(BO, 1).pass(45_000).plug().pass(500);
    expect(run.session()?.credential).toEqual(BO);
    expect(run.answers.get("2")).toEqual({ accepted: true, session: null });
  });

  test("F02: where another waits for either of two connectors, the second place may be had", () => {
    const run = new CoreRun({ connectors: 2 }).tap(BO).remoteStart(ANN, null).remoteStart(STRANGER, null);
    run.listed.set(STRANGER.key, { cloud: null, local: ACTIVE });
    run.remoteStart(STRANGER, null);
    expect(run.answered()).toBe("1 accepted to wait, 2 Unknown unknown, 3 Invalid connector-busy");
    run.plug(1).plug(2).pass(500);
    expect([run.session(1)?.credential, run.session(2)?.credential]).toEqual([BO, ANN]);
  });

  test("F01: a vehicle that comes while it is being checked is charged, and the answer names its session", () => {
    const run = new CoreRun();
    run.lookUps = 500;
    run.remoteStart(ANN, 1).pass(100).plug().pass(1000);
    expect(run.answered()).toBe("1 accepted run1-1");
    expect(run.contactor()).toBe("closed");
  });

  test("F02: it is refused, where a vehicle that came while it was being checked has had its session already", () => {
    const run = new CoreRun();
    run.lookUps = 500;
    run.remoteStart(ANN, 1).plug().lookUps = "at once";
    run.tap(BO).pass(200).tap(BO).pass(500);
    expect(run.answered()).toBe("1 Invalid connector-busy");
    expect(run.name()).toBe("finished");
    run.unplug().plug().pass(500);
    expect(run.session()).toBeNull();
  });

  test("a plug that cannot be saved afterwards is told at the charger, where the person is", () => {
    const run = new CoreRun().remoteStart(ANN, 1);
    run.saves = "fails";
    run.plug();
    expect(run.decision()).toMatchObject({ event: "denied", reader: null, reason: "store-unavailable" });
    expect(run.light()).toBe("refused-busy");
    expect(run.answered()).toBe("1 accepted to wait");
  });
});

describe("remote starts that are refused", () => {
  const refusals: [string, string, (run: CoreRun) => unknown][] = [
    ["a credential in no list", "Unknown unknown", (run) => run.remoteStart(STRANGER, 1)],
    ["a blocked one", "Blocked blocked", (run) => run.relist(ANN, BLOCKED).remoteStart(ANN, 1)],
    ["a connector that is not there", "Invalid no-connector", (run) => run.remoteStart(ANN, 7)],
    [
      "one for a faulty connector",
      "Invalid connector-faulted",
      (run) => run.change(1, { fault: "no-ground" }).remoteStart(ANN, 1),
    ],
    [
      "one for a connector in use",
      "Invalid connector-busy",
      (run) => run.tap(BO).pass(500).remoteStart(ANN, 1),
    ],
    [
      "one while the unit goes down",
      "Invalid shutting-down",
      (run) => run.feed({ type: "shutdown" }).remoteStart(ANN, 1),
    ],
    [
      "a blocked one for a connector in use, with the graver reason",
      "Blocked blocked",
      (run) => run.relist(ANN, BLOCKED).tap(BO).remoteStart(ANN, 1),
    ],
    [
      "one whose lists cannot be read",
      "Invalid store-unavailable",
      (run) => Object.assign(run, { lookUps: "fails" }).remoteStart(ANN, 1),
    ],
    [
      "one whose look-up never answers, after 2 s",
      "Timeout check-timeout",
      (run) => Object.assign(run, { lookUps: "never" }).remoteStart(ANN, 1).pass(2_000),
    ],
  ];
  test.each(refusals)("B7: refuses %s (%s)", (_, answer, ask) => {
    const run = new CoreRun().plug();
    ask(run);
    expect(run.answered()).toBe(`1 ${answer}`);
    expect(run.recorded("denied")).toHaveLength(1);
    expect(run.decision()).toMatchObject({ event: "denied", reader: null });
    expect(run.light()).not.toBe("refused-busy");
    expect(run.recorded("session-started").filter((one) => one.credential?.key === ANN.key)).toEqual([]);
  });

  test("D1: a type that is not enabled is refused without looking", () => {
    const run = new CoreRun({ rules: { identification: ["pin"] } }).plug().remoteStart(ANN, 1);
    expect(run.answered()).toBe("1 Invalid type-not-enabled");
    expect(run.state.checks).toEqual([]);
  });

  test("A4: a vehicle that waits goes on being shown in yellow, whatever the cloud is refused", () => {
    const run = new CoreRun().plug().remoteStart(STRANGER, 1);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
  });

  test("I5: it stops nothing: with a session of the same credential it is ConcurrentTx, here or elsewhere", () => {
    const run = charging({ connectors: 2 }).plug(2);
    run.remoteStart(ANN, 1).remoteStart(ANN, 2).remoteStart(ANN, null);
    const concurrent = "ConcurrentTx session-elsewhere";
    expect(run.answered()).toBe(`1 ${concurrent}, 2 ${concurrent}, 3 ${concurrent}`);
    expect(run.seen(1)).toBe("charging, charging, closed");
    expect(run.sessions()).toBe("start 1");
  });

  test("I5: nor a start that is not durable yet", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.tap(ANN).remoteStart(ANN, 1).pass(1000);
    expect(run.answered()).toBe("1 ConcurrentTx session-elsewhere");
    expect(run.seen()).toBe("charging, charging, closed");
  });

  test("there is no second check of a credential that is being checked", () => {
    const run = new CoreRun({ connectors: 2 }).plug(1);
    run.lookUps = 500;
    run.tap(ANN, { at: [1] }).remoteStart(ANN, 2);
    expect(run.answered()).toBe("1 Invalid check-under-way");
    expect(run.state.checks).toHaveLength(1);
    run.pass(1000);
    expect(run.session(1)?.credential).toEqual(ANN);
    run.unplug(1).remoteStart(BO, 1).remoteStart(BO, 2);
    expect(run.answers.get("3")).toMatchObject({ reason: "check-under-way" });
    run.pass(500);
    expect(run.answers.get("2")).toEqual({ accepted: true, session: null });
  });
});

describe("I4, I6: every remote start is answered once, whatever comes between", () => {
  const checking = () => {
    const run = new CoreRun().plug();
    run.lookUps = 500;
    return run.remoteStart(ANN, 1).pass(100);
  };
  test("the vehicle leaves, or its connector fails, during the check", () => {
    expect(checking().unplug().plug().pass(1000).answered()).toBe("1 Invalid vehicle-left");
    expect(checking().change(1, { pilot: "E" }).pass(1000).answered()).toBe("1 Invalid connector-faulted");
    expect(checking().loseBoard().pass(1000).answered()).toBe("1 Invalid connector-faulted");
  });

  test("everything is stopped, or the unit goes down, during the check", () => {
    expect(checking().feed({ type: "stop-all" }).pass(1000).answered()).toBe("1 Invalid connector-busy");
    expect(checking().feed({ type: "shutdown" }).pass(1000).answered()).toBe("1 Invalid shutting-down");
  });

  test("its own card, shown before, starts at the plug while it is being checked", () => {
    const run = new CoreRun().tap(ANN);
    run.lookUps = 500;
    run.remoteStart(ANN, 1).plug().pass(1000);
    expect(run.answered()).toBe("1 ConcurrentTx session-elsewhere");
    expect(run.seen()).toBe("charging, charging, closed");
  });

  const starting = () => {
    const run = new CoreRun().plug();
    run.saves = "never";
    return run.remoteStart(ANN, 1).pass(100);
  };
  const ends: [string, string, string, (run: CoreRun) => unknown][] = [
    ["the vehicle leaves", "Invalid vehicle-left", "EVDisconnected", (run) => run.unplug()],
    ["its card stops it", "Invalid stopped", "Local", (run) => run.tap(ANN)],
    ["everything is stopped", "Invalid stopped", "Other", (run) => run.feed({ type: "stop-all" })],
    ["the unit goes down", "Invalid shutting-down", "Other", (run) => run.feed({ type: "shutdown" })],
    ["the disk never answers", "Invalid store-unavailable", "Other", (run) => run.pass(5_000)],
    ["the credential is blocked", "Blocked blocked", "DeAuthorized", (run) => run.relist(ANN, BLOCKED)],
  ];
  test.each(ends)(
    "during the save %s: %s, and the start that turns out durable ends",
    (_, answer, reason, end) => {
      const run = starting();
      end(run);
      expect(run.answered()).toBe(`1 ${answer}`);
      run.pass(1000).mendStore().pass(10_000);
      expect(run.answered()).toBe(`1 ${answer}`);
      expect(run.sessions()).toBe(`start 1, stop 1 ${reason}`);
      expect(run.contactor()).toBe("open");
      expect(run.disk.sessions.size).toBe(0);
    },
  );

  test("the contactor turns out to be welded during the save", () => {
    const run = charging();
    run.board(1).stuck = "closed";
    run.tap(ANN).pass(4_000).saves = "never";
    run.remoteStart(BO, 1).pass(3_000);
    expect(run.answered()).toBe("1 Invalid connector-faulted");
    expect(run.light()).toBe("fault");
  });

  test("the start cannot be saved: the answer and the red light say so", () => {
    const run = new CoreRun().plug();
    run.saves = "fails";
    run.remoteStart(ANN, 1);
    expect(run.answered()).toBe("1 Invalid store-unavailable");
    expect(run.recorded("denied")).toMatchObject([{ reader: null, reason: "store-unavailable" }]);
    expect(run.light()).toBe("refused-busy");
  });

  test("a fault during the save pauses the session, which is accepted all the same", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.remoteStart(ANN, 1).change(1, { fault: "no-ground" }).pass(1000);
    expect(run.answered()).toBe("1 accepted run1-1");
    run.change(1, { fault: null }).pass(500);
    expect(run.contactor()).toBe("closed");
  });

  test("a start by a card at the charger is left to the next run when the unit goes down", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.tap(ANN).feed({ type: "shutdown" }).pass(1000);
    run.saves = "at once";
    run.restart().pass(500);
    expect(run.sessions()).toBe("start 1");
    expect(run.contactor()).toBe("closed");
  });
});

describe("remote stop", () => {
  test("F03: ends what runs there, releases and answers in the same step", () => {
    const run = charging().remoteStop(1);
    expect(run.effects.map(({ type }) => type)).toEqual(["withdraw", "announce", "write", "respond"]);
    expect(run.answered()).toBe("1 accepted run1-1");
    expect(run.seen()).toBe("finished, finished, closed");
    run.pass(200);
    expect(run.contactor()).toBe("open");
    expect(run.recorded("session-stopped")).toMatchObject([
      { reason: "Remote", stoppedBy: null, credential: ANN },
    ]);
  });

  test("F03: with a session named, only that one", () => {
    const run = charging().remoteStop(1, "run0-1");
    expect(run.answered()).toBe("1 no-session");
    expect(run.effects.map(({ type }) => type)).toEqual(["respond"]);
    expect(run.seen()).toBe("charging, charging, closed");
    run.remoteStop(1, "run1-1");
    expect(run.answers.get("2")).toEqual({ accepted: true, session: "run1-1" });
  });

  test("F03: an authorization that waits for a plug there is taken back; one shown for any of several connectors is left", () => {
    const asked = new CoreRun().remoteStart(ANN, 1).remoteStop(1);
    expect(asked.answered()).toBe("1 accepted to wait, 2 accepted to wait");
    expect(asked.seen()).toBe("available, ready, open");
    expect(asked.plug().seen()).toContain("awaiting-authorization");
    expect(new CoreRun().tap(ANN).remoteStop(1).state.pending).toEqual([]);
    const shown = new CoreRun({ connectors: 2 }).tap(ANN).remoteStop(2);
    expect(shown.answered()).toBe("1 no-session");
    expect(shown.state.pending).toHaveLength(1);
  });

  test("F03: where nothing runs, or no connector is, it is refused and changes nothing", () => {
    const run = charging({ connectors: 2 });
    const { state } = run;
    run.remoteStop(2).remoteStop(7);
    expect(run.answered()).toBe("1 no-session, 2 no-session");
    expect(run.answers.get("1")).toEqual({ accepted: false, reason: "no-session" });
    expect(run.state).toEqual(state);
    run.remoteStop(1).remoteStop(1);
    expect(run.answers.get("4")).toEqual({ accepted: false, reason: "no-session" });
    expect(run.sessions()).toBe("start 1, stop 1 Remote");
  });

  test("F03: a start that is not durable yet never gets power", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.tap(ANN).remoteStop(1);
    expect(run.answered()).toBe("1 accepted run1-1");
    expect(run.name()).toBe("finished");
    run.remoteStop(1).pass(1000);
    expect(run.answers.get("2")).toEqual({ accepted: false, reason: "no-session" });
    expect(run.sessions()).toBe("start 1, stop 1 Remote");
    expect(run.told.some(({ event }) => event === "contactor")).toBe(false);
  });

  test("F03: a remote start that is not durable yet is answered, and so is the stop", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.remoteStart(ANN, 1).remoteStop(1).pass(1000);
    expect(run.answered()).toBe("1 Invalid stopped, 2 accepted run1-1");
  });

  test("F03: a session of nobody's, one that a fault has paused, and one after a restart are stopped, too", () => {
    const open = new CoreRun({ access: "open" }).plug().pass(500).remoteStop(1).pass(60_000);
    expect(open.seen()).toBe("finished, finished, open");
    const paused = charging().change(1, { fault: "no-ground" }).remoteStop(1);
    expect(paused.sessions()).toBe("start 1, stop 1 Remote");
    const recovering = charging().restart({ speak: false }).remoteStop(1, "run1-1");
    expect(recovering.sessions()).toBe("start 1, stop 1 Remote");
  });

  test("F03: a unit that is going down still stops", () => {
    const run = charging().feed({ type: "shutdown" }).remoteStop(1);
    expect(run.answered()).toBe("1 accepted run1-1");
    expect(run.disk.sessions.size).toBe(0);
  });
});
