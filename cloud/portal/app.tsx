/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { asset, assetRoutes, LIVE_MODULES, LOOK, PAGES_LOOK } from "../../ui/assets.ts";
import { guards, limitBody } from "../../ui/guards.ts";
import { Cookies } from "./cookies.ts";
import { onlyLoggedIn, onlyOwnForms } from "./doorkeeper.ts";
import { writeNote } from "./flash-note.ts";
import { LARGEST_FORM } from "./form.ts";
import { leadBackFromForms } from "./form-addresses.ts";
import { Live } from "./live.ts";
import { ErrorPage } from "./pages/error-page.tsx";
import type { Portal, PortalParts } from "./portal.ts";
import { browserSecret, languageSwitch, recogniseVisitor } from "./recognise.ts";
import { respond } from "./respond.ts";
import { auditRoutes } from "./routes/audit-routes.tsx";
import { doorRoutes } from "./routes/door-routes.tsx";
import { groupRoutes } from "./routes/group-routes.tsx";
import { invitationRoutes } from "./routes/invitation-routes.tsx";
import { permissionRoutes } from "./routes/permission-routes.tsx";
import { profileRoutes } from "./routes/profile-routes.tsx";
import { siteRoutes } from "./routes/site-routes.tsx";
import { groupDeskRoutes, supportRoutes } from "./routes/support-routes.tsx";
import { offeredRoutes, transferRoutes } from "./routes/transfer-routes.tsx";
import { makeServices } from "./services.ts";
import type { PortalContext, PortalEnv } from "./visitor.ts";

const ASSETS = [
  ...LOOK,
  ...LIVE_MODULES,
  PAGES_LOOK,
  ...["portal.css", "sites.css", "mark.svg"].map((name) => asset(name, new URL(name, import.meta.url))),
  asset("cloud/portal/browser/page.js", new URL("browser/page.js", import.meta.url)),
];

/**
 * The portal as a web application, in this order: guards (headers, Host, Origin); assets; who it is and in which language;
 * no form but this browser's own; what anybody may open (`door`); then, for whoever is logged in, the pages. Each page asks
 * its services, and they ask `may`. Everything that changes something is a form. The pages work without script; with it,
 * they are live.
 */
export function createPortal(parts: PortalParts): Hono<PortalEnv> {
  const cookies = new Cookies(parts.cloud.origin);
  const portal: Portal = {
    ...parts,
    services: makeServices(parts.cloud, parts.units, parts.accounts),
    cookies,
    live: new Live(parts.cloud),
    leaveNote: (context, note, session = browserSecret({ cookies }, context)) =>
      cookies.write(context, "note", writeNote(note, session)),
  };
  const app = new Hono<PortalEnv>();

  app.use("*", ...guards(parts.allowedHosts));
  app.route("/assets", assetRoutes(ASSETS));
  app.use("*", recogniseVisitor(portal), languageSwitch(portal));
  app.use(
    "*",
    limitBody(LARGEST_FORM, () => {
      throw new HTTPException(413);
    }),
  );

  doorRoutes(app, portal);
  invitationRoutes(app, portal);
  offeredRoutes(app, portal);

  const inside = new Hono<PortalEnv>();
  inside.use("*", onlyLoggedIn, onlyOwnForms(portal));
  profileRoutes(inside, portal);
  permissionRoutes(inside, portal);
  groupRoutes(inside, portal);
  transferRoutes(inside, portal);
  supportRoutes(inside, portal);
  groupDeskRoutes(inside, portal);
  auditRoutes(inside, portal);
  siteRoutes(inside, portal);
  leadBackFromForms(inside);
  app.route("/", inside);

  app.notFound((context) => errorPage(portal, context, 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return errorPage(portal, context, error.status, error.message);
    parts.cloud.log.error("a page failed", { path: context.req.path, error: String(error) });
    return errorPage(portal, context, 500);
  });
  return app;
}

function errorPage(portal: Portal, context: PortalContext, status: ContentfulStatusCode, reason = "") {
  // A guard speaks before it is known who asks.
  if (!context.get("visitor")) return context.text("This page is not served like that.", status);
  return respond(
    portal,
    context,
    <ErrorPage visitor={context.get("visitor")} status={status} reason={reason} />,
    status,
  );
}
