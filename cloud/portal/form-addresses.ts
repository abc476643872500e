import type { Hono } from "hono";
import { returnPath } from "./return-path.ts";
import type { PortalEnv } from "./visitor.ts";

/**
 * Whoever comes back by the address that a form was sent to (it stands in the browser while the page says what is to be
 * mended) is led to the page above it. To be called when all other routes are there.
 */
export function leadBackFromForms(app: Hono<PortalEnv>): void {
  const patterns = (method: string) =>
    new Set(app.routes.filter((route) => route.method === method).map(({ path }) => path));
  const pages = patterns("GET");
  for (const form of patterns("POST")) {
    if (pages.has(form)) continue;
    const page = above(form).find((path) => pages.has(path)) ?? "/";
    const depth = page === "/" ? 0 : page.split("/").length - 1;
    app.get(form, (context) => {
      const parts = context.req.path.split("/").slice(1, 1 + depth);
      return context.redirect(returnPath(`/${parts.join("/")}`) ?? "/", 303);
    });
  }
}

/** The addresses above one, the nearest first: `/a/b/c` has `/a/b` and `/a`. */
function above(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(2).map((_, index) => parts.slice(0, parts.length - 1 - index).join("/"));
}
