import { describe, expect, test, vi } from "vitest";
import type { Event } from "../../../firmware/core/events.ts";
import type { LightPattern } from "../../../firmware/core/light.ts";
import type { Connector, State } from "../../../firmware/core/state.ts";
import { type Step, step } from "../../../firmware/core/step.ts";
import { InvariantWatcher } from "../../../firmware/core/watch/invariants.ts";
import { CoreRun } from "./bench.ts";
import { ACTIVE, ANN, requestId, STRANGER, UNLISTED, WALL } from "./samples.ts";
import {
  adding,
  answer,
  answering,
  asking,
  both,
  type Case,
  change,
  charging,
  connector,
  other,
  recoverable,
  remoteStart,
  remoteStop,
  responds,
  reviewing,
  saving,
  says,
  session,
  shows,
  spoil,
  start,
  starting,
  startingForCloud,
  stop,
  tick,
  unchanged,
  used,
  waiting,
  without,
  withTerms,
} from "./spoiled-step.ts";

/** A light that shows something else than it should. */
const mistaken = vi.hoisted((): { light: LightPattern | null } => ({ light: null }));
vi.mock(import("../../../firmware/core/light.ts"), async (original) => {
  const right = await original();
  return {
    ...right,
    lightOf: (state: State, of: Connector) => mistaken.light ?? right.lightOf(state, of),
  };
});

/** Ann charges and may for five seconds. */
const timed = (run: CoreRun) => {
  run.listed.set(ANN.key, { cloud: null, local: { ...ACTIVE, maxTime: 5_000 } });
  return run.plug().tap(ANN);
};

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
            identification: "card",
            grant: {
              by: "list",
              user: null,
              group: null,
              connectors: null,
              master: false,
              counted: false,
              usedUp: false,
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
    options: {
      asleep: true,
      sessions: [{ ...session(ANN), id: "run0-1" }],
      aliveBefore: 0,
      rules: { resume: null },
    },
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
  {
    says: "I1 power at 1: it had its time",
    lead: timed,
    event: tick,
    mistake: unchanged,
    wait: 5_000,
  },
  {
    says: "I1 power at 1: it had its time",
    lead: timed,
    event: tick,
    mistake: (_, before) =>
      used(1, (use) => (use.kind === "session" ? { ...use, timeUpAt: null } : use))(
        { state: before, effects: [] },
        before,
      ),
  },
  {
    says: "I1 power at 1: its credential has expired",
    lead: (run) => {
      run.listed.set(ANN.key, { cloud: null, local: { ...ACTIVE, expires: WALL + 20_000 } });
      return charging(run);
    },
    event: tick,
    mistake: unchanged,
    wait: 20_000,
  },
  {
    says: "I1 run1-1 starts with more than it may have",
    lead: asking(),
    event: answer({ cloud: { ...ACTIVE, maxEnergyWh: 9 }, local: { ...ACTIVE, maxEnergyWh: 10 } }),
    mistake: starting((effect) => withTerms(effect, { maxEnergyWh: 10 })),
  },
  {
    says: "I1 run1-1 starts with more than it may have",
    lead: asking(),
    event: answer({ cloud: null, local: { ...ACTIVE, maxTime: 5_000 } }),
    mistake: starting((effect) => withTerms(effect, { maxTime: null })),
  },
  {
    says: "I1 run1-1 starts with more than it may have",
    lead: asking(),
    event: answer({ cloud: { ...ACTIVE, expires: WALL + 90_000 }, local: ACTIVE }),
    mistake: starting((effect) => withTerms(effect, { until: null })),
  },
  {
    says: "I1 run1-1 starts with more than it may have",
    options: { rules: { unknownOffline: "accept" } },
    lead: asking(STRANGER),
    event: answer(UNLISTED),
    mistake: starting((effect) => withTerms(effect, { maxEnergyWh: null })),
  },
  {
    says: "I4 run1-9 starts though its uses are used up",
    lead: asking(),
    event: answer({ cloud: null, local: { ...ACTIVE, uses: 2 }, used: 2 }),
    mistake: (_, before) => ({ state: before, effects: [start(ANN)] }),
  },
  {
    says: "I4 run1-9 starts though its uses are used up",
    lead: asking(),
    event: answer({ cloud: { ...ACTIVE, uses: 1 }, local: ACTIVE, used: 1 }),
    mistake: (_, before) => ({ state: before, effects: [start(ANN)] }),
  },
  {
    says: "I4 run1-1 starts without being counted",
    lead: asking(),
    event: answer({ cloud: null, local: { ...ACTIVE, uses: 2 } }),
    mistake: starting((effect) => ({ ...effect, counted: false })),
  },
  {
    says: "I6 recovers without an end: run0-1",
    options: recoverable,
    lead: () => {},
    event: { type: "started" },
    mistake: used(1, (use) => (use.kind === "recovering" ? { ...use, until: null } : use)),
  },
  {
    says: "I6 recovers without an end: run0-1",
    options: recoverable,
    lead: (run) => run.feed({ type: "started" }).pass(5_000),
    event: tick,
    mistake: used(1, (use) => (use.kind === "recovering" ? { ...use, until: (use.until ?? 0) + 1 } : use)),
  },
  {
    says: "I6 a start is put off: 1",
    lead: saving,
    event: tick,
    mistake: used(1, (use) => (use.kind === "starting" ? { ...use, deadline: use.deadline + 1 } : use)),
    wait: 100,
  },
  {
    says: "I6 a wait until",
    lead: saving,
    event: tick,
    mistake: unchanged,
    wait: 5_000,
  },
  {
    says: "I6 a cancelled start begins anew: 1",
    lead: (run) => saving(run).tap(ANN),
    event: tick,
    mistake: used(1, (use) => (use.kind === "starting" ? { ...use, cancelled: null } : use)),
  },
  {
    says: "I6 goes on though its start was cancelled: run1-1",
    lead: (run) => saving(run).tap(ANN),
    event: { type: "saved", request: 2 },
    mistake: both(
      without("write", "announce"),
      (right, before) => ({ ...right, state: before }),
      used(1, (use) =>
        use.kind === "starting"
          ? { kind: "session", session: use.session, timeUpAt: null, interrupted: false, charged: false }
          : use,
      ),
    ),
  },
  {
    says: "I6 still starting, and nothing is being saved: 1",
    lead: (run) => saving(run).tap(ANN),
    event: { type: "saved", request: 2 },
    mistake: unchanged,
  },
  {
    says: "I6 still starting, and nothing is being saved: 1",
    lead: (run) => saving(run).tap(ANN),
    event: { type: "save-failed", request: 2 },
    mistake: unchanged,
  },
];

describe("the watcher names what a mistaken step does wrong at a connector", () => {
  spoil(cases);

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

  test("the invariants of what a connector does are among them", () => {
    const named = new Set(cases.map(({ says }) => says.split(" ")[0]));
    expect([...named].toSorted((a = "", b = "") => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(
      [1, 2, 4, 6, 9, 11].map((number) => `I${number}`),
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
