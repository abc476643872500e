import { and, eq, isNull } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { GroupId, InvitationId, PersonId } from "../database/ids.ts";
import { groupMembers, invitations } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { auditGroup, editGroup, hasAdmin, lockGroup, readMember } from "./edit-group.ts";
import { groupListsMayHaveChanged } from "./group-lists.ts";
import { type InviteProblem, inviteToGroup, readGuest } from "./invite.ts";

type Done = Record<never, never>;

/** Who belongs to user groups (B6). */
export class GroupMembers {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /**
   * Invites a member by mail, whether they have an account or not. Of a group without any administrator, support staff may
   * invite one.
   */
  async invite(
    actor: Actor,
    group: GroupId,
    guest: { readonly name: string; readonly email: string; readonly admin: boolean },
  ): Promise<Outcome<{ readonly invitation: InvitationId }, NotFound | Forbidden | InviteProblem>> {
    const invite = async (tx: Database, admin: boolean) => {
      const read = readGuest(guest);
      if (!read.ok) return read;
      const by = await auditName(tx, actor.person);
      return inviteToGroup(tx, this.#parts, { group, guest: read.guest, admin, by });
    };
    if (may(actor, "group.view", { kind: "group", id: group }) || !actor.support)
      return editGroup(this.#parts, actor, group, "group.members", (tx) => invite(tx, guest.admin));
    return this.#parts.db.transaction(async (tx) => {
      if (!(await lockGroup(tx, group)) || !may(actor, "support.make-group", { kind: "support" }))
        return refused("not-found");
      return (await hasAdmin(tx, group)) ? refused("forbidden") : invite(tx, true);
    });
  }

  withdrawInvitation(
    actor: Actor,
    group: GroupId,
    invitation: InvitationId,
  ): Promise<Outcome<Done, NotFound | Forbidden>> {
    return editGroup(this.#parts, actor, group, "group.members", async (tx) => {
      const [gone] = await tx
        .delete(invitations)
        .where(
          and(eq(invitations.id, invitation), eq(invitations.groupId, group), isNull(invitations.acceptedAt)),
        )
        .returning({ name: invitations.name });
      if (!gone) return refused("not-found");
      await auditGroup(tx, this.#parts, actor, group, "invitation-withdrawn", { to: gone.name });
      return { ok: true };
    });
  }

  /** Whoever is removed charges nowhere by this group any more, at once. A group keeps an administrator. */
  remove(
    actor: Actor,
    group: GroupId,
    person: PersonId,
  ): Promise<Outcome<Done, NotFound | Forbidden | "last-admin">> {
    return editGroup(this.#parts, actor, group, "group.members", async (tx) => {
      const member = await readMember(tx, group, person);
      if (!member) return refused("not-found");
      if (member.admin && !(await hasAdmin(tx, group, person))) return refused("last-admin");
      await tx
        .delete(groupMembers)
        .where(and(eq(groupMembers.groupId, group), eq(groupMembers.personId, person)));
      await auditGroup(tx, this.#parts, actor, group, "group-member-removed", { to: member.name });
      await groupListsMayHaveChanged(tx, this.#parts, group);
      return { ok: true };
    });
  }

  setAdmin(
    actor: Actor,
    group: GroupId,
    person: PersonId,
    admin: boolean,
  ): Promise<Outcome<Done, NotFound | Forbidden | "last-admin">> {
    return editGroup(this.#parts, actor, group, "group.members", async (tx) => {
      const member = await readMember(tx, group, person);
      if (!member) return refused("not-found");
      if (member.admin === admin) return { ok: true };
      if (!admin && !(await hasAdmin(tx, group, person))) return refused("last-admin");
      await tx
        .update(groupMembers)
        .set({ admin })
        .where(and(eq(groupMembers.groupId, group), eq(groupMembers.personId, person)));
      await auditGroup(tx, this.#parts, actor, group, "group-changed", { to: member.name, admin });
      return { ok: true };
    });
  }
}
