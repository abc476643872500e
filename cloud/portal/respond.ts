import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Portal } from "./portal.ts";
import type { PortalContext } from "./visitor.ts";

/** A page as an answer; no browser and no proxy keeps it. What it was to say of the last action is said now. */
export function respond(
  { cookies }: Pick<Portal, "cookies">,
  context: PortalContext,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  context.header("Cache-Control", "no-store");
  if (context.get("visitor").note !== null) cookies.remove(context, "note");
  return context.html(html`<!doctype html>${page}`, status);
}
