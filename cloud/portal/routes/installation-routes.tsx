/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { may } from "../../access/may.ts";
import type { Actor } from "../../access/role.ts";
import { runningSessions, sessionsThatRun } from "../../history/running-sessions.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import { FIRST, type Wanted } from "../../sites/stretch.ts";
import { formOf } from "../form.ts";
import { liveRoute } from "../live.ts";
import { AddChargerPage } from "../pages/add-charger-page.tsx";
import {
  InstallationPage,
  type InstallationPicture,
  installationRegions,
} from "../pages/installation-page.tsx";
import { InstallationsPage, NewInstallationPage } from "../pages/installations-page.tsx";
import { isFirst, wantedIn } from "../pages/long-list.tsx";
import { AT } from "../pages/places.ts";
import { chargerPages, installationPages, OWN } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { forbidden } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalEnv, signedInOf } from "../visitor.ts";
import { atField, goOn, installationIn } from "./seen-in-address.ts";

const PAGE = `${AT.installations}/:installation`;
/** What is proposed for a new one. */
const BLANK = { name: "", type: "go", address: "", zone: "Europe/Oslo" };

/** Installations: all of them, a new one, one of them with its chargers, a new charger (B3, B5). */
export function installationRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { installations, seen, circuits, chargers } = portal.services.sites;

  app.get(AT.installations, async (context) => {
    const { actor } = signedInOf(context);
    const places = await installations.seen(actor, wantedIn(context));
    const charging = await sessionsThatRun(
      portal.cloud.db,
      places.items.map(({ id }) => id),
    );
    const items = places.items.map((place) => ({ ...place, charging: charging.get(place.id) ?? 0 }));
    return respond(
      portal,
      context,
      <InstallationsPage
        visitor={context.get("visitor")}
        installations={{ ...places, items }}
        alone={isFirst(places) ? await seen.alone(actor) : []}
      />,
    );
  });

  app.get(OWN.newInstallation, (context) =>
    respond(
      portal,
      context,
      <NewInstallationPage visitor={context.get("visitor")} form={{ ...BLANK, errors: {} }} />,
    ),
  );

  app.post(OWN.newInstallation, async (context) => {
    const visitor = context.get("visitor");
    const words = siteWords(visitor);
    const sent = await formOf(context);
    const form = {
      name: sent.text("name"),
      type: sent.text("type"),
      address: sent.text("address"),
      zone: sent.text("zone"),
    };
    const added = await installations.add(signedInOf(context).person.id, form);
    if (added.ok)
      return goOn(
        portal,
        context,
        installationPages(added.installation).overview,
        words.installations.added(form.name.trim()),
      );
    const errors = { [added.problem]: words.problems[added.problem] };
    return respond(
      portal,
      context,
      <NewInstallationPage visitor={visitor} form={{ ...form, errors }} />,
      422,
    );
  });

  app.get(PAGE, async (context) => {
    const installation = await installationIn(portal, context);
    const picture = await pictureOf(portal, signedInOf(context).actor, installation, wantedIn(context));
    return respond(portal, context, <InstallationPage visitor={context.get("visitor")} picture={picture} />);
  });

  liveRoute(app, portal, "installations/:installation", async (context) => {
    const { id } = await installationIn(portal, context);
    return {
      concerns: (installation) => installation === id,
      render: async (visitor, { actor }) => {
        const installation = await installations.one(actor, id);
        return installation && installationRegions(visitor, await pictureOf(portal, actor, installation));
      },
    };
  });

  app.get(`${PAGE}/chargers/new`, async (context) => {
    const installation = await installationIn(portal, context);
    const { actor } = signedInOf(context);
    if (!may(actor, "installation.add-charger", { kind: "installation", id: installation.id }))
      throw forbidden();
    return respond(
      portal,
      context,
      <AddChargerPage
        visitor={context.get("visitor")}
        installation={installation}
        circuits={await circuits.seen(actor, installation.id)}
        form={{ unit: "", name: "", circuit: context.req.query("circuit") ?? "", errors: {} }}
      />,
    );
  });

  app.post(`${PAGE}/chargers/new`, async (context) => {
    const visitor = context.get("visitor");
    const { actor } = signedInOf(context);
    const installation = await installationIn(portal, context);
    const sent = await formOf(context);
    const form = { unit: sent.text("unit"), name: sent.text("name"), circuit: sent.text("circuit") };
    const added = await chargers.add(actor, installation.id, {
      ...form,
      circuit: form.circuit === "" ? null : form.circuit,
    });
    if (added.ok) return context.redirect(chargerPages(added.charger).registration, 303);
    const problem = atField(added.problem);
    const text = siteWords(visitor).problems[problem];
    return respond(
      portal,
      context,
      <AddChargerPage
        visitor={visitor}
        installation={installation}
        circuits={await circuits.seen(actor, installation.id)}
        form={{ ...form, errors: { [problem === "unit-taken" ? "unit" : problem]: text } }}
      />,
      422,
    );
  });
}

async function pictureOf(
  { services, cloud }: Portal,
  actor: Actor,
  installation: SeenInstallation,
  wanted: Wanted = FIRST,
): Promise<InstallationPicture> {
  const { circuits, seen } = services.sites;
  const [all, chargers] = await Promise.all([
    circuits.seen(actor, installation.id),
    seen.seen(actor, wanted, installation.id),
  ]);
  return {
    installation,
    circuits: all,
    chargers,
    sessions: await runningSessions(cloud.db, actor, chargers.items),
  };
}
