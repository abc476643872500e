import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { readRules, rulesSchema } from "../../../firmware/config/rules.ts";
import { DEFAULT_RULES } from "../../../firmware/core/rules.ts";
import { parseScenarios } from "../../../sim/scenario/parse.ts";
import type { Scenario } from "../../../sim/scenario/scenario.ts";

function scenariosOf(text: string): readonly Scenario[] {
  const parsed = parseScenarios(text, "scenario.yaml");
  expect(parsed).toMatchObject({ ok: true });
  return parsed.ok ? parsed.scenarios : [];
}

function scenarioOf(text: string): Scenario | undefined {
  return scenariosOf(text)[0];
}

/** A scenario of these steps, one a line. */
function stepsOf(...steps: string[]): Scenario["steps"] {
  return (
    scenarioOf(`scenario: 1\nname: x\nsteps:\n${steps.map((step) => `- ${step}\n`).join("")}`)?.steps ?? []
  );
}

/** Steps without their lines. */
function actionsOf(steps: Scenario["steps"]): object[] {
  return steps.map((step) => ({ ...step, line: undefined }));
}

describe("a scenario file", () => {
  test("of the fewest words has the format's defaults", () => {
    expect(scenarioOf("scenario: 1\nname: x\nsteps: [{ plug: 1 }]")).toEqual({
      file: "scenario.yaml",
      line: 1,
      name: "x",
      covers: [],
      unit: {
        id: "CG-0001",
        connectors: 1,
        access: "restricted",
        readers: [{ id: "front", connectors: [1] }],
        keypads: [{ id: "front", connectors: [1] }],
        rules: { ...DEFAULT_RULES, identification: ["card", "pin"] },
        clock: Date.UTC(2026, 5, 1, 8),
        untrusted: false,
        zone: "UTC",
      },
      list: null,
      users: [],
      cloud: {
        link: "online",
        answers: { named: [], default: { verdict: "Unknown", group: null, after: 0 } },
      },
      steps: [{ do: "plug", connector: 1, wants: true, line: 3 }],
    });
  });

  test("holds one scenario a document, each with its own lines", () => {
    const text =
      "# first\nscenario: 1\nname: a\nsteps:\n- wait: 1s\n---\nscenario: 1\nname: b\nsteps:\n\n- wait: 1s\n- wait: 2s\n";
    expect(scenariosOf(text)).toMatchObject([
      { name: "a", line: 2, steps: [{ line: 5 }] },
      { name: "b", line: 7, steps: [{ line: 11 }, { line: 12 }] },
    ]);
  });

  test("may use anchors, whose steps stand where they are written", () => {
    const text =
      "scenario: 1\nname: x\nusers: [&ann { card: 04A1B2C3, user: ann }]\nsteps:\n- users: { add: [*ann] }";
    const [step] = scenarioOf(text)?.steps ?? [];
    expect(step).toMatchObject({ line: 5, add: [{ user: "ann", credential: { id: "04A1B2C3" } }] });
  });

  test("an alias means the anchor before it, also when it is repeated after that name was given again", () => {
    const steps = stepsOf(
      "wait: &t 1s",
      "expect: &e { light: yellow, within: *t }",
      "wait: &t 2s",
      "expect: *e",
      "wait: *t",
    );
    expect(steps).toMatchObject([
      { for: 1_000 },
      { within: 1_000 },
      { for: 2_000 },
      { within: 1_000 },
      { for: 2_000 },
    ]);
  });

  test("means the same under %YAML 1.1, where on and off would be true and false", () => {
    const text = "%YAML 1.1\n---\nscenario: 1\nname: x\nsteps: [{ power: off }, { power: on }]";
    expect(scenarioOf(text)?.steps).toMatchObject([{ power: "off" }, { power: "on" }]);
  });
});

