/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { PageHead } from "../../../ui/page-head.tsx";
import { AT } from "../pages/places.ts";
import { Shell } from "../pages/shell.tsx";
import type { Portal } from "../portal.ts";
import { respond } from "../respond.ts";
import type { PortalEnv } from "../visitor.ts";

/** Dashboard, installations, chargers and charging. */
export function siteRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  app.get(AT.home, (context) => {
    const visitor = context.get("visitor");
    return respond(
      portal,
      context,
      <Shell visitor={visitor} title={visitor.words.nav.home} here={AT.home}>
        <PageHead title={visitor.words.nav.home} />
      </Shell>,
    );
  });
}
