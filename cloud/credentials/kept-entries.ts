import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { entryLine } from "../../protocol/list-entry.ts";
import type { Database } from "../database/database.ts";
import type { InstallationId } from "../database/ids.ts";
import { listEntries } from "../database/schema/schema.ts";
import type { EntryTerms } from "../list/list-entry.ts";
import { type BuiltEntry, keptTerms } from "./list-entries.ts";

const ROWS_AT_ONCE = 500;

type Row = typeof listEntries.$inferSelect;

/**
 * Keeps what a list says, credential by credential: what has changed alone is written. What is not on the list any more stays
 * as unlisted; what became somebody else's is theirs from now on.
 */
export async function keepEntries(
  tx: Database,
  installationId: InstallationId,
  entries: readonly BuiltEntry[],
  now: number,
): Promise<void> {
  const held = await tx.select().from(listEntries).where(eq(listEntries.installationId, installationId));
  const before = new Map(held.map((row) => [placeName(row), row]));
  const rows: Row[] = [];
  const listed = new Set<string>();
  for (const entry of entries) {
    const place = placeName(entry);
    listed.add(place);
    const row = before.get(place);
    if (row && isSame(row, entry)) continue;
    const since = row && row.personId !== entry.personId ? now : (row?.since ?? null);
    rows.push({ installationId, ...entry, listed: true, since });
  }
  for (const row of held) if (row.listed && !listed.has(placeName(row))) rows.push({ ...row, listed: false });
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await put(tx, rows.slice(at, at + ROWS_AT_ONCE));
}

/** One entry, listed or not; null: there never was one. */
export async function keptEntry(
  db: Database,
  installationId: InstallationId,
  { kind, key }: { readonly kind: Row["kind"]; readonly key: Uint8Array },
): Promise<(Omit<Row, "terms"> & { readonly terms: EntryTerms }) | null> {
  const [row] = await db
    .select()
    .from(listEntries)
    .where(
      and(
        eq(listEntries.installationId, installationId),
        eq(listEntries.kind, kind),
        eq(listEntries.key, key),
      ),
    );
  return row ? { ...row, terms: keptTerms.parse(row.terms) } : null;
}

async function put(tx: Database, rows: Row[]): Promise<void> {
  const { installationId, kind, key, ...others } = getTableColumns(listEntries);
  const set = Object.fromEntries(
    Object.entries(others).map(([name, column]) => [name, sql.raw(`excluded.${column.name}`)]),
  );
  await tx
    .insert(listEntries)
    .values(rows)
    .onConflictDoUpdate({ target: [installationId, kind, key], set });
}

function isSame(row: Row, entry: BuiltEntry): boolean {
  return (
    row.listed &&
    row.personId === entry.personId &&
    row.cardId === entry.cardId &&
    row.pinCodeId === entry.pinCodeId &&
    lineOf(row, keptTerms.parse(row.terms)) === lineOf(entry, entry.terms)
  );
}

/** Terms in one form, however the database orders their names. */
function lineOf({ key }: { readonly key: Uint8Array }, terms: EntryTerms): string {
  return entryLine({ kind: "card", key, ...terms });
}

function placeName({ kind, key }: Pick<Row, "kind" | "key">): string {
  return `${kind} ${Buffer.from(key).toString("hex")}`;
}
