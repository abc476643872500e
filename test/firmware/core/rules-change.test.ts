import { describe, expect, test } from "vitest";
import { DEFAULT_RULES, type Rules } from "../../../firmware/core/rules.ts";
import { CoreRun, charging } from "./bench.ts";
import { ACTIVE, ANN, BO, credential, STRANGER, UNLISTED } from "./samples.ts";

const PIN = credential("pin", "4711");
const LISTED_PIN = { cloud: null, local: { ...ACTIVE, user: "ann" } };

/** The owner sets these rules, and the others to their defaults. */
function set(run: CoreRun, rules: Partial<Rules>): CoreRun {
  return run.feed({ type: "rules", rules: { ...DEFAULT_RULES, ...rules } });
}

const CARDS: Partial<Rules> = { identification: ["card", "remote"] };
const PINS: Partial<Rules> = { identification: ["pin", "remote"] };
const BOTH_TOGETHER: Partial<Rules> = { identification: ["card+pin", "remote"] };
const AT_CHARGER: Partial<Rules> = { identification: ["card", "pin"] };

/** Ann's card and a PIN of hers are listed. */
function anns(options: ConstructorParameters<typeof CoreRun>[0] = {}): CoreRun {
  return new CoreRun(options).relist(ANN, LISTED_PIN).relist(PIN, LISTED_PIN);
}

describe("a type is switched off", () => {
  test("a PIN that waits for its plug starts nothing, and one that is typed when it is on again does", () => {
    const run = anns().tap(PIN);
    expect(run.name()).toBe("authorized");
    set(run, CARDS);
    expect(run.recorded("authorization-expired")).toHaveLength(1);
    run.plug().pass(500);
    expect(run.light()).toBe("yellow");
    run.tap(PIN);
    expect(run.verdict()).toBe("1: Invalid, type-not-enabled");
    set(run, {}).pass(3_000);
    expect(run.sessions()).toBe("");
    run.tap(PIN).pass(500);
    expect(run.sessions()).toBe("start 1");
  });

  test("a card that waits for its plug goes on when PINs are switched off", () => {
    const run = set(new CoreRun().tap(ANN), CARDS).plug().pass(500);
    expect(run.seen()).toBe("charging, charging, closed");
  });

  test("what is being looked up is refused at once, and its answer changes nothing", () => {
    const run = anns().plug();
    run.lookUps = 500;
    set(run.tap(ANN).pass(100), PINS);
    expect(run.verdict()).toBe("1: Invalid, type-not-enabled");
    run.pass(10_000);
    expect(run.sessions()).toBe("");
    expect(run.recorded("denied")).toHaveLength(1);
  });

  test("what the cloud is asked about is refused at once, and its answer changes nothing", () => {
    const run = new CoreRun().link(true).plug();
    run.cloud.set(STRANGER.key, { verdict: "Accepted" });
    run.cloudAnswers = 500;
    set(run.tap(STRANGER).pass(100), PINS);
    run.pass(10_000);
    expect(run.verdict()).toBe("1: Invalid, type-not-enabled");
    expect(run.sessions()).toBe("");
  });

  test.each([
    ["cards", CARDS],
    ["PINs", PINS],
  ])("a card that waits for its PIN is refused when there are only %s", (_, rules) => {
    const run = anns({ rules: BOTH_TOGETHER }).plug().tap(ANN).pass(100);
    expect(run.light()).toBe("pin-entry");
    set(run, rules);
    expect(run.verdict()).toBe("1: Invalid, type-not-enabled");
    expect(run.recorded("session-started")).toEqual([]);
    run.pass(60_000);
    expect(run.recorded("denied")).toHaveLength(1);
  });

  test("a card that waits for its PIN waits on when cards alone are enabled, too", () => {
    const run = anns({ rules: BOTH_TOGETHER }).plug().tap(ANN).pass(100);
    set(run, { identification: ["card", "card+pin"] })
      .tap(PIN)
      .pass(500);
    expect(run.sessions()).toBe("start 1");
  });

  test("a card alone that waits for its plug is not enough when its PIN is asked for, too", () => {
    const run = set(anns().tap(ANN), BOTH_TOGETHER);
    expect(run.recorded("authorization-expired")).toHaveLength(1);
    run.plug().pass(500);
    expect(run.sessions()).toBe("");
  });

  test("a card with its PIN that waits for its plug is enough where cards are, and not where PINs are", () => {
    const waits = () => anns({ rules: BOTH_TOGETHER }).tap(ANN).tap(PIN);
    expect(waits().name()).toBe("authorized");
    expect(set(waits(), CARDS).plug().pass(500).sessions()).toBe("start 1");
    expect(set(waits(), PINS).plug().pass(500).sessions()).toBe("");
  });

  test("a start that is being saved gives no power, and is ended when it is known to be durable", () => {
    const run = new CoreRun().plug();
    run.saves = 300;
    set(run.tap(ANN), PINS).pass(2_000);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
    expect(run.contactor()).toBe("open");
    expect(run.light()).toBe("yellow");
  });

  test("a session that runs goes on, and its own card stops it", () => {
    const run = set(charging(), PINS).pass(60_000);
    expect(run.seen()).toBe("charging, charging, closed");
    run.tap(ANN).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
  });

  test("a remote start that is being checked, or waits for a plug, is answered and ends; the next is refused", () => {
    const run = new CoreRun().plug();
    run.lookUps = "never";
    set(run.remoteStart(ANN, 1), AT_CHARGER);
    expect(run.effects.filter(({ type }) => type === "respond")).toMatchObject([
      { outcome: { accepted: false, verdict: "Invalid", reason: "type-not-enabled" } },
    ]);
    const waits = set(new CoreRun().remoteStart(ANN, 1), AT_CHARGER);
    expect(waits.recorded("authorization-expired")).toHaveLength(1);
    waits.remoteStart(ANN, 1).plug().pass(500);
    expect(waits.verdict()).toBe("1: Invalid, type-not-enabled");
    expect(waits.sessions()).toBe("");
  });

  test("a remote start that is being saved is answered, and begins no session", () => {
    const run = new CoreRun().plug();
    run.saves = 300;
    set(run.remoteStart(ANN, 1), AT_CHARGER);
    expect(run.effects.filter(({ type }) => type === "respond")).toMatchObject([
      { outcome: { accepted: false, reason: "type-not-enabled" } },
    ]);
    run.pass(2_000);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
  });
});

