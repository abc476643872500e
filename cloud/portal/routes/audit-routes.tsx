/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { GroupId, InstallationId } from "../../database/ids.ts";
import { auditOfGroup, auditOfInstallation } from "../../grants/audit-log.ts";
import { GroupLogPage, InstallationLogPage } from "../pages/audit-page.tsx";
import { AT } from "../pages/places.ts";
import type { Portal } from "../portal.ts";
import { idParam, refusal } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";

/** The logs of installations and groups. */
export function auditRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { cloud, services } = portal;

  app.get(`${AT.installations}/:installation/log`, async (context) => {
    const { actor } = signedInOf(context);
    const id = idParam<InstallationId>(context, "installation");
    const before = beforeOf(context);
    const found = await auditOfInstallation(cloud, actor, id, before);
    if (!found.ok) throw refusal(found.problem);
    const place = await services.permissions.at(actor, { kind: "installation", id });
    if (!place.ok) throw refusal(place.problem);
    return respond(
      portal,
      context,
      <InstallationLogPage
        visitor={context.get("visitor")}
        content={found.page}
        installation={place.access.installation}
        older={before !== null}
      />,
    );
  });

  app.get(`${AT.groups}/:group/log`, async (context) => {
    const { actor } = signedInOf(context);
    const id = idParam<GroupId>(context, "group");
    const before = beforeOf(context);
    const found = await auditOfGroup(cloud, actor, id, before);
    if (!found.ok) throw refusal(found.problem);
    const group = await services.groups.page(actor, id);
    if (!group.ok) throw refusal(group.problem);
    return respond(
      portal,
      context,
      <GroupLogPage
        visitor={context.get("visitor")}
        content={found.page}
        group={group.page}
        older={before !== null}
      />,
    );
  });
}

/** Where an older page begins; null: the newest one. */
function beforeOf({ req }: PortalContext): number | null {
  const text = req.query("before") ?? "";
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
