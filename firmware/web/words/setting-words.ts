import type { Language } from "../../../ui/language.ts";
import type { Setting, SettingKey } from "../../settings/catalogue.ts";
import { SETTINGS_NO } from "./settings-no.ts";

/** A setting in words. */
interface SettingWords {
  readonly title: string;
  readonly explanation: string;
  /** What single values mean, by how they are written. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Every setting in words. */
export type SettingsInWords = Readonly<Record<SettingKey, SettingWords>>;

/** A setting in the words of a language; the English ones are those of the catalogue, and of docs/configuration.md. */
export function settingWords(setting: Setting, language: Language): Required<SettingWords> {
  const { title, explanation, values = {} } = language === "no" ? SETTINGS_NO[setting.key] : setting;
  return { title, explanation: language === "no" ? explanation : asSentence(explanation), values };
}

function asSentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
