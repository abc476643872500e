import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import { type InstallationId, newId, type PersonId, type StopGroupId } from "../database/ids.ts";
import { installations, people, stopGroupMembers, stopGroups } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditor } from "./auditor.ts";
import { chargeRights } from "./charge-rights.ts";
import { labelOf } from "./label.ts";

/** Of an installation at most. */
const GROUPS_AT_MOST = 200;

/** People who may stop each other's sessions. */
export interface StopGroup {
  readonly id: StopGroupId;
  readonly name: string;
  readonly members: readonly { readonly id: PersonId; readonly name: string }[];
}

export type StopGroupProblem =
  | NotFound
  | Forbidden
  /** 1 to 60 characters, and no other group of the installation is called so. */
  | "name"
  | "name-taken"
  /** They may not charge here. */
  | "member"
  | "too-many";

/** What somebody wants a group to be. */
interface Wanted {
  readonly name: string;
  readonly members: readonly PersonId[];
}

/** The groups of an installation that may stop each other's sessions (A7): a person is in one of them at most. */
export class StopGroups {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** By name; and who could be a member: everybody who may charge here. */
  async list(
    actor: Actor,
    installation: InstallationId,
  ): Promise<
    Outcome<
      {
        readonly groups: readonly StopGroup[];
        readonly people: readonly { readonly id: PersonId; readonly name: string }[];
      },
      NotFound | Forbidden
    >
  > {
    const not = mayNot(actor, installation);
    if (not) return refused(not);
    const { db, clock } = this.#parts;
    const groups = await db
      .select({ id: stopGroups.id, name: stopGroups.name })
      .from(stopGroups)
      .where(eq(stopGroups.installationId, installation))
      .orderBy(asc(stopGroups.name));
    const members = await db
      .select({ group: stopGroupMembers.groupId, id: people.id, name: people.name })
      .from(stopGroupMembers)
      .innerJoin(people, eq(people.id, stopGroupMembers.personId))
      .where(eq(stopGroupMembers.installationId, installation))
      .orderBy(asc(people.name), asc(people.id));
    const rights = await chargeRights(db, installation, clock.now());
    const charging = new Map(rights.map(({ person, name }) => [person, name]));
    return {
      ok: true,
      groups: groups.map((group) => ({
        ...group,
        members: members.filter((member) => member.group === group.id).map(({ id, name }) => ({ id, name })),
      })),
      people: Array.from(charging, ([id, name]) => ({ id, name })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }

  make(
    actor: Actor,
    installation: InstallationId,
    group: Wanted,
  ): Promise<Outcome<{ readonly id: StopGroupId }, StopGroupProblem>> {
    return this.#parts.db.transaction(async (tx) => {
      const not = mayNot(actor, installation) ?? (await this.#notAsWanted(tx, installation, null, group));
      if (not) return refused(not);
      const there = await tx.$count(stopGroups, eq(stopGroups.installationId, installation));
      if (there >= GROUPS_AT_MOST) return refused("too-many");
      const id = newId<StopGroupId>(this.#parts.random);
      await tx.insert(stopGroups).values({ id, installationId: installation, name: group.name.trim() });
      await this.#setMembers(tx, actor, { id, installation }, group);
      return { ok: true, id };
    });
  }

  /** Sets name and members anew. Whoever was in another group of the installation leaves it. */
  change(actor: Actor, id: StopGroupId, group: Wanted): Promise<Outcome<object, StopGroupProblem>> {
    return this.#parts.db.transaction(async (tx) => {
      const installation = await installationOf(tx, id);
      if (installation === null) return refused("not-found");
      const not = mayNot(actor, installation) ?? (await this.#notAsWanted(tx, installation, id, group));
      if (not) return refused(not);
      await tx.update(stopGroups).set({ name: group.name.trim() }).where(eq(stopGroups.id, id));
      await this.#setMembers(tx, actor, { id, installation }, group);
      return { ok: true };
    });
  }

  remove(actor: Actor, id: StopGroupId): Promise<Outcome<object, NotFound | Forbidden>> {
    return this.#parts.db.transaction(async (tx) => {
      const installation = await installationOf(tx, id);
      if (installation === null) return refused("not-found");
      const not = mayNot(actor, installation);
      if (not) return refused(not);
      const [removed] = await tx
        .delete(stopGroups)
        .where(eq(stopGroups.id, id))
        .returning({ name: stopGroups.name });
      await this.#changed(tx, actor, installation, { group: removed?.name ?? "", members: 0 });
      return { ok: true };
    });
  }

  async #notAsWanted(
    tx: Database,
    installation: InstallationId,
    id: StopGroupId | null,
    { name, members }: Wanted,
  ): Promise<StopGroupProblem | null> {
    // Changes of one installation's groups go one after another: two groups never get one name.
    await tx
      .select({ id: installations.id })
      .from(installations)
      .where(eq(installations.id, installation))
      .for("update");
    const label = labelOf(name);
    if (label === null || label === "") return "name";
    const sameName = and(
      eq(stopGroups.installationId, installation),
      eq(sql`lower(${stopGroups.name})`, label.toLowerCase()),
      ...(id === null ? [] : [ne(stopGroups.id, id)]),
    );
    if ((await tx.$count(stopGroups, sameName)) > 0) return "name-taken";
    const rights = await chargeRights(tx, installation, this.#parts.clock.now());
    const charging = new Set(rights.map(({ person }) => person));
    return members.every((person) => charging.has(person)) ? null : "member";
  }

  async #setMembers(
    tx: Database,
    actor: Actor,
    { id, installation }: { readonly id: StopGroupId; readonly installation: InstallationId },
    { name, members }: Wanted,
  ): Promise<void> {
    const people = [...new Set(members)];
    await tx.delete(stopGroupMembers).where(eq(stopGroupMembers.groupId, id));
    await tx
      .delete(stopGroupMembers)
      .where(
        and(eq(stopGroupMembers.installationId, installation), inArray(stopGroupMembers.personId, people)),
      );
    if (people.length > 0)
      await tx
        .insert(stopGroupMembers)
        .values(people.map((personId) => ({ groupId: id, installationId: installation, personId })));
    await this.#changed(tx, actor, installation, { group: name.trim(), members: people.length });
  }

  async #changed(
    tx: Database,
    actor: Actor,
    installation: InstallationId,
    details: { readonly group: string; readonly members: number },
  ): Promise<void> {
    const who = await auditor(tx, actor);
    const at = this.#parts.clock.now();
    await writeAudit(tx, { at, actor: who, action: "stop-group-changed", installation, details });
    await listMayHaveChanged(tx, this.#parts, installation);
  }
}

async function installationOf(tx: Database, id: StopGroupId): Promise<InstallationId | null> {
  const [found] = await tx
    .select({ installation: stopGroups.installationId })
    .from(stopGroups)
    .where(eq(stopGroups.id, id));
  return found?.installation ?? null;
}

function mayNot(actor: Actor, id: InstallationId): NotFound | Forbidden | null {
  const resource = { kind: "installation", id } as const;
  if (!may(actor, "installation.view", resource)) return "not-found";
  return may(actor, "installation.stop-groups", resource) ? null : "forbidden";
}
