import { eq } from "drizzle-orm";
import { may } from "../access/may.ts";
import { chargerResource } from "../access/resources.ts";
import type { Actor, Resource } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import { installations } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, refused } from "../outcome.ts";

/** Where access is given: at a whole installation, or at one charger and no other (B3). */
export type Place =
  | { readonly kind: "installation"; readonly id: InstallationId }
  | { readonly kind: "charger"; readonly id: ChargerId };

/** The same as `may` needs it. */
export type PlaceResource = Extract<Resource, { kind: Place["kind"] }>;

/** What somebody wants with the permissions of a place. */
type Wish = "view" | "change";

/** A place as `may` needs it; null: there is none. */
async function placeResource(db: Database, place: Place): Promise<PlaceResource | null> {
  switch (place.kind) {
    case "charger":
      return chargerResource(db, place.id);
    case "installation": {
      const [found] = await db
        .select({ id: installations.id })
        .from(installations)
        .where(eq(installations.id, place.id));
      return found ? { kind: "installation", id: found.id } : null;
    }
  }
}

/** The installation that a place is, or belongs to: whose list and pages a change there concerns. */
export function installationOf(resource: PlaceResource): InstallationId {
  return resource.kind === "installation" ? resource.id : resource.installation;
}

/** Whether somebody may see or change who has access to a place. */
export function mayWithPermissions(actor: Actor, wish: Wish, resource: PlaceResource): boolean {
  switch (resource.kind) {
    case "installation":
      return may(actor, `installation.permissions.${wish}`, resource);
    case "charger":
      return may(actor, `charger.permissions.${wish}`, resource);
  }
}

/** The place, if its permissions may be seen or changed; what may not be seen at all is not there. */
export async function permittedPlace(
  db: Database,
  actor: Actor,
  wish: Wish,
  place: Place,
): Promise<
  | { readonly ok: true; readonly resource: PlaceResource }
  | { readonly ok: false; readonly problem: NotFound | Forbidden }
> {
  const resource = await placeResource(db, place);
  if (!resource || !mayView(actor, resource)) return refused("not-found");
  return mayWithPermissions(actor, wish, resource) ? { ok: true, resource } : refused("forbidden");
}

function mayView(actor: Actor, resource: PlaceResource): boolean {
  switch (resource.kind) {
    case "installation":
      return may(actor, "installation.view", resource);
    case "charger":
      return may(actor, "charger.view", resource);
  }
}

/** Where the audit log says that something was done to access. */
export function auditPlace(resource: PlaceResource) {
  return {
    installation: installationOf(resource),
    charger: resource.kind === "charger" ? resource.id : null,
  };
}