describe("while the cloud is asked", () => {
  const silent = (rules: Partial<Rules>, tapped = STRANGER) => {
    const run = new CoreRun({ rules }).link(true).plug();
    run.cloudAnswers = "never";
    return run.tap(tapped).pass(100);
  };

  test("an unknown card is refused by the rules of now when no answer comes", () => {
    const run = set(silent({ unknownOffline: "accept" }), {}).pass(10_000);
    expect(run.verdict()).toBe("1: Unknown, unknown");
    expect(run.sessions()).toBe("");
    const open = set(silent({}), { unknownOffline: "accept" }).pass(10_000);
    expect(open.sessions()).toBe("start 1");
  });

  test("with the cache off nothing that was kept counts any more", () => {
    const kept = (rules: Partial<Rules>) => {
      const run = new CoreRun({ rules: { localPreAuthorize: false } });
      const cached = { verdict: "Accepted", updated: run.wall } as const;
      run
        .link(true)
        .relist(ANN, { ...UNLISTED, cached })
        .plug();
      run.cloudAnswers = "never";
      return set(run.tap(ANN).pass(100), { localPreAuthorize: false, ...rules }).pass(10_000);
    };
    expect(kept({}).sessions()).toBe("start 1");
    expect(kept({ cache: null }).verdict()).toBe("1: Unknown, unknown");
  });

  test("a listed card starts at once when the cloud need not be asked any more", () => {
    const run = new CoreRun({ rules: { localPreAuthorize: false } });
    run.relist(ANN, { cloud: ACTIVE, local: null }).link(true).plug();
    run.cloudAnswers = "never";
    set(run.tap(ANN).pass(100), {}).pass(500);
    expect(run.sessions()).toBe("start 1");
  });

  test("hours are judged by the minute in which they were, not as unknown", () => {
    const run = new CoreRun({ rules: { localPreAuthorize: false } });
    const windows = ["Mon-Sun 00:00-24:00"];
    run
      .relist(ANN, { cloud: { ...ACTIVE, windows }, local: null })
      .link(true)
      .plug();
    run.cloudAnswers = "never";
    set(run.tap(ANN).pass(100), {}).pass(500);
    expect(run.sessions()).toBe("start 1");
  });

  test("the wait for its answer is not put off, nor cut short", () => {
    const run = set(silent({ askTimeout: 1_000 }), { askTimeout: 60_000 }).pass(899);
    expect(run.recorded("denied")).toEqual([]);
    expect(run.pass(1).recorded("denied")).toHaveLength(1);
    const long = set(silent({ askTimeout: 60_000 }), { askTimeout: 1_000 }).pass(59_000);
    expect(long.recorded("denied")).toEqual([]);
  });
});

