import { describe, expect, test } from "vitest";
import type { Effect } from "../../../firmware/core/events.ts";
import type { Happening } from "../../../firmware/core/happening.ts";
import { nextDeadline } from "../../../firmware/core/settle.ts";
import { CoreRun, outcomeText } from "./bench.ts";
import { ANN, BLOCKED, BO, connectorId, LISTED, report, requestId } from "./samples.ts";
import { TABLE } from "./table.ts";
import type { EventBody } from "./watched-core.ts";

/** Every kind of state that a connector can be in, and a way there. */
const STATES: Readonly<Record<string, () => CoreRun>> = {
  unheard: () => new CoreRun({ asleep: true }).feed({ type: "started" }),
  available: () => new CoreRun(),
  awaiting: () => new CoreRun().plug(),
  "awaiting, just refused": () => new CoreRun().plug().present(BO, "front", [1], "random-uid"),
  "being checked": () => with_(new CoreRun().plug(), { lookUps: "never" }).tap(ANN),
  "being checked, vehicle gone": () => with_(new CoreRun().plug(), { lookUps: "never" }).tap(ANN).unplug(),
  "being checked for the cloud": () => with_(new CoreRun().plug(), { lookUps: "never" }).remoteStart(),
  "being checked before the plug": () => with_(new CoreRun(), { lookUps: "never" }).tap(ANN),
  "authorized before the plug": () => new CoreRun().tap(ANN),
  "authorized before the plug, under review": () =>
    with_(new CoreRun().tap(ANN), { lookUps: "never" }).listChanged(),
  "starting for the cloud": () => with_(new CoreRun().plug(), { saves: "never" }).remoteStart(),
  starting: () => with_(new CoreRun().plug(), { saves: "never" }).tap(ANN),
  "starting, stopped by its card": () => with_(new CoreRun().plug(), { saves: "never" }).tap(ANN).tap(ANN),
  "starting, vehicle gone": () => with_(new CoreRun().plug(), { saves: "never" }).tap(ANN).unplug(),
  "starting, given up": () => with_(new CoreRun().plug(), { saves: "never" }).tap(ANN).pass(7_000),
  "permitted, not closed yet": () => frozen(new CoreRun().plug()).tap(ANN),
  charging: () => new CoreRun().plug().tap(ANN).pass(500),
  "charging, under review": () =>
    with_(new CoreRun().plug().tap(ANN).pass(500), { lookUps: "never" }).listChanged(),
  paused: () => new CoreRun().plug().tap(ANN).pass(500).plug(1, { wants: false }),
  "paused by a fault": () =>
    new CoreRun().plug().tap(ANN).pass(500).change(1, { fault: "no-ground" }).pass(500),
  "paused by a lost board": () => new CoreRun().plug().tap(ANN).pass(500).loseBoard(),
  "paused by the board's restart": () => new CoreRun().plug().tap(ANN).pass(500).restartBoard(),
  "stopped, not open yet": () => frozen(new CoreRun().plug().tap(ANN).pass(500)).tap(ANN),
  finished: () => new CoreRun().plug().tap(ANN).pass(500).tap(ANN).pass(500),
  welded: () => frozen(new CoreRun().plug().tap(ANN).pass(500)).tap(ANN).pass(7_000),
  "not closing": () => frozen(new CoreRun().plug()).tap(ANN).pass(10_000),
  recovering: () => new CoreRun().plug().tap(ANN).pass(500).restart({ speak: false }),
  faulty: () => new CoreRun().change(1, { fault: "no-ground" }),
  lost: () => new CoreRun().loseBoard(),
  "open, charging for nobody": () => new CoreRun({ access: "open" }).plug().pass(500),
  "open, waiting to try again": () => with_(new CoreRun({ access: "open" }), { saves: "fails" }).plug(),
  "going down": () => new CoreRun().plug().tap(ANN).pass(500).feed({ type: "shutdown" }).pass(500),
};

function with_(run: CoreRun, settings: Partial<Pick<CoreRun, "lookUps" | "saves">>): CoreRun {
  return Object.assign(run, settings);
}

/** The contactor stays as it is from now on. */
function frozen(run: CoreRun): CoreRun {
  run.board(1).stuck = run.contactor();
  return run;
}

const connector = connectorId(1);
const ASKED = requestId("asked");
const says = (pilot: Parameters<typeof report>[0], changes: Parameters<typeof report>[1] = {}) =>
  ({ type: "board-report", connector, report: report(pilot, { meterWs: 0, ...changes }) }) as const;
const shows = (credential: typeof ANN, unusable = {}) =>
  ({ type: "presented", reader: "front", connectors: [connector], credential, ...unusable }) as const;

