import { eq } from "drizzle-orm";
import type { ChargerId, InstallationId } from "../database/ids.ts";
import { chargers, installations } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";

/** What was looked up is good for so long, milliseconds: units that all come back at once ask the database once each. */
const GOOD_FOR = 5_000;
/** Names that are kept; whoever makes up more begins anew. */
const MOST = 50_000;

/** Whose unit it is. */
export interface UnitPlace {
  readonly charger: ChargerId;
  readonly installation: InstallationId;
  /** The installation's id in topics. */
  readonly topic: string;
  /** SHA-256 of its broker password; null: it has not joined. */
  readonly brokerHash: Uint8Array | null;
}

/** Which charger a unit's id stands for. */
export class UnitDirectory {
  readonly #db: CloudParts["db"];
  readonly #clock: CloudParts["clock"];
  readonly #kept = new Map<string, { readonly until: number; readonly place: Promise<UnitPlace | null> }>();

  constructor({ db, clock }: Pick<CloudParts, "db" | "clock">) {
    this.#db = db;
    this.#clock = clock;
  }

  /** As it was at most five seconds ago; null: no charger has this unit. Rejects when the database does not answer. */
  of(unit: string): Promise<UnitPlace | null> {
    const now = this.#clock.now();
    const kept = this.#kept.get(unit);
    if (kept && kept.until > now && kept.until <= now + GOOD_FOR) return kept.place;
    if (this.#kept.size >= MOST) this.#kept.clear();
    const place = this.#look(unit);
    const entry = { until: now + GOOD_FOR, place };
    this.#kept.set(unit, entry);
    place.catch(() => {
      if (this.#kept.get(unit) === entry) this.#kept.delete(unit);
    });
    return place;
  }

  async #look(unit: string): Promise<UnitPlace | null> {
    const [found] = await this.#db
      .select({
        charger: chargers.id,
        installation: installations.id,
        topic: installations.topic,
        brokerHash: chargers.brokerHash,
      })
      .from(chargers)
      .innerJoin(installations, eq(installations.id, chargers.installationId))
      .where(eq(chargers.unit, unit));
    return found ?? null;
  }
}
