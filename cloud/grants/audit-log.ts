import type { Actor } from "../access/role.ts";
import type { ChargerId, GroupId, InstallationId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import type { AuditAction } from "./audit.ts";

/** One line of what was written down. */
export interface AuditLine {
  readonly id: number;
  readonly at: number;
  /** As they were called then. */
  readonly actor: string;
  readonly action: AuditAction;
  /** Name null: it is gone. */
  readonly charger: { readonly id: ChargerId; readonly name: string | null } | null;
  readonly group: { readonly id: GroupId; readonly name: string | null } | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** The newest first. `next`: of the next page; null: that was the last. */
export interface AuditPage {
  readonly lines: readonly AuditLine[];
  readonly next: number | null;
}

/** What was done to an installation, for its owners. @param before `next` of the page before; null: the first */
export function auditOfInstallation(
  _parts: CloudParts,
  _actor: Actor,
  _installation: InstallationId,
  _before: number | null,
): Promise<Outcome<{ readonly page: AuditPage }, NotFound | Forbidden>> {
  throw new Error("to come");
}

/** What was done to a user group and given to it, for its administrators. */
export function auditOfGroup(
  _parts: CloudParts,
  _actor: Actor,
  _group: GroupId,
  _before: number | null,
): Promise<Outcome<{ readonly page: AuditPage }, NotFound | Forbidden>> {
  throw new Error("to come");
}
