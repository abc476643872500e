import { and, eq, isNotNull } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import { chargers, installations } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "./audit-name.ts";

export type Access = "open" | "restricted";

/** Which units have what was switched. */
export interface AccessAtUnit {
  readonly charger: ChargerId;
  readonly name: string;
  /** `later`: it is not connected, or did not answer; it is told as soon as it is there. */
  readonly has: "now" | "later";
}

/** Tells units what access is to be (`AccessKeeper`). */
export interface TellsAccess {
  /** Tells every unit of the installation that is online; answers, within seconds, which of them have it. */
  tell(installation: InstallationId): Promise<ReadonlySet<ChargerId>>;
}

/**
 * The switch "Access – restricted" / "Access – open" of an installation (B5): counts for all of its chargers. Those that are
 * online have it within a second; the others when they come back.
 */
export class AccessSwitch {
  readonly #parts: CloudParts;
  readonly #units: TellsAccess;

  constructor(parts: CloudParts, units: TellsAccess) {
    this.#parts = parts;
    this.#units = units;
  }

  /** Null: there is no such installation, or none that this person may see. */
  async current(actor: Actor, installation: InstallationId): Promise<Access | null> {
    if (!may(actor, "installation.view", { kind: "installation", id: installation })) return null;
    const [found] = await this.#parts.db
      .select({ access: installations.access })
      .from(installations)
      .where(eq(installations.id, installation));
    return found?.access ?? null;
  }

  /** @returns the units that have ever joined, by name */
  async switch(
    actor: Actor,
    installation: InstallationId,
    access: Access,
  ): Promise<Outcome<{ readonly units: readonly AccessAtUnit[] }, NotFound | Forbidden>> {
    const where = { kind: "installation", id: installation } as const;
    if (!may(actor, "installation.view", where)) return refused("not-found");
    if (!may(actor, "installation.access", where)) return refused("forbidden");
    const { db, clock, notify } = this.#parts;
    const changed = await db.transaction(async (tx) => {
      const [before] = await tx
        .select({ access: installations.access })
        .from(installations)
        .where(eq(installations.id, installation))
        .for("no key update");
      if (!before) return null;
      if (before.access === access) return true;
      await tx.update(installations).set({ access }).where(eq(installations.id, installation));
      await writeAudit(tx, {
        at: clock.now(),
        actor: await auditName(tx, actor.person),
        action: "access-switched",
        installation,
        details: { access },
      });
      await notify(tx, "chargegate_changed", installation);
      return true;
    });
    if (!changed) return refused("not-found");
    const have = await this.#units.tell(installation);
    const joined = await db
      .select({ charger: chargers.id, name: chargers.name })
      .from(chargers)
      .where(and(eq(chargers.installationId, installation), isNotNull(chargers.joinedAt)))
      .orderBy(chargers.name, chargers.id);
    return {
      ok: true,
      units: joined.map((unit) => ({ ...unit, has: have.has(unit.charger) ? "now" : "later" })),
    };
  }
}
