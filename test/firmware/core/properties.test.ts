import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event, Pilot } from "../../../firmware/core/events.ts";
import type { Access } from "../../../firmware/core/happening.ts";
import type { CloudAnswer, Found } from "../../../firmware/core/list-entry.ts";
import type { Lockout } from "../../../firmware/core/lockout.ts";
import type { Reservation } from "../../../firmware/core/reservation.ts";
import { DEFAULT_RULES, type Rules } from "../../../firmware/core/rules.ts";
import type { Session } from "../../../firmware/core/session.ts";
import { nextDeadline } from "../../../firmware/core/settle.ts";
import { initialState, type State } from "../../../firmware/core/state.ts";
import { step } from "../../../firmware/core/step.ts";
import { CoreRun } from "./bench.ts";
import {
  ACTIVE,
  ANN,
  BLOCKED,
  BO,
  connectorId,
  credential,
  LIST_TERMS,
  LISTED,
  requestId,
  STRANGER,
  WALL,
} from "./samples.ts";
import { type EventBody, WatchedCore } from "./watched-core.ts";

const long = process.env["CHARGEGATE_LONG"] === "1";
const budget = { numRuns: long ? 50_000 : 400 };
const LENGTH = { minLength: 1, maxLength: 80, size: "max" } as const;

/** Which outstanding request an outcome answers, the oldest being 0; or a number that may be anyone's. */
type Answered = { outstanding: number } | { request: number };

/** Something that happens, in terms that mean something in whatever state it happens. */
type Act =
  | { act: "event"; event: EventBody }
  | { act: "look-up answered"; which: Answered; found: Found | null; weekMinute?: number }
  | { act: "cloud answered"; which: Answered; answer: CloudAnswer | null }
  | { act: "save answered"; which: Answered; saved: boolean }
  | { act: "deadline" }
  | { act: "wait"; milliseconds: number }
  | { act: "clock"; jump: number };

const connector = fc.constantFrom(1, 1, 1, 1, 2, 2, 3, 4, 5).map(connectorId);
const served = fc.oneof(
  { weight: 6, arbitrary: fc.subarray([1, 2, 3, 4].map(connectorId), { minLength: 1 }) },
  { weight: 1, arbitrary: fc.uniqueArray(connector, { maxLength: 4 }) },
);
const found = fc.constantFrom<(Found | null)[]>(
  null,
  { cloud: null, local: null },
  ...Array.from({ length: 8 }, () => ({ cloud: ACTIVE, local: null })),
  { cloud: { ...ACTIVE, status: "blocked" }, local: ACTIVE },
  { cloud: null, local: { ...ACTIVE, expires: WALL + 30_000 } },
  { cloud: null, local: null, cached: { verdict: "Accepted", group: "a", updated: WALL } },
  { cloud: null, local: null, cached: { verdict: "Blocked", updated: WALL } },
  { cloud: { ...ACTIVE, expires: WALL - 1 }, local: null },
  { cloud: { ...ACTIVE, group: "A", user: "ann" }, local: null, goodUntil: WALL + 20_000 },
  { cloud: { ...ACTIVE, group: "a", user: "ann" }, local: null },
  { cloud: null, local: { ...ACTIVE, group: "b", user: "ann", connectors: [connectorId(2)] } },
  { cloud: { ...ACTIVE, master: true }, local: null },
  { cloud: { ...ACTIVE, uses: 1 }, local: null, used: 1 },
  { cloud: { ...ACTIVE, uses: 2, maxEnergyWh: 3, maxTime: 5_000 }, local: null },
  { cloud: { ...ACTIVE, windows: ["Mon-Fri 07:00-09:00"], chargers: ["CG-0001"], from: WALL }, local: null },
);
const cloudAnswer = fc.constantFrom<(CloudAnswer | null)[]>(
  null,
  { verdict: "Accepted" },
  { verdict: "Accepted", group: "A" },
  { verdict: "Accepted", group: "b", user: "ann" },
  { verdict: "Blocked" },
  { verdict: "Unknown" },
  { verdict: "ConcurrentTx" },
);
const which: fc.Arbitrary<Answered> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ outstanding: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ request: fc.nat(30) }) },
);
const who = fc.constantFrom(ANN, BO, STRANGER, credential("pin", "Ann"), credential("pin", "Bo"));
const pilot = fc.constantFrom<Pilot[]>("A", "A", "B", "B", "B", "C", "C", "C", "C", "C", "C", "D", "E", "F");

