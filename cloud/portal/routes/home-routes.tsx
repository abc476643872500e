/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { may } from "../../access/may.ts";
import { runningSessions } from "../../history/running-sessions.ts";
import { liveRoute } from "../live.ts";
import { DashboardPage, type DashboardPicture, dashboardRegions } from "../pages/dashboard-page.tsx";
import { AT } from "../pages/places.ts";
import type { Portal } from "../portal.ts";
import { respond } from "../respond.ts";
import { type PortalEnv, type SignedIn, signedInOf } from "../visitor.ts";

/** The first page: what there is, what charges, what needs attention. */
export function homeRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  app.get(AT.home, async (context) => {
    const picture = await dashboardOf(portal, signedInOf(context));
    return respond(portal, context, <DashboardPage visitor={context.get("visitor")} picture={picture} />);
  });
  liveRoute(app, portal, "home", () => {
    // As of the last telling; the first one comes at once.
    let shown: ReadonlySet<string> = new Set();
    return {
      concerns: (installation) => shown.has(installation),
      render: async (visitor, signedIn) => {
        const picture = await dashboardOf(portal, signedIn);
        shown = new Set([
          ...picture.installations.map(({ id }) => id),
          ...picture.chargers.map(({ installation }) => installation.id),
        ]);
        return dashboardRegions(visitor, picture);
      },
    };
  });
}

async function dashboardOf({ services, cloud }: Portal, { actor }: SignedIn): Promise<DashboardPicture> {
  const { installations, seen, cards, findings } = services.sites;
  const [places, chargers, own] = await Promise.all([
    installations.seen(actor),
    seen.seen(actor),
    cards.list(actor),
  ]);
  const watched = places.filter(({ id }) => may(actor, "installation.health", { kind: "installation", id }));
  const notices = await Promise.all(
    watched.map(async (installation) => {
      const found = await findings.list(actor, installation.id);
      return found.ok ? found.findings.map((finding) => ({ ...finding, installation })) : [];
    }),
  );
  return {
    installations: places,
    chargers,
    sessions: await runningSessions(cloud.db, actor, chargers),
    notices: notices
      .flat()
      .toSorted((one, other) => other.at - one.at)
      .slice(0, 5),
    cards: own.length,
  };
}
