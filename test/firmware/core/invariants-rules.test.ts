import { describe } from "vitest";
import { DEFAULT_RULES, type Rules } from "../../../firmware/core/rules.ts";
import type { CoreRun } from "./bench.ts";
import { ACTIVE, ANN, STRANGER } from "./samples.ts";
import {
  asking,
  type Case,
  change,
  charging,
  type Mistake,
  saving,
  spoil,
  start,
  tick,
  used,
} from "./spoiled-step.ts";
import type { EventBody } from "./watched-core.ts";

const set = (rules: Partial<Rules>): EventBody => ({ type: "rules", rules: { ...DEFAULT_RULES, ...rules } });
const PINS = set({ identification: ["pin"] });

/** The rules are taken, and nothing else is done about them. */
const takenAlone: Mistake = ({ state }, before) => ({
  state: { ...before, rules: state.rules },
  effects: [],
});

/** Nothing but that somebody starts by a type that is enabled. */
const starts: Mistake = (_, before) => ({ state: before, effects: [start(ANN)] });

/** A stranger's card is asked about, and would be let in if no answer came. */
const askedOffline = (run: CoreRun) => {
  run.cloudAnswers = "never";
  return run.link(true).plug().tap(STRANGER);
};

const cases: Case[] = [
  {
    says: "I5 about to charge by a type that is off: card",
    lead: (run) => run.tap(ANN),
    event: PINS,
    mistake: takenAlone,
  },
  {
    says: "I5 about to charge by a type that is off: remote",
    lead: (run) => run.remoteStart(ANN, 1),
    event: set({ identification: ["card", "pin"] }),
    mistake: takenAlone,
  },
  { says: "I5 about to charge by a type that is off: card", lead: saving, event: PINS, mistake: takenAlone },
  {
    says: "I5 let in by another type than was given: pin",
    lead: saving,
    event: tick,
    mistake: used(1, (use) => (use.kind === "starting" ? { ...use, identification: "pin" } : use)),
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: (run) => run.tap(ANN).feed(PINS),
    event: tick,
    mistake: starts,
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: charging,
    event: PINS,
    mistake: change({ use: { kind: "finished" } }),
  },
  {
    says: "I5 a credential changed another's session at 1",
    lead: saving,
    event: set({}),
    mistake: used(1, (use) => ({ ...use, cancelled: { reason: "Other", by: null, reopen: true } })),
  },
  {
    says: "I1 power at 1: its credential has expired",
    options: { rules: { listChangeStops: false } },
    lead: (run) => {
      run.relist(ANN, { cloud: null, local: { ...ACTIVE, expires: run.wall + 5_000 } });
      return charging(run).pass(10_000);
    },
    event: set({}),
    mistake: takenAlone,
  },
  {
    says: "I6 a wait until",
    options: { rules: { askTimeout: 60_000 } },
    lead: (run) => askedOffline(run),
    event: set({}),
    mistake: ({ state, effects }) => ({
      state: { ...state, checks: state.checks.map((check) => ({ ...check, deadline: 9e9 })) },
      effects,
    }),
  },
  {
    says: "I5 waits for a plug though it is refused",
    options: { rules: { unknownOffline: "accept" } },
    lead: (run) => {
      run.cloudAnswers = "never";
      return run.tap(STRANGER).link(true).tap(STRANGER).feed(set({}));
    },
    event: { type: "cloud-link", up: false },
    mistake: ({ state, effects }, { pending }) => ({ state: { ...state, pending }, effects }),
  },
  {
    says: "I5 run1-9 starts without an authorization of its own",
    lead: (run) => asking()(run).feed(PINS).feed(set({})),
    event: { type: "looked-up", request: 1, found: { cloud: null, local: ACTIVE } },
    mistake: starts,
  },
];

describe("the watcher names what a mistaken step makes of other rules", () => {
  spoil(cases);
});
