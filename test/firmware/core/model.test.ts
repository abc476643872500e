import { expect, test } from "vitest";
import type { Credential } from "../../../firmware/core/credential.ts";
import type { Pilot } from "../../../firmware/core/events.ts";
import { DEFAULT_RULES, type Rules } from "../../../firmware/core/rules.ts";
import type { ConnectorId, Session } from "../../../firmware/core/session.ts";
import { initialState, type State } from "../../../firmware/core/state.ts";
import { type Alphabet, type Explored, explore } from "./explorer.ts";
import {
  ANN,
  BLOCKED,
  BO,
  connectorId,
  LIST_TERMS,
  LISTED,
  report,
  requestId,
  UNLISTED,
  WALL,
} from "./samples.ts";
import type { EventBody } from "./watched-core.ts";

const long = process.env["CHARGEGATE_LONG"] === "1";

type Named = readonly [name: string, event: EventBody];

const one = connectorId(1);
const two = connectorId(2);

function says(
  connector: ConnectorId,
  pilots: readonly Pilot[],
  contactors: readonly ("open" | "closed")[],
  enabled: readonly boolean[],
): Named[] {
  return pilots.flatMap((pilot) =>
    contactors.flatMap((contactor) =>
      enabled.map(
        (is): Named => [
          `${connector} reports ${pilot} ${contactor}${is ? " enabled" : ""}`,
          { type: "board-report", connector, report: report(pilot, { contactor, enabled: is }) },
        ],
      ),
    ),
  );
}

function loses(connector: ConnectorId): Named {
  return [`${connector} lost`, { type: "board-lost", connector }];
}

function restarts(connector: ConnectorId): Named {
  return [`${connector} restarts`, { type: "board-restarted", connector }];
}

function shows(credential: Credential, connectors: readonly ConnectorId[]): Named {
  const name = `${credential.label} shown at ${connectors.join()}`;
  return [name, { type: "presented", reader: connectors.join(), connectors, credential }];
}

const OPEN: Named = ["access open", { type: "access", access: "open" }];
const RESTRICTED: Named = ["access restricted", { type: "access", access: "restricted" }];

/** Rules whose times are short. */
const TIMED = { connectionTimeout: 3_000, resume: { within: 60_000 } } as const;

const LIST_CHANGED: Named = ["list changed", { type: "list-changed" }];

/** The cloud asks for a start in Ann's name, and for a stop. Its requests are named as no other of the run is. */
function* asksFromAfar({ nextRequest }: State): Iterable<Named> {
  const request = requestId(`${nextRequest}`);
  yield ["remote start", { type: "remote-start", request, connector: null, credential: ANN }];
  yield ["remote stop", { type: "remote-stop", request, connector: one, session: null }];
}

/** Every answer to everything that is asked, and one to nothing. */
function* answers({ checks, reviews, connectors }: State, readable: boolean): Iterable<Named> {
  for (const { request, credential } of reviews) {
    yield [`${credential.label} found again`, { type: "looked-up", request, found: LISTED }];
    yield [`${credential.label} found blocked`, { type: "looked-up", request, found: BLOCKED }];
  }
  for (const { request, credential } of checks) {
    yield [`${credential.label} found`, { type: "looked-up", request, found: LISTED }];
    yield [`${credential.label} not found`, { type: "looked-up", request, found: UNLISTED }];
    if (readable) yield [`${credential.label} not readable`, { type: "looked-up", request, found: null }];
  }
  for (const { use } of connectors) {
    if (use.kind !== "starting") continue;
    yield ["saved", { type: "saved", request: use.request }];
    yield ["not saved", { type: "save-failed", request: use.request }];
  }
}

const ONE_CONNECTOR: readonly Named[] = [
  ["started", { type: "started" }],
  ...says(one, ["A", "B", "C", "E"], ["open", "closed"], long ? [false, true] : [true]),
  loses(one),
  restarts(one),
  shows(ANN, [one]),
  shows(BO, [one]),
  OPEN,
  RESTRICTED,
  ["saved, unasked", { type: "saved", request: 0 }],
  ["found, unasked", { type: "looked-up", request: 0, found: LISTED }],
];

const FROM_AFAR: readonly Named[] = [
  ...says(one, long ? ["A", "B", "C", "E"] : ["A", "C"], ["open"], [false]),
  ...says(one, ["C"], ["closed"], [true]),
  loses(one),
  shows(ANN, [one]),
  OPEN,
  RESTRICTED,
  LIST_CHANGED,
  ["stop all", { type: "stop-all" }],
  ["shutdown", { type: "shutdown" }],
];

