import { describe, expect, test } from "vitest";
import type { Effect } from "../../../firmware/core/events.ts";
import type { Happening } from "../../../firmware/core/happening.ts";
import type { Found } from "../../../firmware/core/list-entry.ts";
import { DEFAULT_RULES } from "../../../firmware/core/rules.ts";
import { nextDeadline } from "../../../firmware/core/settle.ts";
import { CoreRun, outcomeText } from "./bench.ts";
import {
  ACTIVE,
  ANN,
  BLOCKED,
  BO,
  connectorId,
  credential,
  LISTED,
  report,
  requestId,
  UNLISTED,
  WALL,
} from "./samples.ts";
import { TABLE } from "./table.ts";
import type { EventBody } from "./watched-core.ts";

/** Every kind of state that a connector can be in, and a way there. */
const STATES: Readonly<Record<string, () => CoreRun>> = {
  unheard: () => new CoreRun({ asleep: true }).feed({ type: "started" }),
  available: () => new CoreRun(),
  awaiting: () => new CoreRun().plug(),
  "awaiting, just refused": () => new CoreRun().plug().present(BO, "front", [1], "random-uid"),
  "being checked": () => with_(new CoreRun().plug(), { lookUps: "never" }).tap(ANN),
  "the cloud is being asked": () => with_(new CoreRun().link(true).plug(), { cloudAnswers: "never" }).tap(CY),
  "the cloud is being asked, vehicle gone": () =>
    with_(new CoreRun().link(true).plug(), { cloudAnswers: "never" }).tap(CY).unplug(),
  "the cloud is being asked before the plug": () =>
    with_(new CoreRun().link(true), { cloudAnswers: "never" }).tap(CY),
  "a card awaits its PIN": () => cardAndPin().plug().tap(ANN),
  "a PIN is being typed": () => new CoreRun().plug().feed(types),
  "keypad locked": () => guesses(new CoreRun().plug()),
  "kept for Bo": () => kept(new CoreRun()),
  "kept for Bo, awaiting": () => kept(new CoreRun()).plug(),
  "kept for Bo, open": () => kept(new CoreRun({ access: "open" })).plug(),
  "a card is to be registered": () => new CoreRun().enrol(60_000),
  "a card is to be registered at the unit": () => new CoreRun().feed(atUnit(60_000)),
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
  "charging, being confirmed": () =>
    with_(new CoreRun().link(true), { cloudAnswers: "never" })
      .relist(ANN, CLOUD_LISTED)
      .plug()
      .tap(ANN)
      .pass(500),
  "charging, not confirmed in time": () =>
    with_(new CoreRun().link(true), { cloudAnswers: "never" })
      .relist(ANN, CLOUD_LISTED)
      .plug()
      .tap(ANN)
      .pass(5_000),
  "charging, refused by the cloud": () =>
    refused(new CoreRun({ rules: { stopOnInvalid: false } }).link(true).relist(ANN, CLOUD_LISTED)),
  "charging within limits": () => limited(new CoreRun()).plug().tap(ANN).pass(500),
  "charging, of a group": () =>
    new CoreRun().relist(ANN, inGroup("house-7")).relist(BO, inGroup("HOUSE-7")).plug().tap(ANN).pass(500),
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

const CY = credential("card", "Cy");
const PIN = credential("pin", "Pin");
const CLOUD_LISTED: Found = { cloud: { ...ACTIVE, user: "ann" }, local: null };
const atUnit = (lasts: number) => ({ type: "enrol", request: null, lasts }) as const;
const types = { type: "typing", reader: "front", connectors: [connectorId(1)], typing: true } as const;

function inGroup(group: string): Found {
  return { cloud: null, local: { ...ACTIVE, group } };
}

function cardAndPin(): CoreRun {
  const run = new CoreRun({ rules: { identification: ["card+pin", "remote"] } });
  return run.relist(ANN, CLOUD_LISTED).relist(PIN, CLOUD_LISTED);
}

/** Five wrong PINs, whose refusal is no longer shown. */
function guesses(run: CoreRun): CoreRun {
  for (const digit of [1, 2, 3, 4, 5]) run.tap(credential("pin", `wrong ${digit}`)).pass(100);
  return run.pass(3_000);
}

function kept(run: CoreRun): CoreRun {
  const holder = { kind: "credential", credential: BO } as const;
  return run.reserve({ id: 7, connector: connectorId(1), holder, until: WALL + 600_000 });
}

/** The cloud refuses Ann's session, and the rules only take its power. */
function refused(run: CoreRun): CoreRun {
  run.cloud.set(ANN.key, { verdict: "Blocked" });
  return run.plug().tap(ANN).pass(500);
}

function limited(run: CoreRun): CoreRun {
  const entry = { ...ACTIVE, maxEnergyWh: 4_000, maxTime: 3_600_000, expires: WALL + 7_200_000 };
  return run.relist(ANN, { cloud: null, local: entry });
}

function with_(
  run: CoreRun,
  settings: Partial<Pick<CoreRun, "lookUps" | "saves" | "cloudAnswers">>,
): CoreRun {
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
  "found: nobody's": (run) => ({ type: "looked-up", request: check(run), found: UNLISTED }),
  "found: a master's": (run) => ({
    type: "looked-up",
    request: check(run),
    found: { cloud: { ...ACTIVE, master: true }, local: null },
  }),
  "the cloud accepts": (run) => ({
    type: "answered",
    request: asked(run),
    answer: { verdict: "Accepted", group: "house-7" },
  }),
  "the cloud blocks": (run) => ({ type: "answered", request: asked(run), answer: { verdict: "Blocked" } }),
  "the cloud cannot be asked": (run) => ({ type: "answered", request: asked(run), answer: null }),
  "the cloud comes": () => ({ type: "cloud-link", up: true }),
  "the cloud goes": () => ({ type: "cloud-link", up: false }),
  "clock not to be trusted": () => ({ type: "clock", trusted: false }),
  "a key": () => types,
  "typed no more": () => ({ ...types, typing: false }),
  "a right PIN": () => shows(PIN),
  saved: (run) => ({ type: "saved", request: save(run) }),
  "not saved": (run) => ({ type: "save-failed", request: save(run) }),
  "remote start": () => ({ type: "remote-start", request: ASKED, connector, credential: ANN }),
  "remote start for Bo": () => ({ type: "remote-start", request: ASKED, connector: null, credential: BO }),
  "remote stop": () => ({ type: "remote-stop", request: ASKED, connector, session: null }),
  "remote stop of another": () => ({ type: "remote-stop", request: ASKED, connector, session: "run0-1" }),
  "kept for Ann": () => ({
    type: "reserve",
    request: ASKED,
    reservation: {
      id: 8,
      connector,
      holder: { kind: "credential", credential: ANN },
      until: WALL + 86_400_000,
    },
  }),
  "any kept for a group": () => ({
    type: "reserve",
    request: ASKED,
    reservation: {
      id: 7,
      connector: null,
      holder: { kind: "group", group: "house-7" },
      until: WALL + 86_400_000,
    },
  }),
  "kept no more": () => ({ type: "cancel-reservation", request: ASKED, id: 7 }),
  "a card is to be registered": () => ({ type: "enrol", request: ASKED, lasts: 60_000 }),
  "a card is to be registered at the unit": () => atUnit(60_000),
  "no card is to be registered at the unit": () => atUnit(0),
  "told that Ann is blocked": () => ({
    type: "refresh",
    request: ASKED,
    credential: ANN,
    answer: { verdict: "Blocked" },
  }),
  "answers forgotten": () => ({ type: "clear-cache", request: ASKED }),
  "list changed": () => ({ type: "list-changed" }),
  "access open": () => ({ type: "access", access: "open" }),
  "access restricted": () => ({ type: "access", access: "restricted" }),
  "cards alone": () => ({ type: "rules", rules: { ...DEFAULT_RULES, identification: ["card", "remote"] } }),
  "PINs alone": () => ({ type: "rules", rules: { ...DEFAULT_RULES, identification: ["pin"] } }),
  "rules that let fewer go on": () => ({
    type: "rules",
    rules: { ...DEFAULT_RULES, cache: null, localAuthorizeOffline: false, resume: null, pinTries: 1 },
  }),
  "stop all": () => ({ type: "stop-all" }),
  shutdown: () => ({ type: "shutdown" }),
};

function check(run: CoreRun): number {
  return [...run.state.checks, ...run.state.reviews][0]?.request ?? 99;
}

function asked(run: CoreRun): number {
  const check = run.state.checks.find(({ stage }) => stage.kind === "asking");
  return (check ?? run.state.confirmations[0])?.request ?? 99;
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
  // Other rules are no change that is worth a line of its own.
  const seen = () => JSON.stringify({ ...run.state, rules: null });
  const before = seen();
  run.feed(event(run));
  if (run.effects.length === 0 && seen() === before) return null;
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
      if (effect.reservations) return "keep reservations";
      if (effect.lockout) return "keep tries";
      return effect.access ? "keep access" : "";
    case "respond":
      return `answers ${outcomeText(effect.outcome)}`;
    case "cache":
      return effect.answer ? `keep answer ${effect.answer.said.verdict}` : "forget answers";
    case "ask":
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
