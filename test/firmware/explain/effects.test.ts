import { describe, expect, test } from "vitest";
import { ANN, BO, connectorId, credential, STRANGER, WALL } from "../core/samples.ts";
import { Asked, confirmed, DAY, HOUR, iso, PIN, rules, START, waiting } from "./asked.ts";

describe("explain: what it would do", () => {
  test("waits for a plug where no vehicle is, and the cloud is asked once one has come", async () => {
    const asked = await new Asked({ connectors: 2 }).list(ANN, { cloud: {} });
    asked.run.link(true);
    const decision = await asked.decision(ANN);
    expect(decision.effect).toEqual({ do: "await-plug", connectors: [1, 2], within: 60_000 });
    expect(confirmed(decision)).toMatchObject({ Accepted: "go-on", Blocked: "stop" });
    expect((await asked.decision(ANN, { connector: connectorId(2) })).effect).toMatchObject({
      connectors: [2],
    });
  });

  test("who waits for a plug already, and is refused now: nothing is told of what that one waits for", async () => {
    const asked = await new Asked(rules({ localAuthorizeOffline: false })).list(ANN, { cloud: {} });
    asked.run.link(true).tap(ANN);
    expect(asked.run.state.pending).toHaveLength(1);
    expect(await asked.decision(ANN, { offline: true })).toMatchObject({
      reason: "offline-not-allowed",
      effect: { do: "refuse" },
      confirmation: null,
    });
  });

  test("starts at the connector that is asked about", async () => {
    const asked = await new Asked({ connectors: 2 }).list(ANN, { local: {} });
    asked.run.plug(1).pass(500).plug(2).pass(500);
    expect((await asked.decision(ANN)).effect).toEqual(START);
    expect((await asked.decision(ANN, { connector: connectorId(2) })).effect).toEqual({
      do: "start",
      connector: 2,
    });
    expect((await asked.ask(ANN, { connector: connectorId(2) })).shownAt).toEqual({
      device: "front",
      connectors: [{ id: 2, state: "awaiting-authorization" }],
    });
  });

  test("its own session stops, and nothing is decided", async () => {
    const asked = await waiting();
    asked.run.tap(ANN).pass(500);
    expect(await asked.decision(ANN)).toEqual({
      answer: null,
      verdict: null,
      reason: null,
      meaning: null,
      effect: {
        do: "stop",
        sessions: [{ connector: 1, session: "run1-1", startedBy: "Ann", user: "ann", reason: "Local" }],
      },
      kept: false,
      wrongPin: null,
      confirmation: null,
    });
    expect(asked.run.name()).toBe("charging");
  });

  test("a session that is still being made durable stops, too", async () => {
    const asked = await waiting();
    asked.run.saves = "never";
    asked.run.tap(ANN);
    expect((await asked.decision(ANN)).effect).toMatchObject({ do: "stop", sessions: [{ reason: "Local" }] });
  });

  test("one of the group stops the session, on the list's word", async () => {
    const asked = await waiting({}, { local: { group: "House" } });
    await asked.list(BO, { local: { group: "house" } });
    asked.run.tap(ANN).pass(500);
    expect(await asked.decision(BO)).toMatchObject({
      verdict: "Accepted",
      reason: "local-user",
      effect: { do: "stop", sessions: [{ connector: 1, startedBy: "Ann", reason: "Local" }] },
    });
  });

  test("whoever may not start may stop all the same, and by whose word is told", async () => {
    const asked = await waiting(rules({ identification: ["card+pin", "pin"] }), {
      local: { user: "ann", group: "house" },
    });
    // Nobody's card: no PIN of the same user could follow it. And for another connector, and used up.
    await asked.list(BO, {
      cloud: { group: "house", connectors: [connectorId(2)], uses: 1 },
      used: 1,
    });
    await asked.list(PIN, { local: { user: "ann" } });
    asked.run.tap(ANN).pass(500).tap(PIN, { reader: "keys" }).pass(500);
    expect(await asked.decision(BO)).toMatchObject({
      verdict: "Accepted",
      reason: "cloud-list",
      effect: { do: "stop", sessions: [{ startedBy: "Ann" }] },
    });
  });

  test("a master stops every session, and starts none", async () => {
    const asked = await new Asked({ connectors: 2 }).list(ANN, { local: {} });
    await asked.list(BO, { local: {} });
    await asked.list(STRANGER, { cloud: { master: true } });
    expect(await asked.decision(STRANGER)).toMatchObject({ verdict: "Invalid", reason: "nothing-to-stop" });
    asked.run
      .plug(1)
      .plug(2)
      .tap(ANN, { at: [1] })
      .tap(BO, { at: [2] })
      .pass(500);
    expect(await asked.decision(STRANGER)).toMatchObject({
      verdict: "Accepted",
      reason: "cloud-list",
      effect: {
        sessions: [
          { connector: 1, reason: "MasterPass" },
          { connector: 2, reason: "MasterPass" },
        ],
      },
    });
  });

  test("a connector that is reserved for another, until that ends", async () => {
    const asked = await waiting();
    asked.run.unplug(1).pass(500);
    const holder = { kind: "credential", credential: BO } as const;
    asked.run.reserve({ id: 7, connector: connectorId(1), holder, until: WALL + HOUR }).pass(500);
    expect(await asked.ask(ANN)).toMatchObject({
      outcome: { decisions: [{ verdict: "Invalid", reason: "reserved", effect: { do: "refuse" } }] },
      changes: { at: iso(WALL + HOUR), outcome: { decisions: [{ effect: { do: "await-plug" } }] } },
    });
  });

  test("another who waits for a plug, until that is given up", async () => {
    const asked = await new Asked().list(ANN, { local: {} });
    await asked.list(BO, { local: {} });
    asked.run.tap(BO).pass(20_000);
    expect(await asked.ask(ANN)).toMatchObject({
      outcome: { decisions: [{ verdict: "Invalid", reason: "connector-busy" }] },
      changes: { at: iso(WALL + 60_000), outcome: { decisions: [{ effect: { do: "await-plug" } }] } },
    });
  });

  test("busy with another's session; a fault", async () => {
    const asked = await waiting();
    await asked.list(BO, { local: {} });
    asked.run.tap(ANN).pass(500);
    expect(await asked.decision(BO)).toMatchObject({ verdict: "Invalid", reason: "connector-busy" });
    asked.run.unplug(1).pass(500).loseBoard(1);
    expect(await asked.decision(BO)).toMatchObject({ verdict: "Invalid", reason: "connector-faulted" });
    expect((await asked.ask(BO)).shownAt.connectors).toEqual([{ id: 1, state: "faulted" }]);
  });

  test("open access: the vehicle charges already, and that is said", async () => {
    const asked = await waiting({ access: "open" });
    const answer = await asked.ask(ANN);
    expect(answer.notes).toEqual(["access-open"]);
    expect(answer.unit.access).toBe("open");
    expect(answer.outcome.decisions).toMatchObject([{ reason: "connector-busy" }]);
  });

  test("a card that is followed by its PIN: it is asked for, and what comes then is told", async () => {
    const options = rules({ identification: ["card+pin"] });
    const asked = await waiting(options, { cloud: { user: "ann" } });
    asked.run.link(true);
    const decision = await asked.decision(ANN);
    expect(decision).toMatchObject({
      verdict: "Accepted",
      reason: "cloud-list",
      effect: { do: "ask-pin", within: 30_000, next: START },
    });
    expect(confirmed(decision)).toMatchObject({ Accepted: "go-on" });
    await asked.list(PIN, { local: { user: "ann" } });
    expect(await asked.decision(PIN)).toMatchObject({ verdict: "Invalid", reason: "type-not-enabled" });
    const nobody = await waiting(options, { local: {} });
    expect(await nobody.decision(ANN)).toMatchObject({ verdict: "Invalid", reason: "no-pin" });
  });

  test("a card that is to be registered, and one that is already", async () => {
    const asked = await waiting();
    asked.run.enrol(60_000);
    expect(await asked.decision(STRANGER)).toMatchObject({ verdict: null, effect: { do: "register" } });
    expect(await asked.decision(ANN)).toMatchObject({ reason: "already-known" });
  });

  test("checks that are under way do not count", async () => {
    const asked = await waiting();
    asked.run.lookUps = "never";
    asked.run.present(ANN);
    expect(asked.run.state.checks).toHaveLength(1);
    expect((await asked.decision(ANN)).effect).toEqual(START);
    expect(asked.run.state.checks).toHaveLength(1);
  });
});

