import { and, eq, isNotNull } from "drizzle-orm";
import type { Role } from "../access/role.ts";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import {
  type ChargerId,
  type GrantId,
  type GroupId,
  type InstallationId,
  newId,
  type PersonId,
} from "../database/ids.ts";
import { chargers, grants, groupMembers, groups, installations, people } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { groupListsMayHaveChanged } from "../grants/group-lists.ts";
import type { CloudParts } from "../parts.ts";
import type { Gift } from "./invitations.ts";

/** What an invitation gives, with the names that its page shows. */
export type NamedGift =
  | { readonly kind: "account" }
  | { readonly kind: "installation"; readonly id: InstallationId; readonly name: string; readonly role: Role }
  | {
      readonly kind: "charger";
      readonly id: ChargerId;
      readonly name: string;
      /** The name of the installation that it belongs to. */
      readonly installation: string;
      readonly role: Role;
    }
  | { readonly kind: "group"; readonly id: GroupId; readonly name: string; readonly admin: boolean };

type GiftParts = Pick<CloudParts, "clock" | "random" | "notify">;

/** Null: it is gone. */
export async function namedGift(db: Database, gift: Gift): Promise<NamedGift | null> {
  switch (gift.kind) {
    case "account":
      return { kind: "account" };
    case "installation": {
      const [found] = await db
        .select({ name: installations.name })
        .from(installations)
        .where(eq(installations.id, gift.id));
      return found ? { ...gift, ...found } : null;
    }
    case "charger": {
      const [found] = await db
        .select({ name: chargers.name, installation: installations.name })
        .from(chargers)
        .innerJoin(installations, eq(installations.id, chargers.installationId))
        .where(eq(chargers.id, gift.id));
      return found ? { ...gift, ...found } : null;
    }
    case "group": {
      const [found] = await db.select({ name: groups.name }).from(groups).where(eq(groups.id, gift.id));
      return found ? { ...gift, ...found } : null;
    }
  }
}

/** Gives it, and writes it down. Who has it already keeps it. @param by who invited */
export async function give(
  tx: Database,
  parts: GiftParts,
  gift: Gift,
  to: { readonly id: PersonId; readonly name: string },
  by: PersonId | null,
): Promise<void> {
  const written = { at: parts.clock.now(), actor: to, action: "invitation-accepted" } as const;
  switch (gift.kind) {
    case "account":
      if (gift.support) await tx.update(people).set({ support: true }).where(eq(people.id, to.id));
      await writeAudit(tx, { ...written, details: { support: gift.support } });
      return;
    case "installation":
      await grant(tx, parts, gift, to.id, by);
      await writeAudit(tx, {
        ...written,
        installation: gift.id,
        details: { role: gift.role, until: gift.until ?? null },
      });
      await listMayHaveChanged(tx, parts, gift.id);
      return;
    case "charger": {
      const [charger] = await tx
        .select({ installation: chargers.installationId })
        .from(chargers)
        .where(eq(chargers.id, gift.id));
      if (!charger) return;
      await grant(tx, parts, gift, to.id, by);
      const { installation } = charger;
      await writeAudit(tx, {
        ...written,
        installation,
        charger: gift.id,
        details: { role: gift.role, until: gift.until ?? null },
      });
      await listMayHaveChanged(tx, parts, installation);
      return;
    }
    case "group":
      await tx
        .insert(groupMembers)
        .values({ groupId: gift.id, personId: to.id, admin: gift.admin })
        .onConflictDoNothing();
      if (gift.admin)
        await tx
          .update(groupMembers)
          .set({ admin: true })
          .where(and(eq(groupMembers.groupId, gift.id), eq(groupMembers.personId, to.id)));
      await writeAudit(tx, { ...written, group: gift.id, details: { admin: gift.admin } });
      await groupListsMayHaveChanged(tx, parts, gift.id);
  }
}

async function grant(
  tx: Database,
  { clock, random }: GiftParts,
  gift: Extract<Gift, { kind: "installation" | "charger" }>,
  person: PersonId,
  by: PersonId | null,
): Promise<void> {
  const isOn =
    gift.kind === "installation" ? eq(grants.installationId, gift.id) : eq(grants.chargerId, gift.id);
  // What they have for a time, they have as long as was meant last; what has no end gets none.
  await tx
    .update(grants)
    .set({ expiresAt: gift.until ?? null })
    .where(and(eq(grants.personId, person), isOn, eq(grants.role, gift.role), isNotNull(grants.expiresAt)));
  await tx
    .insert(grants)
    .values({
      id: newId<GrantId>(random),
      personId: person,
      ...(gift.kind === "installation" ? { installationId: gift.id } : { chargerId: gift.id }),
      role: gift.role,
      createdAt: clock.now(),
      createdBy: by,
      expiresAt: gift.until ?? null,
    })
    .onConflictDoNothing();
}
