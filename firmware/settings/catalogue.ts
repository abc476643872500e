import { choice, zone } from "./form.ts";
import { RULE_SETTINGS, type RuleName } from "./rule-settings.ts";
import type { Form, Standing, Words } from "./setting.ts";

/** A setting's name, by which file, page, API and records call it; a rule's is that in `rules` of `charger.yaml`. */
export type SettingKey = "access" | "zone" | `rules.${RuleName}`;

/** One setting: everything that configuration file, page, API and docs have in common about it. */
export type Setting = Form & Words & Standing & { readonly key: SettingKey };

/** Whether power needs an authorization. */
export const ACCESS = {
  key: "access",
  ...choice(["open", "restricted"], "restricted"),
  title: "Access",
  explanation: "who may charge. What it was last switched to is remembered, and counts before the file",
  values: { open: "plug in and charge", restricted: "power only for those authorized" },
  group: "access",
  applies: "live",
  decidedBy: "cloud-when-managed",
} as const satisfies Setting;

/** Where the unit stands, for times of day. */
export const ZONE = {
  key: "zone",
  ...zone("UTC"),
  title: "Time zone",
  explanation: "IANA time zone, for dates and time windows in lists",
  group: "unit",
  applies: "restart",
  decidedBy: "unit",
} as const satisfies Setting;

// Object.keys forgets that these are the names and no others.
const ruleNames = Object.keys(RULE_SETTINGS) as RuleName[];

/** All settings, in the order in which they are shown. */
export const CATALOGUE: readonly Setting[] = [
  ACCESS,
  ZONE,
  ...ruleNames.map((name): Setting => {
    const rule: Form & Words = RULE_SETTINGS[name];
    return { key: `rules.${name}`, applies: "live", decidedBy: "unit", ...rule };
  }),
];

const byKey: ReadonlyMap<string, Setting> = new Map(CATALOGUE.map((setting) => [setting.key, setting]));

/** The setting of this name; undefined: there is none. */
export function settingOf(key: string): Setting | undefined {
  return byKey.get(key);
}

/** The name of a rule's setting without what all of them begin with; null: it is no rule. */
export function ruleNameOf(key: SettingKey): RuleName | null {
  return ruleNames.find((name) => key === `rules.${name}`) ?? null;
}