/** Rules of all kinds; those of time are short enough to be over within a run. */
const rules = fc.record({
  listChangeStops: fc.constantFrom(true, true, true, false),
  resume: fc.option(fc.constant({ within: 600_000 })),
  connectionTimeout: fc.constantFrom(20_000, 20_000, 2_000),
  localPreAuthorize: fc.constantFrom(true, true, false),
  localAuthorizeOffline: fc.constantFrom(true, true, false),
  unknownOffline: fc.constantFrom("refuse" as const, "accept" as const),
  stopOnInvalid: fc.boolean(),
  maxEnergyOnInvalidWh: fc.constantFrom(0, 2),
  confirmStarts: fc.boolean(),
  authorizeRemote: fc.constantFrom(true, true, false),
  cache: fc.constantFrom(null, { lifetime: 60_000, size: 10 }),
  groupStops: fc.constantFrom(true, true, false),
  anyoneStops: fc.constantFrom(false, false, true),
  identification: fc.constantFrom<Rules["identification"][]>(
    ["card", "pin", "remote"],
    ["card", "pin", "remote"],
    ["card+pin", "remote"],
    ["pin", "card+pin", "remote"],
    ["card", "card+pin"],
    ["pin"],
  ),
  pinTries: fc.constantFrom(1, 5),
  pinLock: fc.constantFrom(5_000, 1_000),
  pinIdle: fc.constantFrom(10_000, 1_000),
  askTimeout: fc.constantFrom(3_000, 500),
  minSession: fc.constantFrom(0, 0, 1_000),
});

/** Each request of the cloud gets a name of its own when it comes. */
const UNNUMBERED = fc.constant(requestId("?"));

const report = fc.record({
  type: fc.constant("board-report" as const),
  connector,
  report: fc.record({
    pilot,
    contactor: fc.constantFrom("open" as const, "closed" as const),
    enabled: fc.boolean(),
    fault: fc.oneof(
      { weight: 8, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom("ground-fault" as const, "stuck-relay" as const) },
    ),
    meterWs: fc.option(fc.nat(100_000)),
  }),
});

const event: fc.Arbitrary<EventBody> = fc.oneof(
  { weight: 12, arbitrary: report },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant("presented" as const),
      reader: fc.constantFrom("front", "back"),
      connectors: served,
      credential: who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("presented" as const),
      reader: fc.constant("front"),
      connectors: served,
      credential: who,
      unusable: fc.constant("random-uid" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom("board-lost" as const, "board-restarted" as const),
      connector,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("access" as const),
      access: fc.constantFrom<Access[]>("open", "restricted"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("remote-start" as const),
      request: UNNUMBERED,
      connector: fc.option(connector),
      credential: fc.oneof(who, fc.constant(credential("remote", "app"))),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("remote-stop" as const),
      request: UNNUMBERED,
      connector,
      session: fc.option(fc.constantFrom("run0-1", "run1-1", "run1-2")),
    }),
  },
  { weight: 2, arbitrary: fc.constant<EventBody>({ type: "list-changed" }) },
  {
    weight: 2,
    arbitrary: rules.map((changed) => ({ type: "rules" as const, rules: { ...DEFAULT_RULES, ...changed } })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("cloud-link" as const),
      up: fc.constantFrom(true, true, false),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("clock" as const), trusted: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("typing" as const),
      reader: fc.constantFrom("front", "back"),
      connectors: served,
      typing: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("reserve" as const),
      request: UNNUMBERED,
      reservation: fc.record({
        id: fc.nat(3),
        connector: fc.option(connector),
        holder: fc.oneof(
          who.map((one) => ({ kind: "credential" as const, credential: one })),
          fc.constantFrom("a", "B").map((group) => ({ kind: "group" as const, group })),
        ),
        until: fc.integer({ min: WALL - 1_000, max: WALL + 60_000 }),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("cancel-reservation" as const),
      request: UNNUMBERED,
      id: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("enrol" as const),
      request: fc.oneof(UNNUMBERED, fc.constant(null)),
      lasts: fc.constantFrom(0, 1_000, 30_000, 60_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("refresh" as const),
      request: UNNUMBERED,
      credential: who,
      answer: cloudAnswer.map((answer) => answer ?? { verdict: "Expired" as const }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("clear-cache" as const), request: UNNUMBERED }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<EventBody[]>({ type: "stop-all" }, { type: "tick" }, { type: "tick" }),
  },
);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ act: fc.constant("event" as const), event }) },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant("look-up answered" as const),
      which,
      found,
      weekMinute: fc.constantFrom(480, 481),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constant("cloud answered" as const), which, answer: cloudAnswer }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant("save answered" as const),
      which,
      saved: fc.constantFrom(true, true, true, true, false),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Act>({ act: "deadline" }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("wait" as const), milliseconds: fc.nat(300) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("wait" as const), milliseconds: fc.nat(12_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("clock" as const),
      jump: fc.integer({ min: -60_000, max: 60_000 }),
    }),
  },
);