describe("card ids", () => {
  test.each([
    ["04112233", "04112233"],
    ["11223344", "11223344"],
    ["04E10203", "04E10203"],
    ["11223344556677889900", "11223344556677889900"],
    ["00112233", "00112233"],
    ["'04112233'", "04112233"],
    ["!!str 04112233", "04112233"],
    ["04a1b2c3", "04A1B2C3"],
    ['"04:a1:b2:c3"', "04A1B2C3"],
    ["nfc-04-A1-B2-C3-D4-E5-F6", "04A1B2C3D4E5F6"],
    ["08A1B2C3", "08A1B2C3"],
    ["88000000", "88000000"],
  ])("%s is text as written, also where YAML sees a number", (written, id) => {
    expect(stepsOf(`tap: ${written}`)).toMatchObject([{ do: "tap", card: id }]);
  });

  test("are text as written in every place where one can stand", () => {
    const scenario = scenarioOf(`
scenario: 1
name: x
list: { version: 1, entries: [{ card: 04E10203 }] }
users:
  - card: 04112233
cloud: { answers: { 04112233: { verdict: Accepted }, 04e10203: { verdict: Blocked } } }
steps:
  - tap: { card: 01E20304 }
  - lay: { card: 04112233 }
  - users: { remove: [04112233, 04E10203, "#4711"], set: [{ card: 07112233 }] }
  - list: { version: 2, full: [{ card: 05112233 }] }
  - list: { version: 2, base: 1, remove: [06112233] }
  - cloud: { answers: { 11223344: { verdict: Blocked } } }
  - cloud: { request: { start: { card: 04112233 } } }
  - cloud: { request: { refresh: { card: 04112233, verdict: Blocked } } }
  - cloud: { request: { reserve: { card: 02112233, id: 1, until: 1m } } }
  - expect: { session: { credential: 04112233 }, records: [{ type: denied, credential: 04E10203, stoppedBy: 04112233 }] }
`);
    const text = JSON.stringify(scenario);
    const written = [...text.matchAll(/"(?:id|card|pin)":"([#0-9A-F]{4,})"/g)].map(([, id]) => id);
    expect(written.join(" ")).toBe(
      [
        "04E10203 04112233 04112233 04E10203",
        "01E20304 04112233 04112233 04E10203 #4711 07112233 05112233 06112233 11223344",
        "04112233 04112233 02112233 04112233 04E10203 04112233",
      ].join(" "),
    );
  });

  test("numbers elsewhere are numbers", () => {
    expect(stepsOf("expect: { asked: 010 }")).toMatchObject([{ expect: { asked: 10 } }]);
  });
});

describe("values", () => {
  test.each([
    ["300ms", 300],
    ["1.5s", 1_500],
    ["2m", 120_000],
    ["0.5h", 1_800_000],
    ["3d", 259_200_000],
    ["0s", 0],
  ])("%s are %d milliseconds", (written, milliseconds) => {
    expect(stepsOf(`wait: ${written}`)).toMatchObject([{ for: milliseconds }]);
  });

  test("a shift has its sign", () => {
    const steps = stepsOf("clock: { jump: +2h }", "clock: { jump: -30m }");
    expect(steps).toMatchObject([{ jump: 7_200_000 }, { jump: -1_800_000 }]);
  });

  test("an energy is watt-hours", () => {
    expect(stepsOf("meter: { connector: 1, energy: 0.0015kWh }")).toMatchObject([{ energyWh: 1.5 }]);
  });

  test("an entry has the core's form, and what it does not say does not limit it", () => {
    const { users } = scenarioOf(`
scenario: 1
name: x
users:
  - { card: 04A1B2C3 }
  - { pin: "#4711", user: bo, status: blocked, expires: 2026-06-02T00:00:00+02:00, from: 2026-06-01T00:00Z, master: true,
      owner: true, uses: 2, maxEnergy: 10kWh, maxTime: 2h, group: g, chargers: [a], connectors: [16], windows: ["Mon 07:00-19:00"] }
steps: [{ wait: 1s }]`) ?? { users: [] };
    expect(users).toEqual([
      { credential: { kind: "card", id: "04A1B2C3" }, status: "active", user: null, expires: null },
      {
        credential: { kind: "pin", pin: "#4711" },
        status: "blocked",
        user: "bo",
        expires: Date.UTC(2026, 5, 1, 22),
        from: Date.UTC(2026, 5, 1),
        master: true,
        owner: true,
        uses: 2,
        maxEnergyWh: 10_000,
        maxTime: 7_200_000,
        group: "g",
        chargers: ["a"],
        connectors: [16],
        windows: ["Mon 07:00-19:00"],
      },
    ]);
  });

  test("rules are read as a unit's configuration reads them", () => {
    const written =
      "{ askTimeout: 500ms, cache: { size: 3 }, resume: never, identification: [card+pin], maxEnergyOnInvalid: 1.5kWh, pinTries: 2, anyoneStops: true }";
    const { identification, ...rules } = readRules(rulesSchema.parse(parseYaml(written)));
    const scenario = scenarioOf(`scenario: 1\nname: x\nunit: { rules: ${written} }\nsteps: [{ wait: 1s }]`);
    expect({ ...scenario?.unit.rules, remote: true }).toEqual({
      ...rules,
      identification: identification.filter((type) => type !== "remote"),
      remote: identification.includes("remote"),
    });
    expect(
      scenarioOf("scenario: 1\nname: x\nunit: { rules: { cache: off } }\nsteps: [{ wait: 1s }]")?.unit.rules
        .cache,
    ).toBe(null);
  });
});

