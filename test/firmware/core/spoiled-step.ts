import { expect, test } from "vitest";
import type { Effect, Event, RemoteOutcome } from "../../../firmware/core/events.ts";
import type { Terms } from "../../../firmware/core/session.ts";
import type { Connector, State, Use } from "../../../firmware/core/state.ts";
import { type Step, step } from "../../../firmware/core/step.ts";
import { type BenchOptions, CoreRun } from "./bench.ts";
import { ANN, connectorId, LIST_TERMS, type LISTED, report, requestId, WALL } from "./samples.ts";
import type { EventBody } from "./watched-core.ts";

export const connector = connectorId(1);
export const other = connectorId(2);

/** What a mistake makes of a step. */
export type Mistake = (right: Step, before: State) => Step;

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

export function change(changes: Partial<Connector>, id = connector): Mistake {
  return ({ state, effects }) => ({
    state: {
      ...state,
      connectors: state.connectors.map((one) => (one.id === id ? { ...one, ...changes } : one)),
    },
    effects,
  });
}

export function without(...types: Effect["type"][]): Mistake {
  return ({ state, effects }) => ({ state, effects: effects.filter(({ type }) => !types.includes(type)) });
}

export function adding(...more: Effect[]): Mistake {
  return ({ state, effects }) => ({ state, effects: [...effects, ...more] });
}

export function both(...mistakes: Mistake[]): Mistake {
  return (right, before) => mistakes.reduce((result, mistake) => mistake(result, before), right);
}

export const unchanged: Mistake = (_, before) => ({ state: before, effects: [] });
export const tick: EventBody = { type: "tick" };
export const says = (
  pilot: Parameters<typeof report>[0],
  changes: Parameters<typeof report>[1] = {},
): EventBody => ({
  type: "board-report",
  connector,
  report: report(pilot, { meterWs: 0, ...changes }),
});
export const shows = (who: typeof ANN): EventBody => ({
  type: "presented",
  reader: "front",
  connectors: [connector],
  credential: who,
});
export const charging = (run: CoreRun) => run.plug().tap(ANN).pass(500);
export const waiting = (run: CoreRun) => run.plug().pass(500);
export const session = (who: typeof ANN | null) => ({
  id: "run1-9",
  connector,
  credential: who,
  user: null,
  startedAt: 0,
  energyWh: null,
  meterWs: null,
  terms: LIST_TERMS,
});
export const start = (who: typeof ANN | null): Effect => ({
  type: "save-start",
  request: 90,
  counted: false,
  session: session(who),
  records: [{ event: "session-started", connector, session: "run1-9", credential: who, user: null }],
});
export const stop = (id: string, by: typeof ANN | null = null): Effect => ({
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
export const asking =
  (who = ANN) =>
  (run: CoreRun) => {
    run.lookUps = "never";
    return run.plug().pass(500).tap(who);
  };
/** Ann charges and is looked up again, or waits for a plug and is. */
export const reviewing = (run: CoreRun) => {
  charging(run).lookUps = "never";
  return run.listChanged();
};
export const reviewingBeforePlug = (run: CoreRun) => {
  run.tap(ANN).lookUps = "never";
  return run.listChanged();
};
export const again = (found: typeof LISTED, request = 3): EventBody => ({
  type: "looked-up",
  request,
  found,
});
export const asked = requestId("asked");
export const remoteStart: EventBody = { type: "remote-start", request: asked, connector, credential: ANN };
export const remoteStop: EventBody = { type: "remote-stop", request: asked, connector, session: null };
/** A start that the cloud asks for is being saved. */
export const startingForCloud = (run: CoreRun) => {
  run.saves = "never";
  return run.plug().remoteStart(ANN, 1);
};
export const responds = (outcome: RemoteOutcome, request = asked): Effect => ({
  type: "respond",
  request,
  outcome,
});
/** The answer is another one. */
export const answering =
  (outcome: RemoteOutcome): Mistake =>
  ({ state, effects }) => ({
    state,
    effects: effects.map((effect) => (effect.type === "respond" ? { ...effect, outcome } : effect)),
  });
export const answer = (found: typeof LISTED | null): EventBody => ({ type: "looked-up", request: 1, found });

export interface Case {
  readonly says: string;
  readonly options?: BenchOptions;
  readonly lead: (run: CoreRun) => unknown;
  readonly event: EventBody;
  readonly mistake: Mistake;
  readonly wait?: number;
}

/** Holds the watcher to each case: it says nothing of the right step, and what it should of the mistaken one. */
export function spoil(cases: readonly Case[]): void {
  test.each(cases.map((one, index) => [`${one.says} (${index + 1})`, one] as const))("%s", (_, one) => {
    const said = caught(one.options ?? {}, one.lead, one.event, one.mistake, one.wait);
    expect(said.filter((text) => text.startsWith(one.says))).not.toEqual([]);
  });
}

/** What a connector is being used for is something else. */
export function used(at: number, changed: (use: Use) => Use): Mistake {
  return ({ state, effects }) => ({
    state: {
      ...state,
      connectors: state.connectors.map((one) => (one.id === at ? { ...one, use: changed(one.use) } : one)),
    },
    effects,
  });
}

type SaveStart = Extract<Effect, { type: "save-start" }>;

/** A start is saved as something else. */
export function starting(changed: (effect: SaveStart) => SaveStart): Mistake {
  return ({ state, effects }) => ({
    state,
    effects: effects.map((effect) => (effect.type === "save-start" ? changed(effect) : effect)),
  });
}

/** The same start within other limits. */
export function withTerms(effect: SaveStart, terms: Partial<Terms>): SaveStart {
  return { ...effect, session: { ...effect.session, terms: { ...effect.session.terms, ...terms } } };
}

/** Ann's start is being saved. */
export const saving = (run: CoreRun) => {
  run.saves = "never";
  return run.plug().tap(ANN);
};

/** Ann has charged before the restart. */
export const recoverable: BenchOptions = {
  asleep: true,
  sessions: [{ ...session(ANN), id: "run0-1" }],
  aliveBefore: WALL,
};
