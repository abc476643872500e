import { and, eq, ne } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { GroupAction } from "../access/rights.ts";
import type { Actor } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { GroupId, PersonId } from "../database/ids.ts";
import { groupMembers, groups, people } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { type AuditAction, writeAudit } from "./audit.ts";

type GroupRow = typeof groups.$inferSelect;

/** Runs a change with the group's row locked, for whoever may make it: administrators are counted one change at a time. */
export function editGroup<Answer extends { readonly ok: boolean }>(
  { db }: CloudParts,
  actor: Actor,
  group: GroupId,
  action: GroupAction,
  change: (tx: Database, row: GroupRow) => Promise<Answer>,
): Promise<Answer | { readonly ok: false; readonly problem: NotFound | Forbidden }> {
  const resource = { kind: "group", id: group } as const;
  return db.transaction(async (tx) => {
    if (!may(actor, "group.view", resource)) return refused("not-found");
    if (!may(actor, action, resource)) return refused("forbidden");
    const row = await lockGroup(tx, group);
    if (!row) return refused("not-found");
    // Who waited for the lock may have lost the right to somebody who was faster.
    const still = await readMember(tx, group, actor.person);
    return still?.admin ? change(tx, row) : refused("forbidden");
  });
}

/** Nobody else changes the group until this transaction ends. Null: there is none. */
export async function lockGroup(tx: Database, group: GroupId): Promise<GroupRow | null> {
  const [row] = await tx.select().from(groups).where(eq(groups.id, group)).for("no key update");
  return row ?? null;
}

export async function readMember(tx: Database, group: GroupId, person: PersonId) {
  const [member] = await tx
    .select({ admin: groupMembers.admin, name: people.name })
    .from(groupMembers)
    .innerJoin(people, eq(people.id, groupMembers.personId))
    .where(and(eq(groupMembers.groupId, group), eq(groupMembers.personId, person)));
  return member ?? null;
}

/** Whether a group, which is locked, has an administrator; `besides`: another one. */
export async function hasAdmin(tx: Database, group: GroupId, besides?: PersonId): Promise<boolean> {
  const [found] = await tx
    .select({ id: groupMembers.personId })
    .from(groupMembers)
    .where(
      and(
        eq(groupMembers.groupId, group),
        eq(groupMembers.admin, true),
        besides && ne(groupMembers.personId, besides),
      ),
    )
    .limit(1);
  return found !== undefined;
}

/** Writes down what was done to a group. */
export async function auditGroup(
  tx: Database,
  { clock }: Pick<CloudParts, "clock">,
  actor: Actor,
  group: GroupId,
  action: AuditAction,
  details: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  const by = await auditName(tx, actor.person);
  await writeAudit(tx, { at: clock.now(), actor: by, action, group, details });
}
