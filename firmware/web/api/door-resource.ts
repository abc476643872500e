import { z } from "zod";
import type { LoginMeans } from "../access/gate.ts";
import type { House } from "../house.ts";
import { instant, written } from "./instant.ts";
import { problem, problemAnswers } from "./problem.ts";
import { ANYBODY, type Api, createRoute, done, json, jsonBody, WITHOUT_PASSWORD } from "./route.ts";

const means = z.union([z.strictObject({ password: z.string() }), z.strictObject({ code: z.string() })], {
  error: 'expected { "password": "…" } or { "code": "…" }',
});

const loginBody = jsonBody(means);
const login = createRoute({
  method: "post",
  path: "/login",
  operationId: "login",
  summary: "Logs in, by password or by a code from `chargegate web-code`",
  security: ANYBODY.security,
  request: loginBody.request,
  responses: {
    200: json(
      "Logged in",
      z.strictObject({
        token: z.string().meta({ description: "Sent as `Authorization: Bearer <token>`; a secret" }),
        expiresAt: instant.meta({
          description: "When the session ends at the latest; an hour without use ends it, too",
        }),
      }),
    ),
    ...ANYBODY.answers,
    ...loginBody.answers,
    ...problemAnswers("wrong-password", "wrong-code", "no-password"),
    ...problemAnswers("locked", "busy"),
  },
});

const logout = createRoute({
  method: "post",
  path: "/logout",
  operationId: "logout",
  summary: "Ends the session; its token is good no more",
  security: WITHOUT_PASSWORD.security,
  responses: { 204: done("Logged out"), ...WITHOUT_PASSWORD.answers },
});

const passwordBody = jsonBody(
  z.strictObject({
    current: z
      .string()
      .optional()
      .meta({ description: "The password so far; not asked of a session that began with a code" }),
    next: z.string().meta({ description: "The new one: 10 to 200 characters, not too simple" }),
  }),
);
const setPassword = createRoute({
  method: "put",
  path: "/password",
  operationId: "setPassword",
  summary: "Sets the unit's password; everybody else is logged out by it, page and API",
  security: WITHOUT_PASSWORD.security,
  request: passwordBody.request,
  responses: {
    204: done("Set"),
    ...WITHOUT_PASSWORD.answers,
    ...passwordBody.answers,
    ...problemAnswers("locked"),
  },
});

const PASSWORD_PROBLEMS = {
  "wrong-password": "this is not the password so far: send the one that was set at this unit",
  "password-too-short": "expected at least 10 characters",
  "password-too-long": "expected at most 200 characters",
  "password-too-simple": "it is among the first that are guessed: take a longer one, such as four words",
  "password-is-the-unit": "the unit's id stands on every page: take something else",
} as const;

/** Logging in and out, and setting the password. */
export function doorResource(api: Api, { parts: { gate, clock, enrolment } }: House): void {
  const wait = (until: number) => Math.max(1, Math.ceil((until - clock.wall()) / 1_000));

  api.openapi(login, async (context) => {
    const sent = context.req.valid("json");
    const by: LoginMeans = "code" in sent ? { kind: "code", ...sent } : { kind: "password", ...sent };
    const result = await gate.login(by, context.env.source, "api");
    if (result.ok) {
      const expiresAt = written(clock.wall() + result.session.until - clock.mono());
      return context.json({ token: result.token, expiresAt }, 200);
    }
    switch (result.code) {
      case "locked":
        return problem(context, "locked", { retryAfter: wait(result.until) });
      case "busy":
        return problem(context, "busy", { retryAfter: 1 });
      case "wrong-password":
      case "wrong-code":
      case "no-password":
        return problem(context, result.code);
    }
  });

  api.openapi(logout, (context) => {
    gate.logout(context.get("token"));
    return context.body(null, 204);
  });

  api.openapi(setPassword, async (context) => {
    const session = context.get("session");
    if (!session) return problem(context, "not-logged-in");
    const { current = "", next } = context.req.valid("json");
    const result = await gate.setPassword(session, { current, next }, context.env.source);
    if (result.ok) {
      // Whoever else was logged in may have opened it.
      enrolment.cancel();
      return context.body(null, 204);
    }
    if (result.code === "session-ended") return problem(context, "not-logged-in");
    if (result.code === "locked") return problem(context, "locked", { retryAfter: wait(result.until) });
    const { field, code } = result;
    return problem(context, "wrong-fields", { errors: [{ field, code, text: PASSWORD_PROBLEMS[code] }] });
  });
}