/** The two sets of rules that a run goes to and fro between. */
const TYPES: readonly Rules["identification"][] = [["card", "remote"], ["pin"]];

const RULES_CHANGE: readonly Named[] = [
  ...says(one, ["A", "C"], ["open"], [false]),
  ...says(one, ["C"], ["closed"], [true]),
  shows(ANN, [one]),
  shows(BO, [one]),
  ...TYPES.map(
    (identification): Named => [
      `only ${identification.join()}`,
      { type: "rules", rules: { ...DEFAULT_RULES, ...TIMED, identification } },
    ],
  ),
];

const TWO_CONNECTORS: readonly Named[] = [
  ...[one, two].flatMap((connector) => [
    ...says(connector, ["A", "C"], ["open"], [false]),
    ...says(connector, ["C"], ["closed"], [true]),
    loses(connector),
  ]),
  shows(ANN, [one, two]),
  shows(BO, [one, two]),
  shows(ANN, [two]),
  OPEN,
  RESTRICTED,
  LIST_CHANGED,
];

/** @param together how many checks are under way at once, at most */
function alphabet(
  always: readonly Named[],
  readable: boolean,
  together: number,
  also: Alphabet = () => [],
): Alphabet {
  return function* events(state) {
    for (const named of always) {
      if (named[1].type !== "presented" || state.checks.length < together) yield named;
    }
    yield* also(state);
    yield* answers(state, readable);
  };
}

function started(connectors: readonly ConnectorId[], sessions: readonly Session[]): State {
  return initialState({
    rules: TIMED,
    connectors,
    access: "restricted",
    sessions,
    aliveBefore: WALL,
    run: "run1",
  });
}

const saved = (credential: Credential | null): Session => ({
  id: "run0-1",
  connector: one,
  credential,
  user: null,
  startedAt: WALL,
  energyWh: null,
  meterWs: null,
  terms: LIST_TERMS,
});

function tell(what: string, { states, transitions, complete, longestSilence }: Explored): void {
  const whole = complete ? "all of them" : "as many as were asked for";
  console.log(
    `${what}: ${states} states (${whole}), ${transitions} transitions, at rest within ${longestSilence} ms`,
  );
}

test(`I1–I11 hold in ${long ? "every state that one connector can reach" : "the states that one connector reaches first"}`, {
  timeout: 600_000,
}, () => {
  const from = [started([one], []), started([one], [saved(ANN)]), started([one], [saved(null)])];
  const together = long ? 2 : 1;
  const explored = explore(from, alphabet(ONE_CONNECTOR, true, together), long ? 1_000_000 : 12_000);
  tell(`one connector, ${together} at a time being checked`, explored);
  expect(explored.complete).toBe(long);
  expect(explored.states).toBeGreaterThan(10_000);
  expect(explored.longestSilence).toBeLessThanOrEqual(90_000);
});

test("B7, D01: I1–I11 hold in every state that one connector reaches with the cloud's requests and list changes", {
  timeout: 600_000,
}, () => {
  const from = [started([one], []), started([one], [saved(ANN)])];
  const explored = explore(from, alphabet(FROM_AFAR, true, 1, asksFromAfar), 1_000_000);
  tell("one connector, asked from afar", explored);
  expect(explored.complete).toBe(true);
  expect(explored.states).toBeGreaterThan(1_000);
  expect(explored.longestSilence).toBeLessThanOrEqual(90_000);
});

test("I1–I11 hold in every state that one connector reaches while types are switched off and on", {
  timeout: 600_000,
}, () => {
  const explored = explore([started([one], [])], alphabet(RULES_CHANGE, true, 1, asksFromAfar), 1_000_000);
  tell("one connector, rules that change", explored);
  expect(explored.complete).toBe(true);
  expect(explored.states).toBeGreaterThan(1_000);
  expect(explored.longestSilence).toBeLessThanOrEqual(90_000);
});

test("I1–I11 hold in the states that two connectors reach first", { timeout: 600_000 }, () => {
  const from = [started([one, two], [])];
  const explored = explore(from, alphabet(TWO_CONNECTORS, false, 2, asksFromAfar), long ? 300_000 : 30_000);
  tell("two connectors", explored);
  expect(explored.states).toBeGreaterThan(1_000);
  expect(explored.longestSilence).toBeLessThanOrEqual(90_000);
});
