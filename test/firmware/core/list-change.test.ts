import { describe, expect, test } from "vitest";
import type { Session } from "../../../firmware/core/session.ts";
import { nextDeadline } from "../../../firmware/core/settle.ts";
import { CoreRun, charging } from "./bench.ts";
import { ACTIVE, ANN, BLOCKED, BO, connectorId, LIST_TERMS, LISTED, UNLISTED, WALL } from "./samples.ts";

describe("a list change in mid-session", () => {
  const refusals = [
    ["blocked in the cloud's list", { cloud: BLOCKED.cloud, local: ACTIVE }],
    ["a blocked local user", { cloud: ACTIVE, local: { ...ACTIVE, status: "blocked" } }],
    ["expired", { cloud: { ...ACTIVE, expires: WALL }, local: null }],
    ["removed from both", UNLISTED],
  ] as const;
  test.each(refusals)(
    "D01: whoever is %s charges no more, and the vehicle awaits authorization",
    (_, found) => {
      const run = charging();
      run.lookUps = 100;
      run.relist(ANN, found).pass(99);
      expect(run.seen()).toBe("charging, charging, closed");
      run.pass(1);
      expect(run.effects.map(({ type }) => type)).toEqual(["withdraw", "announce", "write", "announce"]);
      expect(run.light()).toBe("yellow");
      run.pass(200);
      expect(run.seen()).toBe("awaiting-authorization, yellow, open");
      expect(run.recorded("session-stopped")).toMatchObject([
        { session: "run1-1", reason: "DeAuthorized", stoppedBy: null, credential: ANN },
      ]);
      run.tap(BO).pass(500);
      expect(run.session()?.credential).toEqual(BO);
    },
  );

  test("D01: whoever is let in by either list goes on, with nothing told", () => {
    for (const found of [LISTED, { cloud: ACTIVE, local: null }]) {
      const run = charging();
      const told = run.told.length;
      run.relist(ANN, found).pass(60_000);
      expect(run.seen()).toBe("charging, charging, closed");
      expect(run.told.length).toBe(told);
      expect(run.state.reviews).toEqual([]);
    }
  });

  test("D01: lists that cannot be read, or never answer, leave what runs alone", () => {
    for (const lookUps of ["fails", "never"] as const) {
      const run = charging();
      run.lookUps = lookUps;
      run.relist(ANN, BLOCKED).pass(60_000);
      expect(run.seen()).toBe("charging, charging, closed");
      expect(run.state.reviews).toEqual([]);
      expect(nextDeadline(run.state)).toBeNull();
    }
  });

  test("I3: an answer that comes at its deadline ends nothing", () => {
    const run = charging();
    run.lookUps = 2_000;
    run.relist(ANN, BLOCKED).pass(5_000);
    expect(run.sessions()).toBe("start 1");
  });

  test("D01: with the rule off, nobody is looked up again", () => {
    const run = charging({ rules: { listChangeStops: false } });
    run.listed.set(ANN.key, BLOCKED);
    run.feed({ type: "list-changed" });
    expect(run.effects).toEqual([]);
  });

  test("D01: each of several sessions is decided by itself", () => {
    const run = charging({ connectors: 3 }).plug(2).tap(BO).pass(500).plug(3);
    run.relist(BO, BLOCKED).pass(500);
    expect([run.name(1), run.name(2), run.name(3)]).toEqual([
      "charging",
      "awaiting-authorization",
      "awaiting-authorization",
    ]);
    expect(run.sessions()).toBe("start 1, start 2, stop 2 DeAuthorized");
  });

  test("D01: a session that nobody was authorized for has nobody to look up", () => {
    const run = new CoreRun({ access: "open" }).plug().pass(500).feed({ type: "list-changed" });
    expect(run.effects).toEqual([]);
    expect(run.contactor()).toBe("closed");
  });

  test("D01: in open access the vehicle goes on as anybody's would", () => {
    const run = charging().access("open").relist(ANN, BLOCKED).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized, start 1");
    expect(run.session()?.credential).toBeNull();
    expect(run.contactor()).toBe("closed");
  });

  test("D01: a start that is not durable yet never gets power", () => {
    const run = new CoreRun().plug();
    run.saves = 500;
    run.tap(ANN).relist(ANN, BLOCKED);
    expect(run.light()).toBe("yellow");
    run.pass(1000);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
    expect(run.told.some(({ event }) => event === "contactor")).toBe(false);
  });

  test("D01: a start that is saved during its review is decided by it all the same", () => {
    const run = new CoreRun().plug();
    run.saves = 100;
    run.tap(ANN).lookUps = 500;
    run.relist(ANN, BLOCKED).pass(400);
    expect(run.contactor()).toBe("closed");
    run.pass(500);
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
  });

  test("D01: one that a fault has paused, or that a restart has left, ends", () => {
    const paused = charging().change(1, { fault: "no-ground" }).relist(ANN, BLOCKED);
    expect(paused.sessions()).toBe("start 1, stop 1 DeAuthorized");
    paused.change(1, { fault: null }).pass(500);
    expect(paused.seen()).toBe("awaiting-authorization, yellow, open");
    const left = charging().restart({ speak: false }).relist(ANN, BLOCKED);
    expect(left.sessions()).toBe("start 1, stop 1 DeAuthorized");
    left.report(1).pass(500);
    expect(left.seen()).toBe("awaiting-authorization, yellow, open");
  });

  test("D01: a unit that is going down looks nobody up, and takes no answer", () => {
    const run = charging();
    run.lookUps = 100;
    run.relist(ANN, BLOCKED).feed({ type: "shutdown" });
    run.feed({ type: "list-changed" });
    expect(run.effects).toEqual([]);
    run.pass(1000);
    expect(run.sessions()).toBe("start 1");
  });
});

