import type { Hono } from "hono";
import type { Portal } from "../portal.ts";
import type { PortalEnv } from "../visitor.ts";
import { chargerRoutes } from "./charger-routes.tsx";
import { chargerSettingsRoutes } from "./charger-settings-routes.tsx";
import { credentialRoutes } from "./credential-routes.tsx";
import { healthRoutes } from "./health-routes.tsx";
import { historyRoutes } from "./history-routes.tsx";
import { homeRoutes } from "./home-routes.tsx";
import { installationRoutes } from "./installation-routes.tsx";
import { installationSettingsRoutes } from "./installation-settings-routes.tsx";
import { ownCardRoutes } from "./own-card-routes.tsx";
import { personalDataRoutes } from "./personal-data-routes.tsx";
import { pinCodeRoutes } from "./pin-code-routes.tsx";

/** Dashboard, installations, chargers and charging. */
export function siteRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  homeRoutes(app, portal);
  installationRoutes(app, portal);
  installationSettingsRoutes(app, portal);
  chargerRoutes(app, portal);
  chargerSettingsRoutes(app, portal);
  credentialRoutes(app, portal);
  pinCodeRoutes(app, portal);
  ownCardRoutes(app, portal);
  historyRoutes(app, portal);
  healthRoutes(app, portal);
  personalDataRoutes(app, portal);
}
