/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { may } from "../../access/may.ts";
import type { CircuitId, InstallationId } from "../../database/ids.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import { formOf } from "../form.ts";
import { liveRoute } from "../live.ts";
import { AccessPage, accessRegions } from "../pages/access-page.tsx";
import {
  type CircuitFormView,
  CircuitsPage,
  InstallationSettingsPage,
  RetentionPage,
} from "../pages/installation-settings-page.tsx";
import type { InstallationFormView } from "../pages/installations-page.tsx";
import { AT } from "../pages/places.ts";
import { installationPages } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { idParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";
import { allowedInstallation, atField, goOn, granted, installationIn } from "./seen-in-address.ts";

const PAGE = `${AT.installations}/:installation/settings`;

/** An installation's settings: what it is called, its access (B5), its circuits, its retention, its end. */
export function installationSettingsRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { installations, access, seen } = portal.services.sites;

  const settingsPage = async (
    context: PortalContext,
    installation: SeenInstallation,
    wrong: { readonly form?: InstallationFormView; readonly removeError?: string } = {},
  ) =>
    respond(
      portal,
      context,
      <InstallationSettingsPage
        visitor={context.get("visitor")}
        installation={installation}
        form={wrong.form ?? { ...installation, errors: {} }}
        removeError={wrong.removeError ?? ""}
      />,
      wrong.form || wrong.removeError ? 422 : 200,
    );

  app.get(PAGE, async (context) =>
    settingsPage(context, await allowedInstallation(portal, context, "installation.settings")),
  );

  app.post(PAGE, async (context) => {
    const { actor } = signedInOf(context);
    const words = siteWords(context.get("visitor"));
    const sent = await formOf(context);
    const form = {
      name: sent.text("name"),
      type: sent.text("type"),
      address: sent.text("address"),
      zone: sent.text("zone"),
    };
    const id = idParam<InstallationId>(context, "installation");
    const changed = await installations.change(actor, id, form);
    if (changed.ok) return goOn(portal, context, installationPages(id).settings, words.act.saved);
    const problem = atField(changed.problem);
    return settingsPage(context, await installationIn(portal, context), {
      form: { ...form, errors: { [problem]: words.problems[problem] } },
    });
  });

  app.post(`${PAGE}/remove`, async (context) => {
    const words = siteWords(context.get("visitor"));
    const id = idParam<InstallationId>(context, "installation");
    const typed = (await formOf(context)).text("name");
    const removed = await installations.remove(signedInOf(context).actor, id, typed);
    if (removed.ok) return goOn(portal, context, AT.installations, words.settings.removed(typed.trim()));
    const problem = atField(removed.problem);
    return settingsPage(context, await installationIn(portal, context), {
      removeError: words.problems[problem],
    });
  });

  const accessPage = async (context: PortalContext, installation: SeenInstallation, error = "") =>
    respond(
      portal,
      context,
      <AccessPage
        visitor={context.get("visitor")}
        picture={{
          installation,
          chargers: await seen.at(signedInOf(context).actor, installation.id),
        }}
        error={error}
      />,
      error === "" ? 200 : 422,
    );

  app.get(`${PAGE}/authentication`, async (context) =>
    accessPage(context, await allowedInstallation(portal, context, "installation.access")),
  );

  app.post(`${PAGE}/authentication`, async (context) => {
    const installation = await allowedInstallation(portal, context, "installation.access");
    const words = siteWords(context.get("visitor"));
    const sent = await formOf(context);
    const wanted = sent.text("access") === "open" ? "open" : "restricted";
    // What opens is confirmed by naming it; what locks needs no asking.
    if (wanted === "open" && sent.text("confirm").trim() !== installation.name)
      return accessPage(context, installation, words.problems["name-differs"]);
    const switched = granted(await access.switch(signedInOf(context).actor, installation.id, wanted));
    const now = switched.units.filter(({ has }) => has === "now");
    const later = switched.units.filter(({ has }) => has === "later");
    const said = [
      wanted === "open"
        ? words.access.switchedOpen(installation.name)
        : words.access.switchedRestricted(installation.name),
      ...(now.length > 0 ? [words.access.haveIt(now.map(({ name }) => name).join(", "))] : []),
      ...(later.length > 0 ? [words.access.getItLater(later.map(({ name }) => name).join(", "))] : []),
    ];
    return goOn(portal, context, installationPages(installation.id).authentication, said.join(" "));
  });

  liveRoute(app, portal, "installations/:installation/access", async (context) => {
    const { id } = await allowedInstallation(portal, context, "installation.access");
    return {
      concerns: (installation) => installation === id,
      render: async (visitor, { actor }) => {
        const installation = await installations.one(actor, id);
        if (!installation || !may(actor, "installation.access", { kind: "installation", id })) return null;
        return accessRegions(visitor, { installation, chargers: await seen.at(actor, id) });
      },
    };
  });

  circuitRoutes(app, portal);
  retentionRoutes(app, portal);
}

function circuitRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { circuits, seen } = portal.services.sites;

  const page = async (
    context: PortalContext,
    installation: SeenInstallation,
    editing: string,
    form: CircuitFormView | null = null,
  ) => {
    const { actor } = signedInOf(context);
    const [all, chargers] = await Promise.all([
      circuits.seen(actor, installation.id),
      seen.at(actor, installation.id),
    ]);
    const edited = all.find(({ id }) => id === editing);
    const shown = edited ? { name: edited.name, fuse: String(edited.fuse) } : { name: "", fuse: "32" };
    return respond(
      portal,
      context,
      <CircuitsPage
        visitor={context.get("visitor")}
        installation={installation}
        circuits={all.map((circuit) => ({
          ...circuit,
          points: chargers.filter((charger) => charger.circuit?.id === circuit.id).length,
        }))}
        form={form ?? { ...shown, errors: {} }}
        editing={edited?.id ?? null}
      />,
      form ? 422 : 200,
    );
  };

  app.get(`${PAGE}/circuits`, async (context) =>
    page(
      context,
      await allowedInstallation(portal, context, "installation.settings"),
      context.req.query("edit") ?? "",
    ),
  );

  const save = async (context: PortalContext, circuit: CircuitId | null) => {
    const { actor } = signedInOf(context);
    const words = siteWords(context.get("visitor"));
    const installation = await allowedInstallation(portal, context, "installation.settings");
    const sent = await formOf(context);
    const form = { name: sent.text("name"), fuse: sent.text("fuse") };
    const written = { name: form.name, fuse: /^\d{1,4}$/.test(form.fuse.trim()) ? Number(form.fuse) : 0 };
    const saved =
      circuit === null
        ? await circuits.add(actor, installation.id, written)
        : await circuits.change(actor, installation.id, circuit, written);
    if (saved.ok) {
      const text = circuit === null ? words.circuits.added(form.name.trim()) : words.act.saved;
      return goOn(portal, context, installationPages(installation.id).circuits, text);
    }
    const problem = atField(saved.problem);
    return page(context, installation, circuit ?? "", {
      ...form,
      errors: { [problem]: words.problems[problem] },
    });
  };

  app.post(`${PAGE}/circuits`, (context) => save(context, null));
  app.post(`${PAGE}/circuits/:circuit`, (context) => save(context, idParam<CircuitId>(context, "circuit")));

  app.post(`${PAGE}/circuits/:circuit/remove`, async (context) => {
    const { actor } = signedInOf(context);
    const installation = await allowedInstallation(portal, context, "installation.settings");
    const id = idParam<CircuitId>(context, "circuit");
    const found = (await circuits.seen(actor, installation.id)).find((circuit) => circuit.id === id);
    granted(await circuits.remove(actor, installation.id, id));
    const { removed } = siteWords(context.get("visitor")).circuits;
    return goOn(portal, context, installationPages(installation.id).circuits, removed(found?.name ?? ""));
  });
}

function retentionRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { personal } = portal.services.sites;

  app.get(`${PAGE}/retention`, async (context) => {
    const installation = await installationIn(portal, context);
    const { days } = granted(await personal.retention(signedInOf(context).actor, installation.id));
    return respond(
      portal,
      context,
      <RetentionPage visitor={context.get("visitor")} installation={installation} days={days} />,
    );
  });

  app.post(`${PAGE}/retention`, async (context) => {
    const words = siteWords(context.get("visitor"));
    const id = idParam<InstallationId>(context, "installation");
    const text = (await formOf(context)).text("days");
    const days = text === "forever" ? null : Number(text);
    const saved = await personal.setRetention(signedInOf(context).actor, id, days);
    const to = installationPages(id).retention;
    if (saved.ok) return goOn(portal, context, to, words.personal.retentionSaved);
    atField(saved.problem);
    return goOn(portal, context, to, words.problems.other, "bad");
  });
}
