import { and, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { decodeMessage } from "../../protocol/codec.ts";
import { type UpState, upState } from "../../protocol/state.ts";
import type { Database } from "../database/database.ts";
import type { InstallationId } from "../database/ids.ts";
import { chargers, installations } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { Malformed } from "./malformed.ts";

/** Units whose states are written in one transaction. */
const AT_ONCE = 500;
/** Units that may wait to be written; more are not a cloud's, but somebody's who makes up ids. */
const MOST = 50_000;
/** A state that says nothing new is noted as heard so often at most, milliseconds. */
const HEARD_EVERY = 60_000;
/** When the database does not answer, it is tried again after so long, milliseconds. */
const AGAIN = 1_000;

interface Heard {
  readonly payload: Uint8Array;
  readonly state: UpState;
}

export interface HeardStatesParts extends Pick<CloudParts, "db" | "clock" | "log" | "notify"> {
  readonly malformed: Malformed;
  /** Some unit has another access than its installation. */
  readonly accessDiffers: () => void;
}

/**
 * Keeps in the database what units say they are (`up/state`): the newest of each, many at a time, and only what has changed.
 * While the database is away the newest waits.
 */
export class HeardStates {
  readonly #parts: HeardStatesParts;
  readonly #waiting = new Map<string, Heard>();
  #lostSight = false;
  #settle = false;
  #working: Promise<void> | null = null;
  #stopped = false;
  #unknown = 0;
  #cancelWait = (): void => {};

  constructor(parts: HeardStatesParts) {
    this.#parts = parts;
  }

  /** How many states were of units that no charger has. */
  get unknown(): number {
    return this.#unknown;
  }

  /** A payload of `up/state`. An empty one says that the broker keeps none. */
  take(unit: string, payload: Uint8Array): void {
    if (payload.length === 0) return;
    const decoded = decodeMessage(upState, payload);
    if (!decoded.ok) {
      this.#parts.malformed.note(unit, upState.name, decoded, payload.length);
      return;
    }
    if (!this.#waiting.has(unit) && this.#waiting.size >= MOST) return;
    this.#waiting.set(unit, { payload, state: decoded.message });
    this.#wake();
  }

  /** The link is down: who goes now goes unnoticed. Units that are still there say so again when it is back. */
  lostSight(): void {
    this.#waiting.clear();
    this.#settle = false;
    this.#lostSight = true;
    this.#wake();
  }

  /** The link has been up long enough for every unit to say that it is there: who did not is not. */
  settle(): void {
    this.#settle = true;
    this.#wake();
  }

  /** Writes nothing more; resolves when what is under way is written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelWait();
    await this.#working;
  }

  #wake(): void {
    if (this.#stopped) return;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
      if (this.#waiting.size > 0 || this.#lostSight || this.#settle) this.#wake();
    });
  }

  async #work(): Promise<void> {
    while (!this.#stopped && (this.#lostSight || this.#settle || this.#waiting.size > 0)) {
      const batch = new Map<string, Heard>();
      try {
        if (this.#lostSight) {
          this.#lostSight = false;
          await this.#all("unknown").catch((error: unknown) => {
            this.#lostSight = true;
            throw error;
          });
          continue;
        }
        for (const [unit, heard] of this.#waiting) {
          if (batch.size >= AT_ONCE) break;
          batch.set(unit, heard);
          this.#waiting.delete(unit);
        }
        if (batch.size > 0) await this.#write(batch);
        else if (this.#settle) {
          await this.#all("offline");
          this.#settle = false;
        }
      } catch (error) {
        this.#parts.log.warn("what units say could not be written, trying again", { error: String(error) });
        // What came meanwhile is newer; and after a lost link nothing of it holds.
        if (!this.#lostSight)
          for (const [unit, heard] of batch) if (!this.#waiting.has(unit)) this.#waiting.set(unit, heard);
        await new Promise<void>((resolve) => {
          const cancel = this.#parts.clock.after(AGAIN, resolve);
          this.#cancelWait = () => {
            cancel();
            resolve();
          };
        });
      }
    }
  }

  /** After a lost link all that were online are unknown; at its time all that are unknown are offline. */
  async #all(reach: "unknown" | "offline"): Promise<void> {
    const { db, clock } = this.#parts;
    const now = clock.now();
    await db.transaction(async (tx) => {
      const changed = await tx
        .update(chargers)
        .set({ reach, reachSince: now })
        .where(
          reach === "unknown"
            ? ne(chargers.reach, "unknown")
            : and(eq(chargers.reach, "unknown"), isNotNull(chargers.joinedAt)),
        )
        .returning({ installation: chargers.installationId });
      await this.#tell(
        tx,
        changed.map(({ installation }) => installation),
      );
    });
  }

  async #write(batch: ReadonlyMap<string, Heard>): Promise<void> {
    const { db, clock, accessDiffers } = this.#parts;
    const now = clock.now();
    const { found, differs } = await db.transaction(async (tx) => {
      // In one order, so that two processes never wait for each other.
      const known = await tx
        .select({
          id: chargers.id,
          unit: chargers.unit,
          installation: chargers.installationId,
          reach: chargers.reach,
          state: chargers.state,
          heardAt: chargers.heardAt,
          wanted: installations.access,
        })
        .from(chargers)
        .innerJoin(installations, eq(installations.id, chargers.installationId))
        .where(inArray(chargers.unit, [...batch.keys()]))
        .orderBy(chargers.id)
        .for("no key update", { of: chargers });
      const rows: ReturnType<typeof sql>[] = [];
      const touched: InstallationId[] = [];
      let differs = false;
      for (const charger of known) {
        const heard = batch.get(charger.unit);
        if (!heard) continue;
        const { online, access } = heard.state;
        const reach = online ? "online" : "offline";
        const news =
          charger.reach !== reach || Buffer.compare(charger.state ?? Buffer.alloc(0), heard.payload) !== 0;
        if (online && access !== charger.wanted) differs = true;
        if (!news && charger.heardAt !== null && now - charger.heardAt < HEARD_EVERY) continue;
        if (news) touched.push(charger.installation);
        rows.push(
          sql`(${charger.id}::uuid, ${reach}, ${Buffer.from(heard.payload)}::bytea, ${access}, ${new Date(now).toISOString()}::timestamptz)`,
        );
      }
      if (rows.length > 0)
        await tx.execute(
          sql`update ${chargers} as c set
            reach = v.reach, state = v.state, access = v.access, heard_at = v.at,
            reach_since = case when c.reach = v.reach then c.reach_since else v.at end
          from (values ${sql.join(rows, sql`, `)}) as v(id, reach, state, access, at) where c.id = v.id`,
        );
      await this.#tell(tx, touched);
      return { found: known.length, differs };
    });
    this.#unknown += batch.size - found;
    if (differs) accessDiffers();
  }

  async #tell(tx: Database, touched: readonly InstallationId[]): Promise<void> {
    for (const installation of new Set(touched))
      await this.#parts.notify(tx, "chargegate_changed", installation);
  }
}
