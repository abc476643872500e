import { and, eq, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import { chargers, installations } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { Access, TellsAccess } from "../sites/access.ts";
import type { Requests } from "./requests.ts";

/** How long a unit's answer is waited for, milliseconds. */
const ANSWER_WITHIN = 5_000;
/** Who took it on itself to tell a unit has so long for it; then somebody else does, milliseconds. */
const CLAIM_LASTS = 15_000;
/** Units that are told in one go. */
const AT_ONCE = 200;

interface ToTell {
  readonly charger: ChargerId;
  readonly unit: string;
  readonly access: Access;
}

export interface AccessKeeperParts extends Pick<CloudParts, "db" | "clock" | "log"> {
  readonly requests: Pick<Requests, "request">;
}

/**
 * Sees to it that units have the access that their installation is to have (B5): when it is switched, when one of them comes
 * back, and again until it has it. Each is told by one process: the claim stands in the database.
 */
export class AccessKeeper implements TellsAccess {
  readonly #parts: AccessKeeperParts;
  #looking: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(parts: AccessKeeperParts) {
    this.#parts = parts;
  }

  /** Looks for units that have another access than they should, and tells them. */
  look(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      if (this.#again) this.look();
    });
  }

  async tell(installation: InstallationId): Promise<ReadonlySet<ChargerId>> {
    // All that are there: what one last said may be older than what it was told since.
    const due = and(eq(chargers.installationId, installation), eq(chargers.reach, "online"));
    const told = await this.#claimAndTell(due, null);
    return new Set(told);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#looking;
  }

  async #look(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const now = this.#parts.clock.now();
      const due = and(
        eq(chargers.reach, "online"),
        sql`${chargers.access} <> ${installations.access}`,
        or(isNull(chargers.accessAskedAt), lt(chargers.accessAskedAt, now - CLAIM_LASTS)),
      );
      try {
        await this.#claimAndTell(due, AT_ONCE);
      } catch (error) {
        this.#parts.log.warn("units could not be told their access, trying again", { error: String(error) });
      }
    }
  }

  /** @returns those that have it */
  async #claimAndTell(due: SQL | undefined, most: number | null): Promise<readonly ChargerId[]> {
    const { db, clock } = this.#parts;
    const now = clock.now();
    const claimed = await db.transaction(async (tx): Promise<readonly ToTell[]> => {
      const found = tx
        .select({ charger: chargers.id, unit: chargers.unit, access: installations.access })
        .from(chargers)
        .innerJoin(installations, eq(installations.id, chargers.installationId))
        .where(due)
        .orderBy(chargers.id);
      // What another process holds at this moment is being claimed by it; whoever switches waits for its turn.
      const rows =
        most === null
          ? await found.for("no key update", { of: chargers })
          : await found.limit(most).for("no key update", { of: chargers, skipLocked: true });
      for (const { charger } of rows)
        await tx.update(chargers).set({ accessAskedAt: now }).where(eq(chargers.id, charger));
      return rows;
    });
    const told = await Promise.all(claimed.map((one) => this.#tellOne(one, now)));
    return told.flatMap((charger) => (charger === null ? [] : [charger]));
  }

  async #tellOne({ charger, unit, access }: ToTell, claimedAt: number): Promise<ChargerId | null> {
    const { db, requests, log } = this.#parts;
    const outcome = await requests.request(unit, "access", { access }, ANSWER_WITHIN);
    if (outcome.status !== "Accepted") {
      // The claim runs out by itself, and then it is tried again.
      const why = outcome.status === "Error" ? outcome.code : outcome.status;
      log.info("a unit was not told its access yet", { unit, why });
      return null;
    }
    try {
      await db
        .update(chargers)
        .set({ accessAskedAt: null })
        .where(and(eq(chargers.id, charger), eq(chargers.accessAskedAt, claimedAt)));
    } catch (error) {
      log.warn("a claim stays until it runs out", { unit, error: String(error) });
    }
    return charger;
  }
}
