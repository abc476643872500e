import { z } from "zod";
import { CATALOGUE, type Setting } from "../../settings/catalogue.ts";
import type { SettingError, SettingView } from "../../settings/settings.ts";
import type { House } from "../house.ts";
import { problem, problemAnswers } from "./problem.ts";
import { type Api, createRoute, json, jsonBody, LOGGED_IN } from "./route.ts";
import { schemaErrors } from "./wrong-fields.ts";

/** A setting with its value; what it is in words is the schema's own. */
function settingSchema(setting: Setting) {
  return z
    .strictObject({
      value: setting.schema.meta({ description: "As it is written in charger.yaml" }),
      default: setting.schema.meta({ description: "Of a unit for which nothing is set" }),
      source: z.enum(["default", "file", "page", "cloud"]).meta({
        description: "Where the value comes from; page: it was set at the unit itself, by page or API",
      }),
      readOnly: z
        .enum(["managed"])
        .nullable()
        .meta({ description: "Why it cannot be changed here; null: it can" }),
      restartNeeded: z.boolean().meta({ description: "The value counts only after the unit's next start" }),
    })
    .meta({ description: described(setting) });
}

function described({ title, explanation, values = {} }: Setting): string {
  const single = Object.entries(values).map(([value, what]) => `\`${value}\`: ${what}`);
  return [`${title}: ${explanation}`, ...single].join(". ");
}

const settingsSchema = z
  .strictObject(Object.fromEntries(CATALOGUE.map((setting) => [setting.key, settingSchema(setting)])))
  .meta({ id: "Settings", description: "All settings, by their names" });

const changeSchema = z
  .strictObject(
    Object.fromEntries(
      CATALOGUE.map((setting) => [
        setting.key,
        setting.schema
          .nullable()
          .optional()
          .meta({ description: described(setting) }),
      ]),
    ),
  )
  .meta({
    id: "SettingsChange",
    description:
      "What is to be changed, by name, in the written form of charger.yaml; null: back to what the file or the default says",
  });

const read = createRoute({
  method: "get",
  path: "/settings",
  operationId: "getSettings",
  summary: "All settings",
  security: LOGGED_IN.security,
  responses: { 200: json("All settings", settingsSchema), ...LOGGED_IN.answers },
});

const changeBody = jsonBody(changeSchema);
const change = createRoute({
  method: "patch",
  path: "/settings",
  operationId: "changeSettings",
  summary: "Changes the settings that are named, all or none",
  security: LOGGED_IN.security,
  request: changeBody.request,
  responses: {
    200: json("All settings, as they are now", settingsSchema),
    ...LOGGED_IN.answers,
    ...changeBody.answers,
    ...problemAnswers("store-unavailable"),
  },
});

/** The settings (D1, D5). */
export function settingsResource(api: Api, { parts: { settings } }: House): void {
  const all = () => Object.fromEntries(settings.all().map((view) => [view.definition.key, shown(view)]));

  api.openapi(read, (context) => context.json(all(), 200));

  api.openapi(
    change,
    async (context) => {
      const changed = await settings.change(context.req.valid("json"));
      if (changed.ok) return context.json(all(), 200);
      if (changed.errors.some(({ code }) => code === "SETTING_NOT_SAVED"))
        return problem(context, "store-unavailable");
      return problem(context, "wrong-fields", { errors: changed.errors.map(fieldError) });
    },
    (result, context) => {
      if (result.success) return undefined;
      const errors = schemaErrors(result.error).map((error) => ({
        ...error,
        code: error.code === "unknown-field" ? "SETTING_UNKNOWN" : "SETTING_INVALID",
      }));
      return problem(context, "wrong-fields", { errors });
    },
  );
}

function shown({ definition, value, source, readOnly, restartNeeded }: SettingView) {
  return { value, default: definition.default, source, readOnly, restartNeeded };
}

function fieldError({ key, code, text }: SettingError) {
  return { field: key, code, text };
}
