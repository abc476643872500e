/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { NamedGift } from "../../accounts/gift.ts";
import { LINKS } from "../../accounts/links.ts";
import { cameFrom } from "../came-from.ts";
import { onlyOwnForms } from "../doorkeeper.ts";
import { formOf } from "../form.ts";
import {
  BadInvitationPage,
  giftName,
  type InvitationErrors,
  InvitationPage,
} from "../pages/invitation-page.tsx";
import { AT, chargerAt, groupAt, installationAt } from "../pages/places.ts";
import type { Portal } from "../portal.ts";
import { tokenParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import type { PortalContext, PortalEnv } from "../visitor.ts";
import { enter, loginError } from "./door-routes.tsx";

const PATH = LINKS.invitation("", ":token");

/** Sign-up by invitation, and acceptance by somebody who has an account. */
export function invitationRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { services, cookies } = portal;
  const { signUp } = services.accounts;

  const page = async (
    context: PortalContext,
    token: string,
    {
      errors = {},
      name,
      status = 200,
    }: { errors?: InvitationErrors; name?: string; status?: 200 | 401 | 422 | 429 },
  ) => {
    const visitor = context.get("visitor");
    const found = await signUp.read(token);
    if (!found.ok)
      return respond(
        portal,
        context,
        <BadInvitationPage visitor={visitor} problem={found.problem} />,
        found.problem === "not-found" ? 404 : 410,
      );
    const { invitation } = found;
    return respond(
      portal,
      context,
      <InvitationPage
        visitor={visitor}
        invitation={invitation}
        action={`${LINKS.invitation("", token)}${isForTransfer(context) ? FOR_TRANSFER : ""}`}
        name={name ?? invitation.name}
        errors={errors}
      />,
      status,
    );
  };

  app.get(PATH, (context) => page(context, tokenParam(context), {}));

  app.post(PATH, onlyOwnForms(portal), async (context) => {
    const token = tokenParam(context);
    const form = await formOf(context);
    switch (form.text("as")) {
      case "self":
        return acceptAsSelf(context, token);
      case "existing":
        return acceptAsExisting(context, token, form.text("ownPassword"));
      default:
        return acceptAsNew(context, token, form.text("name"), form.text("password"));
    }
  });

  const acceptAsNew = async (context: PortalContext, token: string, name: string, password: string) => {
    const { language, words } = context.get("visitor");
    const result = await signUp.acceptAsNew({
      token,
      name,
      password,
      language,
      visitor: cameFrom(portal, context),
      replaces: cookies.read(context, "session") || null,
    });
    if (result.ok) return welcome(context, result.token, result.gift);
    switch (result.problem) {
      case "not-found":
      case "invitation-expired":
      case "invitation-used":
      case "invitation-void":
        return page(context, token, {});
      case "has-account":
        return page(context, token, {
          errors: { ownPassword: words.invitation.hasAccount },
          name,
          status: 422,
        });
      case "name-missing":
        return page(context, token, { errors: { name: words.invitation.nameBad }, name, status: 422 });
      case "busy":
        return page(context, token, { errors: { all: words.passwords.busy }, name, status: 429 });
      case "password-too-short":
      case "password-too-long":
      case "password-too-simple":
      case "password-is-known":
        return page(context, token, {
          errors: { password: words.passwords.problems[result.problem] },
          name,
          status: 422,
        });
    }
  };

  const acceptAsExisting = async (context: PortalContext, token: string, password: string) => {
    const result = await signUp.acceptByLogin({
      token,
      password,
      visitor: cameFrom(portal, context),
      replaces: cookies.read(context, "session") || null,
    });
    if (result.ok) return welcome(context, result.token, result.gift);
    switch (result.problem) {
      case "wrong":
      case "busy":
      case "locked":
        return page(context, token, {
          errors: { ownPassword: loginError(result, context.get("visitor"), portal.cloud.clock.now()) },
          status: result.problem === "wrong" ? 401 : 429,
        });
      case "not-found":
      case "invitation-expired":
      case "invitation-used":
      case "invitation-void":
        return page(context, token, {});
    }
  };

  const acceptAsSelf = async (context: PortalContext, token: string) => {
    const { signedIn } = context.get("visitor");
    if (!signedIn) return context.redirect(LINKS.invitation("", token), 303);
    const result = await signUp.acceptAs(signedIn.person.id, token);
    if (result.ok) return welcome(context, null, result.gift);
    return page(context, token, { status: result.problem === "another-person" ? 422 : 200 });
  };

  /** @param session of somebody who has just logged in; null: who accepts was logged in before */
  const welcome = (context: PortalContext, session: string | null, gift: NamedGift) => {
    const visitor = context.get("visitor");
    const { invitation } = visitor.words;
    if (session !== null) enter(portal, context, session);
    const text =
      gift.kind === "account" ? invitation.acceptedAccount : invitation.accepted(giftName(gift, visitor));
    portal.leaveNote(context, { tone: "good", text }, session ?? undefined);
    // The link of an offer makes an account, with which the offer is then accepted.
    const to = isForTransfer(context) ? LINKS.transfer("", tokenParam(context)) : giftAt(gift);
    return context.redirect(to, 303);
  };
}

const FOR_TRANSFER = "?for=transfer";

function isForTransfer({ req }: PortalContext): boolean {
  return req.query("for") === "transfer";
}

function giftAt(gift: NamedGift): string {
  switch (gift.kind) {
    case "account":
      return AT.home;
    case "installation":
      return installationAt(gift.id);
    case "charger":
      return chargerAt(gift.id);
    case "group":
      return groupAt(gift.id);
  }
}
