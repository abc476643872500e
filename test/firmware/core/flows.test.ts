import { describe, expect, test } from "vitest";
import { CoreRun, charging } from "./bench.ts";
import { ACTIVE, ANN, BO, STRANGER } from "./samples.ts";

describe("plug first", () => {
  test("A4: shows yellow while a plugged-in vehicle awaits authorization", () => {
    const run = new CoreRun();
    expect(run.seen()).toBe("available, ready, open");
    run.plug();
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
    run.pass(3_600_000);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
    expect(run.told.map(({ event }) => event)).toEqual(["plugged", "awaiting-authorization"]);
  });

  test("A5: gives power only after authorization and a durable start", () => {
    const run = new CoreRun().plug();
    run.saves = 300;
    run.tap(ANN);
    expect(run.name()).toBe("authorized");
    run.pass(299);
    expect(run.seen()).toBe("authorized, waiting, open");
    run.pass(101);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.recorded("authorized", "session-started")).toEqual([
      {
        event: "authorized",
        connector: 1,
        credential: ANN,
        user: null,
        reader: "front",
        verdict: "Accepted",
        reason: "local-user",
      },
      { event: "session-started", connector: 1, session: "run1-1", credential: ANN, user: null },
    ]);
  });

  test("A5: announces authorization and start only when they are durable", () => {
    const run = new CoreRun().plug();
    run.saves = 300;
    run.tap(ANN).pass(299);
    expect(run.decision()).toBeNull();
    run.pass(1);
    expect(run.told.slice(-2).map(({ event }) => event)).toEqual(["authorized", "session-started"]);
  });

  test("A4: stays yellow for a vehicle that does not ask for power", () => {
    const run = new CoreRun().plug(1, { wants: false });
    expect(run.light()).toBe("yellow");
    run.tap(ANN).pass(500);
    expect(run.seen()).toBe("authorized, waiting, open");
    run.change(1, { pilot: "C" });
    expect(run.seen()).toBe("charging, charging, closed");
  });

  test("A4: stops being yellow when the vehicle leaves", () => {
    const run = new CoreRun().plug().unplug();
    expect(run.seen()).toBe("available, ready, open");
    expect(run.told.map(({ event }) => event)).toEqual(["plugged", "awaiting-authorization", "unplugged"]);
  });

  test("names the user as the list does, the local list first", () => {
    const run = new CoreRun().plug();
    run.listed.set(ANN.key, { cloud: { ...ACTIVE, user: "cloudy" }, local: { ...ACTIVE, user: "ann" } });
    run.tap(ANN).pass(500);
    expect(run.session()?.user).toBe("ann");
    expect(run.decision()).toMatchObject({ user: "ann", reason: "local-user" });
  });

  test("says that the cloud's list let it in, when it did", () => {
    const run = new CoreRun().plug();
    run.listed.set(ANN.key, { cloud: { ...ACTIVE, user: "ann" }, local: null });
    run.tap(ANN);
    expect(run.verdict()).toBe("1: Accepted, cloud-list");
    expect(run.decision()).toMatchObject({ user: "ann" });
  });
});

