/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { PageHead } from "../../../ui/page-head.tsx";
import { Banner, Panel } from "../../../ui/panel.tsx";
import type { SettingGroup } from "../../settings/setting.ts";
import type { SettingView } from "../../settings/settings.ts";
import type { FlashNote } from "../flash-notes.ts";
import type { Visitor } from "../visitor.ts";
import { FormFoot } from "./form-foot.tsx";
import { AT } from "./places.ts";
import { SettingField } from "./setting-field.tsx";
import { Csrf, Seen, Shell } from "./shell.tsx";

/** The groups of settings on this page, in their order. */
export const RULE_GROUPS = [
  "sessions",
  "pins",
  "identification",
  "unit",
] as const satisfies readonly SettingGroup[];

/** Everything else that can be set while the unit runs. */
export function RulesPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly note: FlashNote | null;
  readonly views: readonly SettingView[];
  readonly errors: Readonly<Record<string, string>>;
  /** What counts now. */
  readonly shown: unknown;
}) {
  const { visitor, unit, note, views, errors, shown } = props;
  const { settings: words, common, nav } = visitor.words;
  return (
    <Shell visitor={visitor} unit={unit} title={nav.rules} here={AT.unit} note={note}>
      <PageHead title={nav.rules} intro={words.intro} />
      {views.some(({ restartNeeded }) => restartNeeded) ? (
        <Banner icon="rotate-ccw" tone="note">
          {words.restartNeeded} <code>{words.restartCommand}</code>
        </Banner>
      ) : null}
      {Object.keys(errors).length > 0 ? (
        <Banner icon="triangle-alert" tone="bad">
          {common.mend}
        </Banner>
      ) : null}
      <form method="post" action={AT.unit} class="form form-wide" novalidate>
        <Csrf visitor={visitor} />
        <Seen shown={shown} />
        {RULE_GROUPS.map((group) => {
          const inGroup = views.filter(({ definition }) => definition.group === group);
          if (inGroup.length === 0) return null;
          return (
            <Panel id={`group-${group}`} title={words.groups[group]}>
              {inGroup.map((view) => (
                <SettingField visitor={visitor} view={view} error={errors[view.definition.key] ?? ""} />
              ))}
            </Panel>
          );
        })}
        <FormFoot visitor={visitor}>
          <button type="submit" class="button button-quiet" name="reset" value="on" formnovalidate>
            <span class="button-words">{words.reset}</span>
          </button>
        </FormFoot>
      </form>
    </Shell>
  );
}
