import { and, eq, gt, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { WireEntry } from "../../protocol/list-entry.ts";
import type { Database } from "../database/database.ts";
import type { InstallationId } from "../database/ids.ts";
import { chargers, grants, installations, listParts, lists } from "../database/schema/schema.ts";
import { type ListContent, listContent } from "../list/list-content.ts";
import type { CloudParts } from "../parts.ts";
import { keepEntries } from "./kept-entries.ts";
import { listEntries, wireEntries } from "./list-entries.ts";
import { readListRows } from "./list-rows.ts";

/** A list that was looked at. */
export interface BuiltList {
  readonly installation: InstallationId;
  /** What holds now. */
  readonly version: number;
  /** Whether that is a new one, to be published. */
  readonly isNew: boolean;
}

/**
 * Builds the lists that are out of date: something that may change them was changed (`installations.listWanted`), or a grant
 * has ended since. Each in a transaction of its own, each by one process; a new version is made only if the content is another
 * one. To be called at every `chargegate_list`, at the start, and every minute or so. What is new is told as
 * `chargegate_changed`.
 */
export async function buildDue(parts: CloudParts): Promise<readonly BuiltList[]> {
  const { db, clock } = parts;
  const due = await db
    .select({ id: installations.id })
    .from(installations)
    .leftJoin(lists, eq(lists.installationId, installations.id))
    .where(isDue(db, clock.now()));
  const built: BuiltList[] = [];
  for (const { id } of due) {
    const list = await db.transaction((tx) => build(tx, parts, id));
    if (list) built.push(list);
  }
  return built;
}

/** Null: another process does it, or has. */
async function build(
  tx: Database,
  parts: CloudParts,
  installation: InstallationId,
): Promise<BuiltList | null> {
  const now = parts.clock.now();
  // Whoever changes something meanwhile waits for this, and then wants the next one.
  const [claimed] = await tx
    .select({ wanted: installations.listWanted })
    .from(installations)
    .leftJoin(lists, eq(lists.installationId, installations.id))
    .where(and(eq(installations.id, installation), isDue(tx, now)))
    .for("update", { of: installations, skipLocked: true });
  if (!claimed) return null;
  const rows = await readListRows(tx, parts, installation);
  if (!rows) return null;
  const entries = listEntries(rows);
  await keepEntries(tx, installation, entries, now);
  const [held] = await tx.select().from(lists).where(eq(lists.installationId, installation));
  const content = newContent(wireEntries(entries), held ?? null);
  if (content === "same" || content === null) {
    if (content === null)
      parts.log.error("a list is too long to be published: the last one stays", { installation });
    await tx
      .update(lists)
      .set({ builtOf: claimed.wanted, builtAt: now })
      .where(eq(lists.installationId, installation));
    return held ? { installation, version: held.version, isNew: false } : null;
  }
  await keep(tx, installation, content, { builtOf: claimed.wanted, builtAt: now });
  await parts.notify(tx, "chargegate_changed", installation);
  return { installation, version: content.version, isNew: true };
}

/** Null: it takes more parts than a manifest may name. */
function newContent(
  entries: readonly WireEntry[],
  held: typeof lists.$inferSelect | null,
): ListContent | "same" | null {
  const content = listContent((held?.version ?? 0) + 1, entries);
  const same = content && held && Buffer.from(held.digest).equals(content.digest);
  return same ? "same" : content;
}

async function keep(
  tx: Database,
  installationId: InstallationId,
  { version, count, digest, manifest, parts }: ListContent,
  built: { readonly builtOf: number; readonly builtAt: number },
): Promise<void> {
  const list = { version, count, digest, manifest, ...built };
  await tx
    .insert(lists)
    .values({ installationId, ...list })
    .onConflictDoUpdate({ target: lists.installationId, set: list });
  // A unit that fetches the last version still finds its parts for a while.
  await tx
    .update(listParts)
    .set({ unnamedSince: built.builtAt })
    .where(and(eq(listParts.installationId, installationId), isNull(listParts.unnamedSince)));
  for (const { hash, payload } of parts)
    await tx
      .insert(listParts)
      .values({ installationId, hash, payload, unnamedSince: null })
      .onConflictDoUpdate({
        target: [listParts.installationId, listParts.hash],
        set: { unnamedSince: null },
      });
}

/** Whether an installation has no list, one of something older than now, or one that counts a grant that has ended. */
function isDue(db: Database, now: number) {
  const ended = db
    .select({ one: sql`1` })
    .from(grants)
    .leftJoin(chargers, eq(chargers.id, grants.chargerId))
    .where(
      and(
        // One expression, so that the grants are read once and not for each installation.
        eq(sql`coalesce(${grants.installationId}, ${chargers.installationId})`, installations.id),
        gt(grants.expiresAt, lists.builtAt),
        lte(grants.expiresAt, now),
      ),
    );
  return or(isNull(lists.version), lt(lists.builtOf, installations.listWanted), sql`exists ${ended}`);
}