describe("steps", () => {
  test("name their reader and keypad, the first where none is said", () => {
    const { steps } = scenarioOf(`
scenario: 1
name: x
unit:
  connectors: 2
  readers: [{ id: left, connectors: [1] }, { id: right, connectors: [2] }]
  keypads: [{ id: pad, connectors: [1, 2] }]
steps:
  - tap: 04A1B2C3
  - tap: { phone: true, reader: right, hold: 1s }
  - lay: { card: 04A1B2C3 }
  - lift: { reader: right }
  - keys: "#4711#"
  - keys: { keys: "#*", keypad: pad, every: 50ms }`) ?? { steps: [] };
    expect(actionsOf(steps)).toEqual([
      { do: "tap", card: "04A1B2C3", reader: "left", hold: 300 },
      { do: "tap", card: null, reader: "right", hold: 1_000 },
      { do: "lay", card: "04A1B2C3", reader: "left" },
      { do: "lift", reader: "right" },
      { do: "keys", keys: "#4711#", keypad: "pad", every: 200 },
      { do: "keys", keys: "#*", keypad: "pad", every: 50 },
    ]);
  });

  test("of the cloud are told apart, with what is not said", () => {
    const steps = stepsOf(
      "cloud: silent",
      "cloud: { answers: { default: { verdict: Blocked, after: 1s } } }",
      'cloud: { answers: { "#4711": { verdict: Accepted, group: g } } }',
      "cloud: { request: { start: { card: 04A1B2C3 } } }",
      "cloud: { request: { stop: { connector: 9 } } }",
      "cloud: { request: { access: open } }",
      "cloud: { request: { reserve: { group: g, id: 7, until: 10m } } }",
      'cloud: { request: { reserve: { pin: "#4711", connector: 2, id: 7, until: 2026-06-01T08:00:00Z } } }',
      "cloud: { request: { cancel: { id: 7 } } }",
      "cloud: { request: { enrol: { for: 60s } } }",
      "cloud: { request: { clearCache: true } }",
      "cloud: { request: { refresh: { card: 04A1B2C3, verdict: Blocked } } }",
    );
    expect(actionsOf(steps)).toEqual([
      { do: "cloud-link", link: "silent" },
      {
        do: "cloud-answers",
        answers: { named: [], default: { verdict: "Blocked", group: null, after: 1_000 } },
      },
      {
        do: "cloud-answers",
        answers: {
          named: [{ credential: { kind: "pin", pin: "#4711" }, verdict: "Accepted", group: "g", after: 0 }],
          default: null,
        },
      },
      ...[
        { ask: "start", connector: null, card: "04A1B2C3" },
        { ask: "stop", connector: 9 },
        { ask: "access", access: "open" },
        {
          ask: "reserve",
          id: 7,
          connector: null,
          holder: { kind: "group", group: "g" },
          until: { after: 600_000 },
        },
        {
          ask: "reserve",
          id: 7,
          connector: 2,
          holder: { kind: "pin", pin: "#4711" },
          until: { at: Date.UTC(2026, 5, 1, 8) },
        },
        { ask: "cancel", id: 7 },
        { ask: "enrol", for: 60_000 },
        { ask: "clearCache" },
        { ask: "refresh", card: "04A1B2C3", verdict: "Blocked" },
      ].map((request) => ({ do: "cloud-request", request })),
    ]);
  });

  test("of lists and users say what is whole, what changes and what is not said", () => {
    const steps = stepsOf(
      "list: { version: 4, full: [], corrupt: count }",
      "list: { version: 5, base: 4 }",
      "users: { set: [] }",
      "users: { add: [], remove: [04A1B2C3] }",
    );
    expect(actionsOf(steps)).toEqual([
      { do: "list", version: 4, content: { kind: "full", entries: [] }, corrupt: "count" },
      { do: "list", version: 5, content: { kind: "change", base: 4, set: [], remove: [] }, corrupt: null },
      { do: "users", add: null, set: [], remove: null },
      { do: "users", add: [], set: null, remove: [{ kind: "card", id: "04A1B2C3" }] },
    ]);
  });

  test("of trouble carry what happens", () => {
    const steps = stepsOf(
      "ev: { connector: 1, wants: false }",
      "pilot: { connector: 1, state: E }",
      "unplug: 1",
      "access: open",
      "fault: { device: board, kind: welded }",
      "clear: { device: board }",
      "power: crash",
      "prompt: Plug in",
    );
    expect(actionsOf(steps)).toEqual([
      { do: "ev", connector: 1, wants: false },
      { do: "pilot", connector: 1, state: "E" },
      { do: "unplug", connector: 1 },
      { do: "access", access: "open" },
      { do: "fault", fault: { device: "board", kind: "welded" } },
      { do: "clear", fault: { device: "board" } },
      { do: "power", power: "crash" },
      { do: "prompt", text: "Plug in" },
    ]);
  });

  test("expect and never have a connector and a time, and only what was said besides", () => {
    const steps = stepsOf(
      "expect: { light: yellow }",
      "expect: { session: none, within: 0s }",
      "expect: { session: { energy: 4kWh }, records: [fault, { type: denied, energy: 1kWh }] }",
      "never: { contactor: closed, for: 10s }",
    );
    expect(actionsOf(steps)).toEqual([
      { do: "expect", expect: { connector: 1, light: "yellow" }, within: 1_000 },
      { do: "expect", expect: { connector: 1, session: "none" }, within: 0 },
      {
        do: "expect",
        expect: {
          connector: 1,
          session: { energyWh: 4_000 },
          records: [{ type: "fault" }, { type: "denied", energyWh: 1_000 }],
        },
        within: 1_000,
      },
      { do: "never", expect: { connector: 1, contactor: "closed" }, for: 10_000 },
    ]);
  });
});
