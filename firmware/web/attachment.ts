import type { PageContext } from "./visitor.ts";

/** A file as an answer; no browser and no proxy keeps it. @param file.name as the browser saves it */
export function attachment(
  context: PageContext,
  content: string | Uint8Array<ArrayBuffer>,
  file: { readonly name: string; readonly type: string },
): Response {
  const name = file.name.replaceAll(/[^\w.-]/g, "_");
  context.header("Content-Type", file.type);
  context.header("Content-Disposition", `attachment; filename="${name}"`);
  context.header("Cache-Control", "no-store");
  return context.body(content);
}
