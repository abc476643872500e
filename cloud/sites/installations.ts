import { and, count, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { may } from "../access/may.ts";
import type { Actor, Role } from "../access/role.ts";
import { ROLES, rolesAt } from "../access/role.ts";
import { listMayHaveChanged } from "../changed.ts";
import { type GrantId, type InstallationId, newId, type PersonId } from "../database/ids.ts";
import { chargers, grants, installations } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { randomHex } from "../surroundings.ts";
import { auditName } from "./audit-name.ts";
import { contains, FIRST, oneOf, STRETCH, type Stretch, stretchOf, type Wanted } from "./stretch.ts";
import { writtenText } from "./written-text.ts";

/** Bytes of an installation's secret, of which credentials' digests are made. */
const SECRET_BYTES = 32;
/** Bytes of its id in topics. */
const TOPIC_BYTES = 16;

/** What somebody says of an installation. */
const installationForm = z.strictObject({
  name: writtenText(1, 80),
  type: z.enum(["go", "home", "pro"]),
  address: writtenText(0, 200),
  /** IANA name, for time windows and dates. */
  zone: z.string().max(60).refine(isZone, "expected a time zone such as Europe/Oslo"),
});
type InstallationForm = z.infer<typeof installationForm>;
type InstallationType = InstallationForm["type"];

/** Which field is not as expected. */
export type InstallationFieldProblem = keyof InstallationForm;
const FIELDS = installationForm.keyof().options;

/** An installation as somebody who may see it sees it. */
export interface SeenInstallation {
  readonly id: InstallationId;
  readonly name: string;
  readonly type: InstallationType;
  readonly address: string;
  readonly zone: string;
  /** Whether power needs an authorization (B5). */
  readonly access: "open" | "restricted";
  readonly createdAt: number;
  /** How many there are. */
  readonly chargers: number;
  /** What the viewer is there. */
  readonly roles: readonly Role[];
}

/** Places with chargers: who adds one is its Owner. */
export class Installations {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /**
   * Adds one; anybody with an account may, and becomes its Owner. Access is restricted until an Owner opens it.
   * @param form from outside; judged here
   */
  async add(
    person: PersonId,
    form: unknown,
  ): Promise<Outcome<{ readonly installation: InstallationId }, InstallationFieldProblem>> {
    const read = readInstallation(form);
    if (!read.ok) return read;
    const { db, vault, clock, random } = this.#parts;
    const id = newId<InstallationId>(random);
    const now = clock.now();
    await db.transaction(async (tx) => {
      await tx.insert(installations).values({
        id,
        topic: randomHex(random, TOPIC_BYTES),
        ...read.form,
        access: "restricted",
        secretSealed: vault.seal("installation-secret", id, random(SECRET_BYTES)),
        createdAt: now,
      });
      await tx.insert(grants).values({
        id: newId<GrantId>(random),
        personId: person,
        installationId: id,
        role: "owner",
        createdAt: now,
        createdBy: person,
      });
      const actor = await auditName(tx, person);
      const { name, type } = read.form;
      await writeAudit(tx, {
        at: now,
        actor,
        action: "installation-added",
        installation: id,
        details: { name, type },
      });
      // The empty list, too: a unit that joins is in step from the start.
      await listMayHaveChanged(tx, this.#parts, id);
    });
    return { ok: true, installation: id };
  }

  /** Changes what is said of it. */
  async change(
    actor: Actor,
    id: InstallationId,
    form: unknown,
  ): Promise<Outcome<object, NotFound | Forbidden | InstallationFieldProblem>> {
    const where = { kind: "installation", id } as const;
    if (!may(actor, "installation.view", where)) return refused("not-found");
    if (!may(actor, "installation.settings", where)) return refused("forbidden");
    const read = readInstallation(form);
    if (!read.ok) return read;
    const { db, clock } = this.#parts;
    return db.transaction(async (tx) => {
      const [before] = await tx
        .select()
        .from(installations)
        .where(eq(installations.id, id))
        .for("no key update");
      if (!before) return refused("not-found");
      const { name, type, address, zone } = read.form;
      if (before.name === name && before.type === type && before.address === address && before.zone === zone)
        return { ok: true };
      await tx.update(installations).set(read.form).where(eq(installations.id, id));
      await writeAudit(tx, {
        at: clock.now(),
        actor: await auditName(tx, actor.person),
        action: "installation-changed",
        installation: id,
        details: { name, type, zone },
      });
      // Windows and dates of its PIN codes are read in its zone.
      await listMayHaveChanged(tx, this.#parts, id);
      return { ok: true };
    });
  }

  /**
   * Removes one that has no chargers any more, with its permissions, credentials and history.
   * @param typedName its name, as the person has typed it to confirm
   */
  async remove(
    actor: Actor,
    id: InstallationId,
    typedName: string,
  ): Promise<Outcome<object, NotFound | Forbidden | "name-differs" | "has-chargers">> {
    const where = { kind: "installation", id } as const;
    if (!may(actor, "installation.view", where)) return refused("not-found");
    if (!may(actor, "installation.remove", where)) return refused("forbidden");
    const { db, clock, notify } = this.#parts;
    return db.transaction(async (tx) => {
      // A charger that is just being added holds the row: then this waits, and sees it.
      const [found] = await tx
        .select({ name: installations.name })
        .from(installations)
        .where(eq(installations.id, id))
        .for("update");
      if (!found) return refused("not-found");
      if (found.name !== typedName.trim()) return refused("name-differs");
      if ((await tx.$count(chargers, eq(chargers.installationId, id))) > 0) return refused("has-chargers");
      await tx.delete(installations).where(eq(installations.id, id));
      await writeAudit(tx, {
        at: clock.now(),
        actor: await auditName(tx, actor.person),
        action: "installation-removed",
        installation: id,
        details: { name: found.name },
      });
      await notify(tx, "chargegate_list", id);
      await notify(tx, "chargegate_changed", id);
      return { ok: true };
    });
  }

  /**
   * Those that somebody may see, by name, a stretch at a time. Who has a grant on a charger alone sees that charger
   * (`SeenChargers`), not these.
   */
  async seen(actor: Actor, wanted: Wanted = FIRST): Promise<Stretch<SeenInstallation>> {
    const ids = new Set(actor.standings.flatMap(({ on }) => (on.kind === "installation" ? [on.id] : [])));
    const visible = [...ids].filter((id) => may(actor, "installation.view", { kind: "installation", id }));
    const which = and(
      oneOf(installations.id, visible),
      contains(wanted.search, [installations.name, installations.address]),
    );
    const total = await this.#parts.db.$count(installations, which);
    const { offset, ...stretch } = stretchOf(wanted, total);
    const found = await this.#parts.db
      .select({ id: installations.id })
      .from(installations)
      .where(which)
      .orderBy(installations.name, installations.id)
      .limit(STRETCH)
      .offset(offset);
    const items = await this.#read(
      actor,
      found.map(({ id }) => id),
    );
    return { ...stretch, total, items };
  }

  /** One of them; null: there is none, or none that this person may see. */
  async one(actor: Actor, id: InstallationId): Promise<SeenInstallation | null> {
    if (!may(actor, "installation.view", { kind: "installation", id })) return null;
    const [found] = await this.#read(actor, [id]);
    return found ?? null;
  }

  async #read(actor: Actor, ids: readonly InstallationId[]): Promise<readonly SeenInstallation[]> {
    if (ids.length === 0) return [];
    const rows = await this.#parts.db
      .select({
        id: installations.id,
        name: installations.name,
        type: installations.type,
        address: installations.address,
        zone: installations.zone,
        access: installations.access,
        createdAt: installations.createdAt,
        chargers: count(chargers.id),
      })
      .from(installations)
      .leftJoin(chargers, eq(chargers.installationId, installations.id))
      .where(inArray(installations.id, [...ids]))
      .groupBy(installations.id)
      .orderBy(installations.name, installations.id);
    return rows.map((row) => {
      const has = rolesAt(actor, { kind: "installation", id: row.id });
      return { ...row, roles: ROLES.filter((role) => has.has(role)) };
    });
  }
}

function readInstallation(
  form: unknown,
): Outcome<{ readonly form: InstallationForm }, InstallationFieldProblem> {
  const parsed = installationForm.safeParse(form);
  if (parsed.success) return { ok: true, form: parsed.data };
  const field = FIELDS.find((name) => name === parsed.error.issues[0]?.path[0]);
  return refused(field ?? "name");
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
