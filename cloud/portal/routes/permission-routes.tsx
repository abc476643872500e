/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { loginSource } from "../../../ui/login-source.ts";
import type { ChargerId, GrantId, GroupId, InstallationId, InvitationId } from "../../database/ids.ts";
import type { AccessList } from "../../grants/access-list.ts";
import type { InviteProblem } from "../../grants/invite.ts";
import type { GrantProblem } from "../../grants/permissions.ts";
import type { Place } from "../../grants/place.ts";
import { endOfDay, lastDay } from "../day.ts";
import type { FlashNote } from "../flash-note.ts";
import { formOf } from "../form.ts";
import { INVITE_BLANK, type InviteFilled } from "../pages/invite-form.tsx";
import { PARTNER_BLANK, type PartnerFilled } from "../pages/partner-form.tsx";
import { PermissionsPage } from "../pages/permissions-page.tsx";
import { AT, permissionsAt } from "../pages/places.ts";
import type { Portal } from "../portal.ts";
import { idOfForm, idParam, missing, refusal } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf, type Visitor } from "../visitor.ts";

/** What was filled in and is to be mended, on the page of permissions. */
interface Filled {
  readonly invite?: InviteFilled;
  readonly partner?: PartnerFilled;
  readonly status?: 200 | 409 | 422 | 429;
}

/** Who has access to installations and chargers (B2, B3, B6). */
export function permissionRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  routesOf(app, portal, `${AT.installations}/:installation/permissions`, (context) => ({
    kind: "installation",
    id: idParam<InstallationId>(context, "installation"),
  }));
  routesOf(app, portal, "/chargers/:charger/permissions", (context) => ({
    kind: "charger",
    id: idParam<ChargerId>(context, "charger"),
  }));
}

