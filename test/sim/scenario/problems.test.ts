import { describe, expect, test } from "vitest";
import { parseScenarios } from "../../../sim/scenario/parse.ts";
import { problemLine } from "../../../sim/scenario/problem.ts";

function problemsOf(text: string) {
  const parsed = parseScenarios(text, "s.yaml");
  return parsed.ok ? [] : parsed.problems;
}

const linesOf = (text: string) => problemsOf(text).map(problemLine);
const HEAD = "scenario: 1\nname: x\n";
/** What is said of a single step, on line 4. */
const ofStep = (step: string) => linesOf(`${HEAD}steps:\n- ${step}`);
/** What is said of the head, from line 3 on. */
const ofHead = (head: string) => linesOf(`${HEAD}${head}\nsteps: [{ wait: 1s }]`);

describe("an unknown key", () => {
  test.each([
    ["expect: { ligth: yellow }", "steps[0].expect.ligth: unknown key, did you mean light?"],
    ["plgu: 1", "steps[0].plgu: unknown key, did you mean plug?"],
    ["tap: { crad: 04A1B2C3 }", "steps[0].tap.crad: unknown key, did you mean card?"],
    ["cloud: { asnwers: {} }", "steps[0].cloud.asnwers: unknown key, did you mean answers?"],
    [
      "cloud: { request: { start: { card: 04A1B2C3, conector: 1 } } }",
      "steps[0].cloud.request.start.conector: unknown key, did you mean connector?",
    ],
    ["list: { version: 1, ful: [] }", "steps[0].list.ful: unknown key, did you mean full?"],
    [
      "expect: { records: [denied, { type: denied, resaon: x }] }",
      "steps[0].expect.records[1].resaon: unknown key, did you mean reason?",
    ],
    ["clear: { device: board, knd: welded }", "steps[0].clear.knd: unknown key, did you mean kind?"],
    [
      "ev: { connector: 1, wants: true, zzzz: 1 }",
      "steps[0].ev.zzzz: unknown key, expected one of connector or wants",
    ],
  ])("is named with the nearest valid one, its line and its step: %s", (step, problem) => {
    expect(ofStep(step)).toEqual([`s.yaml:4: ${problem}`]);
  });

  test.each([
    ["unit: { reader: [] }", "unit.reader: unknown key, did you mean readers?"],
    ["unit: { rules: { cach: off } }", "unit.rules.cach: unknown key, did you mean cache?"],
    [
      "unit: { rules: { cache: { lifetme: 1d } } }",
      "unit.rules.cache.lifetme: unknown key, did you mean lifetime?",
    ],
    ["usres: []", "usres: unknown key, did you mean users?"],
    ["users: [{ pni: x }]", "users[0].pni: unknown key, did you mean pin?"],
    ["__proto__: {}", "__proto__: unknown key"],
    ["cloud: { answers: { __proto__: { verdict: Accepted } } }", "cloud.answers.__proto__: unknown key"],
    ["cloud: { <<: {} }", 'cloud."<<": unknown key, expected one of link or answers'],
  ])("in the head: %s", (head, problem) => {
    expect(ofHead(head)).toEqual([`s.yaml:3: ${problem}`]);
  });

  test("within belongs to expect, not to never", () => {
    const [problem] = ofStep("never: { light: yellow, for: 1s, within: 1s }");
    expect(problem).toMatch(/^s\.yaml:4: steps\[0\]\.never\.within: unknown key/);
  });
});

