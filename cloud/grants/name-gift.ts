import { eq } from "drizzle-orm";
import type { Role } from "../access/role.ts";
import type { NamedGift } from "../accounts/gift.ts";
import type { Database } from "../database/database.ts";
import { chargers, installations } from "../database/schema/schema.ts";
import { installationOf, type PlaceResource } from "./place.ts";

type PlaceGift = Extract<NamedGift, { readonly kind: "installation" | "charger" }>;

/** What an invitation to a place gives, with the names that its mail says; null: the place has gone. */
export async function namePlaceGift(
  db: Database,
  resource: PlaceResource,
  role: Role,
): Promise<PlaceGift | null> {
  const [home] = await db
    .select({ name: installations.name })
    .from(installations)
    .where(eq(installations.id, installationOf(resource)));
  if (!home) return null;
  if (resource.kind === "installation")
    return { kind: "installation", id: resource.id, name: home.name, role };
  const [charger] = await db
    .select({ name: chargers.name })
    .from(chargers)
    .where(eq(chargers.id, resource.id));
  if (!charger) return null;
  return { kind: "charger", id: resource.id, name: charger.name, installation: home.name, role };
}
