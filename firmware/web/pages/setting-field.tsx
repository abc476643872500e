/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { CheckField, ChoiceField } from "../../../ui/choice.tsx";
import { Field } from "../../../ui/field.tsx";
import type { SettingView } from "../../settings/settings.ts";
import { fieldName } from "../setting-form.ts";
import type { Visitor } from "../visitor.ts";
import { settingWords } from "../words/setting-words.ts";

/** One setting as a field, with what it does and where its value comes from. */
export function SettingField(props: {
  readonly visitor: Visitor;
  readonly view: SettingView;
  /** What is wrong with what was typed; empty: nothing. */
  readonly error: string;
}) {
  const { visitor, view } = props;
  const { authorization } = visitor.words;
  return (
    <div class="setting">
      <Control {...props} />
      {view.source === "page" || view.source === "file" ? (
        <p class="setting-facts">
          <span>{view.source === "page" ? authorization.fromPage : authorization.fromFile}</span>
        </p>
      ) : null}
    </div>
  );
}

function Control({ visitor, view, error }: Parameters<typeof SettingField>[0]): Child {
  const { definition, value } = view;
  const { settings } = visitor.words;
  const { title, explanation, values } = settingWords(definition, visitor.language);
  const name = fieldName(definition.key);
  const texts = { id: name, name, label: title, error };
  const otherwise = values["false"];
  switch (definition.kind) {
    case "flag":
      return (
        <CheckField
          {...texts}
          hint={otherwise ? `${explanation} ${settings.off}: ${otherwise}.` : explanation}
          checked={value === true}
        />
      );
    case "choice":
      return (
        <ChoiceField
          {...texts}
          hint={explanation}
          value={written(value, "")}
          options={Object.entries(values).map(([one, means]) => ({ value: one, label: sentence(means) }))}
        />
      );
    case "duration":
    case "energy":
    case "zone":
      return (
        <Field
          {...texts}
          hint={`${explanation} ${hintOf(definition.kind, visitor)}`}
          value={written(value, "")}
          maxLength={100}
        />
      );
    case "count":
      return (
        <Field {...texts} hint={explanation} value={written(value, "")} maxLength={6} inputmode="numeric" />
      );
    case "cache": {
      const kept = isRecord(value) ? value : null;
      return (
        <SwitchedDuration
          {...{ visitor, name, title, explanation, error }}
          switched={settings.used}
          on={kept !== null}
          label={settings.lifetime}
          value={written(kept?.["lifetime"], "7d")}
        >
          <Field
            id={`${name}.size`}
            name={`${name}.size`}
            label={settings.size}
            value={written(kept?.["size"], "1000")}
            maxLength={6}
            inputmode="numeric"
          />
        </SwitchedDuration>
      );
    }
    case "resume": {
      const kept = isRecord(value) ? value : null;
      return (
        <SwitchedDuration
          {...{ visitor, name, title, explanation, error }}
          switched={settings.goesOn}
          on={kept !== null}
          label={settings.within}
          value={written(kept?.["within"], "10m")}
        />
      );
    }
    case "choices":
      // Each of its values is a box of its own, on the page that it belongs to.
      return null;
  }
}

/** What can be off, or on for a time. */
function SwitchedDuration(props: {
  readonly visitor: Visitor;
  readonly name: string;
  readonly title: string;
  readonly explanation: string;
  /** What it says beside the switch. */
  readonly switched: string;
  readonly on: boolean;
  /** Of the time. */
  readonly label: string;
  readonly value: string;
  readonly error: string;
  readonly children?: Child;
}) {
  const { visitor, name, title, explanation, switched, on, label, value, error, children } = props;
  return (
    <fieldset class="choice">
      <legend>{title}</legend>
      <CheckField id={`${name}.on`} name={`${name}.on`} label={switched} hint={explanation} checked={on} />
      <Field
        id={name}
        name={name}
        label={label}
        hint={visitor.words.settings.durationHint}
        value={value}
        maxLength={20}
        error={error}
      />
      {children}
    </fieldset>
  );
}

function hintOf(kind: "duration" | "energy" | "zone", { words: { settings } }: Visitor): string {
  switch (kind) {
    case "duration":
      return settings.durationHint;
    case "energy":
      return settings.energyHint;
    case "zone":
      return "";
  }
}

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** A value as it was typed; what is none is left to the one who types. */
function written(value: unknown, otherwise: string): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : otherwise;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
