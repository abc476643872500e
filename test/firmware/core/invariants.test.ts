import { describe, expect, test, vi } from "vitest";
import type { Effect, Event, RemoteOutcome } from "../../../firmware/core/events.ts";
import { InvariantWatcher } from "../../../firmware/core/invariants.ts";
import type { LightPattern } from "../../../firmware/core/light.ts";
import type { Connector, State } from "../../../firmware/core/state.ts";
import { type Step, step } from "../../../firmware/core/step.ts";
import { type BenchOptions, CoreRun } from "./bench.ts";
import {
  ACTIVE,
  ANN,
  BLOCKED,
  BO,
  connectorId,
  credential,
  LIST_TERMS,
  LISTED,
  report,
  requestId,
  STRANGER,
  UNLISTED,
} from "./samples.ts";
import type { EventBody } from "./watched-core.ts";

/** A light that shows something else than it should. */
const mistaken = vi.hoisted((): { light: LightPattern | null } => ({ light: null }));
vi.mock(import("../../../firmware/core/light.ts"), async (original) => {
  const right = await original();
  return {
    ...right,
    lightOf: (state: State, of: Connector) => mistaken.light ?? right.lightOf(state, of),
  };
});

const connector = connectorId(1);
const other = connectorId(2);

/** What a mistake makes of a step. */
type Mistake = (right: Step, before: State) => Step;

/**
 * Leads a watcher through a run up to its last event, gives it that event's step with a mistake in it, and returns what it
 * says.
 */
function caught(
  options: BenchOptions,
  lead: (run: CoreRun) => unknown,
  last: EventBody,
  mistake: Mistake,
  wait = 0,
): string[] {
  const run = new CoreRun(options);
  lead(run);
  const event: Event = { ...last, at: { mono: run.now + wait, wall: run.wall + wait } };
  const right = step(run.state, event);
  const watcher = run.watcher();
  expect(watcher.fork().check(run.state, event, right), "the right step").toEqual([]);
  return watcher.check(run.state, event, mistake(right, run.state));
}

function change(changes: Partial<Connector>, id = connector): Mistake {
  return ({ state, effects }) => ({
    state: {
      ...state,
      connectors: state.connectors.map((one) => (one.id === id ? { ...one, ...changes } : one)),
    },
    effects,
  });
}

function without(...types: Effect["type"][]): Mistake {
  return ({ state, effects }) => ({ state, effects: effects.filter(({ type }) => !types.includes(type)) });
}

function adding(...more: Effect[]): Mistake {
  return ({ state, effects }) => ({ state, effects: [...effects, ...more] });
}

function both(...mistakes: Mistake[]): Mistake {
  return (right, before) => mistakes.reduce((result, mistake) => mistake(result, before), right);
}

const unchanged: Mistake = (_, before) => ({ state: before, effects: [] });
const tick: EventBody = { type: "tick" };
const says = (
  pilot: Parameters<typeof report>[0],
  changes: Parameters<typeof report>[1] = {},
): EventBody => ({
  type: "board-report",
  connector,
  report: report(pilot, { meterWs: 0, ...changes }),
});
const shows = (who: typeof ANN): EventBody => ({
  type: "presented",
  reader: "front",
  connectors: [connector],
  credential: who,
});
const charging = (run: CoreRun) => run.plug().tap(ANN).pass(500);
const waiting = (run: CoreRun) => run.plug().pass(500);
const session = (who: typeof ANN | null) => ({
  id: "run1-9",
  connector,
  credential: who,
  user: null,
  startedAt: 0,
  energyWh: null,
  meterWs: null,
  terms: LIST_TERMS,
});
const start = (who: typeof ANN | null): Effect => ({
  type: "save-start",
  request: 90,
  counted: false,
  session: session(who),
  records: [{ event: "session-started", connector, session: "run1-9", credential: who, user: null }],
});
const stop = (id: string, by: typeof ANN | null = null): Effect => ({
  type: "write",
  session: { connector, session: null },
  records: [
    {
      event: "session-stopped",
      connector,
      session: id,
      credential: ANN,
      user: null,
      reason: by ? "Local" : "Other",
      stoppedBy: by,
      energyWh: null,
    },
  ],
});
/** Looks are asked for and not answered yet. */
const asking =
  (who = ANN) =>
  (run: CoreRun) => {
    run.lookUps = "never";
    return run.plug().pass(500).tap(who);
  };
