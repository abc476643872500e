import { and, eq, isNull, ne } from "drizzle-orm";
import { actorOf } from "../access/actor-of.ts";
import type { Actor } from "../access/role.ts";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import type { GrantId, InstallationId, InvitationId } from "../database/ids.ts";
import { grants, groups, invitations, people, transfers } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { type AccessList, readAccessList } from "./access-list.ts";
import { isExpiry, isRole } from "./access-terms.ts";
import { type AuditAction, writeAudit } from "./audit.ts";
import { type InviteProblem, inviteGuest, readGuest } from "./invite.ts";
import { hasOwnerBesides, lockOwnership } from "./last-owner.ts";
import {
  auditPlace,
  installationOf,
  mayWithPermissions,
  type Place,
  type PlaceResource,
  permittedPlace,
} from "./place.ts";

type Done = Record<never, never>;

/** Why a grant was not changed. */
export type GrantProblem =
  | NotFound
  | Forbidden
  /** An installation always has an Owner who is a person with an account. */
  | "last-owner"
  | "bad-role"
  /** Owner is for people. */
  | "group-owner"
  /** Not later than now; or of an Owner, which has no end. */
  | "bad-expiry";

/** A grant that may be changed, with its installation locked. */
interface LockedGrant {
  readonly row: typeof grants.$inferSelect;
  readonly resource: PlaceResource;
  readonly installation: InstallationId;
  /** As the audit log names whoever has it. */
  readonly to: string;
}

/** Who has access to installations and chargers (B2, B3). Sharing it does not touch the access switch (B4). */
export class Permissions {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** Who has access to a place, own and inherited, and who is invited. */
  async at(
    actor: Actor,
    place: Place,
  ): Promise<Outcome<{ readonly access: AccessList }, NotFound | Forbidden>> {
    const { db, clock } = this.#parts;
    const found = await permittedPlace(db, actor, "view", place);
    if (!found.ok) return found;
    const access = await readAccessList(db, actor, found.resource, clock.now());
    return access ? { ok: true, access } : refused("not-found");
  }

