import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Charger, type RunningUnit, wait } from "./charger.ts";

let charger: Charger;
let unit: RunningUnit;

describe("the flows of a charge, on real bytes", () => {
  beforeAll(async () => {
    charger = await Charger.start("{ connectionTimeout: 2s }");
    unit = await charger.unit();
  });
  afterAll(() => charger.end());

  test("A4 A5: yellow on plug, closed after a listed card, and the events of it in order", async () => {
    await charger.board.do("plug");
    await unit.event("plugged", { connector: 1 });
    await unit.event("awaiting-authorization", { connector: 1 });
    await charger.light("yellow");
    expect(await charger.contactorIs()).toBe("open");
    await charger.tap("04A1B2C3");
    const authorized = await unit.event("authorized");
    expect(authorized).toMatchObject({
      connector: 1,
      credential: { kind: "card", id: "04…C3" },
      user: "ann",
      verdict: "Accepted",
      reason: "local-user",
      reader: "front",
    });
    await unit.event("session-started", { connector: 1 });
    await unit.event("contactor", { state: "closed" });
    await charger.contactor("closed");
    await charger.light("blue");
  });

  test("the vehicle pauses and goes on within its session", async () => {
    await charger.board.do("wants off");
    await unit.event("contactor", { state: "open" });
    await charger.board.do("wants on");
    await unit.event("contactor", { state: "closed" });
    expect(unit.names().filter((name) => name.startsWith("session-"))).toEqual(["session-started"]);
  });

  test("I5: a stranger's card at a charging unit is denied and changes nothing", async () => {
    await charger.tap("DEADBEEF");
    const denied = await unit.event("denied");
    expect(denied).toMatchObject({
      verdict: "Unknown",
      reason: "unknown",
      credential: { kind: "card", id: "DE…EF" },
    });
    expect(await charger.contactorIs()).toBe("closed");
  });

  test("A7: the same card stops; with the cable in, only a new authorization starts the next", async () => {
    await charger.tap("04A1B2C3");
    const stopped = await unit.event("session-stopped");
    expect(stopped).toMatchObject({ reason: "Local", stoppedBy: { kind: "card", id: "04…C3" } });
    expect(stopped["energyWh"]).toBeGreaterThan(0);
    await unit.event("contactor", { state: "open" });
    await wait(1_000);
    await charger.tap("04A1B2C3D4E580");
    await unit.event("session-started", { user: "cy" });
    await unit.event("contactor", { state: "closed" });
  });

  test("A5: unplug ends the session, and the right to charge with it", async () => {
    await charger.board.do("unplug");
    await unit.event("unplugged");
    await unit.event("session-stopped", { reason: "EVDisconnected" });
    await charger.light("green");
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.light("yellow");
    expect(await charger.contactorIs()).toBe("open");
  });

  test.each([
    ["11223344", "Blocked", "blocked"],
    ["55667788", "Expired", "expired"],
    ["DEADBEEF", "Unknown", "unknown"],
    ["08ABCDEF", "Invalid", "random-uid"],
  ])("A1 A6: card %s is %s, and the light is yellow again within 3 s", async (card, verdict, reason) => {
    await charger.tap(card);
    await unit.event("denied", { verdict, reason, connector: 1 });
    await charger.light("red");
    const shown = Date.now();
    await charger.light("yellow");
    expect(Date.now() - shown).toBeLessThan(3_000);
    expect(await charger.contactorIs()).toBe("open");
  });

  test("A2 I8: a PIN authorizes; a wrong one, a malformed one, and a card's number typed as PIN do not", async () => {
    for (const [keys, reason] of [
      ["#0815#", "wrong-pin"],
      ["#12#", "malformed-pin"],
      ["#11223344#", "wrong-pin"],
    ]) {
      await charger.keypad.do(`keys ${keys}`);
      await unit.event("denied", { reason });
    }
    await charger.keypad.do("keys #99*#4711#");
    expect(await unit.event("authorized")).toMatchObject({
      credential: { kind: "pin", id: "#…" },
      user: "guest",
    });
    await unit.event("contactor", { state: "closed" });
    await charger.board.do("unplug");
    await unit.event("session-stopped");
  });

  test("tap first, then plug; and an authorization that no plug follows expires", async () => {
    await charger.tap("04A1B2C3");
    await unit.event("authorized");
    await charger.board.do("plug");
    await unit.event("session-started", { user: "ann" });
    await charger.board.do("unplug");
    await unit.event("session-stopped");
    await wait(700);
    await charger.tap("04A1B2C3");
    await unit.event("authorized");
    await unit.event("authorization-expired", { connector: 1 });
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    expect(unit.names().at(-1)).toBe("awaiting-authorization");
  });

  test("A3: access switched while waiting, charging and idle", async () => {
    expect((await charger.cli("access", "open")).code).toBe(0);
    await unit.event("access-changed", { access: "open" });
    expect(await unit.event("session-started")).toMatchObject({ credential: null, user: null });
    await charger.contactor("closed");
    expect((await charger.cli("access", "restricted")).code).toBe(0);
    await unit.event("session-stopped", { reason: "DeAuthorized" });
    await unit.event("awaiting-authorization");
    await charger.light("yellow");
    await charger.contactor("open");
    await charger.board.do("unplug");
    await unit.event("unplugged");
    expect((await charger.cli("access", "ajar")).code).toBe(2);
  });

  test("a fault of the board: red, the session pauses, and goes on when it is mended", async () => {
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await wait(700);
    await charger.tap("04A1B2C3");
    await unit.event("contactor", { state: "closed" });
    await charger.board.do("fail gfci");
    await unit.event("fault", { code: "ground-fault" });
    await charger.light("red");
    await charger.contactor("open");
    await charger.board.do("fail none");
    await unit.event("fault-cleared", { code: "ground-fault" });
    await unit.event("session-resumed");
    await unit.event("contactor", { state: "closed" });
    await charger.board.do("unplug");
    await unit.event("session-stopped", { reason: "EVDisconnected" });
  });

  test("a list changed by another command counts at the next tap", async () => {
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    expect((await charger.cli("whitelist", "add", "DE:AD:BE:EF", "--user", "dora")).stdout).toBe(
      "DE…EF added\n",
    );
    await unit.event("list-updated", { source: "local", count: 6 });
    await charger.tap("DEADBEEF");
    await unit.event("authorized", { user: "dora" });
    await charger.board.do("unplug");
    await unit.event("session-stopped");
    expect((await charger.cli("whitelist", "remove", "DEADBEEF")).code).toBe(0);
    expect((await charger.cli("whitelist", "remove", "DEADBEEF")).code).toBe(2);
  });

  test("I4: the journal has one start and one stop for each session, in order, and no numbers", async () => {
    const records = await charger.journal();
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
    const starts = records.filter(({ event }) => event === "session-started").map(({ session }) => session);
    const stops = records.filter(({ event }) => event === "session-stopped").map(({ session }) => session);
    expect(stops).toEqual(starts);
    expect(new Set(starts).size).toBe(starts.length);
    const text = JSON.stringify(records) + unit.lines.join("\n") + unit.stderr;
    expect(text).not.toMatch(/04A1B2C3|DEADBEEF|4711|0815/i);
  });

  test("SIGTERM: withdrawn, saved, exit 0 within 2 s", async () => {
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    await unit.event("contactor", { state: "closed" });
    const asked = Date.now();
    expect(await unit.kill("SIGTERM")).toBe(0);
    expect(Date.now() - asked).toBeLessThan(2_000);
    await charger.contactor("open");
  });
});
