import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { formOf } from "./form.ts";
import { isOwnForm } from "./form-secret.ts";
import { AT } from "./pages/places.ts";
import type { Portal } from "./portal.ts";
import { browserSecret } from "./recognise.ts";
import { returnPath } from "./return-path.ts";
import type { PortalContext, PortalEnv } from "./visitor.ts";

/** Lets nobody pass who is not logged in; they come back to where they were going. */
export const onlyLoggedIn: MiddlewareHandler<PortalEnv> = async (context, next) => {
  if (!context.get("visitor").signedIn) return context.redirect(loginThen(context), 303);
  return next();
};

/** Lets no form pass that is not one of this very browser's own pages. */
export function onlyOwnForms(portal: Pick<Portal, "cookies">): MiddlewareHandler<PortalEnv> {
  return async (context, next) => {
    if (!isChange(context)) return next();
    const given = (await formOf(context)).text("csrf");
    if (!isOwnForm(browserSecret(portal, context), given)) throw new HTTPException(403, { message: "csrf" });
    return next();
  };
}

/** Where somebody logs in, to be led on from there; after a form, to the page it was on. */
function loginThen(context: PortalContext): string {
  const { path, query } = context.get("visitor");
  const from = returnPath(`${path}${query}`);
  const next = from === null || from === "/" ? "" : `next=${encodeURIComponent(from)}`;
  if (isChange(context)) return `${AT.login}?said=ended${next === "" ? "" : `&${next}`}`;
  return next === "" ? AT.login : `${AT.login}?${next}`;
}

function isChange({ req: { method } }: PortalContext): boolean {
  return method !== "GET" && method !== "HEAD";
}
