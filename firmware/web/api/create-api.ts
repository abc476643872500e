import { OpenAPIHono } from "@hono/zod-openapi";
import { getPath } from "hono/utils/url";
import { limitBody } from "../../../ui/guards.ts";
import { LARGEST_FORM } from "../form.ts";
import type { House } from "../house.ts";
import type { ApiEnv } from "./api-env.ts";
import { answerFailure } from "./api-failure.ts";
import { bearerDoor } from "./bearer.ts";
import { documentResource } from "./document.ts";
import { doorResource } from "./door-resource.ts";
import { historyResource } from "./history-resource.ts";
import { identificationsResource } from "./identifications-resource.ts";
import { problem } from "./problem.ts";
import type { Api } from "./route.ts";
import { scanResource } from "./scan-resource.ts";
import { settingsResource } from "./settings-resource.ts";
import { statusResource } from "./status-resource.ts";
import { usersResource } from "./users-resource.ts";
import { schemaErrors } from "./wrong-fields.ts";

/** Where the API is. */
export const API = "/api/v1";

/**
 * The unit's JSON API: what its page can do, for programs. Routes, what they take and what they answer, and the OpenAPI
 * document are made from the same schemas. It stands behind the page's guards of Host and Origin; every request but for the
 * login and the document needs a bearer token. What goes wrong is told as `application/problem+json`.
 */
export function createApi(house: House): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({
    getPath: (request) => pathIn(getPath(request)),
    defaultHook: (result, context) => {
      if (!result.success) return problem(context, "wrong-fields", { errors: schemaErrors(result.error) });
      return undefined;
    },
  });
  api.onError((error, context) => answerFailure(error, context, house.parts.log));
  api.notFound((context) => problem(context, "no-such-path"));
  api.use("*", async (context, next) => {
    context.header("Cache-Control", "no-store");
    await next();
  });
  api.use("*", bearerDoor(house.parts.gate));
  api.use(
    "*",
    limitBody(LARGEST_FORM, (context) => problem(context, "too-large")),
  );

  for (const add of RESOURCES) add(api, house);
  refuseOtherMethods(api);
  return api;
}

const RESOURCES = [
  doorResource,
  statusResource,
  settingsResource,
  usersResource,
  identificationsResource,
  scanResource,
  historyResource,
  documentResource,
];

/** The path within the API; of another version of it, one that nothing is at. */
function pathIn(path: string): string {
  return path.startsWith(`${API}/`) ? path.slice(API.length) : "/";
}

/** A path that is known for other methods says for which. */
function refuseOtherMethods(api: Api): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of api.routes) {
    if (method === "ALL") continue;
    const known = methods.get(path) ?? new Set();
    methods.set(path, known.add(method));
  }
  for (const [path, known] of methods) {
    const allowed = [...known, ...(known.has("GET") ? ["HEAD"] : [])].toSorted().join(", ");
    api.all(path, (context) => {
      context.header("Allow", allowed);
      return problem(context, "wrong-method");
    });
  }
}
