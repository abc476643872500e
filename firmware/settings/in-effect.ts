import type { Log } from "../../hal/log.ts";
import { readRules, rulesSchema } from "../config/rules.ts";
import type { Access } from "../core/happening.ts";
import type { Rules } from "../core/rules.ts";
import type { SavedSettings } from "../store/unit-store.ts";
import {
  ACCESS,
  CATALOGUE,
  ruleNameOf,
  type Setting,
  type SettingKey,
  settingOf,
  ZONE,
} from "./catalogue.ts";
import type { WrittenRules } from "./rule-settings.ts";

/** What `charger.yaml` says of the settings; what is absent it does not name. */
export interface FileSettings {
  readonly access?: Access;
  readonly zone?: string;
  readonly rules: WrittenRules;
}

/** Settings that were made at the unit itself, by their keys; each has its setting's written form. */
export type PageSettings = ReadonlyMap<SettingKey, unknown>;

/** What counts: the page's word before the file's, and that before the default. */
export interface InEffect {
  readonly zone: string;
  readonly rules: Rules;
}

/**
 * The settings that were saved, as far as this version knows them. One that it does not know, or that has another form, is left
 * out and logged by its key; it stays stored until settings are next changed.
 */
export function pageSettings(saved: SavedSettings, log: Log): PageSettings {
  const page = new Map<SettingKey, unknown>();
  for (const [key, value] of Object.entries(saved)) {
    const setting = settingOf(key);
    // Access has its own place in the store: it is the cloud's to switch, too.
    const read = setting && setting !== ACCESS ? setting.schema.safeParse(value) : null;
    if (setting && read?.success) page.set(setting.key, read.data);
    else
      log.warn("a setting that was made at the unit is not valid in this version, and is not used", { key });
  }
  return page;
}

/** What the file says of a setting, as it is written; undefined: nothing. */
export function fileValue({ access, zone, rules }: FileSettings, { key }: Setting): unknown {
  const rule = ruleNameOf(key);
  if (rule) return rules[rule];
  return key === "access" ? access : zone;
}

/** What is written for a setting: at the unit, else in the file, else nowhere. */
export function writtenValue(file: FileSettings, page: PageSettings, setting: Setting): unknown {
  return page.get(setting.key) ?? fileValue(file, setting) ?? setting.default;
}

/** Reads what is written into what the unit works by. */
export function readSettings(file: FileSettings, page: PageSettings): InEffect {
  const rules: Record<string, unknown> = {};
  for (const setting of CATALOGUE) {
    const name = ruleNameOf(setting.key);
    if (name) rules[name] = writtenValue(file, page, setting);
  }
  return {
    zone: ZONE.schema.parse(writtenValue(file, page, ZONE)),
    rules: readRules(rulesSchema.parse(rules)),
  };
}

/** The access mode of a unit where none was ever set. */
export function firstAccess({ access }: Pick<FileSettings, "access">): Access {
  return access ?? ACCESS.default;
}
