import type { HtmlEscapedString } from "hono/utils/html";

/** What a component sends to the browser. */
export async function markup(component: HtmlEscapedString | Promise<HtmlEscapedString>): Promise<string> {
  return (await component).toString();
}
