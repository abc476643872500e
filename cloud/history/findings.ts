import { and, desc, eq, isNull } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import type { ChargerId, FindingId, InstallationId } from "../database/ids.ts";
import { chargers, findings, installations } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { oneOf } from "../sites/stretch.ts";

/** What an owner should look at; codes are stable. */
export type FindingCode =
  | "card-at-two-units"
  | "pin-guessing"
  | "burst-of-refusals"
  | "flapping-faults"
  | "keypad-locked"
  | "records-lost";

export interface FindingItem {
  readonly id: FindingId;
  readonly at: number;
  readonly code: FindingCode;
  /** Null: of the installation, or of a charger that was removed. */
  readonly charger: { readonly id: ChargerId; readonly name: string } | null;
  /**
   * `card-at-two-units`: `shown`, `user`, `otherCharger` (name). `pin-guessing`, `burst-of-refusals`, `flapping-faults`,
   * `records-lost`: `count`. `keypad-locked`: `tries`, `reader`, `until`.
   */
  readonly details: Readonly<Record<string, string | number | null>>;
}

const FINDINGS_AT_MOST = 100;

/** Notices to the owner. */
export class Findings {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** Those that were not put away, the newest first, at most 100. */
  async list(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly findings: readonly FindingItem[] }, NotFound | Forbidden>> {
    const resource = { kind: "installation", id: installation } as const;
    if (!may(actor, "installation.view", resource)) return refused("not-found");
    if (!may(actor, "installation.health", resource)) return refused("forbidden");
    const rows = await this.#parts.db
      .select({ finding: findings, name: chargers.name })
      .from(findings)
      .leftJoin(chargers, eq(chargers.id, findings.chargerId))
      .where(and(eq(findings.installationId, installation), isNull(findings.seenAt)))
      .orderBy(desc(findings.at), desc(findings.id))
      .limit(FINDINGS_AT_MOST);
    return {
      ok: true,
      findings: rows.map(itemOf),
    };
  }

  /** The newest of all installations whose health somebody may see, each with where it is. */
  async newest(
    actor: Actor,
    atMost: number,
  ): Promise<
    readonly (FindingItem & {
      readonly installation: { readonly id: InstallationId; readonly name: string };
    })[]
  > {
    const ids = new Set(actor.standings.flatMap(({ on }) => (on.kind === "installation" ? [on.id] : [])));
    const watched = [...ids].filter((id) => may(actor, "installation.health", { kind: "installation", id }));
    const rows = await this.#parts.db
      .select({
        finding: findings,
        name: chargers.name,
        installation: { id: installations.id, name: installations.name },
      })
      .from(findings)
      .innerJoin(installations, eq(installations.id, findings.installationId))
      .leftJoin(chargers, eq(chargers.id, findings.chargerId))
      .where(and(oneOf(findings.installationId, watched), isNull(findings.seenAt)))
      .orderBy(desc(findings.at), desc(findings.id))
      .limit(atMost);
    return rows.map(({ installation, ...row }) => ({ ...itemOf(row), installation }));
  }

  /** Puts one away. */
  dismiss(actor: Actor, id: FindingId): Promise<Outcome<object, NotFound | Forbidden>> {
    const { db, clock, notify } = this.#parts;
    return db.transaction(async (tx) => {
      const [found] = await tx.select().from(findings).where(eq(findings.id, id)).for("update");
      const resource = found && ({ kind: "installation", id: found.installationId } as const);
      if (!resource || !may(actor, "installation.view", resource)) return refused("not-found");
      if (!may(actor, "installation.findings.dismiss", resource)) return refused("forbidden");
      await tx
        .update(findings)
        .set({ seenAt: found.seenAt ?? clock.now() })
        .where(eq(findings.id, id));
      await notify(tx, "chargegate_changed", resource.id);
      return { ok: true };
    });
  }
}

function itemOf({
  finding: { id, at, code, chargerId, details },
  name,
}: {
  readonly finding: typeof findings.$inferSelect;
  readonly name: string | null;
}): FindingItem {
  const charger = chargerId === null || name === null ? null : { id: chargerId, name };
  return { id, at, code, charger, details };
}
