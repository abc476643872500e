import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  // Without a referrer, browsers call a form's origin `null`, and then nothing tells it from another site's (`originGuard`).
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * The guards of every page, in their order: headers on every answer, then Host and origin. How long a body may be is each
 * route's own to say (`limitBody`).
 *
 * @param allowedHosts exactly the `Host` headers that are answered (`127.0.0.1:8080`), asked for at every request
 */
export function guards(allowedHosts: () => readonly string[]): MiddlewareHandler[] {
  return [securityHeaders, hostGuard(allowedHosts), originGuard];
}

/**
 * Refuses a larger request body before it is read, and one that breaks off (an HTTPException 400): that is nobody's failure.
 *
 * @param bytes the largest
 * @param tooLong answers in its place
 */
export function limitBody(
  bytes: number,
  tooLong: (context: Context) => Response = (context) => context.text("That was too long.", 413),
): MiddlewareHandler {
  const limit = bodyLimit({ maxSize: bytes, onError: tooLong });
  return async (context, next) => {
    let isRead = false;
    try {
      return await limit(context, () => {
        isRead = true;
        return next();
      });
    } catch (error) {
      if (isRead || error instanceof HTTPException) throw error;
      throw new HTTPException(400, { message: "form", cause: error });
    }
  };
}

/** The headers stand on errors, too. */
const securityHeaders: MiddlewareHandler = async (context, next) => {
  for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
  await next();
};

/** A name that resolves to this machine only since a moment ago (DNS rebinding) is not among the names served. */
function hostGuard(allowedHosts: () => readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header("host")?.toLowerCase();
    if (host === undefined || !allowedHosts().includes(host)) {
      throw new HTTPException(421, { message: "This page is not served under that name." });
    }
    await next();
  };
}

/**
 * What changes something must come from the page itself. Browsers say so in `Sec-Fetch-Site`; where they do not (without
 * TLS they do so to this machine only), their `Origin` must name the host. A client that sends neither is no browser, and
 * nobody's tool.
 */
const originGuard: MiddlewareHandler = async (context, next) => {
  if (context.req.method !== "GET" && context.req.method !== "HEAD") {
    const site = context.req.header("sec-fetch-site");
    const origin = context.req.header("origin");
    const host = context.req.header("host");
    const named = origin === `http://${host}` || origin === `https://${host}`;
    const welcome = site
      ? site === "same-origin" && (named || origin === undefined || origin === "null")
      : named || origin === undefined;
    if (!welcome) throw new HTTPException(403, { message: "That did not come from this page." });
  }
  await next();
};
