import type { MiddlewareHandler } from "hono";
import type { Gate } from "../access/gate.ts";
import type { ApiEnv } from "./api-env.ts";
import { problem } from "./problem.ts";

/** What anybody may ask for. */
const ANYBODY = ["POST /login", "GET /openapi.json", "HEAD /openapi.json"];

/** What may be done before there is a password. */
const WITHOUT_PASSWORD = ["PUT /password", "POST /logout"];

/**
 * Lets nobody pass who does not send the token of an API session, and nobody do anything but set a password before there is
 * one. What is not named here is behind it, whatever it is. Cookies are not looked at, so no other site's page can use them.
 */
export function bearerDoor(gate: Gate): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const wanted = `${context.req.method} ${context.req.path}`;
    const token = tokenIn(context.req.header("authorization"));
    const session = token === "" ? null : gate.session(token, "api");
    context.set("token", token);
    context.set("session", session);
    if (ANYBODY.includes(wanted)) return next();
    if (!session) return problem(context, "not-logged-in");
    if (!gate.hasPassword && !WITHOUT_PASSWORD.includes(wanted))
      return problem(context, "set-password-first");
    return next();
  };
}

/** Of `Bearer <token>` (RFC 6750, 2.1), the token; empty: there is none. */
function tokenIn(header: string | undefined): string {
  return /^bearer +([\w-]{1,100})$/i.exec(header ?? "")?.[1] ?? "";
}
