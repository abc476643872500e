import type { HtmlEscapedString } from "hono/utils/html";

/** A text that is markup where it is not sent as text; and as it must be sent. */
export const HOSTILE = `<b onclick="x" id='y'>&amp;`;
export const HOSTILE_SENT = "&lt;b onclick=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;";

/** What a component sends to the browser. */
export async function markup(component: HtmlEscapedString | Promise<HtmlEscapedString>): Promise<string> {
  return (await component).toString();
}