describe("what is wrong with a step is said in its words", () => {
  test.each([
    ["{}", "steps[0]: expected one of plug, unplug, ev"],
    ["{ plug: 1, tap: 04A1B2C3 }", "steps[0]: expected one key only, found plug and tap"],
    ["plug", "steps[0]: expected a map of keys and values"],
    ["", "steps[0]: nothing here, expected a map of keys and values"],
    ["plug: 2", "steps[0].plug: expected one of the unit's connectors, 1"],
    ["plug: { connector: 2 }", "steps[0].plug.connector: expected one of the unit's connectors, 1"],
    ["unplug: 2", "steps[0].unplug: expected one of the unit's connectors, 1"],
    ["ev: { connector: 2, wants: true }", "steps[0].ev.connector: expected one of the unit's connectors, 1"],
    ["expect: { connector: 2, light: yellow }", "steps[0].expect.connector: expected one of the unit's"],
    [
      "never: { connector: 2, light: yellow, for: 1s }",
      "steps[0].never.connector: expected one of the unit's",
    ],
    ["plug: 17", "steps[0].plug: expected a connector's number, 1 to 16, or { connector"],
    ["ev: { connector: 1 }", "steps[0].ev.wants: missing, expected true or false"],
    ["tap: 0411223", "steps[0].tap: expected a card id of 8, 14 or 20 hex digits"],
    ["tap: { card: 04A1B2C3, phone: true }", "steps[0].tap: expected exactly one of card and phone"],
    ["tap: { card: 04A1B2C3, reader: frnot }", "steps[0].tap.reader: no such reader, did you mean front?"],
    ["lift: { reader: back }", "steps[0].lift.reader: expected one of the unit's readers: front"],
    ['keys: { keys: "#", keypad: side }', "steps[0].keys.keypad: expected one of the unit's keypads: front"],
    ["keys: #4711#", "steps[0].keys: nothing here, expected keys 0–9, A–D, # and *, in quotes"],
    ["cloud: ofline", "steps[0].cloud: no such word, did you mean offline?"],
    ["cloud: {}", "steps[0].cloud: expected one of answers, request"],
    [
      'cloud: { request: { reserve: { card: 04A1B2C3, pin: "#4711", id: 1, until: 1m } } }',
      "steps[0].cloud.request.reserve: expected exactly one of card, pin and group",
    ],
    [
      "cloud: { answers: { default: { verdict: Timeout } } }",
      "steps[0].cloud.answers.default.verdict: expected Accepted",
    ],
    ["list: { version: 5 }", "steps[0].list: expected either full, or base with set and remove"],
    [
      "list: { version: 5, full: [], base: 4 }",
      "steps[0].list: expected either full, or base with set and remove",
    ],
    ["users: {}", "steps[0].users: expected at least one of add, remove and set"],
    ["fault: { device: reader, kind: silense }", "steps[0].fault.kind: no such word, did you mean silence?"],
    [
      "fault: { device: board, kind: noise }",
      "steps[0].fault.kind: expected hangup, silence, not-closing, welded or",
    ],
    ["fault: { device: raeder, kind: noise }", "steps[0].fault.device: no such word, did you mean reader?"],
    ["fault: { kind: noise }", "steps[0].fault.device: missing, expected reader, keypad"],
    ["clock: { jump: 2h }", "steps[0].clock.jump: expected a shift such as +2h or -30m"],
    ["clock: { jump: +99999999d }", "steps[0].clock.jump: expected at most"],
    ["wait: 5", "steps[0].wait: expected a duration such as 300ms"],
    ["wait: 99999999d", "steps[0].wait: expected at most"],
    ["never: { light: yellow }", "steps[0].never.for: missing, expected a duration"],
    ["expect: { connector: 1, within: 1s }", "steps[0].expect: expected at least one of contactor, light"],
    ["expect: { light: yelow }", "steps[0].expect.light: no such word, did you mean yellow?"],
    ["expect: { reason: blokced }", "steps[0].expect.reason: no such word, did you mean blocked?"],
    ["expect: { session: nome }", "steps[0].expect.session: no such word, did you mean none?"],
    [
      "expect: { session: {} }",
      "steps[0].expect.session: expected at least one of credential, user and energy",
    ],
    ["expect: { list: {} }", "steps[0].expect.list: expected at least one of version and count"],
    ["expect: { device: {} }", "steps[0].expect.device: expected at least one device"],
    ["expect: { records: [denid] }", "steps[0].expect.records[0]: no such word, did you mean denied?"],
    [
      "expect: { records: [{ type: session-stopped, reason: Locl }] }",
      "steps[0].expect.records[0].reason: no such word, did you mean Local?",
    ],
    [
      "expect: { records: [{ type: denied, reason: Local }] }",
      "steps[0].expect.records[0].reason: expected local-user",
    ],
    ["plug: 1\n  plug: 1", "steps[0].plug: expected this key once", 5],
    ["tap: *nobody", "steps[0].tap: expected an anchor before this alias"],
  ])("%s", (step, problem, line = 4) => {
    const [said = "", ...others] = ofStep(step);
    expect(others).toEqual([]);
    expect(said.startsWith(`s.yaml:${line}: ${problem}`), said).toBe(true);
  });
});

