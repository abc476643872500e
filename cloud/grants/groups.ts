import { asc, count, eq } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import { personName } from "../accounts/person-name.ts";
import type { Database } from "../database/database.ts";
import { type GroupId, newId } from "../database/ids.ts";
import { groupMembers, groups } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { writeAudit } from "./audit.ts";
import { auditGroup, editGroup } from "./edit-group.ts";
import { type GroupPage, readGroupPage } from "./group-page.ts";
import { inviteToGroup, readGuest } from "./invite.ts";
import { newLookupKey } from "./lookup-key.ts";

type Done = Record<never, never>;

/** Random keys that are tried until one is free; there are a million. */
const KEY_TRIES = 20;

/** User groups: partners, such as payment operators and installers (B6). */
export class Groups {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** Those somebody belongs to, by name. */
  mine(
    actor: Actor,
  ): Promise<readonly { readonly id: GroupId; readonly name: string; readonly admin: boolean }[]> {
    return this.#parts.db
      .select({ id: groups.id, name: groups.name, admin: groupMembers.admin })
      .from(groupMembers)
      .innerJoin(groups, eq(groups.id, groupMembers.groupId))
      .where(eq(groupMembers.personId, actor.person))
      .orderBy(asc(groups.name), asc(groups.id));
  }

  /** All there are, for support staff. `admins`: whoever has none needs one invited. */
  async all(actor: Actor): Promise<
    Outcome<
      {
        readonly groups: readonly {
          readonly id: GroupId;
          readonly name: string;
          readonly lookupKey: string;
          readonly members: number;
          readonly admins: number;
        }[];
      },
      Forbidden
    >
  > {
    if (!may(actor, "support.make-group", { kind: "support" })) return refused("forbidden");
    const { db } = this.#parts;
    const rows = await db
      .select({ group: groups, members: count(groupMembers.personId) })
      .from(groups)
      .leftJoin(groupMembers, eq(groupMembers.groupId, groups.id))
      .groupBy(groups.id)
      .orderBy(asc(groups.name), asc(groups.id));
    const led = await db
      .select({ id: groupMembers.groupId, admins: count() })
      .from(groupMembers)
      .where(eq(groupMembers.admin, true))
      .groupBy(groupMembers.groupId);
    const admins = new Map(led.map((row) => [row.id, row.admins]));
    return {
      ok: true,
      groups: rows.map(({ group: { id, name, lookupKey }, members }) => ({
        id,
        name,
        lookupKey,
        members,
        admins: admins.get(id) ?? 0,
      })),
    };
  }

  /** Made by support staff; its first administrator is invited by mail. */
  create(
    actor: Actor,
    group: { readonly name: string; readonly admin: { readonly name: string; readonly email: string } },
  ): Promise<
    Outcome<
      { readonly group: GroupId; readonly lookupKey: string },
      Forbidden | "bad-group-name" | "no-free-key" | "bad-name" | "bad-email"
    >
  > {
    const { db, clock, random } = this.#parts;
    return db.transaction(async (tx) => {
      if (!may(actor, "support.make-group", { kind: "support" })) return refused("forbidden");
      const name = personName(group.name);
      if (name === null) return refused("bad-group-name");
      const read = readGuest(group.admin);
      if (!read.ok) return read;
      const id = newId<GroupId>(random);
      const lookupKey = await this.#insert(tx, id, name);
      if (lookupKey === null) return refused("no-free-key");
      const by = await auditName(tx, actor.person);
      await writeAudit(tx, {
        at: clock.now(),
        actor: by,
        action: "group-added",
        group: id,
        details: { name, lookupKey },
      });
      const invited = await inviteToGroup(tx, this.#parts, {
        group: id,
        guest: read.guest,
        admin: true,
        by,
      });
      // It is new: nobody is invited to it yet. The error takes all of it back.
      if (!invited.ok) throw new Error(`nobody can be invited to a new group: ${invited.problem}`);
      return { ok: true, group: id, lookupKey };
    });
  }

  /** What its members see of it. */
  async page(actor: Actor, group: GroupId): Promise<Outcome<{ readonly page: GroupPage }, NotFound>> {
    if (!may(actor, "group.view", { kind: "group", id: group })) return refused("not-found");
    const { db, clock } = this.#parts;
    const page = await readGroupPage(db, actor, group, clock.now());
    return page ? { ok: true, page } : refused("not-found");
  }

  rename(
    actor: Actor,
    group: GroupId,
    name: string,
  ): Promise<Outcome<Done, NotFound | Forbidden | "bad-group-name">> {
    return editGroup(this.#parts, actor, group, "group.edit", async (tx, { name: was }) => {
      const written = personName(name);
      if (written === null) return refused("bad-group-name");
      if (written === was) return { ok: true };
      await tx.update(groups).set({ name: written }).where(eq(groups.id, group));
      await auditGroup(tx, this.#parts, actor, group, "group-changed", { name: written, was });
      return { ok: true };
    });
  }

  async #insert(tx: Database, id: GroupId, name: string): Promise<string | null> {
    const { clock, random } = this.#parts;
    for (let tried = 0; tried < KEY_TRIES; tried++) {
      const lookupKey = newLookupKey(random);
      const made = await tx
        .insert(groups)
        .values({ id, name, lookupKey, createdAt: clock.now() })
        .onConflictDoNothing({ target: groups.lookupKey })
        .returning({ id: groups.id });
      if (made.length > 0) return lookupKey;
    }
    return null;
  }
}
