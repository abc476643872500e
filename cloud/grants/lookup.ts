import { and, eq, ne } from "drizzle-orm";
import type { Actor } from "../access/role.ts";
import { type AttemptKey, type Attempts, lockAfter } from "../accounts/attempts.ts";
import { listMayHaveChanged } from "../changed.ts";
import { type GrantId, type GroupId, newId } from "../database/ids.ts";
import { grants, groups } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { isExpiry, isRole } from "./access-terms.ts";
import { writeAudit } from "./audit.ts";
import { lockOwnership } from "./last-owner.ts";
import { readLookupKey } from "./lookup-key.ts";
import { auditPlace, installationOf, type Place, permittedPlace } from "./place.ts";

/** Keys that lead to no group, before the search is locked for a time. A source may be a whole office. */
const PERSON_LIMIT = lockAfter(10);
const SOURCE_LIMIT = lockAfter(40);

/** A group that was found, by its real name. */
export interface FoundGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly lookupKey: string;
}

/** Access for partners, by the lookup key of their user group (B6). */
export class Partners {
  readonly #parts: CloudParts;
  readonly #attempts: Pick<Attempts, "count" | "takeBack">;

  constructor(parts: CloudParts, attempts: Pick<Attempts, "count" | "takeBack">) {
    this.#parts = parts;
    this.#attempts = attempts;
  }

  /**
   * Finds the group of a lookup key, in upper or lower case, for somebody who may give access to the place. Keys that lead to
   * no group are counted, by person and by source.
   * @param source where the person is, as log-ins count it (`loginSource`)
   */
  async find(
    actor: Actor,
    place: Place,
    key: string,
    source: string,
  ): Promise<
    | Outcome<{ readonly group: FoundGroup }, NotFound | Forbidden | "bad-key" | "no-group">
    /** @property until milliseconds since 1970 */
    | { readonly ok: false; readonly problem: "too-many-tries"; readonly until: number }
  > {
    const { db } = this.#parts;
    const permitted = await permittedPlace(db, actor, "change", place);
    if (!permitted.ok) return permitted;
    const lookupKey = readLookupKey(key);
    if (lookupKey === null) return refused("bad-key");
    const byPerson: AttemptKey = `lookup person ${actor.person}`;
    const bySource: AttemptKey = `lookup source ${source}`;
    const own = await this.#attempts.count(byPerson, PERSON_LIMIT);
    if (!own.ok) return { ok: false, problem: "too-many-tries", until: own.until };
    const shared = await this.#attempts.count(bySource, SOURCE_LIMIT);
    if (!shared.ok) return { ok: false, problem: "too-many-tries", until: shared.until };
    const [group] = await db
      .select({ id: groups.id, name: groups.name, lookupKey: groups.lookupKey })
      .from(groups)
      .where(eq(groups.lookupKey, lookupKey));
    if (!group) return refused("no-group");
    await this.#attempts.takeBack(byPerson, 1);
    await this.#attempts.takeBack(bySource, 1);
    return { ok: true, group };
  }

  /** Gives a group that was found a level: `service` or `user`. What it had at this very place is replaced. */
  grant(
    actor: Actor,
    place: Place,
    partner: { readonly group: GroupId; readonly role: string; readonly expiresAt?: number | null },
  ): Promise<
    Outcome<
      { readonly grant: GrantId },
      NotFound | Forbidden | "no-group" | "bad-role" | "group-owner" | "bad-expiry"
    >
  > {
    const { db, clock, random } = this.#parts;
    return db.transaction(async (tx) => {
      const found = await permittedPlace(tx, actor, "change", place);
      if (!found.ok) return found;
      const { role, expiresAt = null } = partner;
      if (!isRole(role)) return refused("bad-role");
      if (role === "owner") return refused("group-owner");
      const now = clock.now();
      if (!isExpiry(expiresAt, role, now)) return refused("bad-expiry");
      const installation = installationOf(found.resource);
      await lockOwnership(tx, [installation]);
      const [group] = await tx.select().from(groups).where(eq(groups.id, partner.group));
      if (!group) return refused("no-group");
      const here = and(
        eq(grants.groupId, group.id),
        place.kind === "installation" ? eq(grants.installationId, place.id) : eq(grants.chargerId, place.id),
      );
      const [had] = await tx.select().from(grants).where(here).orderBy(grants.createdAt, grants.id);
      const id = had?.id ?? newId<GrantId>(random);
      if (had) {
        await tx.delete(grants).where(and(here, ne(grants.id, had.id)));
        await tx.update(grants).set({ role, expiresAt }).where(eq(grants.id, had.id));
      } else {
        await tx.insert(grants).values({
          id,
          groupId: group.id,
          ...(place.kind === "installation" ? { installationId: place.id } : { chargerId: place.id }),
          role,
          createdAt: now,
          createdBy: actor.person,
          expiresAt,
        });
      }
      await writeAudit(tx, {
        at: now,
        actor: await auditName(tx, actor.person),
        action: "group-granted",
        ...auditPlace(found.resource),
        group: group.id,
        details: { to: group.name, role, was: had?.role ?? null, until: expiresAt },
      });
      await listMayHaveChanged(tx, this.#parts, installation);
      return { ok: true, grant: id };
    });
  }
}
