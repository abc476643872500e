import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import { problemsOf, unknownKey } from "../config/problem.ts";
import type { Access } from "../core/happening.ts";
import type { Rules } from "../core/rules.ts";
import { inTime } from "../in-time.ts";
import { StoreError } from "../store/store-error.ts";
import type { UnitStore } from "../store/unit-store.ts";
import { ACCESS, CATALOGUE, ruleNameOf, type Setting, type SettingKey, settingOf } from "./catalogue.ts";
import {
  type FileSettings,
  fileValue,
  type PageSettings,
  pageSettings,
  readSettings,
  writtenValue,
} from "./in-effect.ts";

/** Where settings reach into the running unit. */
interface SettingsApply {
  rules(rules: Rules): void;
  access(access: Access): void;
  /** Settings were changed, those of access apart: which, by their keys. Told once the change is durable and counts. */
  changed(keys: readonly SettingKey[]): void;
}

export interface SettingsParts {
  /** What the configuration file says. */
  readonly file: FileSettings;
  /** The unit belongs to an installation: what is the cloud's to decide is not decided here. */
  readonly managed: boolean;
  readonly store: Pick<UnitStore, "saved" | "commit">;
  /** The access mode in use. */
  readonly access: () => Access;
  readonly apply: SettingsApply;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
}

/** A setting with its value. */
export interface SettingView {
  readonly definition: Setting;
  /** As it is written; what is saved, which may count only after the next start. */
  readonly value: unknown;
  /** Where it comes from: `page` stands for everything at the unit itself. */
  readonly source: "default" | "file" | "page" | "cloud";
  /** Why it cannot be changed here; null: it can. */
  readonly readOnly: null | "managed";
  /** What is saved differs from what is in use, until the unit is started anew. */
  readonly restartNeeded: boolean;
}

/** Why a change was not made. Codes are added, never changed. */
export interface SettingError {
  readonly key: string;
  readonly code: "SETTING_UNKNOWN" | "SETTING_INVALID" | "SETTING_MANAGED" | "SETTING_NOT_SAVED";
  /** One line for people: what was expected, or what to do. Never what was given. */
  readonly text: string;
}

export type SettingsChange =
  | {
      readonly ok: true;
      /** Settings whose values are others now. */
      readonly changed: readonly SettingKey[];
      /** Of these, those that count only after the next start. */
      readonly restartNeeded: readonly SettingKey[];
    }
  | { readonly ok: false; readonly errors: readonly SettingError[] };

/** A setting that would get another value, both as they are written. */
export interface SettingMove {
  readonly definition: Setting;
  readonly from: unknown;
  readonly to: unknown;
}

/** A setting and what it is to be (null: what the file or the default says), or why not. */
type Wanted =
  | { readonly setting: Setting; readonly value: unknown; readonly error?: undefined }
  | { readonly setting?: undefined; readonly value?: undefined; readonly error: SettingError };

/** Nobody waits longer for the disk, milliseconds: other changes wait behind. */
const SAVED_WITHIN = 5_000;
const NOTHING_MADE: PageSettings = new Map();
const MANAGED = "the unit is managed: this is its cloud's to decide, and is changed there";

/**
 * The settings of a running unit: what its file says, what was changed at the unit itself, which goes before it, and what is the
 * cloud's to decide. A change is durable before it counts, and counts at once where it can.
 */
export class Settings {
  readonly #parts: SettingsParts;
  /** What was written when the unit was started. */
  readonly #started: PageSettings;
  /** The time zone then. */
  readonly #zone: string;
  #page: PageSettings;
  #rules: Rules;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(parts: SettingsParts) {
    const { file, store, log } = parts;
    const saved = store.saved();
    this.#parts = parts;
    this.#page = pageSettings(saved.settings, log);
    this.#started = this.#page;
    const { zone, rules } = readSettings(file, this.#page);
    this.#zone = zone;
    this.#rules = rules;
    const differing = CATALOGUE.filter((setting) => {
      const made = setting === ACCESS ? saved.access : this.#page.get(setting.key);
      return (made ?? null) !== null && !isSame(setting, made, writtenValue(file, NOTHING_MADE, setting));
    });
    if (differing.length > 0)
      log.info("settings that were made at the unit go before those of the file", {
        keys: differing.map(({ key }) => key),
      });
  }

  /** All settings, in the order in which they are shown. */
  all(): readonly SettingView[] {
    return CATALOGUE.map((definition) => ({
      definition,
      value: this.#valueOf(definition),
      source: this.#sourceOf(definition),
      readOnly: this.#isManaged(definition) ? "managed" : null,
      restartNeeded: this.#needsRestart(definition),
    }));
  }

  /** The rules in use. */
  rules(): Rules {
    return this.#rules;
  }

  /** The time zone in use: that of the unit's start. */
  zone(): string {
    return this.#zone;
  }

  /**
   * Changes settings, all of them or none. Changes wait for each other.
   *
   * @param written by key, in the written form; null: what the file or the default says. A value that is there already changes
   * nothing.
   */
  change(written: Readonly<Record<string, unknown>>): Promise<SettingsChange> {
    const change = this.#changing.then(() => this.#change(written));
    this.#changing = change.catch(() => undefined);
    return change;
  }

