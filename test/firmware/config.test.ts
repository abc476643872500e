import { describe, expect, test } from "vitest";
import { parseUnitConfig } from "../../firmware/config/parse.ts";
import { readRules } from "../../firmware/config/rules.ts";
import { DEFAULT_RULES } from "../../firmware/core/rules.ts";

const GOOD = `
unit: CG-0001
connectors:
  - id: 1
    board: { driver: openevse, path: /dev/ttyUSB1 }
readers:
  - { id: front, driver: pn532, path: /dev/ttyUSB0, connectors: [1] }
`;

const problems = (text: string) => {
  const parsed = parseUnitConfig(text, "charger.yaml");
  return parsed.ok ? [] : parsed.problems;
};

describe("charger.yaml", () => {
  test("keypads, cloud and web may be absent, and defaults are filled in", () => {
    const parsed = parseUnitConfig(GOOD, "charger.yaml");
    expect(parsed).toMatchObject({
      ok: true,
      config: { data: "./data", keypads: [], rules: {} },
    });
    expect(parsed.ok && readRules(parsed.config.rules)).toEqual(DEFAULT_RULES);
  });

  test.each(["mqtt://127.0.0.1:1883", "mqtts://broker.example", "mqtt://unit:50%off%@[::1]:1883/"])(
    "a broker's address: %s",
    (url) => {
      expect(problems(`${GOOD}cloud: { url: "${url}", installation: ${"0a".repeat(16)} }`)).toEqual([]);
    },
  );

  test.each([
    "http://127.0.0.1",
    "127.0.0.1:1883",
    "mqtt://:1883/",
    "mqtt://host/path",
    "mqtt://unit:12#3@host",
    "mqtt://unit:1?@host",
  ])("no broker's address, and not repeated because a password may be in it: %s", (url) => {
    const [problem = ""] = problems(`${GOOD}cloud: { url: "${url}" }`).map(String);
    expect(problem).toContain("cloud.url: expected mqtt://host:port");
    expect(problem).not.toContain(url);
  });

  test("an installation's id, and the name that the protocol uses itself", () => {
    expect(String(problems(`${GOOD}cloud: { url: "mqtt://h", installation: home }`))).toContain(
      "32 hex digits",
    );
    expect(String(problems(GOOD.replace("CG-0001", "list")))).toContain('expected another name than "list"');
  });

  test("rules are those of the scenario format, and what is not written has its default", () => {
    const rules = [
      "connectionTimeout: 90s",
      "askTimeout: 500ms",
      "localPreAuthorize: false",
      "localAuthorizeOffline: false",
      "unknownOffline: accept",
      "stopOnInvalid: false",
      "maxEnergyOnInvalid: 0.5kWh",
      "confirmStarts: false",
      "authorizeRemote: false",
      "cache: { lifetime: 1d, size: 5 }",
      "groupStops: false",
      "anyoneStops: true",
      "listChangeStops: false",
      "resume: { within: 1.5h }",
      "identification: [card+pin]",
      "pinTries: 3",
      "pinLock: 2m",
      "pinIdle: 0.25m",
    ];
    const parsed = parseUnitConfig(`${GOOD}rules: { ${rules.join(", ")} }`, "c");
    expect(parsed).toMatchObject({ ok: true });
    expect(parsed.ok && readRules(parsed.config.rules)).toEqual({
      connectionTimeout: 90_000,
      askTimeout: 500,
      localPreAuthorize: false,
      localAuthorizeOffline: false,
      unknownOffline: "accept",
      stopOnInvalid: false,
      maxEnergyOnInvalidWh: 500,
      confirmStarts: false,
      authorizeRemote: false,
      cache: { lifetime: 86_400_000, size: 5 },
      groupStops: false,
      anyoneStops: true,
      listChangeStops: false,
      resume: { within: 5_400_000 },
      identification: ["card+pin", "remote"],
      pinTries: 3,
      pinLock: 120_000,
      pinIdle: 15_000,
      minSession: 0,
    });
  });

  test.each([
    ["{ cache: {} }", { cache: DEFAULT_RULES.cache }],
    ["{ cache: { size: 7 } }", { cache: { lifetime: 7 * 86_400_000, size: 7 } }],
    ["{ cache: { lifetime: 2h } }", { cache: { lifetime: 7_200_000, size: 1_000 } }],
    ["{ cache: off }", { cache: null }],
    ["{ resume: never }", { resume: null }],
    ["{ maxEnergyOnInvalid: 1.1kWh }", { maxEnergyOnInvalidWh: 1_100 }],
    ["{ maxEnergyOnInvalid: 0kWh, minSession: 0.3s }", { maxEnergyOnInvalidWh: 0, minSession: 300 }],
    ["{ identification: [pin, card] }", { identification: ["pin", "card", "remote"] }],
    ["{ remoteStart: false }", { identification: ["card", "pin"] }],
    ["{ identification: [card+pin], remoteStart: true }", { identification: ["card+pin", "remote"] }],
  ])("rules: %s", (written, meant) => {
    const parsed = parseUnitConfig(`${GOOD}rules: ${written}`, "c");
    expect(parsed.ok && readRules(parsed.config.rules)).toEqual({ ...DEFAULT_RULES, ...meant });
  });

  test.each([
    ["{ pinIdel: 5s }", "rules.pinIdel: unknown key, did you mean pinIdle?"],
    ["{ colour: red }", "rules.colour: unknown key, expected one of connectionTimeout, askTimeout,"],
    ["{ remoteStart: 1 }", "rules.remoteStart: expected true or false"],
    ["{ askTimeout: 3 }", "rules.askTimeout: expected a duration such as"],
    ["{ askTimeout: -3s }", "rules.askTimeout: expected a duration such as"],
    [`{ askTimeout: ${"9".repeat(400)}d }`, "rules.askTimeout: expected at most 36500d"],
    ["{ maxEnergyOnInvalid: 5 }", "rules.maxEnergyOnInvalid: expected an energy such as 4kWh"],
    ["{ maxEnergyOnInvalid: 1000000000kWh }", "rules.maxEnergyOnInvalid: expected at most 1000000kWh"],
    ["{ anyoneStops: maybe }", "rules.anyoneStops: expected true or false"],
    ["{ unknownOffline: allow }", "rules.unknownOffline: expected refuse or accept"],
    ["{ identification: [] }", "rules.identification: expected at least one of card, pin and card+pin"],
    [
      "{ identification: [card, card] }",
      "rules.identification: expected each of card, pin and card+pin once",
    ],
    ["{ identification: [remote] }", "rules.identification[0]: expected card, pin or card+pin"],
    ["{ cache: on }", "rules.cache: expected off, or { lifetime: 7d, size: 1000 }"],
    ["{ cache: { size: 0 } }", "rules.cache.size: expected at least 1"],
    ["{ cache: { size: 100001 } }", "rules.cache.size: expected at most 100000"],
    ["{ cache: { sise: 1 } }", "rules.cache.sise: unknown key, did you mean size?"],
    ["{ cache: { lifetime: 7 } }", "rules.cache: expected off, or { lifetime: 7d, size: 1000 }"],
    ["{ resume: always }", "rules.resume: expected never, or { within: 10m }"],
    ["{ resume: {} }", "rules.resume: expected never, or { within: 10m }"],
    ["{ pinTries: 0 }", "rules.pinTries: expected at least 1"],
    ["{ pinTries: 2.5 }", "rules.pinTries: expected a whole number"],
  ])("no rules: %s", (written, expected) => {
    const found = problems(`${GOOD}rules: ${written}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`charger.yaml:8: ${expected}`);
  });

  test.each([
    ["an unknown key", `${GOOD}acess: open`, /^charger\.yaml:8: acess: unknown key, did you mean access\?$/],
    [
      "an unknown key that is like none",
      `${GOOD}banana: red`,
      /^charger\.yaml:8: banana: unknown key, expected one of unit, data,/,
    ],
    [
      "a nested unknown key",
      GOOD.replace("path: /dev/ttyUSB0", "pat: /dev/x"),
      /^charger\.yaml:7: readers\[0\]\.pat: unknown key, did you mean path\?$/m,
    ],
    ["a bad value", `${GOOD}access: closed`, /^charger\.yaml:8: access: expected open or restricted$/],
    [
      "a bad driver",
      GOOD.replace("openevse", "openevs"),
      /^charger\.yaml:5: connectors\[0\]\.board\.driver: expected openevse$/,
    ],
    ["a missing key", GOOD.replace("unit: CG-0001", "zone: UTC"), /^charger\.yaml:\d: unit: expected a text/],
    [
      "a bad duration",
      `${GOOD}rules: { pinIdle: 5x }`,
      /^charger\.yaml:8: rules\.pinIdle: expected a duration such as/,
    ],
    [
      "a connector that is not there",
      GOOD.replace("connectors: [1]", "connectors: [2]"),
      /expected one of the unit's connectors \(1\)/,
    ],
    [
      "a device used twice",
      GOOD.replace("ttyUSB0", "ttyUSB1"),
      /readers\[0\]\.path: expected a device of its own/,
    ],
    ["YAML that is none", `${GOOD}rules: [`, /^charger\.yaml:\d+: yaml: /],
    ["nothing at all", "", /^charger\.yaml:1: unit: expected a text/],
    ["a zone that is none", `${GOOD}zone: Mars/Base`, /^charger\.yaml:8: zone: expected a time zone/],
  ])("%s is one line: file, line, key, what was expected", (_, text, expected) => {
    const found = problems(text);
    expect(found.join("\n")).toMatch(expected);
    for (const line of found) expect(line).toMatch(/^charger\.yaml:\d+: \S+: \S/);
  });

  test("a file of many megabytes is refused before it is parsed", () => {
    expect(problems("#".repeat(1_000_000))).toEqual(["charger.yaml:1: file: expected at most 256 KiB"]);
  });

  test("an alias bomb is refused", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefg"
        .split("")
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[at]}`).join(",")}]`),
    ];
    expect(problems(bomb.join("\n")).join("\n")).toMatch(/^charger\.yaml:1: /);
  });
});
