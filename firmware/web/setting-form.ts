import type { Form } from "../../ui/form.ts";
import { type Setting, type SettingKey, settingOf } from "../settings/catalogue.ts";
import type { SettingError } from "../settings/settings.ts";
import type { Visitor } from "./visitor.ts";
import type { PageWords } from "./words/page-words.ts";

/** A setting's field in a form. */
export function fieldName(key: SettingKey): string {
  return `setting.${key}`;
}

/** What a form says of a setting, in its written form; the setting itself judges it. */
export function writtenIn(form: Form, setting: Setting): unknown {
  const name = fieldName(setting.key);
  const text = form.text(name).trim();
  switch (setting.kind) {
    case "flag":
      return form.checked(name);
    case "count":
      return /^\d+$/.test(text) ? Number(text) : text;
    case "choice":
    case "duration":
    case "energy":
    case "zone":
      return text;
    case "choices":
      return Object.keys(setting.values ?? {}).filter((value) => form.checked(`${name}.${value}`));
    case "cache": {
      if (!form.checked(`${name}.on`)) return "off";
      const size = form.text(`${name}.size`).trim();
      return { lifetime: text, size: /^\d+$/.test(size) ? Number(size) : size };
    }
    case "resume":
      return form.checked(`${name}.on`) ? { within: text } : "never";
  }
}

/** What is wrong, by setting. */
export function settingErrors(
  errors: readonly SettingError[],
  { words }: Pick<Visitor, "words">,
): Readonly<Record<string, string>> {
  return Object.fromEntries(errors.map((error) => [error.key, errorWords(error, words)]));
}

function errorWords({ code, key, text }: SettingError, { settings, authorization }: PageWords): string {
  switch (code) {
    case "SETTING_INVALID": {
      const setting = settingOf(key);
      return setting ? settings.invalid[setting.kind] : text;
    }
    case "SETTING_MANAGED":
      return authorization.managed;
    case "SETTING_NOT_SAVED":
      return settings.notSaved;
    case "SETTING_UNKNOWN":
      return text;
  }
}
