import { describe, expect, test } from "vitest";
import { parseUnitConfig } from "../../firmware/config/parse.ts";

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
      config: { data: "./data", zone: "UTC", access: "restricted", keypads: [], rules: {} },
    });
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

  test("durations and rules are those of the scenario format", () => {
    const parsed = parseUnitConfig(
      `${GOOD}rules: { connectionTimeout: 90s, resume: never, identification: [card] }`,
      "c",
    );
    expect(parsed).toMatchObject({
      ok: true,
      config: { rules: { connectionTimeout: 90_000, resume: "never", identification: ["card"] } },
    });
  });

  test.each([
    [
      "an unknown key",
      `${GOOD}acess: open`,
      /^charger\.yaml:8: acess: unknown key, expected one of unit, data,/,
    ],
    [
      "a nested unknown key",
      GOOD.replace("path: /dev/ttyUSB0", "pat: /dev/x"),
      /^charger\.yaml:7: readers\[0\]\.pat: unknown key/m,
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