/** @param placeOf the place that an address is about */
function routesOf(
  app: Hono<PortalEnv>,
  portal: Portal,
  path: string,
  placeOf: (context: PortalContext) => Place,
): void {
  const { services, cloud } = portal;
  const { permissions, partners } = services;

  /** @throws HTTPException where this person may not see who has access */
  const accessTo = async (context: PortalContext): Promise<AccessList> => {
    const found = await permissions.at(signedInOf(context).actor, placeOf(context));
    if (!found.ok) throw refusal(found.problem);
    return found.access;
  };
  const page = async (context: PortalContext, filled: Filled = {}) =>
    respond(
      portal,
      context,
      <PermissionsPage
        visitor={context.get("visitor")}
        access={await accessTo(context)}
        now={cloud.clock.now()}
        invite={filled.invite ?? INVITE_BLANK}
        partner={filled.partner ?? PARTNER_BLANK}
      />,
      filled.status ?? 200,
    );
  const done = (context: PortalContext, note: FlashNote, to = permissionsAt(placeOf(context))) => {
    portal.leaveNote(context, note);
    return context.redirect(to, 303);
  };
  const good = (context: PortalContext, text: string) => done(context, { tone: "good", text });
  const bad = (context: PortalContext, text: string) => done(context, { tone: "bad", text });
  /** One of the grants that the page shows. */
  const grantOf = async (context: PortalContext) => {
    const id = idOfForm<GrantId>(await formOf(context), "grant");
    const { grants, installation } = await accessTo(context);
    const grant = grants.find((one) => one.id === id);
    if (!grant) throw missing();
    return { grant, zone: installation.zone };
  };

  app.get(path, (context) => page(context));

  app.post(`${path}/invite`, async (context) => {
    const visitor = context.get("visitor");
    const form = await formOf(context);
    const [name, email, role, until] = ["name", "email", "role", "until"].map((field) => form.text(field));
    const typed = { name: name ?? "", email: email ?? "", role: role ?? "", until: until ?? "" };
    const { installation } = await accessTo(context);
    const expiresAt = untilOf(typed.until, installation.zone);
    const { words } = visitor;
    if (expiresAt === undefined)
      return page(context, {
        invite: { typed, errors: { until: words.permissions.untilBad } },
        status: 422,
      });
    const result = await permissions.invite(signedInOf(context).actor, placeOf(context), {
      ...typed,
      expiresAt,
    });
    if (result.ok) return good(context, words.permissions.sent(typed.name.trim(), typed.email.trim()));
    if (result.problem === "not-found" || result.problem === "forbidden") throw refusal(result.problem);
    return page(context, { invite: { typed, errors: inviteErrors(result.problem, visitor) }, status: 422 });
  });

  app.post(`${path}/invitations/again`, async (context) => {
    const visitor = context.get("visitor");
    const id = idOfForm<InvitationId>(await formOf(context), "invitation");
    const { invitations } = await accessTo(context);
    const invitation = invitations.find((one) => one.id === id);
    if (!invitation) throw missing();
    // Without the right to change it, its address is not told.
    if (invitation.email === null) throw refusal("forbidden");
    const { name, email, role, until, on } = invitation;
    const result = await permissions.invite(signedInOf(context).actor, on, {
      name,
      email,
      role,
      expiresAt: until,
    });
    if (result.ok) return good(context, visitor.words.permissions.sent(name, email));
    if (result.problem === "not-found" || result.problem === "forbidden") throw refusal(result.problem);
    const [text = ""] = Object.values(inviteErrors(result.problem, visitor));
    return bad(context, text);
  });

  app.post(`${path}/invitations/withdraw`, async (context) => {
    const { words } = context.get("visitor");
    const id = idOfForm<InvitationId>(await formOf(context), "invitation");
    const { invitations } = await accessTo(context);
    const invitation = invitations.find((one) => one.id === id);
    if (!invitation) throw missing();
    const result = await permissions.withdrawInvitation(signedInOf(context).actor, id);
    if (!result.ok) throw refusal(result.problem);
    return good(context, words.permissions.takenBack(invitation.name));
  });

  app.post(`${path}/grants/change`, async (context) => {
    const visitor = context.get("visitor");
    const { words } = visitor;
    const { actor } = signedInOf(context);
    const { grant, zone } = await grantOf(context);
    const form = await formOf(context);
    const role = form.text("role");
    const until = untilOf(form.text("until"), zone);
    if (until === undefined) return bad(context, words.permissions.untilBad);
    // Nothing to change is nothing to be told as done, but to those who may change it.
    if (!(await accessTo(context)).mayChange) throw refusal("forbidden");
    const results = [
      ...(role === grant.role ? [] : [() => permissions.changeRole(actor, grant.id, role)]),
      ...(until === grant.until || role === "owner"
        ? []
        : [() => permissions.changeExpiry(actor, grant.id, until)]),
    ];
    for (const change of results) {
      const result = await change();
      if (!result.ok) return bad(context, grantProblem(result.problem, visitor));
    }
    return good(context, words.permissions.changed(grant.who.name));
  });

  app.post(`${path}/grants/withdraw`, async (context) => {
    const visitor = context.get("visitor");
    const { permissions: words, common } = visitor.words;
    const { grant, zone } = await grantOf(context);
    const { who, role, on, until } = grant;
    const result = await permissions.withdraw(signedInOf(context).actor, grant.id);
    if (!result.ok) return bad(context, grantProblem(result.problem, visitor));
    const text = words.withdrawn(who.name);
    if (who.kind === "person") {
      // Whoever has taken their own access away may find nothing there.
      const own = who.id === signedInOf(context).person.id;
      return done(context, { tone: "good", text }, own ? AT.home : undefined);
    }
    return done(context, {
      tone: "good",
      text,
      undo: {
        action: `${permissionsAt(on)}/partner`,
        label: common.undo,
        fields: {
          group: who.id,
          key: who.lookupKey,
          role,
          until: until === null ? "" : lastDay(until, zone),
        },
      },
    });
  });

  app.post(`${path}/partner/find`, async (context) => {
    const visitor = context.get("visitor");
    const { permissions: words } = visitor.words;
    const key = (await formOf(context)).text("key");
    const result = await partners.find(
      signedInOf(context).actor,
      placeOf(context),
      key,
      loginSource(portal.source(context)),
    );
    if (result.ok)
      return page(context, {
        partner: { step: "found", group: result.group, role: "service", until: "", errors: {} },
      });
    const search = (error: string, status: 422 | 429 = 422) =>
      page(context, { partner: { step: "search", key, error }, status });
    switch (result.problem) {
      case "not-found":
      case "forbidden":
        throw refusal(result.problem);
      case "bad-key":
        return search(words.keyBad);
      case "no-group":
        return search(words.noGroup);
      case "too-many-tries":
        return search(words.tooManyTries, 429);
    }
  });

  app.post(`${path}/partner`, async (context) => {
    const visitor = context.get("visitor");
    const { permissions: words, place } = visitor.words;
    const { actor } = signedInOf(context);
    const form = await formOf(context);
    const group = idOfForm<GroupId>(form, "group");
    const [role, until] = [form.text("role"), form.text("until")];
    const { installation } = await accessTo(context);
    const expiresAt = untilOf(until, installation.zone);
    const again = async (errors: { role?: string; until?: string }) => {
      // Its name is asked for anew: what the form says of it anybody could have written.
      const found = await partners.find(
        actor,
        placeOf(context),
        form.text("key"),
        loginSource(portal.source(context)),
      );
      const partner: PartnerFilled =
        found.ok && found.group.id === group
          ? { step: "found", group: found.group, role, until, errors }
          : { step: "search", key: form.text("key"), error: words.noGroup };
      return page(context, { partner, status: 422 });
    };
    if (expiresAt === undefined) return again({ until: words.untilBad });
    const result = await partners.grant(actor, placeOf(context), { group, role, expiresAt });
    if (result.ok) {
      const { grants } = await accessTo(context);
      const given = grants.find(({ id }) => id === result.grant);
      return good(
        context,
        given ? words.partnerSaved(given.who.name, place.roles[given.role]) : visitor.words.common.saved,
      );
    }
    switch (result.problem) {
      case "not-found":
      case "forbidden":
        throw refusal(result.problem);
      case "no-group":
        return page(context, {
          partner: { step: "search", key: form.text("key"), error: words.noGroup },
          status: 422,
        });
      case "bad-role":
        return again({ role: words.roleBad });
      case "group-owner":
        return again({ role: words.groupOwner });
      case "bad-expiry":
        return again({ until: words.untilBad });
    }
  });
}

/** The end that a date field asks for; null: none; undefined: that is no day. */
function untilOf(day: string, zone: string): number | null | undefined {
  return day === "" ? null : (endOfDay(day, zone) ?? undefined);
}

/** What is wrong with an invitation, at its field. */
export function inviteErrors(problem: InviteProblem, visitor: Visitor): InviteFilled["errors"] {
  const { permissions: words } = visitor.words;
  switch (problem) {
    case "bad-name":
      return { name: words.nameBad };
    case "bad-email":
      return { email: words.emailBad };
    case "bad-role":
      return { role: words.roleBad };
    case "bad-expiry":
      return { until: words.untilBad };
    case "too-many-pending":
      return { all: words.tooMany };
    case "too-many-mails":
      return { all: words.tooManyMails };
  }
}

/** @throws HTTPException where there is nothing to be mended */
function grantProblem(problem: GrantProblem, visitor: Visitor): string {
  const { permissions: words } = visitor.words;
  switch (problem) {
    case "not-found":
    case "forbidden":
      throw refusal(problem);
    case "last-owner":
      return words.lastOwner;
    case "bad-role":
      return words.roleBad;
    case "group-owner":
      return words.groupOwner;
    case "bad-expiry":
      return words.untilBad;
  }
}
