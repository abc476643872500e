import { eq } from "drizzle-orm";
import { may } from "../access/may.ts";
import { chargerResource } from "../access/resources.ts";
import { type Actor, rolesAt } from "../access/role.ts";
import type { ChargerId } from "../database/ids.ts";
import { chargers } from "../database/schema/schema.ts";
import type { Forbidden, NotFound } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { writeAudit } from "./audit.ts";

/** Where somebody turns who is not shown a charger PIN. `ask-owner`: who owns both the charger and the installation. */
export type TurnTo = "ask-owner" | "ask-support";

/** Whether there is an owner to turn to is not said of a charger that one cannot see. */
const ANYWHERE: readonly TurnTo[] = ["ask-owner", "ask-support"];

/**
 * Shows a charger PIN to whoever may see it (B9), and writes down that it was seen. Whoever may not is told where to turn; of a
 * charger that they cannot see, a previous owner's among them, the answer is the same as of one that is not there.
 */
export async function viewChargerPin(
  { db, clock, vault }: CloudParts,
  actor: Actor,
  charger: ChargerId,
): Promise<
  | { readonly ok: true; readonly pin: string }
  | { readonly ok: false; readonly problem: NotFound | Forbidden; readonly turnTo: readonly TurnTo[] }
> {
  const resource = await chargerResource(db, charger);
  if (!resource || !may(actor, "charger.view", resource))
    return { ok: false, problem: "not-found", turnTo: ANYWHERE };
  if (!may(actor, "charger.pin", resource)) {
    // The Owner of the installation whose charger is nobody's has no owner to ask.
    const isOwner = rolesAt(actor, { kind: "installation", id: resource.installation }).has("owner");
    const turnTo: readonly TurnTo[] = isOwner && resource.owner === null ? ["ask-support"] : ANYWHERE;
    return { ok: false, problem: "forbidden", turnTo };
  }
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ sealed: chargers.pinSealed })
      .from(chargers)
      .where(eq(chargers.id, charger));
    if (!found) return { ok: false, problem: "not-found", turnTo: ANYWHERE };
    await writeAudit(tx, {
      at: clock.now(),
      actor: await auditName(tx, actor.person),
      action: "pin-viewed",
      installation: resource.installation,
      charger,
    });
    return { ok: true, pin: vault.open("charger-pin", charger, found.sealed).toString("utf8") };
  });
}
