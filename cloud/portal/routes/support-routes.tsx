/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { CaseId, GroupId } from "../../database/ids.ts";
import { PROOFS } from "../../grants/claim.ts";
import { formOf } from "../form.ts";
import { CasePage, type DecisionFilled, DeskPage } from "../pages/desk-pages.tsx";
import { GroupDeskPage, type NewGroupFilled } from "../pages/group-desk-page.tsx";
import { AT, caseAt } from "../pages/places.ts";
import { type ClaimFilled, SupportPage } from "../pages/support-page.tsx";
import type { Portal } from "../portal.ts";
import { idParam, refusal } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";
import { inviteErrors } from "./permission-routes.tsx";

const UNDECIDED: DecisionFilled = { checks: {}, reason: "", chargerOnly: false, errors: {} };
const NO_GROUP: NewGroupFilled = { typed: { group: "", name: "", email: "" }, errors: {} };

/** Claims to chargers (B9): opened by anybody, decided by support staff, who make groups, too. */
export function supportRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { cases } = portal.services;

  const supportPage = async (context: PortalContext, filled: ClaimFilled, status: 200 | 422 = 200) =>
    respond(
      portal,
      context,
      <SupportPage
        visitor={context.get("visitor")}
        cases={await cases.mine(signedInOf(context).actor)}
        filled={filled}
      />,
      status,
    );

  app.get(AT.support, (context) => supportPage(context, { typed: {}, errors: {} }));

  app.post(AT.support, async (context) => {
    const { support } = context.get("visitor").words;
    const form = await formOf(context);
    const typed = {
      serial: form.text("serial"),
      address: form.text("address"),
      installer: form.text("installer"),
      agreement: form.text("agreement"),
    };
    const result = await cases.open(signedInOf(context).actor, typed);
    if (result.ok) {
      portal.leaveNote(context, { tone: "good", text: support.opened });
      return context.redirect(AT.support, 303);
    }
    const wrong = (errors: ClaimFilled["errors"]) => supportPage(context, { typed, errors }, 422);
    switch (result.problem) {
      case "bad-serial":
        return wrong({ serial: support.proofBad.serial });
      case "bad-address":
        return wrong({ address: support.proofBad.address });
      case "bad-installer":
        return wrong({ installer: support.proofBad.installer });
      case "bad-agreement":
        return wrong({ agreement: support.proofBad.agreement });
      case "too-many-open":
        return wrong({ all: support.tooMany });
    }
  });

  app.get(AT.supportDesk, async (context) => {
    const found = await cases.list(signedInOf(context).actor);
    if (!found.ok) throw refusal(found.problem);
    return respond(portal, context, <DeskPage visitor={context.get("visitor")} cases={found.cases} />);
  });

  const CASE = `${AT.supportDesk}/:case`;
  const casePage = async (context: PortalContext, filled: DecisionFilled, status: 200 | 422 = 200) => {
    const found = await cases.view(signedInOf(context).actor, idParam<CaseId>(context, "case"));
    if (!found.ok) throw refusal(found.problem);
    return respond(
      portal,
      context,
      <CasePage visitor={context.get("visitor")} view={found.view} filled={filled} />,
      status,
    );
  };

  app.get(CASE, (context) => casePage(context, UNDECIDED));

  app.post(CASE, async (context) => {
    const { actor } = signedInOf(context);
    const { desk } = context.get("visitor").words;
    const id = idParam<CaseId>(context, "case");
    const form = await formOf(context);
    const checks = Object.fromEntries(
      PROOFS.map((proof) => [proof, form.text(`check-${proof}`).trim()]).filter(([, how]) => how !== ""),
    );
    const [reason, chargerOnly] = [form.text("reason"), form.checked("chargerOnly")];
    const decision = form.text("decision") === "granted" ? "granted" : "refused";
    const result = await cases.decide(actor, id, { decision, checks, reason, chargerOnly });
    if (result.ok) {
      const found = await cases.view(actor, id);
      const to = found.ok ? found.view.openedBy.name : "";
      portal.leaveNote(context, { tone: "good", text: desk[decision](to) });
      return context.redirect(caseAt(id), 303);
    }
    const wrong = (errors: DecisionFilled["errors"]) =>
      casePage(context, { checks, reason, chargerOnly, errors }, 422);
    switch (result.problem) {
      case "not-found":
      case "forbidden":
        throw refusal(result.problem);
      case "bad-reason":
        return wrong({ reason: desk.problems["bad-reason"] });
      case "unchecked":
        return wrong({ checks: desk.problems.unchecked });
      case "bad-checks":
      case "own-case":
      case "already-decided":
      case "no-charger":
      case "other-chargers":
      case "already-owner":
        return wrong({ all: desk.problems[result.problem] });
    }
  });
}

/** User groups as support staff make them. */
export function groupDeskRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { groups, groupMembers } = portal.services;

  const page = async (context: PortalContext, filled: NewGroupFilled, status: 200 | 422 = 200) => {
    const found = await groups.all(signedInOf(context).actor);
    if (!found.ok) throw refusal(found.problem);
    return respond(
      portal,
      context,
      <GroupDeskPage visitor={context.get("visitor")} groups={found.groups} filled={filled} />,
      status,
    );
  };
  const done = (context: PortalContext, text: string, tone: "good" | "bad" = "good") => {
    portal.leaveNote(context, { tone, text });
    return context.redirect(AT.groupDesk, 303);
  };

  app.get(AT.groupDesk, (context) => page(context, NO_GROUP));

  app.post(AT.groupDesk, async (context) => {
    const visitor = context.get("visitor");
    const { groupDesk, groups: words } = visitor.words;
    const form = await formOf(context);
    const typed = { group: form.text("group"), name: form.text("name"), email: form.text("email") };
    const { name, email } = typed;
    const result = await groups.create(signedInOf(context).actor, {
      name: typed.group,
      admin: { name, email },
    });
    if (result.ok) return done(context, groupDesk.made(typed.group.trim(), result.lookupKey));
    switch (result.problem) {
      case "forbidden":
        throw refusal(result.problem);
      case "bad-group-name":
        return page(context, { typed, errors: { group: words.nameBad } }, 422);
      case "no-free-key":
        return page(context, { typed, errors: { all: groupDesk.noKey } }, 422);
      case "bad-name":
      case "bad-email":
        return page(context, { typed, errors: inviteErrors(result.problem, visitor) }, 422);
    }
  });

  app.post(`${AT.groupDesk}/:group/admin`, async (context) => {
    const visitor = context.get("visitor");
    const { actor } = signedInOf(context);
    const form = await formOf(context);
    const guest = { name: form.text("name"), email: form.text("email"), admin: true };
    // What is staff's alone is not told apart for others: they get no list, and so no answer here.
    const all = await groups.all(actor);
    if (!all.ok) throw refusal(all.problem);
    const result = await groupMembers.invite(actor, idParam<GroupId>(context, "group"), guest);
    if (result.ok) return done(context, visitor.words.groupDesk.invited(guest.name.trim()));
    if (result.problem === "not-found" || result.problem === "forbidden") throw refusal(result.problem);
    const [text = ""] = Object.values(inviteErrors(result.problem, visitor));
    return done(context, text, "bad");
  });
}
