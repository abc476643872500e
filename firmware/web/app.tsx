/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { asset, assetRoutes, LIVE_MODULES, LOOK, PAGES_LOOK } from "../../ui/assets.ts";
import { guards } from "../../ui/guards.ts";
import { StoreError } from "../store/store-error.ts";
import { answerFailure } from "./api/api-failure.ts";
import { isOfApi, mountApi } from "./api/mount.ts";
import { FlashNotes } from "./flash-notes.ts";
import { Held } from "./held.ts";
import type { House } from "./house.ts";
import { overviewOf } from "./overview.ts";
import { ErrorPage } from "./pages/error-page.tsx";
import { OverviewPage } from "./pages/overview-page.tsx";
import { AT } from "./pages/places.ts";
import type { WebParts } from "./parts.ts";
import { respond } from "./respond.ts";
import { doorkeeper, doorRoutes, passwordRoutes } from "./routes/door.tsx";
import { historyRoutes } from "./routes/history-routes.tsx";
import { liveRoutes } from "./routes/live-routes.ts";
import { namelessRoutes } from "./routes/nameless-routes.tsx";
import { probeRoutes } from "./routes/probe-routes.ts";
import { settingsRoutes } from "./routes/settings-routes.tsx";
import { transferRoutes } from "./routes/transfer-routes.ts";
import { userRoutes } from "./routes/user-routes.tsx";
import { SessionCookie } from "./session-cookie.ts";
import { chooseLanguage, type PageContext, type PageEnv, recogniseVisitor } from "./visitor.ts";

const ASSETS = [
  ...LOOK,
  ...LIVE_MODULES,
  PAGES_LOOK,
  ...["unit.css", "mark.svg"].map((name) => asset(name, new URL(name, import.meta.url))),
  asset("firmware/web/browser/page.js", new URL("browser/page.js", import.meta.url)),
];

/**
 * The unit's own page as a web application, in this order: guards (headers, Host, Origin); what anybody may fetch (assets,
 * `/healthz`, `/metrics`); the API, which has a door of its own; the door; then, for whoever is logged in, the pages.
 * Everything that changes something on them is a form with the session's own secret in it. They work without script; with
 * it, they are live.
 *
 * @param source the address that a request comes from
 */
export function createUnitPage(parts: WebParts, house: Pick<House, "refusals" | "source">): Hono<PageEnv> {
  const cookie = new SessionCookie(parts);
  const rooms: House = { parts, notes: new FlashNotes(), undos: new Held(parts.clock), cookie, ...house };
  const app = new Hono<PageEnv>();

  app.use("*", ...guards(parts.allowedHosts));
  app.route("/assets", assetRoutes(ASSETS));
  probeRoutes(app, parts);
  mountApi(app, rooms);
  app.use(
    "*",
    recogniseVisitor((context) => parts.gate.session(cookie.read(context), "page")),
  );
  app.use("*", async (context, next) => {
    const { lang, ...others } = context.req.query();
    if (lang === undefined || context.req.method !== "GET") return next();
    chooseLanguage(context, lang);
    const rest = new URLSearchParams(others).toString();
    return context.redirect(`${context.get("visitor").path}${rest === "" ? "" : `?${rest}`}`, 303);
  });
  doorRoutes(app, rooms);
  app.use("*", ...doorkeeper(rooms));
  passwordRoutes(app, rooms);

  app.get(AT.overview, (context) => {
    const visitor = context.get("visitor");
    const picture = overviewOf(parts, rooms.refusals);
    const note = visitor.session && rooms.notes.take(visitor.session);
    return respond(
      context,
      <OverviewPage visitor={visitor} unit={parts.facts.unit} picture={picture} note={note} />,
    );
  });
  app.get("/configuration", (context) => context.redirect(AT.authorization, 303));
  app.get("/configuration/user", (context) => context.redirect(AT.authorization, 303));
  app.get("/configuration/unit", (context) => context.redirect(AT.unit, 303));
  settingsRoutes(app, rooms);
  transferRoutes(app, rooms);
  // Where a form led to: whoever comes back there by its address begins anew.
  app.get(`${AT.backup}/*`, (context) => context.redirect(AT.backup, 303));
  app.get(`${AT.users}/import/*`, (context) => context.redirect(`${AT.users}/import`, 303));
  namelessRoutes(app, rooms);
  userRoutes(app, rooms);
  historyRoutes(app, rooms);
  liveRoutes(app, rooms);

  app.notFound((context) => errorPage(context, parts, 404));
  app.onError((error, context) => {
    if (isOfApi(context.req.path)) return answerFailure(error, context, parts.log);
    if (error instanceof HTTPException) return errorPage(context, parts, error.status, error.message);
    parts.log.error("a page failed", { path: context.req.path, error: String(error) });
    return errorPage(context, parts, error instanceof StoreError ? 503 : 500);
  });
  return app;
}

function errorPage(context: PageContext, parts: WebParts, status: ContentfulStatusCode, missing = "") {
  // A guard speaks before it is known who asks.
  const visitor = context.get("visitor");
  if (!visitor) return context.text("This page is not served like that.", status);
  return respond(
    context,
    <ErrorPage visitor={visitor} unit={parts.facts.unit} status={status} missing={missing} />,
    status,
  );
}
