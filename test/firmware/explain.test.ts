import { describe, expect, test } from "vitest";
import { ANN, STRANGER, WALL } from "./core/samples.ts";
import { Asked, confirmed, DAY, HOUR, iso, rules, START, waiting } from "./explain/asked.ts";

describe("explain: who is let in", () => {
  test("a local user: accepted, starts where the vehicle waits, and nobody is asked", async () => {
    const asked = await waiting();
    const { outcome, known, cloud } = await asked.ask(ANN);
    expect(outcome).toEqual({
      asked: null,
      decisions: [
        {
          answer: null,
          verdict: "Accepted",
          reason: "local-user",
          meaning: "a local user of the unit",
          effect: START,
          kept: false,
          wrongPin: null,
          confirmation: null,
        },
      ],
    });
    expect(known.local).toEqual({ status: "active", expires: null, user: "ann" });
    expect(known.list).toMatchObject({ version: 3, count: 0, entry: null });
    expect(cloud).toEqual({ link: "down", offline: false });
  });

  test("a blocked one: refused, with its reason", async () => {
    const asked = await waiting({}, { local: { status: "blocked" } });
    expect(await asked.decision(ANN)).toMatchObject({
      verdict: "Blocked",
      reason: "blocked",
      meaning: "blocked by the owner",
      effect: { do: "refuse" },
    });
  });

  test("the cloud's list: not asked before, but about the session that runs, and each answer has its consequence", async () => {
    const asked = await waiting({}, { cloud: { user: "ann" } });
    asked.run.link(true);
    const online = await asked.decision(ANN);
    expect(online).toMatchObject({ verdict: "Accepted", reason: "cloud-list", effect: START });
    expect(online.confirmation?.when).toBe("at-once");
    const answers = { Accepted: "go-on", Blocked: "stop", Unknown: "stop", none: "ask-again" };
    expect(confirmed(online)).toEqual(answers);
    const offline = await asked.decision(ANN, { offline: true });
    expect(offline).toMatchObject({ reason: "cloud-list", confirmation: { when: "when-reached" } });
    expect(confirmed(offline)).toEqual(answers);
  });

  test.each([
    [{ stopOnInvalid: false }, { do: "cut-power" }],
    [{ maxEnergyOnInvalidWh: 2_500 }, { do: "limit", leftWh: 2_500 }],
  ] as const)("a session that the cloud refuses, by %j", async (changes, session) => {
    const asked = await waiting(rules(changes), { cloud: {} });
    asked.run.link(true);
    const { confirmation } = await asked.decision(ANN);
    expect(confirmation?.answers.find(({ answer }) => answer === "Blocked")?.session).toEqual(session);
  });

  test("an answer that was kept, until it is too old", async () => {
    const asked = await waiting({}, { cached: { verdict: "Accepted", user: "ann", at: WALL - DAY } });
    const { outcome, known, changes } = await asked.ask(ANN);
    expect(outcome.decisions).toMatchObject([{ verdict: "Accepted", reason: "cached", effect: START }]);
    const goodUntil = iso(WALL + 6 * DAY);
    expect(known.kept).toEqual({
      verdict: "Accepted",
      user: "ann",
      group: null,
      since: iso(WALL - DAY),
      goodUntil,
      good: true,
    });
    expect(changes).toMatchObject({ at: goodUntil, outcome: { decisions: [{ reason: "unknown" }] } });
    expect((await asked.ask(ANN, { wall: WALL + 6 * DAY })).known.kept?.good).toBe(false);
  });

  test("an answer is not used where none are kept", async () => {
    const asked = await waiting(rules({ cache: null }), { cached: { verdict: "Accepted" } });
    const { outcome, known } = await asked.ask(ANN);
    expect(outcome.decisions).toMatchObject([{ reason: "unknown" }]);
    expect(known.kept).toMatchObject({ goodUntil: null, good: false });
  });

  test("unknown, online: the cloud is asked first, and every answer is told", async () => {
    const asked = await waiting(rules({ askTimeout: 5_000 }));
    asked.run.link(true);
    const { outcome, known } = await asked.ask(STRANGER);
    expect(known).toMatchObject({ local: null, kept: null, list: { entry: null } });
    expect(outcome.asked).toBe(5_000);
    expect(
      outcome.decisions.map(({ answer, verdict, reason, effect, kept }) => [
        answer,
        verdict,
        reason,
        effect.do,
        kept,
      ]),
    ).toEqual([
      ["Accepted", "Accepted", "cloud", "start", true],
      ["Blocked", "Blocked", "blocked", "refuse", true],
      ["Unknown", "Unknown", "unknown", "refuse", true],
      ["none", "Unknown", "unknown", "refuse", false],
    ]);
    expect(asked.run.asked).toBe(0);
  });

  test("a listed one with `localPreAuthorize` off: asked first, and its list counts when there is no answer", async () => {
    const asked = await waiting(rules({ localPreAuthorize: false }), { cloud: { user: "ann" } });
    asked.run.link(true);
    const { decisions } = (await asked.ask(ANN)).outcome;
    expect(decisions.map(({ reason }) => reason)).toEqual(["cloud", "blocked", "unknown", "cloud-list"]);
  });

  test("the offline rules: who is let in, and who not, when nobody can be asked", async () => {
    const open = await waiting(rules({ unknownOffline: "accept" }));
    open.run.link(true);
    expect((await open.ask(STRANGER)).outcome.asked).toBe(3_000);
    expect(await open.decision(STRANGER, { offline: true })).toMatchObject({
      verdict: "Accepted",
      reason: "offline-allowed",
      confirmation: { when: "when-reached" },
    });
    const shut = await waiting(rules({ localAuthorizeOffline: false }), { cloud: {} });
    shut.run.link(true);
    expect((await shut.decision(ANN)).reason).toBe("cloud-list");
    expect(await shut.decision(ANN, { offline: true })).toMatchObject({
      verdict: "Invalid",
      reason: "offline-not-allowed",
    });
  });

  test("a unit without a cloud says so, and asks nobody later either", async () => {
    const asked = new Asked({ rules: { unknownOffline: "accept" } }, { hasCloud: false });
    asked.run.plug(1).pass(500);
    expect((await asked.ask(STRANGER)).cloud.link).toBe("none");
    expect(await asked.decision(STRANGER)).toMatchObject({ reason: "offline-allowed", confirmation: null });
  });

  test("a list that is too old", async () => {
    const asked = new Asked();
    asked.goodUntil = WALL + HOUR;
    await asked.list(ANN, { cloud: {} });
    asked.run.plug(1).pass(500);
    const { outcome, changes, known } = await asked.ask(ANN);
    expect(outcome.decisions).toMatchObject([{ reason: "cloud-list" }]);
    expect(known.list.goodUntil).toBe(iso(WALL + HOUR));
    expect(changes).toMatchObject({
      at: iso(WALL + HOUR),
      outcome: { decisions: [{ reason: "list-stale" }] },
    });
  });

  test("uses that are left, and that are not", async () => {
    const asked = await waiting({}, { local: { uses: 2 }, used: 1 });
    expect((await asked.ask(ANN)).known.uses).toEqual({ started: 1, left: 1 });
    await asked.list(ANN, { used: 1 });
    expect((await asked.ask(ANN)).known.uses).toEqual({ started: 2, left: 0 });
    expect(await asked.decision(ANN)).toMatchObject({ verdict: "Invalid", reason: "used-up" });
  });
});

