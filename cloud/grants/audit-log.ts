import { and, desc, eq, lt, type SQL } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, GroupId, InstallationId } from "../database/ids.ts";
import { audit, chargers, groups, installations } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** Lines of a page. */
export const AUDIT_PAGE = 50;

/** One line of what was written down. */
export interface AuditLine {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As they were called then. */
  readonly actor: string;
  /** An `AuditAction`; a text that the pages do not know is of another version of this program. */
  readonly action: string;
  /** Names as they are now; null: it is gone. */
  readonly installation: { readonly id: InstallationId; readonly name: string | null } | null;
  readonly charger: { readonly id: ChargerId; readonly name: string | null } | null;
  readonly group: { readonly id: GroupId; readonly name: string | null } | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** The newest first. `next`: where the next page begins; null: that was the last. */
export interface AuditPage {
  readonly lines: readonly AuditLine[];
  readonly next: number | null;
}

/** What was done to an installation, for its owners. @param before `next` of the page before; null: the first */
export async function auditOfInstallation(
  { db }: Pick<CloudParts, "db">,
  actor: Actor,
  installation: InstallationId,
  before: number | null,
): Promise<Outcome<{ readonly page: AuditPage }, NotFound | Forbidden>> {
  const resource = { kind: "installation", id: installation } as const;
  if (!may(actor, "installation.view", resource)) return refused("not-found");
  if (!may(actor, "installation.audit", resource)) return refused("forbidden");
  return { ok: true, page: await readPage(db, eq(audit.installationId, installation), before) };
}

/** What was done to a user group and given to it, for its administrators. */
export async function auditOfGroup(
  { db }: Pick<CloudParts, "db">,
  actor: Actor,
  group: GroupId,
  before: number | null,
): Promise<Outcome<{ readonly page: AuditPage }, NotFound | Forbidden>> {
  const resource = { kind: "group", id: group } as const;
  if (!may(actor, "group.view", resource)) return refused("not-found");
  if (!may(actor, "group.audit", resource)) return refused("forbidden");
  return { ok: true, page: await readPage(db, eq(audit.groupId, group), before) };
}

async function readPage(db: Database, which: SQL, before: number | null): Promise<AuditPage> {
  const rows = await db
    .select({
      line: audit,
      installation: installations.name,
      charger: chargers.name,
      group: groups.name,
    })
    .from(audit)
    .leftJoin(installations, eq(installations.id, audit.installationId))
    .leftJoin(chargers, eq(chargers.id, audit.chargerId))
    .leftJoin(groups, eq(groups.id, audit.groupId))
    .where(and(which, before === null ? undefined : lt(audit.id, before)))
    .orderBy(desc(audit.id))
    .limit(AUDIT_PAGE + 1);
  const lines = rows.slice(0, AUDIT_PAGE).map(
    ({ line, ...names }): AuditLine => ({
      id: line.id,
      at: line.at,
      actor: line.actorName,
      action: line.action,
      installation: line.installationId && { id: line.installationId, name: names.installation },
      charger: line.chargerId && { id: line.chargerId, name: names.charger },
      group: line.groupId && { id: line.groupId, name: names.group },
      details: line.details,
    }),
  );
  return { lines, next: rows.length > AUDIT_PAGE ? (lines.at(-1)?.id ?? null) : null };
}