describe("tap first", () => {
  test("C01.FR.26: an accepted card waits for the next plug", () => {
    const run = new CoreRun().tap(ANN);
    expect(run.seen()).toBe("authorized, accepted, open");
    expect(run.verdict()).toBe("1: Accepted, local-user");
    run.pass(59_999).plug().pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.session()?.credential).toEqual(ANN);
  });

  test("C01.FR.26: an authorization that no plug follows ends after the connection timeout", () => {
    const run = new CoreRun().tap(ANN).pass(60_000);
    expect(run.seen()).toBe("available, ready, open");
    expect(run.recorded("authorization-expired")).toEqual([
      { event: "authorization-expired", connector: 1, credential: ANN },
    ]);
    run.plug();
    expect(run.light()).toBe("yellow");
    expect(run.sessions()).toBe("");
  });

  test("the connection timeout is a rule", () => {
    const run = new CoreRun({ rules: { connectionTimeout: 5_000 } }).tap(ANN).pass(4_999);
    expect(run.name()).toBe("authorized");
    run.pass(1);
    expect(run.name()).toBe("available");
  });

  test("the plug that comes at the very instant of the timeout comes too late", () => {
    const run = new CoreRun().tap(ANN);
    run.after(60_000, () => run.plug());
    run.pass(60_000);
    expect(run.light()).toBe("yellow");
  });

  test("the same card renews its authorization", () => {
    const run = new CoreRun().tap(ANN).pass(50_000).tap(ANN).pass(50_000);
    expect(run.name()).toBe("authorized");
    expect(run.state.pending).toHaveLength(1);
    run.plug().pass(500).unplug().pass(100);
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected");
    run.plug();
    expect(run.light()).toBe("yellow");
  });

  test("a second card before the plug is refused, and the first one still waits", () => {
    const run = new CoreRun().tap(ANN).tap(BO);
    expect(run.verdict()).toBe("1: Invalid, connector-busy");
    run.pass(3000);
    expect(run.seen()).toBe("authorized, accepted, open");
    run.plug().pass(500);
    expect(run.session()?.credential).toEqual(ANN);
  });

  test("I4: with two free connectors the next plug at either takes it, and the other takes nothing", () => {
    for (const [taken, other] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const run = new CoreRun({ connectors: 2 }).tap(ANN);
      expect(run.verdict()).toBe("Accepted, local-user");
      expect([run.name(1), run.name(2)]).toEqual(["authorized", "authorized"]);
      run.plug(taken).pass(500).plug(other).pass(500);
      expect(run.contactor(taken)).toBe("closed");
      expect(run.seen(other)).toBe("awaiting-authorization, yellow, open");
      expect(run.sessions()).toBe(`start ${taken}`);
    }
  });

  test("two cards wait for two free connectors, in their order; a third is refused", () => {
    const run = new CoreRun({ connectors: 2 }).tap(ANN).tap(BO);
    expect(run.verdict()).toBe("Accepted, local-user");
    run.listed.set(STRANGER.key, { cloud: null, local: ACTIVE });
    run.tap(STRANGER);
    expect(run.verdict()).toBe("Invalid, connector-busy");
    run.plug(2).pass(500).plug(1).pass(500);
    expect(run.session(2)?.credential).toEqual(ANN);
    expect(run.session(1)?.credential).toEqual(BO);
  });

  test("the same card at another reader waits there, and no more at the first (I4)", () => {
    const run = new CoreRun({ connectors: 2 });
    run.tap(ANN, { reader: "left", at: [1] }).tap(ANN, { reader: "right", at: [2] });
    run.plug(1).pass(500);
    expect(run.light(1)).toBe("yellow");
    run.plug(2).pass(500);
    expect(run.session(2)?.credential).toEqual(ANN);
  });

  test("the vehicle that comes while the card is being checked is charged", () => {
    const run = new CoreRun();
    run.lookUps = 1000;
    run.tap(ANN).pass(500);
    expect(run.light()).toBe("checking");
    run.plug().pass(1500);
    expect(run.contactor()).toBe("closed");
    expect(run.verdict()).toBe("1: Accepted, local-user");
  });

  test("a second look at the card that the plug has overtaken changes nothing", () => {
    const run = new CoreRun().tap(ANN);
    run.lookUps = 1000;
    run.tap(ANN).pass(500).plug().pass(2000);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.recorded("denied")).toEqual([]);
  });

  test("an authorization waits through a fault of its connector, within its time", () => {
    const run = new CoreRun().tap(ANN).change(1, { fault: "ground-fault" });
    expect(run.light()).toBe("fault");
    run.plug().change(1, { fault: null }).pass(500);
    expect(run.contactor()).toBe("closed");
  });

  test("a connector that failed while the card was being checked takes no authorization", () => {
    const run = new CoreRun();
    run.lookUps = 1000;
    run.tap(ANN).pass(500).change(1, { fault: "ground-fault" }).pass(500);
    expect(run.verdict()).toBe("1: Invalid, connector-faulted");
    expect(run.state.pending).toEqual([]);
  });

  test("a connector that another took while the card was being checked takes no authorization", () => {
    const run = new CoreRun();
    run.lookUps = 1000;
    run.tap(ANN);
    run.feed({ type: "access", access: "open" });
    run.plug().pass(1000);
    expect(run.verdict()).toBe("1: Invalid, connector-busy");
    expect(run.session()?.credential).toBeNull();
  });
});

