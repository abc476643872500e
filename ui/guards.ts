import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";

/** What guards depend on. */
export interface GuardOptions {
  /** Exactly the `Host` headers that are answered (`127.0.0.1:8080`), read at every request. */
  readonly allowedHosts: readonly string[];
  /** The largest request body, bytes. */
  readonly bodyLimit: number;
}

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
  "Referrer-Policy": "no-referrer",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** All guards of a page, in their order: headers on every answer, then Host, origin and body size. */
export function guards(options: GuardOptions): MiddlewareHandler[] {
  return [
    securityHeaders,
    hostGuard(options.allowedHosts),
    originGuard,
    bodyLimit({
      maxSize: options.bodyLimit,
      onError: (context) => context.text("That was too long.", 413),
    }),
  ];
}

/** The headers stand on errors, too. */
const securityHeaders: MiddlewareHandler = async (context, next) => {
  for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
  await next();
};

/** A name that resolves to this machine only since a moment ago (DNS rebinding) is not among the names served. */
function hostGuard(allowed: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header("host")?.toLowerCase();
    if (host === undefined || !allowed.includes(host)) {
      throw new HTTPException(421, { message: "This page is not served under that name." });
    }
    await next();
  };
}

/**
 * What changes something must come from the page itself. Browsers say so in `Sec-Fetch-Site`; where they do not, their
 * `Origin` must name the host. A form posted under `Referrer-Policy: no-referrer` says `Origin: null`, which is why
 * `Sec-Fetch-Site` is looked at first. A client that sends neither is no browser, and nobody's tool.
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