describe("explain: PINs and keypads", () => {
  test("a wrong PIN: which it would be, and which would lock the keypad; none is counted", async () => {
    const asked = new Asked();
    // Something to look at when the count is forgotten: that alone is no change.
    asked.goodUntil = WALL + 2 * DAY;
    await asked.list(ANN, { cloud: {} });
    expect((await asked.decision(PIN)).wrongPin).toEqual({ tries: 1, locks: false });
    for (let tries = 1; tries < 5; tries += 1) asked.run.tap(PIN, { reader: "keys" }).pass(3_000);
    expect(await asked.decision(PIN)).toMatchObject({
      reason: "wrong-pin",
      wrongPin: { tries: 5, locks: true },
    });
    expect((await asked.ask(PIN)).known.keypads).toEqual([{ id: "keys", wrongPins: 4, lockedUntil: null }]);
    expect((await asked.ask(PIN)).changes).toBeNull();
  });

  test("a locked keypad refuses even a right PIN, until the lock ends; cards go on", async () => {
    const asked = await waiting({ lockouts: [] });
    await asked.list(PIN, { local: {} });
    const wrong = credential("pin", "0000");
    for (let tries = 1; tries <= 5; tries += 1) asked.run.tap(wrong, { reader: "keys" }).pass(1_000);
    const { until = 0 } = asked.run.state.lockouts[0] ?? {};
    const answer = await asked.ask(PIN);
    expect(answer.outcome.decisions).toMatchObject([{ verdict: "Invalid", reason: "keypad-locked" }]);
    expect(answer.known.keypads).toEqual([{ id: "keys", wrongPins: 5, lockedUntil: iso(until) }]);
    expect(answer.changes).toMatchObject({ at: iso(until), outcome: { decisions: [{ effect: START }] } });
    expect((await asked.decision(ANN)).effect).toEqual(START);
    expect((await asked.ask(ANN)).known.keypads).toEqual([]);
  });

  test("of two keypads the one that is not locked is meant", async () => {
    const keypads = [
      { id: "keys", connectors: [connectorId(1)] },
      { id: "side", connectors: [connectorId(1)] },
    ];
    const asked = await new Asked({}, { keypads }).list(PIN, { local: {} });
    asked.run.plug(1).pass(500);
    for (let tries = 1; tries <= 5; tries += 1)
      asked.run.tap(credential("pin", "0000"), { reader: "keys" }).pass(1_000);
    const answer = await asked.ask(PIN);
    expect(answer.shownAt.device).toBe("side");
    expect(answer.outcome.decisions).toMatchObject([{ effect: START }]);
    expect(answer.known.keypads.map(({ lockedUntil }) => lockedUntil === null)).toEqual([false, true]);
  });

  test("devices that are not there, or serve connectors of their own, are noted", async () => {
    const keypads = [connectorId(1), connectorId(2)].map((id) => ({ id: `keys${id}`, connectors: [id] }));
    const asked = new Asked({ connectors: 2 }, { readers: [], keypads });
    expect((await asked.ask(ANN)).notes).toEqual(["no-device"]);
    expect((await asked.ask(PIN)).notes).toEqual(["devices-apart"]);
    expect(await asked.ask(PIN, { connector: connectorId(2) })).toMatchObject({
      notes: [],
      shownAt: { device: "keys2" },
    });
  });
});
