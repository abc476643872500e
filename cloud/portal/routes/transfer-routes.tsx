/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { LINKS } from "../../accounts/links.ts";
import type { InstallationId, TransferId } from "../../database/ids.ts";
import { onlyOwnForms } from "../doorkeeper.ts";
import { formOf } from "../form.ts";
import { EndedOfferPage, OfferedPage } from "../pages/offered-page.tsx";
import { AT, installationAt, transferAt } from "../pages/places.ts";
import { type OfferFilled, TransferPage } from "../pages/transfer-page.tsx";
import type { Portal } from "../portal.ts";
import { idOfForm, idParam, refusal, tokenParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";

const BLANK: OfferFilled = { typed: { name: "", email: "", keepUser: false, confirm: "" }, errors: {} };

/** Ownership as its giver hands it over. */
export function transferRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { services } = portal;
  const { transfers, permissions } = services;
  const PATH = `${AT.installations}/:installation/transfer`;

  const installationOf = (context: PortalContext) => idParam<InstallationId>(context, "installation");
  /** The installation and the offer that stands, for its owner. */
  const standing = async (context: PortalContext) => {
    const { actor } = signedInOf(context);
    const id = installationOf(context);
    const found = await transfers.standing(actor, id);
    if (!found.ok) throw refusal(found.problem);
    const place = await permissions.at(actor, { kind: "installation", id });
    if (!place.ok) throw refusal(place.problem);
    return { offer: found.offer, installation: place.access.installation };
  };
  const page = async (context: PortalContext, filled: OfferFilled = BLANK, status: 200 | 422 = 200) => {
    const found = await standing(context);
    return respond(
      portal,
      context,
      <TransferPage visitor={context.get("visitor")} {...found} filled={filled} />,
      status,
    );
  };
  const done = (context: PortalContext, text: string, tone: "good" | "bad" = "good") => {
    portal.leaveNote(context, { tone, text });
    return context.redirect(transferAt(installationOf(context)), 303);
  };

  app.get(PATH, (context) => page(context));

  app.post(PATH, async (context) => {
    const { words } = context.get("visitor");
    const form = await formOf(context);
    const typed = {
      name: form.text("name"),
      email: form.text("email"),
      keepUser: form.checked("keep"),
      confirm: form.text("confirm"),
    };
    const { installation } = await standing(context);
    const wrong = (errors: OfferFilled["errors"]) => page(context, { typed, errors }, 422);
    if (typed.confirm.trim() !== installation.name) return wrong({ confirm: words.transfer.confirmBad });
    const result = await transfers.offer(signedInOf(context).actor, installation.id, typed);
    if (result.ok) return done(context, words.transfer.offered(typed.name.trim()));
    switch (result.problem) {
      case "not-found":
      case "forbidden":
        throw refusal(result.problem);
      case "bad-name":
        return wrong({ name: words.permissions.nameBad });
      case "bad-email":
        return wrong({ email: words.permissions.emailBad });
      case "own-email":
        return wrong({ email: words.transfer.ownEmail });
      case "open-offer":
        return done(context, words.transfer.openOffer, "bad");
      case "too-many-mails":
        return done(context, words.permissions.tooManyMails, "bad");
    }
  });

  app.post(`${PATH}/withdraw`, async (context) => {
    const { words } = context.get("visitor");
    const id = idOfForm<TransferId>(await formOf(context), "transfer");
    const { offer } = await standing(context);
    const result = await transfers.withdraw(signedInOf(context).actor, id);
    if (result.ok) return done(context, words.transfer.withdrawn(offer?.name ?? ""));
    if (result.problem === "not-found" || result.problem === "forbidden") throw refusal(result.problem);
    return done(context, words.transfer.bad[result.problem].title, "bad");
  });
}

/** Ownership as it is offered to whoever has the link: seen and declined by anybody, accepted by whom it is for. */
export function offeredRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { transfers } = portal.services;
  const PATH = LINKS.transfer("", ":token");

  const ended = (context: PortalContext, end: Parameters<typeof EndedOfferPage>[0]["ended"]) =>
    respond(
      portal,
      context,
      <EndedOfferPage visitor={context.get("visitor")} ended={end} />,
      end === "declined-now" ? 200 : end === "not-found" ? 404 : 410,
    );
  const page = async (context: PortalContext) => {
    const token = tokenParam(context);
    const found = await transfers.offered(token);
    if (!found.ok) return ended(context, found.problem);
    return respond(
      portal,
      context,
      <OfferedPage
        visitor={context.get("visitor")}
        offer={found.offer}
        action={LINKS.transfer("", token)}
        signUp={`${LINKS.invitation("", token)}?for=transfer`}
      />,
    );
  };

  app.get(PATH, page);

  app.post(PATH, onlyOwnForms(portal), async (context) => {
    const { signedIn, words } = context.get("visitor");
    const token = tokenParam(context);
    if ((await formOf(context)).text("answer") === "decline") {
      const result = await transfers.decline(token);
      return ended(context, result.ok ? "declined-now" : result.problem);
    }
    if (!signedIn)
      return context.redirect(`${AT.login}?next=${encodeURIComponent(LINKS.transfer("", token))}`, 303);
    const offered = await transfers.offered(token);
    const result = await transfers.accept(signedIn.actor, token);
    if (result.ok) {
      const text = words.transfer.accepted(offered.ok ? offered.offer.installation : "");
      portal.leaveNote(context, { tone: "good", text });
      return context.redirect(installationAt(result.installation), 303);
    }
    // The page says whom it is for.
    return result.problem === "wrong-account" ? page(context) : ended(context, result.problem);
  });
}
