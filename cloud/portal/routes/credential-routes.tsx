/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { Form } from "../../../ui/form.ts";
import type { PersonId, StopGroupId } from "../../database/ids.ts";
import { formOf } from "../form.ts";
import { AT } from "../pages/places.ts";
import { installationPages } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import { StopGroupsPage } from "../pages/stop-groups-page.tsx";
import { UsersCardsPage } from "../pages/users-cards-page.tsx";
import type { Portal } from "../portal.ts";
import { idParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";
import { atField, goOn, granted, installationIn } from "./seen-in-address.ts";

const PAGE = `${AT.installations}/:installation/credentials`;

/** What people identify themselves with at an installation, for its owner: their cards, and who may stop whom (A7). */
export function credentialRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { cards, seen, stopGroups } = portal.services.sites;

  app.get(PAGE, async (context) => {
    const { actor } = signedInOf(context);
    const installation = await installationIn(portal, context);
    const held = granted(await cards.ofInstallation(actor, installation.id));
    const chargers = await seen.at(actor, installation.id);
    return respond(
      portal,
      context,
      <UsersCardsPage
        visitor={context.get("visitor")}
        installation={installation}
        cards={held.cards}
        chargerName={(id) => chargers.find((charger) => charger.id === id)?.name ?? ""}
      />,
    );
  });

  const groupsPage = async (context: PortalContext, form = { name: "", error: "" }) => {
    const installation = await installationIn(portal, context);
    const { groups, people } = granted(await stopGroups.list(signedInOf(context).actor, installation.id));
    return respond(
      portal,
      context,
      <StopGroupsPage
        visitor={context.get("visitor")}
        installation={installation}
        groups={groups}
        people={people}
        form={form}
      />,
      form.error === "" ? 200 : 422,
    );
  };

  app.get(`${PAGE}/stop-groups`, (context) => groupsPage(context));

  app.post(`${PAGE}/stop-groups`, async (context) => {
    const { actor } = signedInOf(context);
    const installation = await installationIn(portal, context);
    const words = siteWords(context.get("visitor")).groups;
    const sent = await formOf(context);
    const { people } = granted(await stopGroups.list(actor, installation.id));
    const name = sent.text("name");
    const made = await stopGroups.make(actor, installation.id, { name, members: chosen(sent, people) });
    if (made.ok)
      return goOn(portal, context, installationPages(installation.id).groups, words.made(name.trim()));
    return groupsPage(context, { name, error: words.problems[atField(made.problem)] });
  });

  app.post(`${PAGE}/stop-groups/:group`, async (context) => {
    const { actor } = signedInOf(context);
    const installation = await installationIn(portal, context);
    const words = siteWords(context.get("visitor")).groups;
    const sent = await formOf(context);
    const { people } = granted(await stopGroups.list(actor, installation.id));
    const name = sent.text("name");
    const saved = await stopGroups.change(actor, idParam<StopGroupId>(context, "group"), {
      name,
      members: chosen(sent, people),
    });
    const to = installationPages(installation.id).groups;
    if (saved.ok) return goOn(portal, context, to, words.saved(name.trim()));
    return goOn(portal, context, to, words.problems[atField(saved.problem)], "bad");
  });

  app.post(`${PAGE}/stop-groups/:group/remove`, async (context) => {
    const { actor } = signedInOf(context);
    const installation = await installationIn(portal, context);
    const id = idParam<StopGroupId>(context, "group");
    const { groups } = granted(await stopGroups.list(actor, installation.id));
    granted(await stopGroups.remove(actor, id));
    const name = groups.find((group) => group.id === id)?.name ?? "";
    const { removed } = siteWords(context.get("visitor")).groups;
    return goOn(portal, context, installationPages(installation.id).groups, removed(name));
  });
}

/** Who is checked among those who can be. */
function chosen(form: Form, people: readonly { readonly id: PersonId }[]): readonly PersonId[] {
  return people.map(({ id }) => id).filter((id) => form.checked(`member-${id}`));
}
