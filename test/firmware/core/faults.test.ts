import { describe, expect, test } from "vitest";
import { CoreRun, charging } from "./bench.ts";
import { ANN, BO, connectorId, report, STRANGER } from "./samples.ts";

describe("faults and losses", () => {
  const faults = [
    ["ground-fault", { fault: "ground-fault" }],
    ["pilot-error", { pilot: "E" }],
    ["pilot-error", { pilot: "F" }],
    ["ventilation-required", { pilot: "D" }],
  ] as const;
  test.each(faults)("I2: %s withdraws at once, shows red and pauses the session (%o)", (code, changes) => {
    const run = charging();
    Object.assign(run.board(1), changes);
    run.report(1);
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
    run.pass(500);
    expect(run.seen()).toBe("faulted, fault, open");
    run.pass(3_600_000).change(1, { fault: null, pilot: "C" }).pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.recorded("fault", "fault-cleared", "session-resumed", "session-stopped")).toEqual([
      { event: "fault", connector: 1, code },
      { event: "fault-cleared", connector: 1, code },
      { event: "session-resumed", connector: 1, session: "run1-1", credential: ANN },
    ]);
  });

  test("a fault that becomes another is recorded as both", () => {
    const run = new CoreRun().change(1, { fault: "ground-fault" }).change(1, { fault: "no-ground" });
    expect(run.recorded("fault", "fault-cleared").map((one) => `${one.event} ${one.code}`)).toEqual([
      "fault ground-fault",
      "fault-cleared ground-fault",
      "fault no-ground",
    ]);
  });

  test("a vehicle that left during a fault ends its session", () => {
    const run = charging().change(1, { fault: "ground-fault" }).change(1, { pilot: "A" });
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected");
    expect(run.light()).toBe("fault");
    run.change(1, { fault: null });
    expect(run.light()).toBe("ready");
  });

  test("A7: a session that a fault has paused is stopped by its card", () => {
    const run = charging().change(1, { fault: "ground-fault" }).tap(ANN);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
    run.change(1, { fault: null }).pass(1000);
    expect(run.seen()).toBe("finished, finished, open");
  });

  test("I2: a lost board is withdrawn at once, red, and its session goes on when it is back", () => {
    const run = charging().loseBoard();
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
    expect(run.light()).toBe("fault");
    expect(run.contactor()).toBe("closed");
    run.feed({ type: "board-lost", connector: connectorId(1) });
    expect(run.effects).toEqual([]);
    run.pass(60_000).regainBoard();
    expect(run.effects.filter(({ type }) => type === "withdraw" || type === "permit")).toEqual([
      { type: "withdraw", connector: 1 },
    ]);
    run.pass(100);
    expect(run.effects.map(({ type }) => type)).toContain("permit");
    run.pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.told.map(({ event }) => event)).toContain("board-back");
  });

  test("a vehicle that left while the board was lost ends its session", () => {
    const run = charging().loseBoard();
    run.board(1).pilot = "A";
    run.board(1).contactor = "open";
    run.regainBoard();
    expect(run.seen()).toBe("available, ready, open");
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected");
  });

  test("I11: a board that comes back with its contactor closed, and nothing to charge, is withdrawn", () => {
    const run = new CoreRun().plug().loseBoard();
    Object.assign(run.board(1), { enabled: true, contactor: "closed" });
    run.regainBoard();
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
    run.pass(500);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
  });

  test("I11: a board that restarts in mid-session is withdrawn, and the session goes on at its first word", () => {
    const run = charging().meter(7_200);
    run.restartBoard();
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
    expect(run.seen()).toBe("unavailable, off, open");
    expect(run.recorded("fault")).toEqual([]);
    run.report(1).pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    run.meter(3_600);
    expect(run.session()?.energyWh).toBe(3);
    expect(run.sessions()).toBe("start 1");
  });

  test("I11: a board that is enabled without permission is withdrawn before it closes", () => {
    const run = new CoreRun().plug();
    run.board(1).enabled = true;
    run.report(1);
    expect(run.effects).toEqual([{ type: "withdraw", connector: 1 }]);
  });

  test("I11: a contactor still closed 7 s after its withdrawal is welded: red, recorded, its session over", () => {
    const run = charging();
    run.board(1).stuck = "closed";
    run.tap(ANN).pass(6_999);
    expect(run.light()).toBe("finished");
    run.pass(1);
    expect(run.seen()).toBe("faulted, fault, closed");
    expect(run.recorded("fault")).toEqual([{ event: "fault", connector: 1, code: "contactor-welded" }]);
    run.tap(BO);
    expect(run.verdict()).toBe("1: Invalid, connector-faulted");
    run.unplug();
    expect(run.light()).toBe("fault");
  });

  test("a welded contactor is mended when it is reported open, and by nothing less", () => {
    const run = charging();
    run.board(1).stuck = "closed";
    run.tap(ANN).pass(7_000).loseBoard().regainBoard();
    expect(run.light()).toBe("fault");
    run.feed({ type: "board-restarted", connector: connectorId(1) }).report(1);
    expect(run.light()).toBe("fault");
    expect(run.recorded("fault-cleared")).toEqual([]);
    run.board(1).stuck = null;
    run.board(1).contactor = "open";
    run.report(1);
    expect(run.seen()).toBe("finished, finished, open");
    expect(run.recorded("fault-cleared")).toHaveLength(1);
  });

  test("a session that a fault had paused ends when its contactor turns out to be welded", () => {
    const run = charging();
    run.board(1).stuck = "closed";
    run.change(1, { fault: "ground-fault" }).pass(7_000);
    expect(run.sessions()).toBe("start 1, stop 1 Other");
    expect(run.recorded("fault").map(({ code }) => code)).toEqual(["ground-fault", "contactor-welded"]);
  });

  test("I11: closed from the first report on, without a vehicle: withdrawn each time, welded after 7 s", () => {
    const run = new CoreRun({ asleep: true }).feed({ type: "started" });
    run.board(1).stuck = "closed";
    run.change(1, {});
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
    run.pass(5_000).report(1);
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
    run.pass(2_000);
    expect(run.light()).toBe("fault");
    run.report(1);
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
  });

  test("I11: a welded contactor is found, though its card is shown again before the 7 s are over", () => {
    const run = charging();
    run.board(1).stuck = "closed";
    run.tap(ANN).pass(3_000).tap(ANN).pass(3_999);
    expect(run.connector().permitted).toBe(false);
    run.pass(1);
    expect(run.light()).toBe("fault");
    expect(run.sessions()).toBe("start 1, stop 1 Local, start 1, stop 1 Other");
  });

  test("a lost board that announces its restart is back", () => {
    const run = new CoreRun().loseBoard().restartBoard().report(1);
    expect(run.told.map(({ event }) => event)).toEqual([
      "board-lost",
      "fault",
      "board-back",
      "board-restarted",
      "fault-cleared",
    ]);
  });

  test("a contactor that does not close within 10 s is a fault and ends the session", () => {
    const run = new CoreRun().plug();
    run.board(1).stuck = "open";
    run.tap(ANN).pass(9_999);
    expect(run.seen()).toBe("charging, charging, open");
    run.pass(1);
    expect(run.effects).toContainEqual({ type: "withdraw", connector: 1 });
    expect(run.seen()).toBe("faulted, fault, open");
    expect(run.sessions()).toBe("start 1, stop 1 Other");
    expect(run.recorded("fault")).toEqual([{ event: "fault", connector: 1, code: "contactor-not-closing" }]);
    run.tap(BO);
    expect(run.verdict()).toBe("1: Invalid, connector-faulted");
  });

  test("a contactor that does not close is tried again after unplugging, or a restart of the board", () => {
    const unplugged = new CoreRun().plug();
    unplugged.board(1).stuck = "open";
    unplugged.tap(ANN).pass(10_000).report(1);
    expect(unplugged.light()).toBe("fault");
    unplugged.board(1).stuck = null;
    unplugged.unplug();
    expect(unplugged.light()).toBe("ready");
    unplugged.plug().tap(ANN).pass(500);
    expect(unplugged.contactor()).toBe("closed");

    const restarted = new CoreRun().plug();
    restarted.board(1).stuck = "open";
    restarted.tap(ANN).pass(10_000);
    restarted.board(1).stuck = null;
    restarted.restartBoard().report(1);
    expect(restarted.light()).toBe("finished");
    restarted.tap(ANN).pass(500);
    expect(restarted.contactor()).toBe("closed");
  });

  test("a contactor that closes late, but in time, is no fault; nor one whose vehicle asks for nothing", () => {
    const late = new CoreRun().plug();
    late.board(1).stuck = "open";
    late.tap(ANN).pass(9_000).change(1, { stuck: null }).pass(60_000);
    expect(late.seen()).toBe("charging, charging, closed");
    const idle = new CoreRun().plug(1, { wants: false }).tap(ANN).pass(60_000);
    expect(idle.recorded("fault")).toEqual([]);
  });

  test("a vehicle that asks again gets the full 10 s again", () => {
    const run = new CoreRun().plug();
    run.board(1).stuck = "open";
    run.tap(ANN).pass(9_000).change(1, { pilot: "B" }).pass(1).change(1, { pilot: "C" }).pass(9_999);
    expect(run.light()).toBe("charging");
    run.pass(1);
    expect(run.light()).toBe("fault");
  });

  test("the contactor's moves are announced", () => {
    const run = charging().tap(ANN).pass(500);
    const moves = run.told.flatMap((one) => (one.event === "contactor" ? [one.state] : []));
    expect(moves).toEqual(["closed", "open"]);
  });

  test("I10: a disk and lists that answer nothing leave a running session alone", () => {
    const run = charging();
    run.lookUps = "never";
    run.saves = "never";
    run.tap(BO).tap(STRANGER).pass(3_600_000);
    expect(run.seen()).toBe("charging, charging, closed");
    run.tap(ANN).pass(500);
    expect(run.contactor()).toBe("open");
  });

  test("events of connectors that the unit does not have change nothing", () => {
    const run = charging();
    const { state } = run;
    const connector = connectorId(9);
    run.feed({ type: "board-report", connector, report: report("A") });
    run.feed({ type: "board-lost", connector }).feed({ type: "board-restarted", connector });
    expect(run.state).toEqual(state);
  });
});
