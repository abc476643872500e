import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { z } from "zod";
import type { ApiEnv } from "./api-env.ts";
import { problemAnswers } from "./problem.ts";

export { createRoute };

/** The API as its parts add their routes to it. */
export type Api = OpenAPIHono<ApiEnv>;

/** The name of the way to prove who one is, in the document. */
export const BEARER = "bearer";

/** What every answer can be, whoever asks for what. */
const ANYHOW = problemAnswers("foreign-origin", "wrong-host", "failed", "store-unavailable");

/** Of a route for whoever is logged in. */
export const LOGGED_IN = {
  security: [{ [BEARER]: [] as string[] }],
  answers: {
    ...ANYHOW,
    ...problemAnswers("not-logged-in", "set-password-first", "foreign-origin"),
  },
};

/** Of a route also for those who have logged in by a code and have yet to set a password. */
export const WITHOUT_PASSWORD = {
  security: LOGGED_IN.security,
  answers: { ...ANYHOW, ...problemAnswers("not-logged-in") },
};

/** Of a route for anybody. */
export const ANYBODY = { security: [] as Record<string, string[]>[], answers: ANYHOW };

/** A body of JSON, and what can be wrong with any. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return {
    request: { body: { required: true, content: { "application/json": { schema } } } },
    answers: problemAnswers("malformed-json", "too-large", "wrong-content-type", "wrong-fields"),
  } as const;
}

/** An answer of JSON. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } } as const;
}

/** An answer without a body. */
export function done(description: string) {
  return { description } as const;
}
