import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import type { OpenDatabase } from "../../../cloud/database/database.ts";
import { MIGRATIONS } from "../../../cloud/database/migrations.ts";
import { openPglite } from "../../../cloud/database/open-pglite.ts";
import * as schema from "../../../cloud/database/schema/schema.ts";

const FOLDER = resolve("node_modules", ".cache", "chargegate-test-database");

/** Files of one process share it, because to begin one takes a second. */
let begun: ReturnType<typeof begin> | null = null;

/**
 * A database in memory with all tables and nothing in them; `empty` makes it as new for the next test, `close` ends what was
 * listened for. The tests of a process have it one file after another.
 */
export async function openTestDatabase(): Promise<OpenDatabase & { empty(): Promise<void> }> {
  begun ??= begin();
  const { opened, tables } = await begun;
  const ends: (() => Promise<void>)[] = [];
  const empty = async (): Promise<void> => {
    await opened.db.execute(sql.raw(`truncate ${tables} restart identity cascade`));
  };
  await empty();
  return {
    db: opened.db,
    notify: opened.notify,
    async listen(channel, heard) {
      const end = await opened.listen(channel, heard);
      ends.push(end);
      return end;
    },
    empty,
    async close() {
      await Promise.all(ends.splice(0).map((end) => end()));
    },
  };
}

/** Begins from an image that is kept, because to make one anew takes seconds. */
async function begin() {
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
  const names = Object.values(schema).flatMap((table) =>
    is(table, PgTable) ? [`"${getTableName(table)}"`] : [],
  );
  return { opened, tables: names.join(", ") };
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
