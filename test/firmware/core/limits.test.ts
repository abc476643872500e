import { describe, expect, test } from "vitest";
import { CoreRun } from "./bench.ts";
import { ACTIVE, ANN, connectorId, credential, WALL } from "./samples.ts";

const stranger = (number: number) => credential("card", `stranger ${number}`);

describe("limits", () => {
  test("a local user's expiry ends the session, though the cloud overrules the one in its own list", () => {
    const run = new CoreRun().link(true);
    run.listed.set(ANN.key, {
      cloud: { ...ACTIVE, expires: WALL - 1 },
      local: { ...ACTIVE, expires: WALL + 60_000 },
    });
    run.cloud.set(ANN.key, { verdict: "Accepted" });
    run.plug().tap(ANN).pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
    run.pass(60_000);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
  });

  test("a card that expires while its start is being saved gets no power", () => {
    const run = new CoreRun().relist(ANN, { cloud: null, local: { ...ACTIVE, expires: WALL + 500 } });
    run.saves = 1_000;
    run.remoteStart().plug().pass(3_000);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
    expect(run.contactor()).toBe("open");
    expect(run.name()).toBe("awaiting-authorization");
  });

  test("unknown cards let in offline are bounded, those whose start is still being saved included", () => {
    const run = new CoreRun({ connectors: 12, rules: { unknownOffline: "accept" } });
    run.saves = 400;
    for (let at = 1; at <= 12; at += 1) run.plug(at).tap(stranger(at), { at: [at] });
    run.pass(10_000);
    expect(run.recorded("session-started")).toHaveLength(10);
    expect(run.recorded("denied").map(({ reason }) => reason)).toEqual(["offline-limit", "offline-limit"]);
  });

  test("what the meter says before the start is durable is not the session's", () => {
    const run = new CoreRun().relist(ANN, { cloud: null, local: { ...ACTIVE, maxEnergyWh: 3 } }).plug();
    run.saves = 1_000;
    run.tap(ANN).meter(36_000).pass(2_000);
    expect(run.session()?.energyWh).toBe(0);
    run.meter(10_800).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 EnergyLimitReached");
  });

  test("a start that comes to nothing uses up nothing", () => {
    const run = new CoreRun().relist(ANN, { cloud: null, local: { ...ACTIVE, uses: 1 } }).plug();
    run.saves = 1_000;
    run.tap(ANN).pass(500).unplug().pass(2_000);
    expect(run.sessions()).toBe("start 1, stop 1 EVDisconnected");
    expect(run.disk.used.get(ANN.key)).toBe(0);
    run.plug().tap(ANN).pass(2_000);
    expect(run.seen()).toBe("charging, charging, closed");
    expect(run.disk.used.get(ANN.key)).toBe(1);
  });

  test("without a meter an energy limit becomes the time in which so much could flow", () => {
    const run = new CoreRun().relist(ANN, { cloud: null, local: { ...ACTIVE, maxEnergyWh: 22_000 } });
    run.change(1, { meterWs: null }).plug().tap(ANN).pass(3_599_000);
    expect(run.sessions()).toBe("start 1");
    run.pass(2_000);
    expect(run.sessions()).toBe("start 1, stop 1 TimeLimitReached");
  });

  test("the energy of a session is saved portion by portion", () => {
    const saved = () => run.disk.sessions.get(connectorId(1))?.energyWh;
    const run = new CoreRun()
      .plug()
      .tap(ANN)
      .pass(500)
      .meter(249 * 3_600);
    expect(saved()).toBe(0);
    run.meter(3_600);
    expect(saved()).toBe(250);
    run.meter(3_600);
    expect(saved()).toBe(250);
  });
});
