import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import type { OpenDatabase } from "../../../cloud/database/database.ts";
import { MIGRATIONS } from "../../../cloud/database/migrations.ts";
import { openPglite } from "../../../cloud/database/open-pglite.ts";

const FOLDER = resolve("node_modules", ".cache", "chargegate-test-database");

/**
 * A database in memory with all tables and nothing in them. It begins from an image that is kept, because to make one anew
 * takes seconds; `empty` makes it as new for the next test.
 */
export async function openTestDatabase(): Promise<OpenDatabase & { empty(): Promise<void> }> {
  const file = join(FOLDER, `${imageName()}.tar`);
  const opened = await openPglite(
    existsSync(file) ? { folder: null, image: new Blob([readFileSync(file)]) } : { folder: null },
  );
  if (!existsSync(file)) {
    mkdirSync(FOLDER, { recursive: true });
    const own = `${file}.${process.pid}`;
    writeFileSync(own, Buffer.from(await (await opened.image()).arrayBuffer()));
    renameSync(own, file);
  }
  return {
    ...opened,
    async empty() {
      const { rows } = (await opened.db.execute(
        sql`select string_agg(quote_ident(tablename), ', ') as names from pg_tables where schemaname = 'public'`,
      )) as unknown as { rows: readonly { names: string }[] };
      await opened.db.execute(sql.raw(`truncate ${rows[0]?.names ?? ""} restart identity cascade`));
    },
  };
}

/** Another for other migrations, and for another PGlite. */
function imageName(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(MIGRATIONS).filter((file) => file.endsWith(".sql")))
    hash.update(readFileSync(join(MIGRATIONS, name)));
  // Which of them are applied is told by when they were made.
  hash.update(readFileSync(join(MIGRATIONS, "meta", "_journal.json")));
  hash.update(readFileSync(resolve("node_modules", "@electric-sql", "pglite", "package.json")));
  return hash.digest("hex").slice(0, 16);
}