/** Every kind of event. Outcomes answer what is outstanding, if anything is. */
const EVENTS: Readonly<Record<string, (run: CoreRun) => EventBody>> = {
  started: () => ({ type: "started" }),
  tick: () => ({ type: "tick" }),
  "deadline reached": () => ({ type: "tick" }),
  "reports A": () => says("A"),
  "reports B": () => says("B"),
  "reports C": () => says("C"),
  "reports C, closed": () => says("C", { contactor: "closed", enabled: true }),
  "reports D": () => says("D"),
  "reports E": () => says("E"),
  "reports a fault": () => says("C", { fault: "ground-fault" }),
  "board lost": () => ({ type: "board-lost", connector }),
  "board restarted": () => ({ type: "board-restarted", connector }),
  "Ann's card": () => shows(ANN),
  "Bo's card": () => shows(BO),
  "a random UID": () => shows(BO, { unusable: "random-uid" }),
  "found: active": (run) => ({ type: "looked-up", request: check(run), found: LISTED }),
  "found: blocked": (run) => ({
    type: "looked-up",
    request: check(run),
    found: BLOCKED,
  }),
  "found: nothing readable": (run) => ({ type: "looked-up", request: check(run), found: null }),
  saved: (run) => ({ type: "saved", request: save(run) }),
  "not saved": (run) => ({ type: "save-failed", request: save(run) }),
  "remote start": () => ({ type: "remote-start", request: ASKED, connector, credential: ANN }),
  "remote start for Bo": () => ({ type: "remote-start", request: ASKED, connector: null, credential: BO }),
  "remote stop": () => ({ type: "remote-stop", request: ASKED, connector, session: null }),
  "remote stop of another": () => ({ type: "remote-stop", request: ASKED, connector, session: "run0-1" }),
  "list changed": () => ({ type: "list-changed" }),
  "access open": () => ({ type: "access", access: "open" }),
  "access restricted": () => ({ type: "access", access: "restricted" }),
  "stop all": () => ({ type: "stop-all" }),
  shutdown: () => ({ type: "shutdown" }),
};

function check(run: CoreRun): number {
  return [...run.state.checks, ...run.state.reviews][0]?.request ?? 99;
}

function save(run: CoreRun): number {
  const { use } = run.connector();
  return use.kind === "starting" ? use.request : 99;
}

/** What the event makes of the state: the state's name, the light, the effects; null: nothing at all. */
function outcome(make: () => CoreRun, name: string, event: (run: CoreRun) => EventBody): string | null {
  const run = make();
  const deadline = nextDeadline(run.state);
  if (name === "deadline reached" && deadline === null) return null;
  if (name === "deadline reached") run.now = deadline ?? run.now;
  const before = JSON.stringify(run.state);
  run.feed(event(run));
  if (run.effects.length === 0 && JSON.stringify(run.state) === before) return null;
  const done = effects(run.effects);
  return `${run.name()}, ${run.light()}${done.length > 0 ? `: ${done.join(", ")}` : ""}`;
}

/** Effects by kind: a happening by its name, with a `+` when it is recorded, too. */
function effects(all: readonly Effect[]): string[] {
  const recorded = new Set(all.flatMap((effect) => (effect.type === "write" ? effect.records : [])));
  return all.map((effect) => named(effect, recorded)).filter((name) => name !== "");
}

function named(effect: Effect, recorded: ReadonlySet<Happening>): string {
  switch (effect.type) {
    case "announce": {
      const { event, ...rest } = effect.happening;
      const why = "reason" in rest ? ` ${rest.reason}` : "";
      return `${event}${why}${recorded.has(effect.happening) ? "+" : ""}`;
    }
    case "write":
      if (effect.session) return effect.session.session ? "keep session" : "drop session";
      return effect.access ? "keep access" : "";
    case "respond":
      return `answers ${outcomeText(effect.outcome)}`;
    case "save-start":
    case "look-up":
    case "permit":
    case "withdraw":
      return effect.type;
  }
}

/** One state's part of the table: a line for each event that does something, and the names of all others. */
function block(make: () => CoreRun): string {
  const lines: string[] = [];
  const idle: string[] = [];
  for (const [name, event] of Object.entries(EVENTS)) {
    const what = outcome(make, name, event);
    if (what === null) idle.push(name);
    else lines.push(`${name} → ${what}`);
  }
  return [...lines, `nothing → ${idle.join(" · ")}`].join("\n");
}

describe("every kind of state × every kind of event", () => {
  test("the table has each state once", () => {
    expect(Object.keys(TABLE)).toEqual(Object.keys(STATES));
  });

  test.each(Object.keys(STATES))("%s", (name) => {
    const make = STATES[name];
    if (!make) throw new Error(`no state ${name}`);
    const expected = TABLE[name]?.split("\n").map((line) => line.trim());
    expect(block(make)).toBe(expected?.filter((line) => line !== "").join("\n"));
  });
});
