/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { CheckField, ChoiceField } from "../../../ui/choice.tsx";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { Banner, Panel } from "../../../ui/panel.tsx";
import type { SettingView } from "../../settings/settings.ts";
import type { FlashNote } from "../flash-notes.ts";
import type { Visitor } from "../visitor.ts";
import { FormFoot } from "./form-foot.tsx";
import { AT } from "./places.ts";
import { SettingField } from "./setting-field.tsx";
import { Csrf, Seen, Shell } from "./shell.tsx";

/** Ways to identify oneself, by the name of their box. */
export const TYPES = ["card", "pin", "card+pin", "remote"] as const;
export type IdentificationTypeName = (typeof TYPES)[number];

/** What the form shows: what counts, or what was sent and could not be saved. */
export interface AuthorizationForm {
  readonly access: "open" | "restricted";
  readonly enabled: ReadonlySet<IdentificationTypeName>;
  readonly errors: Readonly<Record<string, string>>;
}

/** D1: who may charge, and what with. */
export function AuthorizationPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly note: FlashNote | null;
  readonly form: AuthorizationForm;
  readonly access: SettingView;
  readonly offline: readonly SettingView[];
  readonly hasCloud: boolean;
  readonly hasReader: boolean;
  readonly hasKeypad: boolean;
  /** What counts now. */
  readonly shown: unknown;
}) {
  const { visitor, unit, note, form, access, offline, hasCloud, shown } = props;
  const { authorization: words, common } = visitor.words;
  const wrong = Object.keys(form.errors).length > 0;
  return (
    <Shell visitor={visitor} unit={unit} title={words.title} here={AT.authorization} note={note}>
      <PageHead title={words.title} />
      {wrong ? (
        <Banner icon="triangle-alert" tone="bad">
          {common.mend}
        </Banner>
      ) : null}
      <form method="post" action={AT.authorization} class="form form-wide" novalidate>
        <Csrf visitor={visitor} />
        <Seen shown={shown} />
        <Panel id="access" title={words.access}>
          {access.readOnly ? (
            <>
              <p>
                <Icon name={form.access === "open" ? "lock-open" : "lock"} />{" "}
                {form.access === "open" ? words.open : words.restricted} –{" "}
                {form.access === "open" ? words.openMeans : words.restrictedMeans}
              </p>
              <p class="panel-note">{words.managed}</p>
            </>
          ) : (
            <>
              <ChoiceField
                id="access-choice"
                name="access"
                label={words.accessIntro}
                value={form.access}
                error={form.errors["access"]}
                options={[
                  { value: "restricted", label: words.restricted, hint: words.restrictedMeans },
                  { value: "open", label: words.open, hint: words.openMeans },
                ]}
              />
              {access.value === "open" ? null : (
                <div class="confirm-open">
                  <CheckField
                    id="confirm-open"
                    name="confirmOpen"
                    label={words.confirmOpen}
                    checked={false}
                    error={form.errors["confirmOpen"]}
                  />
                </div>
              )}
            </>
          )}
        </Panel>
        <Panel id="types" title={words.types}>
          <p class="panel-note">{words.typesIntro}</p>
          {form.errors["types"] ? (
            <p class="field-error" role="alert">
              {form.errors["types"]}
            </p>
          ) : null}
          {TYPES.map((type) => (
            <Type {...props} type={type} />
          ))}
        </Panel>
        <Panel id="offline" title={words.offline}>
          {hasCloud ? (
            offline.map((view) => (
              <SettingField visitor={visitor} view={view} error={form.errors[view.definition.key] ?? ""} />
            ))
          ) : (
            <p class="panel-note">{words.offlineNoCloud}</p>
          )}
        </Panel>
        <FormFoot visitor={visitor} />
      </form>
    </Shell>
  );
}

function Type(props: {
  readonly visitor: Visitor;
  readonly type: IdentificationTypeName;
  readonly form: AuthorizationForm;
  readonly hasReader: boolean;
  readonly hasKeypad: boolean;
}) {
  const { visitor, type, form } = props;
  const { authorization: words, common } = visitor.words;
  const { icon, name, means } = typeWords(type, visitor);
  const missing =
    !props.hasReader && type !== "pin" && type !== "remote"
      ? words.noReader
      : !props.hasKeypad && type !== "card" && type !== "remote"
        ? words.noKeypad
        : "";
  return (
    <fieldset class="choice type" aria-describedby={`type-${type}-means`}>
      <legend class="unseen">{name}</legend>
      <div>
        <p class="type-name row" aria-hidden="true">
          <Icon name={icon} />
          {name}
        </p>
        <p class="field-hint" id={`type-${type}-means`}>
          {means} {type === "card+pin" && isBeside(form.enabled) ? words.cardAndPinBeside : ""} {missing}
        </p>
      </div>
      <CheckField
        id={`type-${type}`}
        name={`type.${type}`}
        label={common.enabled}
        checked={form.enabled.has(type)}
      />
    </fieldset>
  );
}

/** Whether both together are asked for while one alone is enough. */
function isBeside(enabled: ReadonlySet<IdentificationTypeName>): boolean {
  return enabled.has("card+pin") && (enabled.has("card") || enabled.has("pin"));
}

function typeWords(
  type: IdentificationTypeName,
  { words: { authorization: words } }: Visitor,
): { readonly icon: IconName; readonly name: string; readonly means: string } {
  switch (type) {
    case "card":
      return { icon: "nfc", name: words.rfid, means: words.rfidMeans };
    case "pin":
      return { icon: "hash", name: words.pin, means: words.pinMeans };
    case "card+pin":
      return { icon: "shield", name: words.cardAndPin, means: words.cardAndPinMeans };
    case "remote":
      return { icon: "smartphone-nfc", name: words.remote, means: words.remoteMeans };
  }
}
