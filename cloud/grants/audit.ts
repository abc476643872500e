import type { Database } from "../database/database.ts";
import type { ChargerId, GroupId, InstallationId, PersonId } from "../database/ids.ts";
import { audit } from "../database/schema/schema.ts";

/** What is written down, by stable codes: every change of rights, every look at a charger PIN, every decision. */
export type AuditAction =
  | "installation-added"
  | "installation-changed"
  | "installation-removed"
  | "access-switched"
  | "charger-added"
  | "charger-changed"
  | "charger-removed"
  | "charger-joined"
  | "registration-token-made"
  | "person-invited"
  | "invitation-withdrawn"
  | "invitation-accepted"
  | "role-granted"
  | "role-changed"
  | "role-withdrawn"
  | "group-granted"
  | "group-withdrawn"
  | "group-added"
  | "group-changed"
  | "group-member-added"
  | "group-member-removed"
  | "group-credential-made"
  | "group-credential-withdrawn"
  | "pin-viewed"
  | "transfer-offered"
  | "transfer-withdrawn"
  | "transfer-accepted"
  | "transfer-declined"
  | "case-opened"
  | "case-decided"
  | "card-added"
  | "card-changed"
  | "card-removed"
  | "pin-code-made"
  | "pin-code-changed"
  | "pin-code-removed"
  | "stop-group-changed"
  | "retention-changed"
  | "personal-data-exported"
  | "account-erased"
  | "remote-start"
  | "remote-stop";

/** Writes it down, in the transaction of what it tells of. Details hold no card number, PIN or e-mail address of others. */
export async function writeAudit(
  tx: Database,
  entry: {
    readonly at: number;
    /** Null: the command line, or the cloud itself. */
    readonly actor: { readonly id: PersonId; readonly name: string } | null;
    readonly action: AuditAction;
    readonly installation?: InstallationId | null;
    readonly charger?: ChargerId | null;
    readonly group?: GroupId | null;
    readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  },
): Promise<void> {
  const { at, actor, action, installation = null, charger = null, group = null, details = {} } = entry;
  await tx.insert(audit).values({
    at,
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? "ChargeGate",
    installationId: installation,
    chargerId: charger,
    groupId: group,
    action,
    details,
  });
}