/** Ann charges and is looked up again, or waits for a plug and is. */
const reviewing = (run: CoreRun) => {
  charging(run).lookUps = "never";
  return run.listChanged();
};
const reviewingBeforePlug = (run: CoreRun) => {
  run.tap(ANN).lookUps = "never";
  return run.listChanged();
};
const again = (found: typeof LISTED, request = 3): EventBody => ({ type: "looked-up", request, found });
const asked = requestId("asked");
const remoteStart: EventBody = { type: "remote-start", request: asked, connector, credential: ANN };
const remoteStop: EventBody = { type: "remote-stop", request: asked, connector, session: null };
/** A start that the cloud asks for is being saved. */
const startingForCloud = (run: CoreRun) => {
  run.saves = "never";
  return run.plug().remoteStart(ANN, 1);
};
const responds = (outcome: RemoteOutcome, request = asked): Effect => ({ type: "respond", request, outcome });
/** The answer is another one. */
const answering =
  (outcome: RemoteOutcome): Mistake =>
  ({ state, effects }) => ({
    state,
    effects: effects.map((effect) => (effect.type === "respond" ? { ...effect, outcome } : effect)),
  });
const answer = (found: typeof LISTED | null): EventBody => ({ type: "looked-up", request: 1, found });

interface Case {
  readonly says: string;
  readonly options?: BenchOptions;
  readonly lead: (run: CoreRun) => unknown;
  readonly event: EventBody;
  readonly mistake: Mistake;
  readonly wait?: number;
}