describe("explain: when", () => {
  test("an expiry: accepted until then, expired at that instant, and told beforehand", async () => {
    const asked = await waiting({}, { local: { expires: WALL + DAY } });
    expect((await asked.ask(ANN)).changes).toMatchObject({
      at: iso(WALL + DAY),
      outcome: { decisions: [{ verdict: "Expired", reason: "expired" }] },
    });
    expect((await asked.decision(ANN, { wall: WALL + DAY - 1 })).reason).toBe("local-user");
    expect((await asked.decision(ANN, { wall: WALL + DAY })).reason).toBe("expired");
    expect((await asked.ask(ANN, { wall: WALL + DAY })).changes).toBeNull();
  });

  test("a time that is past is taken as if it were now: what has expired since had not then", async () => {
    const asked = await waiting({}, { local: { expires: WALL - DAY } });
    expect((await asked.decision(ANN)).reason).toBe("expired");
    const then = await asked.ask(ANN, { wall: WALL - 2 * DAY });
    expect(then).toMatchObject({ now: false, at: iso(WALL - 2 * DAY) });
    expect(then.outcome.decisions).toMatchObject([{ reason: "local-user" }]);
  });

  test("outside its hours, until they begin, and within them until they end", async () => {
    // WALL is a Monday, 08:00.
    const asked = await waiting({}, { local: { windows: ["Mon-Fri 09:00-17:30", "Sun 22:00-02:00"] } });
    expect(await asked.ask(ANN)).toMatchObject({
      outcome: { decisions: [{ verdict: "NotAtThisTime", reason: "outside-hours" }] },
      changes: { at: iso(WALL + HOUR), outcome: { decisions: [{ verdict: "Accepted" }] } },
    });
    expect((await asked.ask(ANN, { wall: WALL + 2 * HOUR })).changes?.at).toBe(iso(WALL + 9.5 * HOUR));
    const sunday = WALL + 6 * DAY + 15 * HOUR;
    expect((await asked.ask(ANN, { wall: sunday })).changes?.at).toBe(iso(sunday + 3 * HOUR));
  });

  test("hours by the unit's zone, over the night in which its clocks change", async () => {
    const asked = new Asked({}, { zone: "Europe/Oslo" });
    await asked.list(ANN, { local: { windows: ["Mon 09:00-17:00"] } });
    asked.run.plug(1).pass(500);
    const saturday = Date.parse("2026-03-28T12:00:00Z");
    // Summer time has begun meanwhile.
    expect((await asked.ask(ANN, { wall: saturday })).changes?.at).toBe("2026-03-30T07:00:00.000Z");
    const winter = Date.parse("2026-10-24T12:00:00Z");
    expect((await asked.ask(ANN, { wall: winter })).changes?.at).toBe("2026-10-26T08:00:00.000Z");
  });

  test("a validity that has not begun", async () => {
    const asked = await waiting({}, { local: { from: WALL + DAY, expires: WALL + 3 * DAY } });
    expect(await asked.ask(ANN)).toMatchObject({
      outcome: { decisions: [{ reason: "not-yet-valid" }] },
      changes: { at: iso(WALL + DAY), outcome: { decisions: [{ reason: "local-user" }] } },
    });
  });

  test("a reader that is lost: nothing would be read there", async () => {
    const asked = await waiting({}, { local: {} });
    asked.lost = [{ kind: "keypad", id: "front" }];
    expect((await asked.ask(ANN)).notes).toEqual([]);
    asked.lost = [{ kind: "reader", id: "front" }];
    expect((await asked.ask(ANN)).notes).toEqual(["device-lost"]);
  });

  test("a clock that is not to be trusted", async () => {
    const asked = await waiting({}, { local: { windows: ["Mon-Sun 00:00-24:00"] } });
    expect((await asked.decision(ANN)).reason).toBe("local-user");
    asked.run.feed({ type: "clock", trusted: false });
    expect((await asked.ask(ANN)).notes).toEqual(["clock-untrusted"]);
    expect((await asked.decision(ANN)).reason).toBe("clock-untrusted");
  });
});
