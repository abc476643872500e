import type { PageContext } from "./visitor.ts";

/** Of more people, a page shows those that are searched for. */
export const MOST_SHOWN = 200;
const LONGEST = 100;

/** What is searched for; empty: nothing in particular. */
export function searchIn(context: PageContext): string {
  return (context.req.query("q") ?? "").trim().slice(0, LONGEST);
}
