/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { Form } from "../../../ui/form.ts";
import type { SettingsChange, SettingView } from "../../settings/settings.ts";
import { formOf } from "../form.ts";
import type { House } from "../house.ts";
import {
  type AuthorizationForm,
  AuthorizationPage,
  type IdentificationTypeName,
  TYPES,
} from "../pages/authorization-page.tsx";
import { AT } from "../pages/places.ts";
import { RULE_GROUPS, RulesPage } from "../pages/rules-page.tsx";
import { respond } from "../respond.ts";
import { isStale } from "../seen.ts";
import { settingErrors, writtenIn } from "../setting-form.ts";
import type { PageContext, PageEnv, Visitor } from "../visitor.ts";

/** What is set by the boxes of Charging authorization. */
const OF_TYPES = ["rules.identification", "rules.remoteStart"] as const;

/** Charging authorization (D1), and the other settings. */
export function settingsRoutes(app: Hono<PageEnv>, house: House): void {
  const { parts, notes } = house;
  const { settings, facts } = parts;

  app.get(AT.authorization, (context) => {
    const visitor = context.get("visitor");
    const note = visitor.session && notes.take(visitor.session);
    return authorizationPage(context, house, { ...inUse(house), errors: {} }, note);
  });

  app.post(AT.authorization, async (context) => {
    const visitor = context.get("visitor");
    const form = await formOf(context);
    if (isStale(form, authorizationShown(house))) return changedMeanwhile(context, house, AT.authorization);
    const enabled = new Set(TYPES.filter((type) => form.checked(`type.${type}`)));
    const { access: before } = inUse(house);
    const access = accessIn(form) ?? before;
    const errors = mistakes({ access, enabled }, before, form.checked("confirmOpen"), visitor);
    const offline = facts.cloud ? writtenOf(form, offlineOf(house)) : {};
    const again = (wrong: AuthorizationForm["errors"]) =>
      authorizationPage(context, house, { access, enabled, errors: wrong }, null, { typed: offline });
    if (Object.keys(errors).length > 0) return again(errors);
    const change = await settings.change({
      ...(access !== before && { access }),
      "rules.identification": TYPES.filter((type) => type !== "remote" && enabled.has(type)),
      "rules.remoteStart": enabled.has("remote"),
      ...offline,
    });
    if (!change.ok) return again(settingErrors(change.errors, visitor));
    leaveSaved(house, visitor, change);
    return context.redirect(AT.authorization, 303);
  });

  app.get(AT.unit, (context) => {
    const visitor = context.get("visitor");
    return respond(
      context,
      <RulesPage
        visitor={visitor}
        unit={facts.unit}
        note={visitor.session && notes.take(visitor.session)}
        views={rulesOf(house)}
        errors={{}}
        shown={valuesOf(rulesOf(house))}
      />,
    );
  });

  app.post(AT.unit, async (context) => {
    const visitor = context.get("visitor");
    const form = await formOf(context);
    const views = rulesOf(house);
    if (isStale(form, valuesOf(views))) return changedMeanwhile(context, house, AT.unit);
    const written = form.checked("reset")
      ? Object.fromEntries(views.map(({ definition }) => [definition.key, null]))
      : writtenOf(form, views);
    const change = await settings.change(written);
    if (change.ok) {
      leaveSaved(house, visitor, change);
      return context.redirect(AT.unit, 303);
    }
    const typed = withTyped(views, written);
    const errors = settingErrors(change.errors, visitor);
    return respond(
      context,
      <RulesPage
        visitor={visitor}
        unit={facts.unit}
        note={null}
        views={typed}
        errors={errors}
        shown={valuesOf(views)}
      />,
      422,
    );
  });
}

function authorizationPage(
  context: PageContext,
  house: House,
  form: AuthorizationForm,
  note: Parameters<typeof AuthorizationPage>[0]["note"],
  /** What was typed and could not be saved. */
  rejected: { readonly typed: Readonly<Record<string, unknown>> } | null = null,
) {
  const { settings, facts } = house.parts;
  const access = settings.all().find(({ definition }) => definition.key === "access");
  if (!access) throw new Error("access is a setting");
  return respond(
    context,
    <AuthorizationPage
      visitor={context.get("visitor")}
      unit={facts.unit}
      note={note}
      form={form}
      access={access}
      offline={withTyped(offlineOf(house), rejected?.typed ?? {})}
      hasCloud={facts.cloud}
      hasReader={facts.readers.length > 0}
      hasKeypad={facts.keypads.length > 0}
      shown={authorizationShown(house)}
    />,
    rejected ? 422 : 200,
  );
}

function inUse({ parts }: House): Omit<AuthorizationForm, "errors"> {
  return { access: parts.unit.state.access, enabled: new Set(parts.settings.rules().identification) };
}

function authorizationShown(house: House): unknown {
  const { access, enabled } = inUse(house);
  return [access, ...enabled, ...valuesOf(offlineOf(house))];
}

function valuesOf(views: readonly SettingView[]): readonly unknown[] {
  return views.map(({ value }) => value);
}

function accessIn(form: Form): "open" | "restricted" | null {
  const access = form.text("access");
  return access === "open" || access === "restricted" ? access : null;
}

/** What is not let through before any setting judges it. */
function mistakes(
  { access, enabled }: { readonly access: string; readonly enabled: ReadonlySet<IdentificationTypeName> },
  before: string,
  confirmed: boolean,
  { words: { authorization } }: Visitor,
): Readonly<Record<string, string>> {
  const none = !enabled.has("card") && !enabled.has("pin") && !enabled.has("card+pin");
  return {
    ...(access === "open" &&
      before !== "open" &&
      !confirmed && { confirmOpen: authorization.confirmOpenMissing }),
    ...(none && { types: authorization.atLeastOne }),
  };
}

/** The settings with what was typed for them in place of what is saved. */
function withTyped(
  views: readonly SettingView[],
  typed: Readonly<Record<string, unknown>>,
): readonly SettingView[] {
  return views.map((view) => ({ ...view, value: typed[view.definition.key] ?? view.value }));
}

function offlineOf({ parts }: House): readonly SettingView[] {
  return parts.settings.all().filter(({ definition }) => definition.group === "offline");
}

function rulesOf({ parts }: House): readonly SettingView[] {
  const groups: readonly string[] = RULE_GROUPS;
  const elsewhere: readonly string[] = OF_TYPES;
  return parts.settings
    .all()
    .filter(({ definition: { group, key } }) => groups.includes(group) && !elsewhere.includes(key));
}

function writtenOf(form: Form, views: readonly SettingView[]): Record<string, unknown> {
  return Object.fromEntries(views.map(({ definition }) => [definition.key, writtenIn(form, definition)]));
}

function changedMeanwhile(context: PageContext, { notes }: House, to: string): Response {
  const { session, words } = context.get("visitor");
  if (session) notes.leave(session, { tone: "bad", text: words.common.changedMeanwhile });
  return context.redirect(to, 303);
}

/** What has come of a change; one that counts later only is told by the page itself. */
function leaveSaved(
  { notes }: House,
  { session, words }: Visitor,
  { changed, restartNeeded }: Extract<SettingsChange, { ok: true }>,
): void {
  if (!session) return;
  const { authorization, common } = words;
  const saved = restartNeeded.length > 0 ? common.saved : authorization.saved;
  notes.leave(session, { tone: "good", text: changed.length > 0 ? saved : common.nothingChanged });
}
