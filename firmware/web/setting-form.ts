import type { Setting, SettingKey } from "../settings/catalogue.ts";
import type { SettingError } from "../settings/settings.ts";
import type { Form } from "./form.ts";

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

/** What is wrong, by setting; the first of several. */
export function settingErrors(errors: readonly SettingError[]): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { key, text } of errors) texts[key] ??= text;
  return texts;
}
