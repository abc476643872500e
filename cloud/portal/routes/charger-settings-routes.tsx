/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { may } from "../../access/may.ts";
import { viewChargerPin } from "../../grants/view-charger-pin.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import { formOf } from "../form.ts";
import { liveRoute } from "../live.ts";
import { type ChargerFormView, RegistrationPage, registrationRegions } from "../pages/add-charger-page.tsx";
import { ChargerSettingsPage } from "../pages/charger-settings-page.tsx";
import { AT, installationAt } from "../pages/places.ts";
import { chargerPages } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { forbidden, refusal } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";
import { atField, chargerIn, goOn, granted } from "./seen-in-address.ts";

const PAGE = "/chargers/:charger";

/** A charger's settings, its PIN (B9), and how its unit joins. */
export function chargerSettingsRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { circuits, chargers } = portal.services.sites;

  const page = async (
    context: PortalContext,
    charger: SeenCharger,
    more: { readonly form?: ChargerFormView; readonly pin?: string; readonly removeError?: string } = {},
  ) =>
    respond(
      portal,
      context,
      <ChargerSettingsPage
        visitor={context.get("visitor")}
        charger={charger}
        circuits={await circuits.seen(signedInOf(context).actor, charger.installation.id)}
        form={
          more.form ?? {
            unit: charger.unit,
            name: charger.name,
            circuit: charger.circuit?.id ?? "",
            errors: {},
          }
        }
        pin={more.pin ?? null}
        removeError={more.removeError ?? ""}
      />,
      more.form || more.removeError ? 422 : 200,
    );

  app.get(`${PAGE}/settings`, async (context) => page(context, await chargerIn(portal, context)));

  app.post(`${PAGE}/settings`, async (context) => {
    const { actor } = signedInOf(context);
    const words = siteWords(context.get("visitor"));
    const charger = await chargerIn(portal, context);
    const sent = await formOf(context);
    // Whoever sees no circuits has no such field, and leaves the charger where it is.
    const choices = await circuits.seen(actor, charger.installation.id);
    const circuit = choices.length > 0 ? sent.text("circuit") : (charger.circuit?.id ?? "");
    const form = { unit: charger.unit, name: sent.text("name"), circuit };
    const changed = await chargers.change(actor, charger.id, {
      name: form.name,
      circuit: circuit === "" ? null : circuit,
    });
    if (changed.ok) return goOn(portal, context, chargerPages(charger.id).settings, words.act.saved);
    const problem = atField(changed.problem);
    return page(context, charger, { form: { ...form, errors: { [problem]: words.problems[problem] } } });
  });

  // A form, although it changes nothing: the look is written down, and no link of another site may cause one.
  app.post(`${PAGE}/settings/pin`, async (context) => {
    const charger = await chargerIn(portal, context);
    const seen = await viewChargerPin(portal.cloud, signedInOf(context).actor, charger.id);
    if (!seen.ok) throw refusal(seen.problem);
    return page(context, charger, { pin: seen.pin });
  });

  app.post(`${PAGE}/settings/remove`, async (context) => {
    const { actor } = signedInOf(context);
    const words = siteWords(context.get("visitor"));
    const charger = await chargerIn(portal, context);
    const removed = await chargers.remove(actor, charger.id, (await formOf(context)).text("name"));
    if (removed.ok) {
      const on = { kind: "installation", id: charger.installation.id } as const;
      const to = may(actor, "installation.view", on) ? installationAt(on.id) : AT.installations;
      return goOn(portal, context, to, words.chargerSettings.removed(charger.name));
    }
    const problem = atField(removed.problem);
    return page(context, charger, { removeError: words.problems[problem] });
  });

  registrationRoutes(app, portal);
}

function registrationRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { chargers, seen } = portal.services.sites;
  const { clock, origin } = portal.cloud;

  const registrable = async (context: PortalContext): Promise<SeenCharger> => {
    const charger = await chargerIn(portal, context);
    const { id, installation, owner } = charger;
    const on = { kind: "charger", id, installation: installation.id, owner } as const;
    if (!may(signedInOf(context).actor, "charger.settings", on)) throw forbidden();
    return charger;
  };

  app.get(`${PAGE}/registration`, async (context) => {
    const charger = await registrable(context);
    return respond(
      portal,
      context,
      <RegistrationPage
        visitor={context.get("visitor")}
        picture={{ charger, now: clock.now() }}
        shown={null}
      />,
    );
  });

  app.post(`${PAGE}/registration`, async (context) => {
    const charger = await registrable(context);
    const { token, expiresAt } = granted(await chargers.newToken(signedInOf(context).actor, charger.id));
    return respond(
      portal,
      context,
      <RegistrationPage
        visitor={context.get("visitor")}
        picture={{ charger, now: clock.now() }}
        shown={{ command: `chargegate provision --token ${token} --cloud ${origin}`, expiresAt }}
      />,
    );
  });

  liveRoute(app, portal, "chargers/:charger/registration", async (context) => {
    const { id, installation } = await registrable(context);
    return {
      concerns: (changed) => changed === installation.id,
      render: async (visitor, { actor }) => {
        const charger = await seen.one(actor, id);
        return charger && registrationRegions(visitor, { charger, now: clock.now() });
      },
    };
  });
}