describe("the end of a session", () => {
  test("A7: the card that started the session stops it, with no list asked", () => {
    const run = charging();
    run.lookUps = "never";
    run.tap(ANN);
    expect(run.effects.map(({ type }) => type)).toEqual(["withdraw", "announce", "write"]);
    expect(run.seen()).toBe("finished, finished, closed");
    run.pass(200);
    expect(run.seen()).toBe("finished, finished, open");
    expect(run.recorded("session-stopped")).toEqual([
      {
        event: "session-stopped",
        connector: 1,
        session: "run1-1",
        credential: ANN,
        user: null,
        reason: "Local",
        stoppedBy: ANN,
        energyWh: 0,
      },
    ]);
  });

  test("A7: a blocked or expired card still stops the session it started", () => {
    const run = charging();
    run.listed.set(ANN.key, { cloud: null, local: { ...ACTIVE, status: "blocked" } });
    run.tap(ANN).pass(200);
    expect(run.contactor()).toBe("open");
  });

  test("after a stop with the cable in only a new authorization starts the next session, and it is not yellow", () => {
    const run = charging().tap(ANN).pass(60_000);
    expect(run.seen()).toBe("finished, finished, open");
    run.tap(ANN).pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.sessions()).toBe("start 1, stop 1 Local, start 1");
    expect(run.session()?.id).toBe("run1-2");
  });

  test("after a stop another card may start the next session", () => {
    const run = charging().tap(ANN).pass(500).tap(BO).pass(500);
    expect(run.session()?.credential).toEqual(BO);
  });

  test("A4: after a stop, unplug and plug make it yellow again", () => {
    const run = charging().tap(ANN).pass(500).unplug().plug();
    expect(run.light()).toBe("yellow");
  });

  test("unplugging ends the session and withdraws at once", () => {
    const run = charging();
    run.meter(3_600_000);
    run.board(1).pilot = "A";
    run.board(1).contactor = "open";
    run.report(1);
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
    expect(run.seen()).toBe("available, ready, open");
    expect(run.recorded("session-stopped")[0]).toMatchObject({ reason: "EVDisconnected", energyWh: 1000 });
    run.plug().pass(500);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
  });

  test("a vehicle pauses and resumes within its session", () => {
    const run = charging();
    run.change(1, { pilot: "B" }).pass(1000);
    expect(run.seen()).toBe("paused, paused, open");
    run.pass(86_400_000).change(1, { pilot: "C" });
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.sessions()).toBe("start 1");
  });

  test("a vehicle that pauses at a board without a meter is paused, too", () => {
    const run = new CoreRun();
    run.board(1).meterWs = null;
    run.plug().tap(ANN).pass(500).change(1, { pilot: "B" });
    expect(run.name()).toBe("paused");
    expect(run.session()?.energyWh).toBeNull();
  });

  test("stopping one's session while the vehicle pauses ends it", () => {
    const run = charging().change(1, { pilot: "B" }).tap(ANN);
    expect(run.name()).toBe("finished");
    expect(run.sessions()).toBe("start 1, stop 1 Local");
  });

  test("stop-all ends every session and every wait, and nothing starts by itself", () => {
    const run = new CoreRun({ connectors: 3, access: "open" }).plug(1).pass(500);
    run
      .tap(ANN, { at: [2] })
      .plug(2)
      .pass(500)
      .tap(BO, { at: [3] });
    expect(run.state.pending).toHaveLength(1);
    run.feed({ type: "stop-all" }).pass(500);
    expect([run.seen(1), run.seen(2)]).toEqual(["finished, finished, open", "finished, finished, open"]);
    expect(run.sessions()).toBe("start 1, start 2, stop 1 Other, stop 2 Other");
    expect(run.state.pending).toEqual([]);
    run.tap(ANN, { at: [2] }).pass(500);
    expect(run.contactor(2)).toBe("closed");
  });

  test("stop-all ends a start that is not durable yet, and a check under way", () => {
    const run = new CoreRun({ connectors: 2 }).plug(1).plug(2);
    run.saves = 500;
    run.tap(ANN);
    run.lookUps = 500;
    run.tap(BO).feed({ type: "stop-all" }).pass(1000);
    expect([run.seen(1), run.name(2)]).toEqual(["finished, finished, open", "awaiting-authorization"]);
    expect(run.verdict()).toBe("2: Invalid, connector-busy");
    expect(run.sessions()).toBe("start 1, stop 1 Other");
  });

  test("shutdown withdraws, and leaves the session to the next run", () => {
    const run = charging();
    run.feed({ type: "shutdown" });
    expect(run.effects).toMatchObject([
      { type: "withdraw", connector: 1 },
      { type: "write", session: { connector: 1, session: { connector: 1 } }, records: [] },
    ]);
    run.pass(500);
    expect(run.seen()).toBe("unavailable, off, open");
    run.report(1);
    expect(run.contactor()).toBe("open");
    run.restart().pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.sessions()).toBe("start 1");
  });

  test("a unit that is going down starts nothing more, but a session can still be stopped", () => {
    const run = new CoreRun({ connectors: 3 }).plug(1).tap(ANN).pass(500);
    run.plug(2).lookUps = 500;
    run.tap(BO).feed({ type: "shutdown" }).pass(1000);
    expect(run.verdict()).toBe("2: Invalid, shutting-down");
    run.lookUps = "at once";
    run.tap(BO, { at: [3] });
    expect(run.verdict()).toBe("3: Invalid, shutting-down");
    run.plug(3).tap(ANN);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
    expect(run.light(2)).not.toBe("yellow");
  });

  test("an authorization that waits when the unit goes down starts nothing", () => {
    const run = new CoreRun().tap(ANN).feed({ type: "shutdown" }).plug().pass(1000);
    expect(run.sessions()).toBe("");
  });
});

