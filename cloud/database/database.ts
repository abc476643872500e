import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/schema.ts";

/**
 * The cloud's database, or a transaction in it: PostgreSQL, embedded (PGlite) or a server. All that the cloud knows stands
 * there and nowhere else, so that several processes can share the work.
 */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** A database that is open. */
export interface OpenDatabase {
  readonly db: Database;
  /** Tells other parts, and other processes on the same database, of a change: at once, or when its transaction commits. */
  readonly notify: (db: Database, channel: Channel, payload: string) => Promise<void>;
  /** Calls `heard` at every `notify` on a channel, this process' own included. The answer ends that. */
  readonly listen: (channel: Channel, heard: (payload: string) => void) => Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** What processes tell each other. */
export type Channel =
  /** Payload: an installation's id. Something that its pages show has changed. */
  | "chargegate_changed"
  /** Payload: an installation's id. Its list is to be built anew. */
  | "chargegate_list"
  /** Payload: empty. There is mail to send. */
  | "chargegate_mail";
