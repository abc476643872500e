import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { PageContext } from "./visitor.ts";

/** A page as an answer; no browser and no proxy keeps it. */
export function respond(
  context: PageContext,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  context.header("Cache-Control", "no-store");
  return context.html(html`<!doctype html>${page}`, status);
}