describe("several connectors", () => {
  test("a tap goes to the vehicle that has been plugged in longest", () => {
    const run = new CoreRun({ connectors: 3 }).plug(3).pass(10).plug(1).pass(10).plug(2).tap(ANN).pass(500);
    expect([run.light(1), run.light(2), run.light(3)]).toEqual(["yellow", "yellow", "charging"]);
    run.tap(BO).pass(500);
    expect([run.light(1), run.light(2)]).toEqual(["charging", "yellow"]);
  });

  test("a tap goes to a vehicle that awaits authorization before one whose session was stopped", () => {
    const run = new CoreRun({ connectors: 2 }).plug(1).tap(ANN).pass(500).tap(ANN).pass(500);
    expect(run.name(1)).toBe("finished");
    run.plug(2).tap(BO).pass(500);
    expect(run.session(2)?.credential).toEqual(BO);
    expect(run.session(1)).toBeNull();
    run.tap(ANN).pass(500);
    expect(run.session(1)?.credential).toEqual(ANN);
  });

  test("two cards in a moment take two vehicles", () => {
    const run = new CoreRun({ connectors: 2 }).plug(1).pass(10).plug(2);
    run.lookUps = 200;
    run.tap(ANN).pass(100).tap(BO).pass(1000);
    expect(run.session(1)?.credential).toEqual(ANN);
    expect(run.session(2)?.credential).toEqual(BO);
  });

  test("a second card at the one vehicle that is being checked is refused", () => {
    const run = new CoreRun().plug();
    run.lookUps = 200;
    run.tap(ANN).pass(100).tap(BO).pass(1000);
    expect(run.session()?.credential).toEqual(ANN);
    expect(run.verdict()).toBe("1: Invalid, connector-busy");
  });

  test("a reader reaches only the connectors that it serves", () => {
    const run = new CoreRun({ connectors: 2 }).plug(1).tap(ANN, { reader: "right", at: [2] });
    expect(run.verdict()).toBe("2: Accepted, local-user");
    expect([run.light(1), run.name(2)]).toEqual(["yellow", "authorized"]);
    run.tap(BO, { reader: "left", at: [1] }).pass(500);
    expect(run.session(1)?.credential).toEqual(BO);
    expect(run.name(2)).toBe("authorized");
  });

  test("ConcurrentTx: a card with a session elsewhere starts no second one", () => {
    const run = charging({ connectors: 2 }).plug(2);
    run.tap(ANN, { reader: "right", at: [2] });
    expect(run.verdict()).toBe("2: ConcurrentTx, session-elsewhere");
    expect(run.contactor(1)).toBe("closed");
    run.pass(3000);
    expect(run.light(2)).toBe("yellow");
  });

  test("ConcurrentTx: also while the other session is only starting, or is paused by a fault", () => {
    const run = new CoreRun({ connectors: 2 }).plug(1).plug(2);
    run.saves = 500;
    run.tap(ANN, { at: [1] }).tap(ANN, { reader: "right", at: [2] });
    expect(run.verdict()).toBe("2: ConcurrentTx, session-elsewhere");
    run
      .pass(1000)
      .loseBoard(1)
      .tap(ANN, { reader: "right", at: [2] });
    expect(run.verdict()).toBe("2: ConcurrentTx, session-elsewhere");
    expect(run.sessions()).toBe("start 1");
  });

  test("a blocked card with a session elsewhere is Blocked", () => {
    const run = charging({ connectors: 2 }).plug(2);
    run.listed.set(ANN.key, { cloud: null, local: { ...ACTIVE, status: "blocked" } });
    run.tap(ANN, { at: [2] });
    expect(run.verdict()).toBe("2: Blocked, blocked");
  });

  test("A7: at a shared reader a card stops its own session, and not a vehicle that waits is started", () => {
    const run = charging({ connectors: 2 }).plug(2).tap(ANN).pass(500);
    expect([run.name(1), run.name(2)]).toEqual(["finished", "awaiting-authorization"]);
  });

  test("a card taps first at the free connector while the other charges", () => {
    const run = charging({ connectors: 2 }).tap(BO);
    expect(run.verdict()).toBe("2: Accepted, local-user");
    run.plug(2).pass(500);
    expect(run.session(2)?.credential).toEqual(BO);
  });

  test("A5: releases before it energizes, when one step does both", () => {
    const run = new CoreRun({ connectors: 2 }).plug(1).tap(ANN).pass(500).change(1, { fault: "no-ground" });
    run.board(2).stuck = "open";
    run.plug(2).tap(BO);
    run.now += 10_000;
    run.board(1).fault = null;
    run.report(1);
    const commands = run.effects.filter(({ type }) => type === "permit" || type === "withdraw");
    expect(commands).toEqual([
      { type: "withdraw", connector: 2 },
      { type: "permit", connector: 1 },
    ]);
  });

  test("I10: the loss of one board leaves the other connector alone", () => {
    const run = charging({ connectors: 2 }).plug(2).tap(BO).pass(500).loseBoard(1).pass(10_000);
    expect([run.light(1), run.light(2)]).toEqual(["fault", "charging"]);
    expect(run.contactor(2)).toBe("closed");
  });
});
