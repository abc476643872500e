import { and, eq, gt, isNotNull, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { UNIT_ID } from "../../protocol/topics.ts";
import { may } from "../access/may.ts";
import { chargerResource } from "../access/resources.ts";
import { type Actor, rolesAt } from "../access/role.ts";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import {
  type ChargerId,
  type CircuitId,
  type InstallationId,
  idSchema,
  newId,
  type PersonId,
} from "../database/ids.ts";
import { chargers, circuits, grants, installations, registrationTokens } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { newChargerPin } from "../grants/charger-pin.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "./audit-name.ts";
import {
  REGISTRATION_TOKEN_BYTES,
  REGISTRATION_TOKEN_LIFE,
  typedTokenHash,
  writtenToken,
} from "./registration-token.ts";
import { writtenText } from "./written-text.ts";

const name = writtenText(1, 60);
/** Null: on none. */
const circuit = idSchema<CircuitId>().nullable();

/** What somebody says of a charger that is registered. */
const newChargerForm = z.strictObject({
  /** The serial number on its label, which is its unit's id. */
  unit: z.string().trim().regex(UNIT_ID),
  name,
  circuit,
});
/** What can be changed of it afterwards. */
const chargerForm = z.strictObject({ name, circuit });

type FieldProblem = "unit" | "name" | "circuit";

/** A registration token, shown this once. */
export interface ShownToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** PINs that are tried until one is free; there are a hundred million. */
const PIN_TRIES = 8;

/** Chargers of installations, from their registration on. What they say and do is another matter (`SeenChargers`). */
export class Chargers {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /**
   * Registers a charger, which gets its PIN. It is the actor's if they are an Owner there, else of the first Owner.
   * @param form from outside; judged here
   * @returns `unit-taken`: somebody has registered a charger with that serial number; support can look into it
   */
  async add(
    actor: Actor,
    installation: InstallationId,
    form: unknown,
  ): Promise<Outcome<{ readonly charger: ChargerId }, NotFound | Forbidden | FieldProblem | "unit-taken">> {
    const where = { kind: "installation", id: installation } as const;
    if (!may(actor, "installation.view", where)) return refused("not-found");
    if (!may(actor, "installation.add-charger", where)) return refused("forbidden");
    const parsed = newChargerForm.safeParse(form);
    if (!parsed.success) return refused(fieldOf(parsed.error));
    const { unit, name: called, circuit: circuitId } = parsed.data;
    const { db, clock, random } = this.#parts;
    const id = newId<ChargerId>(random);
    const now = clock.now();
    return db.transaction(async (tx) => {
      const [there] = await tx
        .select({ id: installations.id })
        .from(installations)
        .where(eq(installations.id, installation))
        .for("key share");
      if (!there) return refused("not-found");
      if (!(await isCircuitOf(tx, installation, circuitId))) return refused("circuit");
      const ownerId = rolesAt(actor, where).has("owner")
        ? actor.person
        : await firstOwner(tx, installation, now);
      const row = {
        id,
        unit,
        name: called,
        installationId: installation,
        circuitId,
        ownerId,
        createdAt: now,
      };
      if (!(await this.#insert(tx, row))) return refused("unit-taken");
      await writeAudit(tx, {
        at: now,
        actor: await auditName(tx, actor.person),
        action: "charger-added",
        installation,
        charger: id,
        details: { unit, name: called },
      });
      await listMayHaveChanged(tx, this.#parts, installation);
      return { ok: true, charger: id };
    });
  }

  /** Changes its name and circuit. */
  async change(
    actor: Actor,
    id: ChargerId,
    form: unknown,
  ): Promise<Outcome<object, NotFound | Forbidden | FieldProblem>> {
    const { db, clock, notify } = this.#parts;
    const resource = await chargerResource(db, id);
    if (!resource || !may(actor, "charger.view", resource)) return refused("not-found");
    if (!may(actor, "charger.settings", resource)) return refused("forbidden");
    const parsed = chargerForm.safeParse(form);
    if (!parsed.success) return refused(fieldOf(parsed.error));
    const { name: called, circuit: circuitId } = parsed.data;
    return db.transaction(async (tx) => {
      if (!(await isCircuitOf(tx, resource.installation, circuitId))) return refused("circuit");
      const changed = await tx
        .update(chargers)
        .set({ name: called, circuitId })
        .where(eq(chargers.id, id))
        .returning({ id: chargers.id });
      if (changed.length === 0) return refused("not-found");
      await writeAudit(tx, {
        at: clock.now(),
        actor: await auditName(tx, actor.person),
        action: "charger-changed",
        installation: resource.installation,
        charger: id,
        details: { name: called },
      });
      await notify(tx, "chargegate_changed", resource.installation);
      return { ok: true };
    });
  }

  /**
   * A token with which the charger's unit joins, once, within a day; an earlier one is void.
   */
  async newToken(actor: Actor, id: ChargerId): Promise<Outcome<ShownToken, NotFound | Forbidden>> {
    const { db, clock, random, notify } = this.#parts;
    const resource = await chargerResource(db, id);
    if (!resource || !may(actor, "charger.view", resource)) return refused("not-found");
    if (!may(actor, "charger.settings", resource)) return refused("forbidden");
    const token = writtenToken(random(REGISTRATION_TOKEN_BYTES));
    const hash = typedTokenHash(token);
    if (!hash) throw new Error("a written token is one that can be typed");
    const now = clock.now();
    const expiresAt = now + REGISTRATION_TOKEN_LIFE;
    return db.transaction(async (tx) => {
      // Two at once: the later one counts.
      const [there] = await tx
        .select({ id: chargers.id })
        .from(chargers)
        .where(eq(chargers.id, id))
        .for("update");
      if (!there) return refused("not-found");
      await tx
        .delete(registrationTokens)
        .where(and(eq(registrationTokens.chargerId, id), isNull(registrationTokens.usedAt)));
      await tx
        .insert(registrationTokens)
        .values({ tokenHash: hash, chargerId: id, createdAt: now, expiresAt });
      await writeAudit(tx, {
        at: now,
        actor: await auditName(tx, actor.person),
        action: "registration-token-made",
        installation: resource.installation,
        charger: id,
      });
      await notify(tx, "chargegate_changed", resource.installation);
      return { ok: true, token, expiresAt };
    });
  }

  /**
   * Removes a charger with its history; its unit goes on by the list it has until it is given another installation.
   * @param typedName its name, as the person has typed it to confirm
   */
  async remove(
    actor: Actor,
    id: ChargerId,
    typedName: string,
  ): Promise<Outcome<object, NotFound | Forbidden | "name-differs">> {
    const { db, clock } = this.#parts;
    const resource = await chargerResource(db, id);
    if (!resource || !may(actor, "charger.view", resource)) return refused("not-found");
    if (!may(actor, "charger.remove", resource)) return refused("forbidden");
    return db.transaction(async (tx) => {
      const [found] = await tx
        .select({ name: chargers.name, unit: chargers.unit })
        .from(chargers)
        .where(eq(chargers.id, id))
        .for("update");
      if (!found) return refused("not-found");
      if (found.name !== typedName.trim()) return refused("name-differs");
      await tx.delete(chargers).where(eq(chargers.id, id));
      await writeAudit(tx, {
        at: clock.now(),
        actor: await auditName(tx, actor.person),
        action: "charger-removed",
        installation: resource.installation,
        charger: id,
        details: { unit: found.unit, name: found.name },
      });
      await listMayHaveChanged(tx, this.#parts, resource.installation);
      return { ok: true };
    });
  }

  /** Saves it with a PIN that no other has. @returns false: its unit's id is taken */
  async #insert(
    tx: Database,
    row: Omit<typeof chargers.$inferInsert, "pinSealed" | "pinHash">,
  ): Promise<boolean> {
    for (let tries = 0; tries < PIN_TRIES; tries += 1) {
      const saved = await tx
        .insert(chargers)
        .values({ ...row, ...newChargerPin(this.#parts, row.id) })
        .onConflictDoNothing()
        .returning({ id: chargers.id });
      if (saved.length > 0) return true;
      if ((await tx.$count(chargers, eq(chargers.unit, row.unit))) > 0) return false;
    }
    throw new Error("no charger PIN is free");
  }
}

/** The first Owner among people who counts now; null: groups own it alone. */
async function firstOwner(tx: Database, installation: InstallationId, now: number): Promise<PersonId | null> {
  const [found] = await tx
    .select({ person: grants.personId })
    .from(grants)
    .where(
      and(
        eq(grants.installationId, installation),
        eq(grants.role, "owner"),
        isNotNull(grants.personId),
        or(isNull(grants.expiresAt), gt(grants.expiresAt, now)),
      ),
    )
    .orderBy(grants.createdAt, grants.id)
    .limit(1);
  return found?.person ?? null;
}

async function isCircuitOf(
  tx: Database,
  installation: InstallationId,
  id: CircuitId | null,
): Promise<boolean> {
  if (id === null) return true;
  const found = await tx.$count(
    circuits,
    and(eq(circuits.id, id), eq(circuits.installationId, installation)),
  );
  return found > 0;
}

function fieldOf(error: z.ZodError): FieldProblem {
  const field = error.issues[0]?.path[0];
  return field === "unit" || field === "circuit" ? field : "name";
}
