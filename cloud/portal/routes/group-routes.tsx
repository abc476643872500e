/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { GroupId, InvitationId, PersonId, RowId } from "../../database/ids.ts";
import { formOf } from "../form.ts";
import { type GroupFilled, GroupPage, GroupsPage } from "../pages/group-page.tsx";
import { CredentialMadePage } from "../pages/group-programs-panels.tsx";
import { AT, groupAt } from "../pages/places.ts";
import type { Portal } from "../portal.ts";
import { idOfForm, idParam, refusal } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";
import { inviteErrors } from "./permission-routes.tsx";

/** User groups (B6), as their members see them and their administrators change them. */
export function groupRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { services, cloud } = portal;
  const { groups, groupMembers, groupPrograms } = services;
  const GROUP = `${AT.groups}/:group`;

  const groupOf = (context: PortalContext) => idParam<GroupId>(context, "group");
  const page = async (context: PortalContext, filled: GroupFilled = {}, status: 200 | 422 = 200) => {
    const found = await groups.page(signedInOf(context).actor, groupOf(context));
    if (!found.ok) throw refusal(found.problem);
    return respond(
      portal,
      context,
      <GroupPage
        visitor={context.get("visitor")}
        group={found.page}
        now={cloud.clock.now()}
        filled={filled}
      />,
      status,
    );
  };
  const done = (context: PortalContext, text: string, tone: "good" | "bad" = "good") => {
    portal.leaveNote(context, { tone, text });
    return context.redirect(groupAt(groupOf(context)), 303);
  };
  /** A member, as the page names them. */
  const memberOf = async (context: PortalContext) => {
    const id = idOfForm<PersonId>(await formOf(context), "person");
    const found = await groups.page(signedInOf(context).actor, groupOf(context));
    if (!found.ok) throw refusal(found.problem);
    return { id, name: found.page.members.find((member) => member.id === id)?.name ?? "" };
  };

  app.get(AT.groups, async (context) =>
    respond(
      portal,
      context,
      <GroupsPage visitor={context.get("visitor")} groups={await groups.mine(signedInOf(context).actor)} />,
    ),
  );

  app.get(GROUP, (context) => page(context));

  app.post(`${GROUP}/name`, async (context) => {
    const { groups: words } = context.get("visitor").words;
    const typed = (await formOf(context)).text("name");
    const result = await groups.rename(signedInOf(context).actor, groupOf(context), typed);
    if (result.ok) return done(context, words.renamed(typed.trim()));
    if (result.problem === "bad-group-name")
      return page(context, { name: { typed, error: words.nameBad } }, 422);
    throw refusal(result.problem);
  });

  app.post(`${GROUP}/members/invite`, async (context) => {
    const visitor = context.get("visitor");
    const form = await formOf(context);
    const typed = { name: form.text("name"), email: form.text("email"), admin: form.checked("admin") };
    const result = await groupMembers.invite(signedInOf(context).actor, groupOf(context), typed);
    if (result.ok)
      return done(context, visitor.words.permissions.sent(typed.name.trim(), typed.email.trim()));
    if (result.problem === "not-found" || result.problem === "forbidden") throw refusal(result.problem);
    return page(context, { member: { typed, errors: inviteErrors(result.problem, visitor) } }, 422);
  });

  app.post(`${GROUP}/invitations/withdraw`, async (context) => {
    const form = await formOf(context);
    const id = idOfForm<InvitationId>(form, "invitation");
    const { actor } = signedInOf(context);
    const found = await groups.page(actor, groupOf(context));
    const name = found.ok ? found.page.invitations.find((one) => one.id === id)?.name : undefined;
    const result = await groupMembers.withdrawInvitation(actor, groupOf(context), id);
    if (!result.ok) throw refusal(result.problem);
    return done(context, context.get("visitor").words.groups.takenBack(name ?? ""));
  });

  app.post(`${GROUP}/members/remove`, async (context) => {
    const { groups: words } = context.get("visitor").words;
    const { id, name } = await memberOf(context);
    const { actor } = signedInOf(context);
    const result = await groupMembers.remove(actor, groupOf(context), id);
    if (!result.ok) {
      if (result.problem === "last-admin") return done(context, words.lastAdmin, "bad");
      throw refusal(result.problem);
    }
    portal.leaveNote(context, { tone: "good", text: words.removed(name) });
    // Whoever has left sees the group no more.
    return context.redirect(id === actor.person ? AT.groups : groupAt(groupOf(context)), 303);
  });

  app.post(`${GROUP}/members/admin`, async (context) => {
    const { groups: words } = context.get("visitor").words;
    const { id, name } = await memberOf(context);
    const admin = (await formOf(context)).checked("admin");
    const result = await groupMembers.setAdmin(signedInOf(context).actor, groupOf(context), id, admin);
    if (result.ok) return done(context, (admin ? words.isAdmin : words.isMember)(name));
    if (result.problem === "last-admin") return done(context, words.lastAdmin, "bad");
    throw refusal(result.problem);
  });

  app.post(`${GROUP}/urls`, async (context) => {
    const { groups: words } = context.get("visitor").words;
    const typed = (await formOf(context)).text("url");
    const result = await groupPrograms.addReturnUrl(signedInOf(context).actor, groupOf(context), typed);
    if (result.ok) return done(context, words.urlAdded);
    switch (result.problem) {
      case "not-found":
      case "forbidden":
        throw refusal(result.problem);
      case "bad-url":
        return page(context, { url: { typed, error: words.urlBad } }, 422);
      case "known-url":
        return page(context, { url: { typed, error: words.urlKnown } }, 422);
      case "too-many-urls":
        return page(context, { url: { typed, error: words.urlsFull } }, 422);
    }
  });

  app.post(`${GROUP}/urls/remove`, async (context) => {
    const url = idOfForm<RowId>(await formOf(context), "url");
    const result = await groupPrograms.removeReturnUrl(signedInOf(context).actor, groupOf(context), url);
    if (!result.ok) throw refusal(result.problem);
    return done(context, context.get("visitor").words.groups.urlRemoved);
  });

  app.post(`${GROUP}/credentials`, async (context) => {
    const visitor = context.get("visitor");
    const { groups: words } = visitor.words;
    const typed = (await formOf(context)).text("name");
    const result = await groupPrograms.makeCredential(signedInOf(context).actor, groupOf(context), typed);
    if (result.ok)
      return respond(
        portal,
        context,
        <CredentialMadePage visitor={visitor} group={groupOf(context)} made={result} />,
      );
    switch (result.problem) {
      case "not-found":
      case "forbidden":
        throw refusal(result.problem);
      case "bad-credential-name":
        return page(context, { credential: { typed, error: words.credentialBad } }, 422);
      case "too-many-credentials":
        return page(context, { credential: { typed, error: words.credentialsFull } }, 422);
    }
  });

  app.post(`${GROUP}/credentials/withdraw`, async (context) => {
    const id = idOfForm<RowId>(await formOf(context), "credential");
    const { actor } = signedInOf(context);
    const found = await groups.page(actor, groupOf(context));
    const name = found.ok ? found.page.credentials.find((one) => one.id === id)?.name : undefined;
    const result = await groupPrograms.withdrawCredential(actor, groupOf(context), id);
    if (!result.ok) throw refusal(result.problem);
    return done(context, context.get("visitor").words.groups.withdrawn(name ?? ""));
  });
}
