import { eq } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import type { InstallationId } from "../database/ids.ts";
import { installations } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditor } from "./auditor.ts";
import { type ErasedOutcome, erasePerson } from "./erase-person.ts";
import { personalRecords } from "./personal-records.ts";

/** Days that history may be kept. */
const RETENTION_DAYS = { fewest: 30, most: 3_650 } as const;

/** What the law lets people ask for: their own data, and to be forgotten; and how long an installation keeps what it knows. */
export class PersonalData {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** Everything that is kept of somebody, as JSON; secrets and others' data are not in it. */
  export(actor: Actor): Promise<string> {
    const { db, clock } = this.#parts;
    return db.transaction(async (tx) => {
      const kept = await personalRecords(tx, actor.person, clock.now());
      const who = await auditor(tx, actor);
      await writeAudit(tx, { at: clock.now(), actor: who, action: "personal-data-exported" });
      return JSON.stringify(kept, null, 2);
    });
  }

  /**
   * Erases the account at once: cards, PIN codes, grants, logins. Charges stay, without a name. Refused while the person is
   * the last owner of an installation: that is handed over or removed first. The audit log keeps what they did.
   */
  erase(actor: Actor): Promise<ErasedOutcome> {
    return this.#parts.db.transaction((tx) => erasePerson(tx, this.#parts, actor.person));
  }

  /** How long an installation keeps names and taps in its history; null: for good. */
  async retention(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly days: number | null }, NotFound | Forbidden>> {
    const not = mayNot(actor, installation);
    if (not) return refused(not);
    const [found] = await this.#parts.db
      .select({ days: installations.retentionDays })
      .from(installations)
      .where(eq(installations.id, installation));
    return found ? { ok: true, days: found.days } : refused("not-found");
  }

  /** @param days 30 to 3,650, or null */
  setRetention(
    actor: Actor,
    installation: InstallationId,
    days: number | null,
  ): Promise<Outcome<object, NotFound | Forbidden | "days">> {
    const { db, clock, notify } = this.#parts;
    return db.transaction(async (tx) => {
      const not = mayNot(actor, installation);
      if (not) return refused(not);
      if (
        days !== null &&
        !(Number.isInteger(days) && days >= RETENTION_DAYS.fewest && days <= RETENTION_DAYS.most)
      )
        return refused("days");
      await tx.update(installations).set({ retentionDays: days }).where(eq(installations.id, installation));
      const who = await auditor(tx, actor);
      const at = clock.now();
      await writeAudit(tx, { at, actor: who, action: "retention-changed", installation, details: { days } });
      await notify(tx, "chargegate_changed", installation);
      return { ok: true };
    });
  }
}

function mayNot(actor: Actor, id: InstallationId): NotFound | Forbidden | null {
  const resource = { kind: "installation", id } as const;
  if (!may(actor, "installation.view", resource)) return "not-found";
  return may(actor, "installation.retention", resource) ? null : "forbidden";
}
