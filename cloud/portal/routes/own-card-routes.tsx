/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { AddCardOutcome } from "../../credentials/cards.ts";
import type { CardId } from "../../database/ids.ts";
import { formOf } from "../form.ts";
import { AddCardPage, type CardFormView, CardsPage } from "../pages/cards-page.tsx";
import { chargerPages, OWN } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { idParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf, type Visitor } from "../visitor.ts";
import { openWords } from "./charger-routes.tsx";
import { goOn, granted } from "./seen-in-address.ts";

/** One's own charge cards (B8): typed, from a refused tap, blocked, removed. */
export function ownCardRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { cards, taps, seen, enrolments } = portal.services.sites;

  app.get(OWN.cards, async (context) =>
    respond(
      portal,
      context,
      <CardsPage visitor={context.get("visitor")} cards={await cards.list(signedInOf(context).actor)} />,
    ),
  );

  const addPage = async (context: PortalContext, form: CardFormView, status: 200 | 422 = 200) => {
    const { actor } = signedInOf(context);
    const [chargers, refused] = await Promise.all([seen.seen(actor), taps.list(actor)]);
    return respond(
      portal,
      context,
      <AddCardPage
        visitor={context.get("visitor")}
        form={form}
        scanners={chargers.items.filter(
          ({ reach, roles }) => reach === "online" && roles.some((role) => role !== "service"),
        )}
        taps={refused}
      />,
      status,
    );
  };

  app.get(OWN.addCard, (context) => addPage(context, { number: "", label: "", errors: {}, hints: [] }));

  app.post(OWN.addCard, async (context) => {
    const visitor = context.get("visitor");
    const words = siteWords(visitor).cards;
    const sent = await formOf(context);
    const typed = { number: sent.text("number"), label: sent.text("label") };
    const added = await cards.addTyped(signedInOf(context).actor, typed);
    const hints = hintsOf(added, visitor);
    if (added.ok)
      return goOn(portal, context, OWN.cards, [words.isAdded(added.card.shown), ...hints].join(" "));
    const field = added.problem === "label" ? "label" : "number";
    return addPage(context, { ...typed, errors: { [field]: words.problems[added.problem] }, hints }, 422);
  });

  app.post(`${OWN.cards}/from-tap`, async (context) => {
    const { actor } = signedInOf(context);
    const tap = (await formOf(context)).text("tap");
    const refusal = /^\d{1,15}$/.test(tap) ? Number(tap) : 0;
    const opened = await enrolments.openForTap(actor, refusal, { label: "" });
    if (opened.ok) return context.redirect(chargerPages(opened.charger).scan, 303);
    return goOn(portal, context, OWN.addCard, openWords(opened.problem, context.get("visitor")), "bad");
  });

  app.post(`${OWN.cards}/:card/status`, async (context) => {
    const { actor } = signedInOf(context);
    const words = siteWords(context.get("visitor")).cards;
    const id = idParam<CardId>(context, "card");
    const status = (await formOf(context)).text("status") === "blocked" ? "blocked" : "active";
    const shown = await shownOf(context, id);
    granted(await cards.setStatus(actor, id, status));
    return goOn(
      portal,
      context,
      OWN.cards,
      status === "blocked" ? words.isBlocked(shown) : words.isActive(shown),
    );
  });

  app.post(`${OWN.cards}/:card/remove`, async (context) => {
    const { actor } = signedInOf(context);
    const id = idParam<CardId>(context, "card");
    const shown = await shownOf(context, id);
    granted(await cards.remove(actor, id));
    return goOn(portal, context, OWN.cards, siteWords(context.get("visitor")).cards.isRemoved(shown));
  });

  const shownOf = async (context: PortalContext, id: CardId): Promise<string> => {
    const own = await cards.list(signedInOf(context).actor);
    return own.find((card) => card.id === id)?.shown ?? "";
  };
}

/** What a typed number may have meant, for the person who typed it. */
function hintsOf({ ok, numbers }: AddCardOutcome, visitor: Visitor): readonly string[] {
  const { hints } = siteWords(visitor).cards;
  const { forwards, backwards } = numbers;
  if (ok) return backwards === undefined ? [] : [hints.reversed(backwards)];
  return [
    ...(forwards === undefined ? [] : [hints.forwards(forwards)]),
    ...(backwards === undefined ? [] : [hints.backwards(backwards)]),
  ];
}
