/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { runningSessions } from "../../history/running-sessions.ts";
import { FIRST, type Wanted } from "../../sites/stretch.ts";
import { liveRoute } from "../live.ts";
import { DashboardPage, type DashboardPicture, dashboardRegions } from "../pages/dashboard-page.tsx";
import { wantedIn } from "../pages/long-list.tsx";
import { AT } from "../pages/places.ts";
import type { Portal } from "../portal.ts";
import { respond } from "../respond.ts";
import { type PortalEnv, type SignedIn, signedInOf } from "../visitor.ts";

/** Notices on the first page at most. */
const NOTICES = 5;

/** The first page: what there is, what charges, what needs attention. */
export function homeRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  app.get(AT.home, async (context) => {
    const picture = await dashboardOf(portal, signedInOf(context), wantedIn(context));
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
          ...picture.charging.map(({ installation }) => installation.id),
        ]);
        return dashboardRegions(visitor, picture);
      },
    };
  });
}

async function dashboardOf(
  { services, cloud }: Portal,
  { actor }: SignedIn,
  wanted: Wanted = FIRST,
): Promise<DashboardPicture> {
  const { installations, seen, cards, findings } = services.sites;
  const [places, chargers, running, own, notices] = await Promise.all([
    installations.seen(actor),
    seen.seen(actor, wanted),
    seen.charging(actor),
    cards.list(actor),
    findings.newest(actor, NOTICES),
  ]);
  // What runs as units tell it, and as records tell it: one comes before the other.
  const charging = new Map([...chargers.items, ...running].map((charger) => [charger.id, charger]));
  return {
    installations: places.items,
    chargers,
    charging: [...charging.values()],
    sessions: await runningSessions(cloud.db, actor, [...charging.values()]),
    notices,
    cards: own.length,
  };
}