describe("what is wrong with the head", () => {
  test.each([
    ["unit: { connectors: 17 }", "unit.connectors: expected how many connectors there are, 1 to 16"],
    ['unit: { id: "" }', "unit.id: expected the unit's id"],
    ["unit: { zone: Europe/Olso }", "unit.zone: expected a time zone by its IANA name"],
    ["unit: { zone: +02:00 }", "unit.zone: expected a time zone by its IANA name"],
    [
      "unit: { readers: [{ id: a, connectors: [2] }] }",
      "unit.readers[0].connectors[0]: expected one of the unit's connectors",
    ],
    [
      "unit: { readers: [{ id: a, connectors: [1, 1] }] }",
      "unit.readers[0].connectors: expected each of them once",
    ],
    [
      "unit: { keypads: [{ id: a, connectors: [1] }, { id: a, connectors: [1] }] }",
      "unit.keypads[1].id: expected an id of its own",
    ],
    ["unit: { clock: 2026-02-30T00:00:00Z }", "unit.clock: expected a day that its month has"],
    ["unit: { clock: 1969-12-31T23:59:59Z }", "unit.clock: expected a time since 1970"],
    ["unit: { clock: 2026-06-01T08:00:00 }", "unit.clock: expected a time with its zone"],
    ["unit: { rules: { askTimeout: 3 } }", "unit.rules.askTimeout: expected a duration"],
    ["unit: { rules: { cache: of } }", "unit.rules.cache: no such word, did you mean off?"],
    ["unit: { rules: { identification: [] } }", "unit.rules.identification: expected at least one"],
    ["users: [{ user: ann }]", "users[0]: expected exactly one of card and pin"],
    ['users: [{ card: 04A1B2C3, pin: "#4711" }]', "users[0]: expected exactly one of card and pin"],
    ['users: [{ pin: "4711" }]', "users[0].pin: expected"],
    ["users:\n- pin: #4711", "users[0].pin: nothing here, expected a PIN", 4],
    ["users: [{ card: 04A1B2C3 }, { card: 04:a1:b2:c3 }]", "users[1]: expected each card and PIN once"],
    [
      'list: { version: 1, entries: [{ pin: "#4711" }, { card: 04A1B2C3 }, { pin: "#4711" }] }',
      "list.entries[2]: expected each card and PIN once",
    ],
    [
      "users: [{ card: 04A1B2C3, windows: [Mun-Fri 07:00-19:00] }]",
      "users[0].windows[0]: expected days and hours",
    ],
    [
      "users: [{ card: 04A1B2C3, windows: [Mon 24:30-19:00] }]",
      "users[0].windows[0]: expected days and hours",
    ],
    ["list: { entries: [] }", "list.version: missing, expected a whole number"],
    [
      "cloud: { answers: { 04FFFFF: { verdict: Accepted } } }",
      "cloud.answers.04…FF: expected a card id, a PIN",
    ],
    [
      "cloud: { answers: { 04A1B2C3: { verdict: Accepted }, 04-A1-B2-C3: { verdict: Accepted } } }",
      "cloud.answers.04…C3: expected each card and PIN once",
    ],
    ["cloud: { answers: { ? [a] : { verdict: Accepted } } }", "cloud.answers: expected a word for a key"],
    ["covers: [4.4]", "covers[0]: expected a text (in quotes where it looks like something else)"],
  ])("%s", (head, problem, line = 3) => {
    const [said = "", ...others] = ofHead(head);
    expect(others).toEqual([]);
    expect(said.startsWith(`s.yaml:${line}: ${problem}`), said).toBe(true);
  });

  test("a unit with no reader takes no taps, and one with no keypad no keys", () => {
    const text = `${HEAD}unit: { readers: [], keypads: [] }\nsteps:\n- tap: 04A1B2C3\n- keys: "#"\n- plug: 1`;
    expect(linesOf(text)).toEqual([
      "s.yaml:5: steps[0].tap: expected a unit with a reader, this one has none",
      "s.yaml:6: steps[1].keys: expected a unit with a keypad, this one has none",
    ]);
  });

  test.each([
    ["", "s.yaml:1: file: nothing here, expected a map of keys and values"],
    [
      "scenario: 2\nname: x\nsteps: [{ wait: 1s }]",
      "s.yaml:1: scenario: expected 1, the version of the format",
    ],
    ["name: x\nscenario: 1\nsteps: []", "s.yaml:3: steps: expected at least one step"],
    ["- scenario", "s.yaml:1: file: expected a map of keys and values"],
  ])("%j is no scenario", (text, problem) => {
    expect(linesOf(text)).toEqual([problem]);
  });
});

test("all problems of a file are told, of every document, in their order and with their columns", () => {
  const text = `scenario: 1
name: 12
unit: { conectors: 2, rules: { askTimeout: 3 } }
steps:
  - { expect: { ligth: yellow, contactor: opened } }
  - plug: 3
  - tap: { card: 04A1B2C3, reader: back }
---
scenario: 1
name: y
steps: [{ wait: 1 }]
---
[`;
  const found = problemsOf(text).map(({ line, column, key }) => `${line}:${column} ${key}`);
  expect(found).toEqual([
    "2:1 name",
    "3:9 unit.conectors",
    "3:32 unit.rules.askTimeout",
    "5:17 steps[0].expect.ligth",
    "5:32 steps[0].expect.contactor",
    "6:5 steps[1].plug",
    "7:28 steps[2].tap.reader",
    "11:11 steps[0].wait",
    "13:2 yaml",
  ]);
});

test("no problem repeats a card or a PIN", () => {
  const texts = [
    `${HEAD}users: [{ card: 04DDEEFFF }, { pin: "#98765432101" }]\nsteps: [{ tap: 04DDEEFFF }, { keys: "#9876z" }]`,
    `${HEAD}cloud: { answers: { 04DDEEFFF: {}, 04DDEEFF: {}, "#9876": {}, nfc-04DDEEFF: {} } }\nsteps: [{ wait: 1s }]`,
    `${HEAD}04DDEEFF: 1\nsteps: [{ 04DDEEFF: 1 }]`,
    `${HEAD}steps: [ "a" 04DDEEFF ]`,
    `${HEAD}steps: []\n]04DDEEFF`,
  ];
  const said = texts.flatMap((text) => problemsOf(text));
  expect(said.length).toBeGreaterThan(10);
  expect(JSON.stringify(said)).not.toMatch(/DDEEFFF|04DDEEFF|9876/);
});