describe("reviews that cross with something else", () => {
  const reviewing = () => {
    const run = charging();
    run.lookUps = "never";
    return run.relist(ANN, BLOCKED);
  };
  const answer = (run: CoreRun, request: number) =>
    run.feed({ type: "looked-up", request, found: BLOCKED }).pass(0);

  test("I3: an answer that nobody asked for, or the second to one question, ends nothing", () => {
    const run = reviewing();
    answer(run, 77);
    expect(run.sessions()).toBe("start 1");
    run.feed({ type: "looked-up", request: 3, found: LISTED });
    answer(run, 3);
    expect(run.sessions()).toBe("start 1");
  });

  test("D01: a second change asks anew, and only its own answer counts", () => {
    const run = reviewing().listChanged();
    expect(run.state.reviews).toHaveLength(1);
    answer(run, 3);
    expect(run.sessions()).toBe("start 1");
    answer(run, 4);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
  });

  test("I4: a session that has ended meanwhile is not ended again, nor is the next one", () => {
    const run = reviewing().unplug();
    expect(run.state.reviews).toEqual([]);
    run.lookUps = "at once";
    run.listed.set(ANN.key, LISTED);
    run.plug().tap(ANN).pass(500);
    answer(run, 3);
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected, start 1");
    expect(run.contactor()).toBe("closed");
  });

  test("I5: the session is stopped by its own card as ever, and others' change nothing", () => {
    const run = reviewing().tap(BO);
    expect(run.contactor()).toBe("closed");
    run.tap(ANN).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
  });

  test("A4: the light goes on showing what the session does", () => {
    expect(reviewing().light()).toBe("charging");
  });
});

test("I5: two sessions of one credential, which a power cut may leave, are decided each by its own answer", () => {
  const session = (at: number): Session => ({
    id: `run0-${at}`,
    connector: connectorId(at),
    credential: ANN,
    user: null,
    startedAt: WALL,
    energyWh: null,
    meterWs: null,
    terms: LIST_TERMS,
  });
  const sessions = [session(1), session(2)];
  const run = new CoreRun({ connectors: 2, sessions, aliveBefore: WALL, asleep: true });
  run.feed({ type: "started" }).plug(1).plug(2).pass(500);
  run.lookUps = "never";
  run.relist(ANN, BLOCKED).feed({ type: "looked-up", request: 1, found: BLOCKED });
  expect([run.name(1), run.name(2)]).toEqual(["awaiting-authorization", "charging"]);
  run.feed({ type: "looked-up", request: 2, found: BLOCKED });
  expect(run.sessions()).toBe("stop 1 DeAuthorized, stop 2 DeAuthorized");
});

describe("a list change before the plug", () => {
  test("D01: an authorization that waits for a plug is dropped when it is refused now", () => {
    const run = new CoreRun().tap(ANN).relist(ANN, BLOCKED);
    expect(run.recorded("authorization-expired")).toEqual([
      { event: "authorization-expired", connector: 1, credential: ANN },
    ]);
    expect(run.seen()).toBe("available, ready, open");
    run.plug();
    expect(run.light()).toBe("yellow");
    expect(run.sessions()).toBe("");
  });

  test("D01: one that the cloud asked for, too, and no other one", () => {
    const run = new CoreRun({ connectors: 2 }).remoteStart(ANN, 1).remoteStart(BO, 2).relist(ANN, BLOCKED);
    expect(run.state.pending).toMatchObject([{ credential: BO, connectors: [connectorId(2)] }]);
  });

  test("D01: one that is let in still keeps its time", () => {
    const run = new CoreRun().tap(ANN).pass(30_000).listChanged().pass(29_999);
    expect(run.name()).toBe("authorized");
    run.pass(1);
    expect(run.name()).toBe("available");
  });

  test("I5: one that a plug takes up during its review is decided by it all the same", () => {
    const run = new CoreRun().tap(ANN);
    run.lookUps = 500;
    run.relist(ANN, BLOCKED).pass(100).plug().pass(300);
    expect(run.contactor()).toBe("closed");
    run.pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
  });

  test("I4: one that was renewed meanwhile is not dropped by the answer about the older one", () => {
    const run = new CoreRun().tap(ANN);
    run.lookUps = "never";
    run.listChanged();
    run.lookUps = "at once";
    run.tap(ANN);
    expect(run.state.reviews).toEqual([]);
    run.feed({ type: "looked-up", request: 2, found: BLOCKED });
    expect(run.name()).toBe("authorized");
  });
});
