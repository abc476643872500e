import { actorOf } from "../access/actor-of.ts";
import { may } from "../access/may.ts";
import { chargerResource } from "../access/resources.ts";
import type { Role } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import {
  type ChargerId,
  type GroupId,
  type InstallationId,
  type InvitationId,
  newId,
  type PersonId,
} from "../database/ids.ts";
import { invitations } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import { LINKS } from "./links.ts";

/** Milliseconds for which an invitation is good. */
export const INVITATION_LIFE = 14 * 86_400_000;

/** What whoever accepts an invitation has then. */
export type Gift =
  /** An account, no more. @property support works for the operator of this cloud */
  | { readonly kind: "account"; readonly support: boolean }
  | ({ readonly kind: "installation"; readonly id: InstallationId } & Access)
  | ({ readonly kind: "charger"; readonly id: ChargerId } & Access)
  | { readonly kind: "group"; readonly id: GroupId; readonly admin: boolean };

interface Access {
  readonly role: Role;
  /** When it ends, milliseconds since 1970; absent: when it is withdrawn. */
  readonly until?: number;
}

type InvitationRow = typeof invitations.$inferSelect;

/**
 * Makes an invitation, in the transaction of whoever has asked `may` before. Sends nothing (`invitationMail`).
 * @param invitation.email as `emailAddress` gives it
 * @param invitation.by who invites; null: the command line, which gives an account alone
 * @returns its link, which holds a secret and is kept nowhere
 */
export async function insertInvitation(
  tx: Database,
  { vault, clock, random, origin }: Pick<CloudParts, "vault" | "clock" | "random" | "origin">,
  invitation: {
    readonly name: string;
    readonly email: string;
    readonly gift: Gift;
    readonly by: PersonId | null;
  },
): Promise<{ readonly id: InvitationId; readonly link: string; readonly expiresAt: number }> {
  const { name, email, gift, by } = invitation;
  const { token, hash } = vault.newToken();
  const id = newId<InvitationId>(random);
  const createdAt = clock.now();
  const expiresAt = createdAt + INVITATION_LIFE;
  await tx
    .insert(invitations)
    .values({ id, tokenHash: hash, name, email, createdAt, createdBy: by, expiresAt, ...columnsOf(gift) });
  return { id, link: LINKS.invitation(origin, token), expiresAt };
}

/** What a row gives; null: something that does not exist, so nothing. */
export function giftOf(row: InvitationRow): Gift | null {
  const { installationId, chargerId, groupId, role, grantExpiresAt, groupAdmin, support } = row;
  const ends = grantExpiresAt !== null && { until: grantExpiresAt };
  if (installationId !== null) return role && { kind: "installation", id: installationId, role, ...ends };
  if (chargerId !== null) return role && { kind: "charger", id: chargerId, role, ...ends };
  if (groupId !== null) return { kind: "group", id: groupId, admin: groupAdmin };
  return { kind: "account", support };
}

/**
 * Whether whoever invited may still give it: else one who was put out of an installation could let others in for two more
 * weeks. The command line gives accounts alone.
 */
export async function mayStillGive(
  db: Database,
  gift: Gift,
  by: PersonId | null,
  now: number,
): Promise<boolean> {
  if (gift.kind === "account") return true;
  const actor = by && (await actorOf(db, by, now));
  if (!actor) return false;
  switch (gift.kind) {
    case "installation":
      return may(actor, "installation.permissions.change", gift);
    case "charger": {
      const charger = await chargerResource(db, gift.id);
      return charger !== null && may(actor, "charger.permissions.change", charger);
    }
    case "group":
      // Support staff invite the first administrator (B6).
      return (
        may(actor, "group.members", gift) ||
        (gift.admin && may(actor, "support.make-group", { kind: "support" }))
      );
  }
}

function columnsOf(gift: Gift): Partial<typeof invitations.$inferInsert> {
  switch (gift.kind) {
    case "account":
      return { support: gift.support };
    case "installation":
      return { installationId: gift.id, role: gift.role, grantExpiresAt: gift.until ?? null };
    case "charger":
      return { chargerId: gift.id, role: gift.role, grantExpiresAt: gift.until ?? null };
    case "group":
      return { groupId: gift.id, groupAdmin: gift.admin };
  }
}
