import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client, Pool } from "pg";
import type { Clock, Log } from "../surroundings.ts";
import type { Channel, OpenDatabase } from "./database.ts";
import { MIGRATIONS } from "./migrations.ts";
import * as schema from "./schema/schema.ts";

/** Milliseconds. */
const TIMES = { connect: 10_000, statement: 30_000, listenAgain: 1_000 } as const;
const CONNECTIONS = 10;
/** Two processes that start at once do not both migrate: an arbitrary number of ours. */
const MIGRATION_LOCK = 4_207_311;

/**
 * A PostgreSQL server.
 * @param options.url `postgres://user:password@host:port/database`
 * @throws when it cannot be reached, or not be brought up to date
 */
export async function openPostgres(options: {
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<OpenDatabase> {
  const { url, clock, log } = options;
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: TIMES.connect,
    statement_timeout: TIMES.statement,
  });
  // A connection at rest that breaks is replaced; without a listener it would end the process.
  pool.on("error", (error) => log.warn("a connection to the database is lost", { error: error.message }));
  const db = drizzle(pool, { schema });
  await migrateAlone(pool);
  const ears = new Ears(url, clock, log);
  return {
    db,
    notify: async (tx, channel, payload) => {
      await tx.execute(sql`select pg_notify(${channel}, ${payload})`);
    },
    listen: (channel, heard) => ears.listen(channel, heard),
    close: async () => {
      await ears.close();
      await pool.end();
    },
  };
}

async function migrateAlone(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle(client, { schema }), { migrationsFolder: MIGRATIONS });
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** One connection that hears what is told, and comes back when it is lost; what was told meanwhile is told again as "". */
class Ears {
  readonly #url: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #heard = new Map<Channel, Set<(payload: string) => void>>();
  #client: Client | null = null;
  #connecting: Promise<void> | null = null;
  #cancelWait = (): void => {};
  #closed = false;

  constructor(url: string, clock: Clock, log: Log) {
    this.#url = url;
    this.#clock = clock;
    this.#log = log;
  }

  async listen(channel: Channel, heard: (payload: string) => void): Promise<() => Promise<void>> {
    const all = this.#heard.get(channel) ?? new Set();
    const isNew = all.size === 0;
    all.add(heard);
    this.#heard.set(channel, all);
    this.#connecting ??= this.#connect();
    await this.#connecting;
    if (isNew) await this.#client?.query(`listen ${channel}`);
    return () => {
      all.delete(heard);
      return Promise.resolve();
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelWait();
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      connectionTimeoutMillis: TIMES.connect,
      keepAlive: true,
    });
    client.on("notification", ({ channel, payload = "" }) => {
      for (const [name, all] of this.#heard) if (name === channel) for (const heard of all) heard(payload);
    });
    client.on("error", () => {});
    client.on("end", () => this.#again());
    try {
      await client.connect();
      for (const channel of this.#heard.keys()) await client.query(`listen ${channel}`);
      this.#client = client;
    } catch (error) {
      this.#log.warn("cannot listen at the database, trying again", { error: String(error) });
      this.#again();
    }
  }

  #again(): void {
    this.#client = null;
    if (this.#closed) return;
    this.#cancelWait = this.#clock.after(TIMES.listenAgain, () => {
      this.#connecting = this.#connect().then(() => {
        // Nobody knows what was missed: everyone looks again.
        if (this.#client) for (const all of this.#heard.values()) for (const heard of all) heard("");
      });
    });
  }
}