  /**
   * Invites somebody by mail, whether they have an account or not: the answer is the same. A pending invitation of the same
   * address to the same place is replaced.
   */
  invite(
    actor: Actor,
    place: Place,
    guest: {
      readonly name: string;
      readonly email: string;
      readonly role: string;
      readonly expiresAt?: number | null;
    },
  ): Promise<Outcome<{ readonly invitation: InvitationId }, NotFound | Forbidden | InviteProblem>> {
    const { db, clock, notify } = this.#parts;
    return db.transaction(async (tx) => {
      const found = await permittedPlace(tx, actor, "change", place);
      if (!found.ok) return found;
      const read = readGuest(guest);
      if (!read.ok) return read;
      if (!isRole(guest.role)) return refused("bad-role");
      const { role, expiresAt: until = null } = guest;
      if (!isExpiry(until, role, clock.now())) return refused("bad-expiry");
      const installation = installationOf(found.resource);
      await lockOwnership(tx, [installation]);
      const by = await auditName(tx, actor.person);
      const invited = await inviteGuest(tx, this.#parts, {
        guest: read.guest,
        gift: { ...place, role, ...(until !== null && { until }) },
        counted: { installation },
        by,
      });
      if (!invited.ok) return invited;
      await writeAudit(tx, {
        at: clock.now(),
        actor: by,
        action: "person-invited",
        ...auditPlace(found.resource),
        details: { to: read.guest.name, role, until },
      });
      await notify(tx, "chargegate_changed", installation);
      return invited;
    });
  }

  /** Makes the link of an invitation bad. */
  withdrawInvitation(actor: Actor, invitation: InvitationId): Promise<Outcome<Done, NotFound | Forbidden>> {
    const { db, clock, notify } = this.#parts;
    return db.transaction(async (tx) => {
      const [row] = await tx
        .select()
        .from(invitations)
        .where(and(eq(invitations.id, invitation), isNull(invitations.acceptedAt)));
      const place = row && placeOf(row);
      if (!place) return refused("not-found");
      const found = await permittedPlace(tx, actor, "change", place);
      if (!found.ok) return found;
      // Whoever accepts it at this moment was faster, or finds it gone.
      const gone = await tx
        .delete(invitations)
        .where(and(eq(invitations.id, invitation), isNull(invitations.acceptedAt)))
        .returning({ id: invitations.id });
      if (gone.length === 0) return refused("not-found");
      await writeAudit(tx, {
        at: clock.now(),
        actor: await auditName(tx, actor.person),
        action: "invitation-withdrawn",
        ...auditPlace(found.resource),
        details: { to: row.name, role: row.role },
      });
      await notify(tx, "chargegate_changed", installationOf(found.resource));
      return { ok: true };
    });
  }

  /** Takes a grant away, at once: whoever had it charges there no more, unless by another one. */
  withdraw(actor: Actor, grant: GrantId): Promise<Outcome<Done, NotFound | Forbidden | "last-owner">> {
    return this.#parts.db.transaction(async (tx) => {
      const found = await this.#lock(tx, actor, grant);
      if (!found.ok) return found;
      const { row } = found;
      if (await this.#isLastOwner(tx, found)) return refused("last-owner");
      await tx.delete(grants).where(eq(grants.id, grant));
      await this.#endOffers(tx, found);
      await this.#changed(tx, actor, found, row.groupId ? "group-withdrawn" : "role-withdrawn", {
        role: row.role,
      });
      return { ok: true };
    });
  }

  /** Changes what a grant allows. Owner has no end, so becoming it takes the end away. */
  changeRole(actor: Actor, grant: GrantId, role: string): Promise<Outcome<Done, GrantProblem>> {
    return this.#parts.db.transaction(async (tx) => {
      const found = await this.#lock(tx, actor, grant);
      if (!found.ok) return found;
      if (!isRole(role)) return refused("bad-role");
      const { row } = found;
      if (row.groupId && role === "owner") return refused("group-owner");
      if (row.role === role) return { ok: true };
      if (await this.#isLastOwner(tx, found)) return refused("last-owner");
      // Somebody who has both roles has the one that is wished for already: two grants become one.
      await tx.delete(grants).where(and(isSameTo(row), eq(grants.role, role), ne(grants.id, row.id)));
      await tx
        .update(grants)
        .set({ role, ...(role === "owner" && { expiresAt: null }) })
        .where(eq(grants.id, grant));
      await this.#endOffers(tx, found);
      await this.#changed(tx, actor, found, "role-changed", { role, was: row.role });
      return { ok: true };
    });
  }

  /** @param expiresAt null: until it is withdrawn */
  changeExpiry(actor: Actor, grant: GrantId, expiresAt: number | null): Promise<Outcome<Done, GrantProblem>> {
    return this.#parts.db.transaction(async (tx) => {
      const found = await this.#lock(tx, actor, grant);
      if (!found.ok) return found;
      const { row } = found;
      if (!isExpiry(expiresAt, row.role, this.#parts.clock.now())) return refused("bad-expiry");
      if (row.expiresAt === expiresAt) return { ok: true };
      await tx.update(grants).set({ expiresAt }).where(eq(grants.id, grant));
      await this.#changed(tx, actor, found, "role-changed", { role: row.role, until: expiresAt });
      return { ok: true };
    });
  }

  /** Finds a grant that somebody may change, and locks its installation, so that owners are counted one change at a time. */
  async #lock(
    tx: Database,
    actor: Actor,
    grant: GrantId,
  ): Promise<Outcome<LockedGrant, NotFound | Forbidden>> {
    const [seen] = await tx.select().from(grants).where(eq(grants.id, grant));
    const place = seen && placeOf(seen);
    if (!place) return refused("not-found");
    const found = await permittedPlace(tx, actor, "change", place);
    if (!found.ok) return found;
    const installation = installationOf(found.resource);
    await lockOwnership(tx, [installation]);
    // Who waited for the lock may have lost the right to somebody who was faster.
    const still = await actorOf(tx, actor.person, this.#parts.clock.now());
    if (!still || !mayWithPermissions(still, "change", found.resource)) return refused("forbidden");
    const [row] = await tx
      .select({ grant: grants, person: people.name, group: groups.name })
      .from(grants)
      .leftJoin(people, eq(people.id, grants.personId))
      .leftJoin(groups, eq(groups.id, grants.groupId))
      .where(eq(grants.id, grant));
    if (!row) return refused("not-found");
    return {
      ok: true,
      row: row.grant,
      resource: found.resource,
      installation,
      to: row.person ?? row.group ?? "",
    };
  }

  async #isLastOwner(tx: Database, { row, resource, installation }: LockedGrant): Promise<boolean> {
    if (resource.kind !== "installation" || row.role !== "owner" || row.personId === null) return false;
    return !(await hasOwnerBesides(tx, installation, row.personId, this.#parts.clock.now()));
  }

  /** Who is no Owner any more has nothing to offer. */
  async #endOffers(tx: Database, { row, resource, installation }: LockedGrant): Promise<void> {
    if (resource.kind !== "installation" || row.role !== "owner" || row.personId === null) return;
    await tx
      .update(transfers)
      .set({ outcome: "withdrawn", endedAt: this.#parts.clock.now() })
      .where(
        and(
          eq(transfers.installationId, installation),
          eq(transfers.fromId, row.personId),
          isNull(transfers.outcome),
        ),
      );
  }

  async #changed(
    tx: Database,
    actor: Actor,
    { row, resource, installation, to }: LockedGrant,
    action: AuditAction,
    details: Readonly<Record<string, string | number | null>>,
  ): Promise<void> {
    await writeAudit(tx, {
      at: this.#parts.clock.now(),
      actor: await auditName(tx, actor.person),
      action,
      ...auditPlace(resource),
      group: row.groupId,
      details: { to, ...details },
    });
    await listMayHaveChanged(tx, this.#parts, installation);
  }
}

/** Where a row was made; null: nowhere, or it has gone. */
function placeOf(row: Pick<typeof grants.$inferSelect, "installationId" | "chargerId">): Place | null {
  if (row.installationId !== null) return { kind: "installation", id: row.installationId };
  return row.chargerId === null ? null : { kind: "charger", id: row.chargerId };
}

/** The grants of the same person or group at the same place. */
function isSameTo(row: typeof grants.$inferSelect) {
  return and(
    row.personId === null ? isNull(grants.personId) : eq(grants.personId, row.personId),
    row.groupId === null ? isNull(grants.groupId) : eq(grants.groupId, row.groupId),
    row.installationId === null
      ? isNull(grants.installationId)
      : eq(grants.installationId, row.installationId),
    row.chargerId === null ? isNull(grants.chargerId) : eq(grants.chargerId, row.chargerId),
  );
}