describe("what was decided stays decided", () => {
  test("an unknown card that was let in offline still waits for its plug; the next one is refused", () => {
    const run = new CoreRun({ rules: { unknownOffline: "accept" } }).tap(STRANGER);
    set(run, {}).plug().pass(500);
    expect(run.sessions()).toBe("start 1");
    run.unplug().pass(500).tap(credential("card", "another"));
    expect(run.verdict()).toBe("1: Unknown, unknown");
  });

  test("an authorization waits for its plug as long as it was told to, and the next one by the new rule", () => {
    const run = set(new CoreRun().tap(ANN), { connectionTimeout: 1_000 }).pass(59_999);
    expect(run.name()).toBe("authorized");
    expect(run.pass(1).name()).toBe("available");
    expect(run.tap(ANN).pass(1_000).name()).toBe("available");
  });

  test("fewer tries lock no keypad before the next wrong PIN", () => {
    const wrong = (number: number) => credential("pin", `wrong ${number}`);
    const run = new CoreRun().plug();
    for (const number of [1, 2, 3]) run.tap(wrong(number)).pass(100);
    set(run, { pinTries: 2 }).pass(3_000);
    expect(run.recorded("keypad-locked")).toEqual([]);
    run.tap(wrong(4));
    expect(run.recorded("keypad-locked")).toHaveLength(1);
  });

  test("a lock that has begun lasts as long as it was to", () => {
    const run = new CoreRun({ rules: { pinTries: 1 } }).plug().tap(credential("pin", "wrong"));
    set(run, { pinTries: 5, pinLock: 1_000 }).pass(30_000).tap(PIN);
    expect(run.verdict()).toBe("1: Invalid, keypad-locked");
  });
});

describe("sessions that run", () => {
  test("an expired one ends when list changes are to stop sessions", () => {
    const run = new CoreRun({ rules: { listChangeStops: false } });
    run.relist(ANN, { cloud: null, local: { ...ACTIVE, expires: run.wall + 30_000 } });
    run.plug().tap(ANN).pass(60_000);
    expect(run.sessions()).toBe("start 1");
    set(run, {}).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
  });

  test("one that the cloud has refused ends when that is to stop it", () => {
    const run = new CoreRun({ rules: { stopOnInvalid: false } }).link(true);
    run.relist(ANN, { cloud: ACTIVE, local: null }).cloud.set(ANN.key, { verdict: "Blocked" });
    run.plug().tap(ANN).pass(1_000);
    expect(run.sessions()).toBe("start 1");
    set(run, {}).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 DeAuthorized");
  });

  test("anyone stops one from then on, when anyone may", () => {
    const run = charging().tap(BO).pass(500);
    expect(run.sessions()).toBe("start 1");
    set(run, { anyoneStops: true }).pass(3_000).tap(BO).pass(500);
    expect(run.sessions()).toBe("start 1, stop 1 Local");
  });
});
