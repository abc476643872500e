/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { Actor } from "../../access/role.ts";
import type { FindingId } from "../../database/ids.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import { liveRoute } from "../live.ts";
import { HealthPage, type HealthPicture, healthRegions } from "../pages/health-page.tsx";
import { AT } from "../pages/places.ts";
import { installationPages } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { idParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalEnv, signedInOf } from "../visitor.ts";
import { chargerIn, goOn, granted, installationIn } from "./seen-in-address.ts";

/** Devices' health, refused taps, and notices to the owner. */
export function healthRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { installations, seen, findings } = portal.services.sites;

  app.get(`${AT.installations}/:installation/health`, async (context) => {
    const installation = await installationIn(portal, context);
    const picture = await ofInstallation(portal, signedInOf(context).actor, installation);
    return respond(portal, context, <HealthPage visitor={context.get("visitor")} picture={picture} />);
  });

  app.get("/chargers/:charger/health", async (context) => {
    const charger = await chargerIn(portal, context);
    const picture = await ofCharger(portal, signedInOf(context).actor, charger);
    return respond(portal, context, <HealthPage visitor={context.get("visitor")} picture={picture} />);
  });

  app.post(`${AT.installations}/:installation/health/findings/:finding/dismiss`, async (context) => {
    const installation = await installationIn(portal, context);
    granted(await findings.dismiss(signedInOf(context).actor, idParam<FindingId>(context, "finding")));
    const { dismissed } = siteWords(context.get("visitor")).health;
    return goOn(portal, context, installationPages(installation.id).health, dismissed);
  });

  liveRoute(app, portal, "installations/:installation/health", async (context) => {
    const { id } = await installationIn(portal, context);
    return {
      concerns: (changed) => changed === id,
      render: async (visitor, { actor }) => {
        const installation = await installations.one(actor, id);
        return installation && healthRegions(visitor, await ofInstallation(portal, actor, installation));
      },
    };
  });

  liveRoute(app, portal, "chargers/:charger/health", async (context) => {
    const { id, installation } = await chargerIn(portal, context);
    return {
      concerns: (changed) => changed === installation.id,
      render: async (visitor, { actor }) => {
        const charger = await seen.one(actor, id);
        return charger && healthRegions(visitor, await ofCharger(portal, actor, charger));
      },
    };
  });
}

async function ofInstallation(
  { services }: Portal,
  actor: Actor,
  installation: SeenInstallation,
): Promise<HealthPicture> {
  const { health, findings, taps } = services.sites;
  const [devices, refused, notices, addable] = await Promise.all([
    health.ofInstallation(actor, installation.id),
    health.refusals(actor, installation.id),
    findings.list(actor, installation.id),
    taps.list(actor),
  ]);
  return {
    place: { installation },
    chargers: granted(devices).chargers,
    refusals: granted(refused).refusals,
    findings: notices.ok ? notices.findings : [],
    taps: addable.filter((tap) => tap.installation.id === installation.id),
  };
}

async function ofCharger({ services }: Portal, actor: Actor, charger: SeenCharger): Promise<HealthPicture> {
  const { health, taps } = services.sites;
  const [device, refused, addable] = await Promise.all([
    health.ofCharger(actor, charger.id),
    health.refusals(actor, charger.installation.id, charger.id),
    taps.list(actor, charger.id),
  ]);
  return {
    place: { installation: charger.installation, charger },
    chargers: [granted(device).health],
    refusals: granted(refused).refusals,
    findings: null,
    taps: addable,
  };
}