const session = (number: number): Session => ({
  id: `run0-${number}`,
  connector: connectorId(number),
  credential: number === 1 ? BO : null,
  user: null,
  startedAt: WALL - 60_000,
  energyWh: 5,
  meterWs: 18_000,
  terms: LIST_TERMS,
});

const start = fc.record({
  unit: fc.constant("CG-0001"),
  connectors: fc.constantFrom(1, 2, 4, 4).map((count) => [1, 2, 3, 4].slice(0, count).map(connectorId)),
  access: fc.constantFrom<Access[]>("open", "restricted"),
  sessions: fc.subarray([session(1), session(2), session(3)]),
  aliveBefore: fc.option(fc.integer({ min: WALL - 700_000, max: WALL + 1_000 })),
  rules,
  reservations: fc.constantFrom<Reservation[][]>(
    [],
    [],
    [{ id: 0, connector: null, holder: { kind: "credential", credential: BO }, until: WALL + 50_000 }],
  ),
  lockouts: fc.constantFrom<Lockout[][]>(
    [],
    [],
    [{ keypad: "front", tries: 6, last: WALL - 1, until: WALL + 9_000 }],
  ),
  run: fc.constant("run1"),
});

/** A core to which anything may happen: its board, its vehicle, its store and its lists keep to nothing. */
class Anything {
  readonly core: WatchedCore;
  now = 0;
  wall = WALL;
  asked = 0;
  answered = 0;

  constructor(initial: State) {
    this.core = new WatchedCore(initial);
    this.feed({ type: "started" });
  }

  feed(body: EventBody): void {
    const event: Event = { ...body, at: { mono: this.now, wall: this.wall } };
    const before = JSON.stringify(this.core.state);
    const result = this.core.take(event);
    this.answered += result.effects.filter(({ type }) => type === "respond").length;
    const again = step(JSON.parse(before), event);
    expect(JSON.stringify(result), "the same state and event gave another step").toBe(JSON.stringify(again));
  }

  do(act: Act): void {
    const { checks, reviews, confirmations, connectors } = this.core.state;
    switch (act.act) {
      case "event":
        this.feed(this.#numbered(act.event));
        return;
      case "look-up answered": {
        const asked = [...checks, ...reviews].map(({ request }) => request);
        const { found, weekMinute } = act;
        const request = requestOf(act.which, asked);
        this.feed({ type: "looked-up", request, found, ...(weekMinute !== undefined && { weekMinute }) });
        return;
      }
      case "cloud answered": {
        const asked = [...checks.filter(({ stage }) => stage.kind === "asking"), ...confirmations];
        const request = requestOf(
          act.which,
          asked.map((one) => one.request),
        );
        this.feed({ type: "answered", request, answer: act.answer });
        return;
      }
      case "save answered": {
        const asked = connectors.flatMap(({ use }) => (use.kind === "starting" ? [use.request] : []));
        this.feed({ type: act.saved ? "saved" : "save-failed", request: requestOf(act.which, asked) });
        return;
      }
      case "deadline":
        this.tick();
        return;
      case "wait":
        this.now += act.milliseconds;
        this.wall += act.milliseconds;
        return;
      case "clock":
        this.wall += act.jump;
        return;
    }
  }

  #numbered(event: EventBody): EventBody {
    if (!("request" in event) || typeof event.request !== "string") return event;
    this.asked += 1;
    return Object.assign({ ...event }, { request: requestId(`${this.asked}`) });
  }

