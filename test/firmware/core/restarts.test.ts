import { describe, expect, test } from "vitest";
import { nextDeadline } from "../../../firmware/core/settle.ts";
import { CoreRun, charging } from "./bench.ts";
import { ACTIVE, ANN, BO, connectorId, LIST_TERMS, WALL } from "./samples.ts";

describe("restarts", () => {
  test("I9: withdraws every board first, and shows nothing before they speak", () => {
    const run = new CoreRun({ connectors: 2, asleep: true }).feed({ type: "started" });
    expect(run.effects).toEqual([
      { type: "withdraw", connector: 1 },
      { type: "withdraw", connector: 2 },
    ]);
    expect(run.light()).toBe("off");
  });

  test("records a restart, but not the very first start", () => {
    const run = new CoreRun();
    expect(run.recorded("restarted")).toEqual([]);
    run.restart();
    expect(run.recorded("restarted")).toHaveLength(1);
  });

  test("I9: a session goes on after a short gap with its vehicle still there", () => {
    const run = charging().meter(3_600);
    run.restart({ gap: 600_000, speak: false });
    expect(run.name()).toBe("unavailable");
    run.report(1).pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.recorded("session-resumed")).toHaveLength(1);
    run.tap(ANN);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
  });

  test("I9: a session ends after a long gap, and its vehicle waits again", () => {
    const run = charging().restart({ gap: 600_001 }).pass(500);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
    expect(run.sessions()).toBe("start 1, stop 1 PowerLoss");
    expect(run.disk.sessions.size).toBe(0);
  });

  test("I9: with the rule `never` no session goes on", () => {
    const run = charging({ rules: { resume: null } })
      .restart({ gap: 1 })
      .pass(500);
    expect(run.light()).toBe("yellow");
    expect(run.sessions()).toBe("start 1, stop 1 PowerLoss");
  });

  test("I9: a clock that went back across the restart proves no short gap", () => {
    const run = charging().restart({ gap: 1000, clock: -1001 }).pass(500);
    expect(run.light()).toBe("yellow");
    expect(run.sessions()).toBe("start 1, stop 1 PowerLoss");
  });

  test("I9: a session whose vehicle has left ends at the board's first word", () => {
    const run = charging().restart({ changes: { pilot: "A" } });
    expect(run.seen()).toBe("available, ready, open");
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected");
  });

  test("I9: a session of nobody's ends if access is restricted now", () => {
    const run = new CoreRun({ access: "open" }).plug().pass(500);
    run.disk.access = "restricted";
    run.restart().pass(500);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
  });

  test("I9: a session of nobody's goes on in open access", () => {
    const run = new CoreRun({ access: "open" }).plug().pass(500).restart().pass(500);
    expect(run.contactor()).toBe("closed");
    expect(run.sessions()).toBe("start 1");
  });

  test("the gap counts until the board's first word, not until the unit's start", () => {
    const run = charging().restart({ speak: false }).loseBoard().pass(600_000).regainBoard().pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 PowerLoss");
    expect(run.light()).toBe("yellow");
  });

  test("a session goes on, paused, at a board that comes up with a fault, and then without it", () => {
    const run = charging().restart({ changes: { fault: "ground-fault" } });
    expect(run.seen()).toBe("faulted, fault, open");
    run.change(1, { fault: null }).pass(500);
    expect(run.contactor()).toBe("closed");
  });

  test("a saved session waits for a pilot that tells whether its vehicle is there", () => {
    const run = charging().restart({ changes: { pilot: "F" } });
    expect(run.name()).toBe("faulted");
    expect(run.sessions()).toBe("start 1");
    run.change(1, { pilot: "A" });
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected");
  });

  test("A7: its card stops a session before its board has spoken, and nothing starts when it does", () => {
    for (const access of ["restricted", "open"] as const) {
      const run = charging();
      run.disk.access = access;
      run.restart({ speak: false }).tap(ANN);
      expect(run.sessions()).toBe("start 1, stop 1 Local");
      run.report(1).pass(60_000);
      expect(run.seen()).toBe("finished, finished, open");
    }
  });

  test("A6: in each use, a restart ends in a state that a person can act on", () => {
    const idle = new CoreRun().restart();
    expect(idle.seen()).toBe("available, ready, open");
    const waiting = new CoreRun().plug().restart();
    expect(waiting.seen()).toBe("awaiting-authorization, yellow, open");
    const pending = new CoreRun().tap(ANN).restart().plug();
    expect(pending.seen()).toBe("awaiting-authorization, yellow, open");
    const finished = charging().tap(ANN).pass(500).restart();
    expect(finished.seen()).toBe("awaiting-authorization, yellow, open");
    const checking = new CoreRun().plug();
    checking.lookUps = 500;
    checking.tap(ANN).restart().pass(1000);
    expect(checking.seen()).toBe("awaiting-authorization, yellow, open");
    const faulted = charging()
      .change(1, { fault: "no-ground" })
      .restart({ changes: { fault: null } })
      .pass(500);
    expect(faulted.seen()).toBe("charging, charging, closed");
  });

  test("I4: cut while the start is being saved: it was, or it was not", () => {
    const lost = new CoreRun().plug();
    lost.saves = "never";
    lost.tap(ANN).restart({ unsaved: "lost" });
    expect(lost.seen()).toBe("awaiting-authorization, yellow, open");
    expect(lost.sessions()).toBe("");
    const kept = new CoreRun().plug();
    kept.saves = "never";
    kept.tap(ANN).restart({ unsaved: "kept" }).pass(500);
    expect(kept.seen()).toBe("charging, charging, closed");
    expect(kept.sessions()).toBe("start 1");
  });

  test("I4: a session saved for a connector that the unit has no more is ended at the start", () => {
    const session = {
      id: "run0-1",
      connector: connectorId(2),
      credential: ANN,
      user: null,
      startedAt: WALL,
      energyWh: 5,
      meterWs: null,
      terms: LIST_TERMS,
    };
    const run = new CoreRun({ sessions: [session], aliveBefore: WALL - 1000 });
    run.feed({ type: "started" });
    expect(run.sessions()).toBe("stop 2 PowerLoss");
    expect(run.disk.sessions.size).toBe(0);
    run.plug().tap(ANN).pass(500);
    expect(run.contactor()).toBe("closed");
  });

  test("session ids differ between runs", () => {
    const run = charging().unplug().restart().plug().tap(ANN).pass(500);
    expect(run.session()?.id).toBe("run2-1");
  });

  test("A6: twenty cuts in mid-session leave one start and, in the end, one stop", () => {
    const run = charging();
    for (let cut = 0; cut < 20; cut += 1)
      run
        .pass(cut * 37)
        .restart()
        .pass(cut * 11);
    run.pass(500).tap(ANN);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
  });

  test("I1: boards that speak before `started` are withdrawn first all the same", () => {
    const run = charging();
    const session = run.session();
    if (!session) throw new Error("no session");
    const early = new CoreRun({ asleep: true, sessions: [session], aliveBefore: WALL });
    early.plug();
    expect(early.effects[0]).toEqual({ type: "withdraw", connector: 1 });
    early.feed({ type: "started" }).pass(500);
    expect(early.contactor()).toBe("closed");
  });
});

