import { z } from "zod";
import { ANYBODY, type Api, BEARER, createRoute, json } from "./route.ts";

const read = createRoute({
  method: "get",
  path: "/openapi.json",
  operationId: "getDocument",
  summary: "This document; it holds no data of the unit",
  security: ANYBODY.security,
  responses: { 200: json("OpenAPI 3.1", z.object({ openapi: z.string() })), ...ANYBODY.answers },
});

/** What the API takes and answers, by the schemas by which it does so (OpenAPI 3.1). */
export function documentResource(api: Api): void {
  let document: ReturnType<typeof documentOf> | null = null;
  api.openAPIRegistry.registerComponent("securitySchemes", BEARER, {
    type: "http",
    scheme: "bearer",
    description: "The token that `POST /login` answers",
  });
  api.openapi(read, (context) => {
    document ??= documentOf(api);
    return context.json(document, 200);
  });
}

/** Of an API with all its routes. */
function documentOf(api: Api) {
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "ChargeGate unit",
      version: "1",
      description:
        "What the unit's own page can do, for programs. How to log in, with examples: docs/unit-api.md. Fields, codes and values are added, never changed.",
      license: { name: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
  });
}
