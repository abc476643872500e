/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { formOf } from "../form.ts";
import { PersonalDataPage } from "../pages/personal-data-page.tsx";
import { AT } from "../pages/places.ts";
import { OWN } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { respond } from "../respond.ts";
import { type PortalEnv, signedInOf } from "../visitor.ts";

/** What is kept of somebody, for them to have and to erase. */
export function personalDataRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { personal } = portal.services.sites;

  app.get(OWN.data, (context) =>
    respond(portal, context, <PersonalDataPage visitor={context.get("visitor")} error="" lastOwnerOf={[]} />),
  );

  app.post(`${OWN.data}/export`, async (context) => {
    const text = await personal.export(signedInOf(context).actor);
    context.header("Content-Type", "application/json; charset=utf-8");
    context.header("Content-Disposition", 'attachment; filename="chargegate-my-data.json"');
    context.header("Cache-Control", "no-store");
    return context.body(text);
  });

  app.post(`${OWN.data}/erase`, async (context) => {
    const { actor, person } = signedInOf(context);
    const visitor = context.get("visitor");
    const typed = (await formOf(context)).text("email").trim().toLowerCase();
    if (typed !== person.email.toLowerCase())
      return respond(
        portal,
        context,
        <PersonalDataPage
          visitor={visitor}
          error={siteWords(visitor).personal.eraseWrong}
          lastOwnerOf={[]}
        />,
        422,
      );
    const erased = await personal.erase(actor);
    if (!erased.ok)
      return respond(
        portal,
        context,
        <PersonalDataPage visitor={visitor} error="" lastOwnerOf={erased.installations} />,
        409,
      );
    portal.cookies.remove(context, "session");
    return context.redirect(`${AT.login}?said=out`, 303);
  });
}