describe("energy", () => {
  test("counts from the session's start, whatever the meter showed before", () => {
    const run = new CoreRun();
    run.board(1).meterWs = 36_000_000;
    run.plug().tap(ANN).pass(500).meter(3_600).meter(3_600).tap(ANN);
    expect(run.recorded("session-stopped")[0]?.energyWh).toBe(2);
  });

  test("goes on counting over a meter that restarts", () => {
    const run = charging().meter(7_200).change(1, { meterWs: 3_600 }).meter(3_600);
    expect(run.session()?.energyWh).toBe(4);
  });

  test("is null for a board without a meter, and counts from its first word if it finds one", () => {
    const run = new CoreRun();
    run.board(1).meterWs = null;
    run.plug().tap(ANN).pass(500);
    expect(run.session()?.energyWh).toBeNull();
    run.change(1, { meterWs: 36_000 });
    expect(run.session()?.energyWh).toBe(0);
    run.meter(3_600).change(1, { meterWs: null }).change(1, { meterWs: 43_200 });
    expect(run.session()?.energyWh).toBe(2);
  });

  test("counts what was delivered before and after a restart, as far as the meter remembers", () => {
    const run = charging().meter(3_600);
    run.restart({ changes: { meterWs: 10_800 } }).pass(500);
    expect(run.session()?.energyWh).toBe(3);
    run
      .restart({ changes: { meterWs: 0 } })
      .pass(500)
      .meter(3_600);
    expect(run.session()?.energyWh).toBe(1);
  });

  test("a new session starts from nothing", () => {
    const run = charging().meter(3_600).tap(ANN).pass(500).tap(ANN).pass(500);
    expect(run.session()?.energyWh).toBe(0);
  });
});

describe("clocks", () => {
  test("a jump of the wall clock moves no deadline", () => {
    const run = new CoreRun().tap(ANN);
    run.wallOffset += 365 * 86_400_000;
    run.pass(59_999);
    expect(run.name()).toBe("authorized");
    run.wallOffset -= 2 * 365 * 86_400_000;
    run.pass(1);
    expect(run.name()).toBe("available");
  });

  test("expiry follows the wall clock forward, but not back, unless a time source has set it", () => {
    const run = new CoreRun().plug();
    run.listed.set(ANN.key, { cloud: { ...ACTIVE, expires: WALL + 60_000 }, local: null });
    run.wallOffset += 60_000;
    run.tap(ANN);
    expect(run.verdict()).toBe("1: Expired, expired");
    run.wallOffset -= 60_000;
    run.tap(ANN);
    expect(run.verdict()).toBe("1: Expired, expired");
    run.feed({ type: "clock", trusted: true, proven: true }).tap(ANN);
    expect(run.verdict()).toBe("1: Accepted, cloud-list");
  });

  test("expiry is decided when the answer comes, not when the card was shown", () => {
    const run = new CoreRun().plug();
    run.listed.set(ANN.key, { cloud: { ...ACTIVE, expires: WALL + 500 }, local: null });
    run.lookUps = 500;
    run.tap(ANN).pass(500);
    expect(run.verdict()).toBe("1: Expired, expired");
  });

  test("a session's start is dated by the wall clock", () => {
    const run = new CoreRun().plug().pass(1234);
    run.wallOffset += 1_000_000;
    run.tap(ANN);
    expect(run.connector().use).toMatchObject({ session: { startedAt: WALL + 1_001_234 } });
  });

  test("I6: a tick that comes late does all that was due, and one that comes early does nothing", () => {
    const run = new CoreRun({ connectors: 2 }).tap(ANN, { at: [1] }).plug(2);
    run.lookUps = "never";
    run.tap(BO, { at: [2] });
    const { state } = run;
    run.feed({ type: "tick" });
    expect(run.state).toEqual(state);
    expect(nextDeadline(run.state)).toBe(run.now + 2_000);
    run.now += 3_600_000;
    run.feed({ type: "tick" });
    expect(run.recorded("authorization-expired", "denied").map(({ event }) => event)).toEqual([
      "authorization-expired",
      "denied",
    ]);
    run.now += 10_000;
    run.feed({ type: "tick" });
    expect(nextDeadline(run.state)).toBeNull();
    expect(run.light(2)).toBe("yellow");
  });
});