  /** What `change` would give other values now, in the order of `written`; what it would refuse is left out. */
  wouldChange(written: Readonly<Record<string, unknown>>): readonly SettingMove[] {
    return this.#judge(written).flatMap(({ setting, value }): SettingMove[] => {
      if (!setting) return [];
      const from = this.#valueOf(setting);
      const to = value ?? writtenValue(this.#parts.file, NOTHING_MADE, setting);
      return isSame(setting, to, from) ? [] : [{ definition: setting, from, to }];
    });
  }

  async #change(written: Readonly<Record<string, unknown>>): Promise<SettingsChange> {
    const wanted = this.#judge(written);
    const errors = wanted.flatMap(({ error }) => error ?? []);
    if (errors.length > 0) return { ok: false, errors };
    const { file, apply } = this.#parts;
    const page = new Map(this.#page);
    const changed = new Set<SettingKey>();
    let access: Access | null = null;
    for (const { setting, value } of wanted) {
      if (!setting) continue;
      const meant = value ?? writtenValue(file, NOTHING_MADE, setting);
      const isOther = !isSame(setting, meant, this.#valueOf(setting));
      if (isOther) changed.add(setting.key);
      if (setting === ACCESS) access = isOther ? ACCESS.schema.parse(meant) : null;
      else if (value === null) page.delete(setting.key);
      else if (isOther) page.set(setting.key, value);
    }
    const keys = [...changed];
    // What the disk has taken late counts all the same: what is in use never differs from what is saved.
    const saved = this.#save(page, access).then(() => {
      this.#page = page;
      this.#rules = readSettings(file, page).rules;
      if (keys.some((key) => ruleNameOf(key) !== null)) apply.rules(this.#rules);
      if (access) apply.access(access);
      const told = keys.filter((key) => key !== ACCESS.key);
      if (told.length > 0) apply.changed(told);
    });
    const problem = await problemOf(inTime(this.#parts.clock, SAVED_WITHIN, saved));
    if (problem !== null) {
      const { message: text } = problem;
      const code = "SETTING_NOT_SAVED";
      return { ok: false, errors: Object.keys(written).map((key) => ({ key, code, text })) };
    }
    const waiting = CATALOGUE.filter((setting) => changed.has(setting.key) && this.#needsRestart(setting));
    return { ok: true, changed: keys, restartNeeded: waiting.map(({ key }) => key) };
  }

  /** What is to be, or what is wrong with it. */
  #judge(written: Readonly<Record<string, unknown>>): readonly Wanted[] {
    return Object.entries(written).flatMap(([key, value]): Wanted[] => {
      const setting = settingOf(key);
      if (!setting) {
        const text = unknownKey(
          key,
          CATALOGUE.map((one) => one.key),
        );
        return [{ error: { key, code: "SETTING_UNKNOWN", text } }];
      }
      if (this.#isManaged(setting)) return [{ error: { key, code: "SETTING_MANAGED", text: MANAGED } }];
      if (value === null) return [{ setting, value }];
      const read = setting.schema.safeParse(value);
      if (read.success) return [{ setting, value: read.data }];
      return problemsOf(read.error, setting.schema).map(({ path, expected }) => {
        const text = [...path.map(String), expected].join(": ");
        return { error: { key, code: "SETTING_INVALID", text } };
      });
    });
  }

  async #save(page: PageSettings, access: Access | null): Promise<void> {
    if (isDeepStrictEqual(page, this.#page) && access === null) return;
    await this.#parts.store.commit({ settings: Object.fromEntries(page), ...(access && { access }) });
  }

  #valueOf(setting: Setting): unknown {
    return setting === ACCESS ? this.#parts.access() : writtenValue(this.#parts.file, this.#page, setting);
  }

  #sourceOf(setting: Setting): SettingView["source"] {
    const { file, store } = this.#parts;
    if (setting === ACCESS && store.saved().access !== null)
      return this.#isManaged(setting) ? "cloud" : "page";
    if (this.#page.has(setting.key)) return "page";
    return fileValue(file, setting) === undefined ? "default" : "file";
  }

  #isManaged({ decidedBy }: Setting): boolean {
    return this.#parts.managed && decidedBy === "cloud-when-managed";
  }

  #needsRestart(setting: Setting): boolean {
    if (setting.applies === "live") return false;
    return !isSame(setting, this.#valueOf(setting), writtenValue(this.#parts.file, this.#started, setting));
  }
}

/** Why it was not saved, or not yet; null: it was. */
async function problemOf(saved: Promise<unknown>): Promise<StoreError | null> {
  try {
    return (await saved) === null ? new StoreError("STORE_SILENT") : null;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}

/** Whether two written values are one; the order in which several are chosen means nothing. */
function isSame({ kind }: Setting, one: unknown, other: unknown): boolean {
  const ordered = (value: unknown) =>
    kind === "choices" && Array.isArray(value) ? value.map(String).toSorted() : value;
  return isDeepStrictEqual(ordered(one), ordered(other));
}