  /** Waits for the next deadline, if there is one; whether there was. */
  tick(): boolean {
    const next = nextDeadline(this.core.state);
    if (next === null) return false;
    const wait = Math.max(0, next - this.now);
    this.now += wait;
    this.wall += wait;
    this.feed({ type: "tick" });
    return true;
  }
}

function requestOf(which: Answered, asked: readonly number[]): number {
  return "request" in which ? which.request : (asked[which.outstanding % Math.max(1, asked.length)] ?? 0);
}

test("I1–I11 hold whatever happens, and no step touches what it was given", () => {
  fc.assert(
    fc.property(start, fc.array(act, LENGTH), (from, acts) => {
      const run = new Anything(initialState(from));
      for (const one of acts) run.do(one);
    }),
    budget,
  );
});

test("I6: from any state, silence leads to rest within 90 s, with every request answered, and rest stays", () => {
  fc.assert(
    fc.property(start, fc.array(act, LENGTH), fc.boolean(), (from, acts, shutdown) => {
      const run = new Anything(initialState(from));
      for (const one of acts) run.do(one);
      if (shutdown) run.feed({ type: "shutdown" });
      // A cloud that can be reached and says nothing is asked again and again.
      run.feed({ type: "cloud-link", up: false });
      const since = run.now;
      // A session that ends when its card expires is at rest until then, and so is a reservation.
      const isLimited =
        run.core.state.reservations.length + run.core.state.locked.length > 0 ||
        run.core.state.connectors.some(
          ({ use }) =>
            "session" in use &&
            (use.kind === "recovering" ||
              (use.kind === "session" && use.timeUpAt !== null) ||
              use.session.terms.until !== null),
        );
      for (let ticks = 0; run.tick(); ticks += 1)
        if (ticks > 60) throw run.core.failure(["no rest in 60 ticks"]);
      if (run.now > since + 90_000 && !isLimited)
        throw run.core.failure([`rest only after ${run.now - since} ms`]);
      run.feed({ type: "tick" });
      const rest = JSON.stringify(run.core.state);
      run.now += 86_400_000;
      run.wall += 86_400_000;
      run.feed({ type: "tick" });
      expect(JSON.stringify(run.core.state)).toBe(rest);
      expect(run.answered, "requests of the cloud that were answered").toBe(run.asked);
    }),
    budget,
  );
});

test("I2: after shutdown nothing is permitted any more, whatever happens", () => {
  fc.assert(
    fc.property(start, fc.array(act, LENGTH), fc.array(act, LENGTH), (from, acts, later) => {
      const run = new Anything(initialState(from));
      for (const one of acts) run.do(one);
      run.feed({ type: "shutdown" });
      for (const one of later) {
        run.do(one);
        expect(run.core.state.connectors.some(({ permitted }) => permitted)).toBe(false);
        expect(
          run.core.state.connectors.filter(({ use }) => use.kind === "session").length,
        ).toBeLessThanOrEqual(4);
      }
    }),
    { numRuns: budget.numRuns / 5 },
  );
});

