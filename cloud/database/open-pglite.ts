import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import type { OpenDatabase } from "./database.ts";
import { MIGRATIONS } from "./migrations.ts";
import * as schema from "./schema/schema.ts";

/**
 * The embedded database: PostgreSQL in this process, made or brought up to date if need be.
 * @param options.folder where its data is; null: in memory
 * @param options.image of a database to begin with (`dumpDataDir`)
 */
export async function openPglite(options: {
  readonly folder: string | null;
  readonly image?: Blob;
}): Promise<OpenDatabase & { readonly image: () => Promise<Blob> }> {
  const { folder, image } = options;
  const client = await PGlite.create({
    ...(folder !== null && { dataDir: folder }),
    ...(image && { loadDataDir: image }),
  });
  const db = drizzle(client, { schema });
  await migrate(db, { migrationsFolder: MIGRATIONS });
  return {
    db,
    notify: async (tx, channel, payload) => {
      await tx.execute(sql`select pg_notify(${channel}, ${payload})`);
    },
    listen: (channel, heard) => client.listen(channel, heard),
    close: () => client.close(),
    image: () => client.dumpDataDir("none"),
  };
}
