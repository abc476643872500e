import { describe, expect, test } from "vitest";
import { lightOf } from "../../../firmware/core/light.ts";
import { CoreRun, charging } from "./bench.ts";
import { ANN } from "./samples.ts";

describe("open and restricted", () => {
  test("A3: in open access a vehicle is charged with no one's authorization", () => {
    const run = new CoreRun({ access: "open" }).plug().pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.session()).toMatchObject({ credential: null, user: null });
    expect(run.disk.sessions.size).toBe(1);
  });

  test("A3: switched while idle, it counts for the next vehicle", () => {
    const run = new CoreRun().access("open").plug().pass(500);
    expect(run.contactor()).toBe("closed");
    run.unplug().access("restricted").plug();
    expect(run.light()).toBe("yellow");
    expect(run.recorded("access-changed").map(({ access }) => access)).toEqual(["open", "restricted"]);
    expect(run.disk.access).toBe("restricted");
  });

  test("A3: switched to open with a vehicle waiting: it charges", () => {
    const run = new CoreRun().plug().pass(1000).access("open").pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
  });

  test("A3: switched to restricted, a session that no one was authorized for ends, and yellow is at once", () => {
    const run = new CoreRun({ access: "open" }).plug().pass(500);
    run.feed({ type: "access", access: "restricted" });
    expect(run.effects[0]).toEqual({ type: "withdraw", connector: 1 });
    expect(run.seen()).toBe("awaiting-authorization, yellow, closed");
    run.pass(200);
    expect(run.contactor()).toBe("open");
    expect(run.recorded("session-stopped")[0]).toMatchObject({ reason: "DeAuthorized", stoppedBy: null });
    run.tap(ANN).pass(500);
    expect(run.contactor()).toBe("closed");
  });

  test("A3: switched to restricted while such a start is being saved: yellow at once, and it ends", () => {
    const run = new CoreRun({ access: "open" });
    run.saves = 500;
    run.plug().access("restricted");
    expect(run.light()).toBe("yellow");
    run.pass(1000);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
    expect(run.seen()).toBe("awaiting-authorization, yellow, open");
  });

  test("A3: switched to restricted while a fault has paused such a session: it ends", () => {
    const run = new CoreRun({ access: "open" }).plug().pass(500).change(1, { fault: "no-ground" });
    run.access("restricted");
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
    expect(run.light()).toBe("fault");
    run.change(1, { fault: null });
    expect(run.light()).toBe("yellow");
  });

  test("A3: sessions begun by a credential go on, whichever way access is switched", () => {
    const run = charging().access("open").pass(1000).access("restricted").pass(1000);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.sessions()).toBe("start 1");
  });

  test("after a stop with the cable in, open access starts nothing by itself", () => {
    const run = charging().tap(ANN).pass(500).access("open").pass(60_000);
    expect(run.seen()).toBe("finished, finished, open");
    run.tap(ANN).pass(500);
    expect(run.contactor()).toBe("closed");
  });

  test("switching to what it is already changes and records nothing", () => {
    const run = new CoreRun().feed({ type: "access", access: "restricted" });
    expect(run.effects).toEqual([]);
  });

  test("a waiting authorization, access opened, then the plug: the session is the card's", () => {
    const run = new CoreRun().tap(ANN).access("open").plug().pass(500);
    expect(run.session()?.credential).toEqual(ANN);
    run.access("restricted").pass(500);
    expect(run.contactor()).toBe("closed");
    run.tap(ANN).pass(500);
    expect(run.contactor()).toBe("open");
  });

  test("in open access a card may still be shown first, and stops its session later", () => {
    const run = new CoreRun({ access: "open" }).tap(ANN).plug().pass(500).tap(ANN).pass(60_000);
    expect(run.seen()).toBe("finished, finished, open");
  });

  test("in open access a card shown at a session of nobody's is refused, and changes nothing", () => {
    const run = new CoreRun({ access: "open" }).plug().pass(500).tap(ANN).pass(3000);
    expect(run.verdict()).toBe("1: Invalid, connector-busy");
    expect(run.seen()).toBe("charging, charging, closed");
  });
});

test("the light is a function of the state alone", () => {
  const run = charging();
  const copy = structuredClone(run.state);
  const [connector] = copy.connectors;
  if (!connector) throw new Error("no connector");
  expect(lightOf(copy, connector)).toBe(run.light());
});