/** What people, vehicles, devices and the disk of a real charger do. */
type Deed = (run: CoreRun) => unknown;
const place = fc.integer({ min: 1, max: 2 });
const deed: fc.Arbitrary<[string, Deed]> = fc.oneof(
  place.map((at): [string, Deed] => [`plug ${at}`, (run) => run.plug(at)]),
  place.map((at): [string, Deed] => [`unplug ${at}`, (run) => run.unplug(at)]),
  place.map((at): [string, Deed] => [`pause ${at}`, (run) => run.plug(at, { wants: false })]),
  fc
    .tuple(fc.constantFrom(ANN, BO, STRANGER), fc.subarray([1, 2], { minLength: 1 }))
    .map(([card, at]): [string, Deed] => [
      `tap ${card.label} at ${at.join()}`,
      (run) => run.tap(card, { at }),
    ]),
  fc.nat(70_000).map((ms): [string, Deed] => [`wait ${ms}`, (run) => run.pass(ms)]),
  fc.nat(400).map((ms): [string, Deed] => [`wait ${ms}`, (run) => run.pass(ms)]),
  fc
    .constantFrom<Access[]>("open", "restricted")
    .map((access): [string, Deed] => [access, (run) => run.access(access)]),
  fc.constantFrom("at once" as const, "never" as const, "fails" as const, 300).map((how): [string, Deed] => [
    `look-ups ${how}`,
    (run) => {
      run.lookUps = how;
    },
  ]),
  fc.constantFrom("at once" as const, "never" as const, "fails" as const, 300).map((how): [string, Deed] => [
    `saves ${how}`,
    (run) => {
      run.saves = how;
    },
  ]),
  fc
    .tuple(
      place,
      fc.constantFrom<({ pilot: Pilot } | { fault: "ground-fault" | null })[]>(
        { fault: "ground-fault" },
        { fault: null },
        { pilot: "E" },
      ),
    )
    .map(([at, changes]): [string, Deed] => [
      `${JSON.stringify(changes)} ${at}`,
      (run) => run.change(at, changes),
    ]),
  fc
    .tuple(place, fc.constantFrom<("open" | "closed" | null)[]>("open", "closed", null))
    .map(([at, stuck]): [string, Deed] => [`stuck ${stuck} ${at}`, (run) => run.change(at, { stuck })]),
  place.map((at): [string, Deed] => [`lose ${at}`, (run) => run.loseBoard(at)]),
  place.map((at): [string, Deed] => [`regain ${at}`, (run) => run.regainBoard(at)]),
  place.map((at): [string, Deed] => [`board boots ${at}`, (run) => run.restartBoard(at).report(at)]),
  fc.constantFrom<[string, Deed][]>(
    ["cut", (run) => run.restart()],
    ["cut, kept", (run) => run.restart({ unsaved: "kept" })],
    ["long cut", (run) => run.restart({ gap: 700_000 })],
    ["stop-all", (run) => run.feed({ type: "stop-all" })],
    ["store mended", (run) => run.mendStore()],
  ),
  fc
    .tuple(fc.constantFrom(ANN, BO, STRANGER), fc.option(place))
    .map(([card, at]): [string, Deed] => [
      `remote start ${card.label} at ${at ?? "any"}`,
      (run) => run.remoteStart(card, at),
    ]),
  place.map((at): [string, Deed] => [`remote stop ${at}`, (run) => run.remoteStop(at)]),
  fc
    .tuple(fc.constantFrom(ANN, BO), fc.constantFrom(BLOCKED, LISTED))
    .map(([card, as]): [string, Deed] => [
      `${card.label} ${as === BLOCKED ? "blocked" : "listed"}`,
      (run) => run.relist(card, as),
    ]),
);

test("whatever has happened, once all is mended and unplugged, the next person plugs in, taps and charges", () => {
  fc.assert(
    fc.property(fc.array(deed, LENGTH), (deeds) => {
      const run = new CoreRun({ connectors: 2 });
      try {
        for (const [, what] of deeds) what(run);
        run.lookUps = "at once";
        run.mendStore();
        run.relist(ANN, LISTED);
        for (const at of [1, 2]) {
          run.change(at, { pilot: "A", fault: null, stuck: null, silent: false });
          run.report(at);
        }
        run.access("restricted").pass(90_000);
        expect([run.seen(1), run.seen(2)]).toEqual(["available, ready, open", "available, ready, open"]);
        expect(nextDeadline(run.state)).toBeNull();
        expect(run.disk.sessions.size).toBe(0);
        run.plug(2);
        expect(run.seen(2)).toBe("awaiting-authorization, yellow, open");
        run.tap(ANN).pass(500);
        expect(run.seen(2)).toBe("charging, charging, closed");
        run.tap(ANN).pass(500);
        expect(run.seen(2)).toBe("finished, finished, open");
        const journal = run.recorded("session-started", "session-stopped");
        expect(journal.filter(({ event }) => event === "session-started")).toHaveLength(journal.length / 2);
      } catch (error) {
        throw new Error(`after ${deeds.map(([name]) => name).join(" · ")}`, { cause: error });
      }
    }),
    budget,
  );
});
