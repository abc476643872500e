import { describe, expect, test } from "vitest";
import { readRules, rulesSchema } from "../../../firmware/config/rules.ts";
import { unitConfigSchema } from "../../../firmware/config/schema.ts";
import { DEFAULT_RULES } from "../../../firmware/core/rules.ts";
import { CATALOGUE, ruleNameOf, settingOf } from "../../../firmware/settings/catalogue.ts";
import type { Control, SettingGroup } from "../../../firmware/settings/setting.ts";

const GROUPS: Readonly<Record<SettingGroup, true>> = {
  access: true,
  identification: true,
  offline: true,
  sessions: true,
  pins: true,
  unit: true,
};
const KINDS: Readonly<Record<Control["kind"], true>> = {
  flag: true,
  choice: true,
  choices: true,
  duration: true,
  energy: true,
  count: true,
  zone: true,
  cache: true,
  resume: true,
};

describe("the catalogue of settings", () => {
  test("no group is empty, and no kind of control is for nothing", () => {
    expect(new Set(CATALOGUE.map(({ group }) => group))).toEqual(new Set(Object.keys(GROUPS)));
    expect(new Set(CATALOGUE.map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)));
  });

  test("what is written nowhere is what the core has by default, and each default is of its written form", () => {
    expect(readRules({})).toEqual(DEFAULT_RULES);
    for (const { key, schema, default: value } of CATALOGUE) expect(schema.parse(value), key).toEqual(value);
  });

  test("has every rule of the configuration file, and access and zone, each once", () => {
    const rules = CATALOGUE.flatMap(({ key }) => ruleNameOf(key) ?? []);
    expect(rules).toEqual(Object.keys(rulesSchema.shape));
    expect(CATALOGUE.map(({ key }) => key)).toEqual([
      "access",
      "zone",
      ...rules.map((name) => `rules.${name}`),
    ]);
    expect(Object.keys(unitConfigSchema.shape)).toEqual(expect.arrayContaining(["access", "zone", "rules"]));
    for (const name of ["__proto__", "constructor", "rules.toString", "rules", ""])
      expect(settingOf(name)).toBeUndefined();
  });

  test("only the zone needs a restart, and only access may be the cloud's", () => {
    expect(CATALOGUE.filter(({ applies }) => applies === "restart").map(({ key }) => key)).toEqual(["zone"]);
    const theirs = CATALOGUE.filter(({ decidedBy }) => decidedBy === "cloud-when-managed");
    expect(theirs.map(({ key }) => key)).toEqual(["access"]);
  });

  test.each(CATALOGUE.map((setting) => [setting.key, setting] as const))(
    "%s is told in words",
    (_, setting) => {
      const { title, explanation, values = {}, kind } = setting;
      expect(title).toMatch(/^[A-Z][A-Za-z ]{3,30}$/);
      for (const text of [explanation, ...Object.values(values)]) expect(text).toMatch(/^[^\n|`]*[^\n|`.]$/);
      if (kind !== "choice" && kind !== "choices") return;
      for (const name of Object.keys(values)) {
        const value = kind === "choice" ? name : [name];
        expect(setting.schema.safeParse(value).success, name).toBe(true);
      }
      expect(Object.keys(values).length).toBeGreaterThan(1);
    },
  );

  test("a choice has words for everything that may be chosen", () => {
    for (const { kind, schema, values = {}, key } of CATALOGUE) {
      if (kind !== "choice" && kind !== "choices") continue;
      const wrong = kind === "choice" ? "none of them" : ["none of them"];
      const message = schema.safeParse(wrong).error?.issues[0];
      const options = message?.code === "invalid_value" ? message.values.map(String) : [];
      expect(options, key).toEqual(Object.keys(values));
    }
  });
});
