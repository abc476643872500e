import { may } from "../../access/may.ts";
import type { InstallationAction } from "../../access/rights.ts";
import type { ChargerId, InstallationId } from "../../database/ids.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Portal } from "../portal.ts";
import { forbidden, idParam, missing, refusal } from "../refusals.ts";
import { type PortalContext, signedInOf } from "../visitor.ts";

/**
 * The installation that an address is about: `/installations/:installation`.
 * @throws HTTPException 404 when this person may see none there
 */
export async function installationIn(
  { services }: Portal,
  context: PortalContext,
): Promise<SeenInstallation> {
  const id = idParam<InstallationId>(context, "installation");
  const found = await services.sites.installations.one(signedInOf(context).actor, id);
  if (!found) throw missing();
  return found;
}

/**
 * The installation of the address, if this person may do that there.
 * @throws HTTPException 404 or 403 otherwise
 */
export async function allowedInstallation(
  portal: Portal,
  context: PortalContext,
  action: InstallationAction,
): Promise<SeenInstallation> {
  const installation = await installationIn(portal, context);
  const { actor } = signedInOf(context);
  if (!may(actor, action, { kind: "installation", id: installation.id })) throw forbidden();
  return installation;
}

/**
 * The charger that an address is about: `/chargers/:charger`.
 * @throws HTTPException 404 when this person may see none there
 */
export async function chargerIn({ services }: Portal, context: PortalContext): Promise<SeenCharger> {
  const id = idParam<ChargerId>(context, "charger");
  const found = await services.sites.seen.one(signedInOf(context).actor, id);
  if (!found) throw missing();
  return found;
}

/**
 * What came of something that is refused only to whoever may not see it or do it.
 * @throws HTTPException 404 or 403 then
 */
export function granted<Done extends { readonly ok: true }>(
  outcome: Done | { readonly ok: false; readonly problem: "not-found" | "forbidden" },
): Done {
  if (!outcome.ok) throw refusal(outcome.problem);
  return outcome;
}

/** Whether a refusal is one that a page says at a field; the two that every service knows are thrown. */
export function atField<Problem extends string>(
  problem: Problem,
): Exclude<Problem, "not-found" | "forbidden"> {
  if (problem === "not-found") throw missing();
  if (problem === "forbidden") throw forbidden();
  // The two that are thrown are taken out; the compiler does not narrow a type parameter.
  return problem as Exclude<Problem, "not-found" | "forbidden">;
}

/** Goes on to another page, which says what came of it. */
export function goOn(
  portal: Portal,
  context: PortalContext,
  to: string,
  text: string,
  tone: "good" | "bad" = "good",
): Response {
  portal.leaveNote(context, { tone, text });
  return context.redirect(to, 303);
}