const cases: Case[] = [
  { says: "I1 power at 1: no session", lead: waiting, event: tick, mistake: change({ permitted: true }) },
  {
    says: "I1 power at 1: its session is not known to be durable",
    lead: waiting,
    event: tick,
    mistake: change({
      permitted: true,
      use: { kind: "session", session: session(ANN), timeUpAt: null, interrupted: false, charged: false },
    }),
  },
  {
    says: "I1 power at 1: nobody was authorized",
    options: { access: "open" },
    lead: (run) => run.plug().pass(500),
    event: { type: "access", access: "restricted" },
    mistake: ({ state }, before) => ({ state: { ...before, access: state.access }, effects: [] }),
  },
  { says: "I1 power at 1: no vehicle", lead: charging, event: tick, mistake: change({ pluggedAt: null }) },
  {
    says: "I1 power at 1: a fault",
    lead: charging,
    event: says("C", { fault: "ground-fault" }),
    mistake: change({ permitted: true }),
  },
  {
    says: "I1 power at 1: a fault",
    lead: charging,
    event: { type: "board-lost", connector },
    mistake: change({ permitted: true }),
  },
  {
    says: "I1 power at 1: the unit is going down",
    lead: charging,
    event: { type: "shutdown" },
    mistake: change({ permitted: true }),
  },
  {
    says: "I1 not energized last: 1",
    lead: (run) => {
      run.saves = "never";
      return run.plug().tap(ANN);
    },
    event: { type: "saved", request: 2 },
    mistake: ({ state, effects }) => ({ state, effects: effects.toReversed() }),
  },
  {
    says: "I2 permission ended without withdrawal: 1",
    lead: charging,
    event: shows(ANN),
    mistake: without("withdraw"),
  },
  {
    says: "I2 no withdrawal upon A: 1",
    lead: charging,
    event: says("A"),
    mistake: both(change({ permitted: true }), without("withdraw")),
  },
  {
    says: "I2 no withdrawal upon C: 1",
    lead: charging,
    event: says("C", { fault: "no-ground" }),
    mistake: both(change({ permitted: true }), without("withdraw")),
  },
  {
    says: "I2 no withdrawal upon E: 1",
    lead: charging,
    event: says("E"),
    mistake: both(change({ permitted: true }), without("withdraw")),
  },
  {
    says: "I2 no withdrawal when the board was lost: 1",
    lead: waiting,
    event: { type: "board-lost", connector },
    mistake: without("withdraw"),
  },
  {
    says: "I2 no withdrawal at shutdown: 1",
    lead: waiting,
    event: { type: "shutdown" },
    mistake: without("withdraw"),
  },
  {
    says: "I2 no withdrawal at stop-all: 1",
    lead: waiting,
    event: { type: "stop-all" },
    mistake: without("withdraw"),
  },
  {
    says: "I2 no withdrawal when access was restricted: 1",
    options: { access: "open" },
    lead: (run) => run.plug().pass(500),
    event: { type: "access", access: "restricted" },
    mistake: both(change({ permitted: true }), without("withdraw")),
  },
  {
    says: "I2 not released first: 1",
    lead: charging,
    event: shows(ANN),
    mistake: ({ state, effects }) => ({ state, effects: effects.toReversed() }),
  },
  {
    says: "I3 an unasked looked-up changed something",
    lead: waiting,
    event: { type: "looked-up", request: 77, found: LISTED },
    mistake: adding(start(ANN)),
  },
  {
    says: "I3 an unasked saved changed something",
    lead: waiting,
    event: { type: "saved", request: 77 },
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I3 run1-9 starts without an authorization of its own",
    lead: (run) => asking()(run).unplug().plug(),
    event: answer(LISTED),
    mistake: adding(start(ANN)),
  },
  {
    says: "I3 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer(LISTED),
    mistake: adding(start(ANN)),
    wait: 2_000,
  },
  {
    says: "I3 a look-up that nobody asked for",
    lead: waiting,
    event: tick,
    mistake: adding({ type: "look-up", request: 9, credential: ANN }),
  },
  {
    says: "I4 run1-9 starts without an authorization of its own",
    lead: waiting,
    event: tick,
    mistake: adding(start(STRANGER)),
  },
  {
    says: "I4 run1-9 starts without an authorization of its own",
    lead: charging,
    event: tick,
    mistake: adding(start(ANN)),
  },
  {
    says: "I4 run1-9 starts without an authorization of its own",
    lead: (run) => run.tap(ANN),
    event: tick,
    mistake: adding(start(ANN)),
    wait: 60_000,
  },
  {
    says: "I4 stopped twice: run1-1",
    lead: (run) => charging(run).tap(ANN),
    event: tick,
    mistake: adding(stop("run1-1")),
  },
  {
    says: "I4 stopped before its start: run1-9",
    lead: waiting,
    event: tick,
    mistake: adding(stop("run1-9")),
  },
  { says: "I4 goes on after its stop: run1-1", lead: charging, event: tick, mistake: adding(stop("run1-1")) },
  {
    says: "I4 ended without a stop record: run1-1",
    lead: charging,
    event: shows(ANN),
    mistake: without("write"),
  },
  {
    says: "I4 started twice: run1-1",
    lead: charging,
    event: tick,
    mistake: adding({
      type: "write",
      records: [{ event: "session-started", connector, session: "run1-1", credential: ANN, user: null }],
    }),
  },
  {
    says: "I4 resumed after its stop: run1-1",
    lead: (run) => charging(run).tap(ANN),
    event: tick,
    mistake: adding({
      type: "write",
      records: [{ event: "session-resumed", connector, session: "run1-1", credential: ANN }],
    }),
  },
  {
    says: "I4 saved after its stop: run1-1",
    lead: (run) => charging(run).tap(ANN),
    event: tick,
    mistake: adding({
      type: "write",
      session: { connector, session: { ...session(ANN), id: "run1-1" } },
      records: [],
    }),
  },
  {
    says: "I4 a connector appeared: 2",
    lead: waiting,
    event: tick,
    mistake: ({ state, effects }) => ({
      state: {
        ...state,
        connectors: [...state.connectors, ...state.connectors.map((one) => ({ ...one, id: other }))],
      },
      effects,
    }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: shows(BO),
    mistake: change({ permitted: false }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: shows(credential("pin", "Ann")),
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: { type: "presented", reader: "elsewhere", connectors: [], credential: ANN },
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: asking(STRANGER),
    event: answer(UNLISTED),
    mistake: adding(start(STRANGER)),
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer({ local: ACTIVE, cloud: { ...ACTIVE, status: "blocked" } }),
    mistake: adding(start(ANN)),
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer({ local: { ...ACTIVE, expires: 0 }, cloud: null }),
    mistake: adding(start(ANN)),
  },
  { says: "I6 a wait until", lead: asking(), event: tick, mistake: unchanged, wait: 2_000 },
  { says: "I6 a wait until", lead: waiting, event: tick, mistake: change({ holdUntil: 1e9 }) },
  {
    says: "I6 a wait until",
    lead: waiting,
    event: tick,
    mistake: ({ state, effects }) => ({
      state: {
        ...state,
        pending: [
          {
            request: 1,
            credential: ANN,
            grant: {
              by: "list",
              user: null,
              group: null,
              connectors: null,
              master: false,
              counted: false,
              maxEnergyWh: null,
              maxTime: null,
              until: null,
              confirm: false,
            },
            reader: "front",
            connectors: [connector],
            deadline: 1e9,
          },
        ],
      },
      effects,
    }),
  },
  {
    says: "I2 no withdrawal upon a remote stop: 1",
    lead: charging,
    event: remoteStop,
    mistake: (_, before) => ({
      state: before,
      effects: [responds({ accepted: false, reason: "no-session" })],
    }),
  },
  {
    says: "I4 answered without being asked: asked",
    lead: waiting,
    event: tick,
    mistake: adding(responds({ accepted: false, reason: "no-session" })),
  },
  {
    says: "I4 answered without being asked: asked",
    lead: charging,
    event: remoteStop,
    mistake: adding(responds({ accepted: true, session: "run1-1" })),
  },
  {
    says: "I4 told to be stopped, and goes on: run1-1",
    lead: charging,
    event: remoteStop,
    mistake: (_, before) => ({ state: before, effects: [responds({ accepted: true, session: "run1-1" })] }),
  },
  {
    says: "I4 told to be stopped, and goes on: null",
    lead: charging,
    event: remoteStop,
    mistake: (_, before) => ({ state: before, effects: [responds({ accepted: true, session: null })] }),
  },
  {
    says: "I4 told to be stopped, and goes on: run1-1",
    lead: (run) => {
      run.saves = "never";
      return run.plug().tap(ANN);
    },
    event: remoteStop,
    mistake: (_, before) => ({ state: before, effects: [responds({ accepted: true, session: "run1-1" })] }),
  },
  {
    says: "I4 told to be started, and is not: 1",
    lead: startingForCloud,
    event: { type: "save-failed", request: 2 },
    mistake: answering({ accepted: true, session: "run1-1" }),
  },
  {
    says: "I4 told to be started, and is not: 1",
    lead: (run) => {
      run.lookUps = "never";
      return run.remoteStart(STRANGER, 1);
    },
    event: answer(UNLISTED),
    mistake: answering({ accepted: true, session: null }),
  },
  {
    says: "I4 told to be started, and is not: 1",
    lead: startingForCloud,
    event: { type: "saved", request: 2 },
    mistake: adding(stop("run1-1")),
  },
  {
    says: "I4 told to be refused, and goes on: run1-1",
    lead: startingForCloud,
    event: { type: "saved", request: 2 },
    mistake: answering({ accepted: false, verdict: "Invalid", reason: "stopped" }),
  },
  {
    says: "I4 told to be refused, and goes on: run1-1",
    lead: startingForCloud,
    event: { type: "shutdown" },
    mistake: (right, before) => ({
      state: { ...right.state, connectors: before.connectors },
      effects: right.effects,
    }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: remoteStart,
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: { type: "list-changed" },
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: reviewing,
    event: again(LISTED),
    mistake: change({ permitted: false }),
  },
  {
    says: "I5 a credential changed another's session at 2",
    options: { connectors: 2 },
    lead: (run) =>
      reviewing(
        run
          .plug(2)
          .tap(BO, { at: [2] })
          .pass(500),
      ),
    event: again(BLOCKED, 5),
    mistake: change({ use: { kind: "finished" } }, other),
  },
  {
    says: "I5 goes on though its credential is refused: 1",
    lead: reviewing,
    event: again(BLOCKED),
    mistake: unchanged,
  },
  {
    says: "I5 goes on though its credential is refused: 1",
    options: { connectors: 2 },
    lead: (run) =>
      reviewing(
        run
          .plug(2)
          .tap(BO, { at: [2] })
          .pass(500),
      ),
    event: again(BLOCKED, 5),
    mistake: unchanged,
  },
  {
    says: "I5 goes on though its credential is refused: 1",
    lead: (run) => reviewingBeforePlug(run).plug(),
    event: again(BLOCKED, 2),
    mistake: unchanged,
  },
  {
    says: "I5 waits for a plug though it is refused",
    lead: reviewingBeforePlug,
    event: again(BLOCKED, 2),
    mistake: unchanged,
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: (run) => reviewingBeforePlug(run).feed({ type: "looked-up", request: 2, found: BLOCKED }),
    event: tick,
    mistake: adding(start(ANN)),
  },
  { says: "I6 a wait until", lead: reviewing, event: tick, mistake: unchanged, wait: 2_000 },
  {
    says: "I6 nothing leads to an answer: asked",
    lead: charging,
    event: remoteStop,
    mistake: without("respond"),
  },
  {
    says: "I6 nothing leads to an answer: asked",
    lead: waiting,
    event: remoteStart,
    mistake: unchanged,
  },
  {
    says: "I6 nothing leads to an answer: 1",
    lead: startingForCloud,
    event: says("A"),
    mistake: without("respond"),
  },
  {
    says: "I6 nothing leads to an answer: 1",
    lead: startingForCloud,
    event: says("A"),
    mistake: both(without("respond"), ({ state, effects }) => ({
      state: {
        ...state,
        connectors: state.connectors.map((one) =>
          one.use.kind === "starting" ? { ...one, use: { ...one.use, unanswered: requestId("1") } } : one,
        ),
      },
      effects,
    })),
  },
  {
    says: "I10 an event at 2 changed 1",
    options: { connectors: 2 },
    lead: charging,
    event: { type: "remote-stop", request: asked, connector: other, session: null },
    mistake: change({ permitted: false }),
  },
  {
    says: "I8 stopped by another credential: run1-1",
    lead: charging,
    event: shows(credential("pin", "Ann")),
    mistake: adding(stop("run1-1", credential("pin", "Ann"))),
  },
  {
    says: "I9 no withdrawal at start: 1",
    options: { asleep: true },
    lead: () => {},
    event: { type: "started" },
    mistake: without("withdraw"),
  },
  {
    says: "I9 permitted before any withdrawal: 1",
    options: { asleep: true },
    lead: () => {},
    event: tick,
    mistake: adding({ type: "permit", connector }),
  },
  {
    says: "I9 resumed against the rules: run0-1",
    options: { asleep: true, sessions: [{ ...session(ANN), id: "run0-1" }], aliveBefore: 0 },
    lead: (run) => run.feed({ type: "started" }),
    event: says("C"),
    mistake: change({
      use: {
        kind: "session",
        session: { ...session(ANN), id: "run0-1" },
        timeUpAt: null,
        interrupted: true,
        charged: false,
      },
    }),
  },
  {
    says: "I10 run1-9 starts without an authorization of its own",
    lead: asking(),
    event: answer(null),
    mistake: adding(start(ANN)),
  },
  {
    says: "I10 an event at 2 changed 1",
    options: { connectors: 2 },
    lead: (run) => charging(run),
    event: { type: "board-lost", connector: other },
    mistake: change({ permitted: false }),
  },
  {
    says: "I11 no withdrawal after the board's restart: 1",
    lead: waiting,
    event: { type: "board-restarted", connector },
    mistake: without("withdraw"),
  },
  {
    says: "I11 no withdrawal when the board came: 1",
    lead: (run) => run.loseBoard(),
    event: says("A"),
    mistake: without("withdraw"),
  },
  {
    says: "I11 closed without permission, not withdrawn: 1",
    lead: waiting,
    event: says("C", { contactor: "closed" }),
    mistake: without("withdraw"),
  },
  {
    says: "I11 still closed, and not called welded: 1",
    lead: (run) => {
      charging(run).board(1).stuck = "closed";
      return run.tap(ANN);
    },
    event: tick,
    mistake: change({ contactorFault: null }),
    wait: 7_000,
  },
  {
    says: "I11 a session starts at a welded contactor: 1",
    lead: (run) => {
      charging(run).board(1).stuck = "closed";
      return run.tap(ANN).pass(7_000);
    },
    event: tick,
    mistake: adding(start(null)),
  },
  {
    says: "I11 permitted before it was seen open: 1",
    lead: waiting,
    event: says("C", { contactor: "closed" }),
    mistake: adding({ type: "permit", connector }),
  },
];

describe("the watcher names each invariant that a mistaken step breaks", () => {
  test.each(cases.map((one, index) => [`${one.says} (${index + 1})`, one] as const))("%s", (_, one) => {
    const said = caught(one.options ?? {}, one.lead, one.event, one.mistake, one.wait);
    expect(said.filter((text) => text.startsWith(one.says))).not.toEqual([]);
  });

  const lights: [string, (run: CoreRun) => unknown, LightPattern, string][] = [
    ["a waiting vehicle without yellow", waiting, "ready", "I7 the light of 1 shows ready"],
    ["yellow without a vehicle", () => {}, "yellow", "I7 the light of 1 shows yellow"],
    ["yellow for a session", charging, "yellow", "I7 the light of 1 shows yellow"],
    [
      "yellow over a fault",
      (run) => run.plug().change(1, { fault: "no-ground" }),
      "yellow",
      "I7 the light of 1 shows yellow",
    ],
    ["yellow over a refusal", (run) => run.plug().tap(STRANGER), "yellow", "I7 the light of 1 shows yellow"],
    ["yellow over a check", asking(), "yellow", "I7 the light of 1 shows yellow"],
    [
      "yellow in open access",
      (run) => waiting(run).access("open"),
      "yellow",
      "I7 the light of 1 shows yellow",
    ],
    [
      "yellow when going down",
      (run) => waiting(run).feed({ type: "shutdown" }),
      "yellow",
      "I7 the light of 1 shows yellow",
    ],
  ];
  test.each(lights)("I7 %s", (_, lead, light, says) => {
    const run = new CoreRun();
    lead(run);
    const event: Event = { ...tick, at: { mono: run.now, wall: run.wall } };
    try {
      mistaken.light = light;
      expect(run.watcher().check(run.state, event, step(run.state, event))).toEqual([says]);
    } finally {
      mistaken.light = null;
    }
  });

  test("all other invariants are among them", () => {
    const named = new Set(cases.map(({ says }) => says.split(" ")[0]));
    expect([...named].toSorted((a = "", b = "") => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(
      [1, 2, 3, 4, 5, 6, 8, 9, 10, 11].map((number) => `I${number}`),
    );
  });

  test("a fork goes on apart from what it was forked from", () => {
    const run = new CoreRun();
    charging(run);
    const watcher = run.watcher();
    const fork = watcher.fork();
    const event: Event = { ...tick, at: { mono: run.now, wall: run.wall } };
    const stopped: Step = { state: run.state, effects: [stop("run1-1")] };
    expect(watcher.check(run.state, event, stopped)).not.toEqual([]);
    expect(fork.check(run.state, event, { state: run.state, effects: [] })).toEqual([]);
    expect(new InvariantWatcher(run.state)).toBeDefined();
  });
});
