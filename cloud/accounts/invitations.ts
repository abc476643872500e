import type { Role } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { ChargerId, GroupId, InstallationId, InvitationId, PersonId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";

/** Milliseconds for which an invitation is good. */
export const INVITATION_LIFE = 14 * 86_400_000;

/** What whoever accepts an invitation has then. */
export type Gift =
  /** An account, no more. @property support works for the operator of this cloud */
  | { readonly kind: "account"; readonly support: boolean }
  | { readonly kind: "installation"; readonly id: InstallationId; readonly role: Role }
  | { readonly kind: "charger"; readonly id: ChargerId; readonly role: Role }
  | { readonly kind: "group"; readonly id: GroupId; readonly admin: boolean };

/**
 * Makes an invitation, in the transaction of whoever has asked `may` before. Sends nothing (`invitationMail`).
 * @param invitation.email as `emailAddress` gives it
 * @param invitation.by who invites; null: the command line, which gives an account alone
 * @returns its link, which holds a secret and is kept nowhere
 */
export function insertInvitation(
  _tx: Database,
  _parts: Pick<CloudParts, "vault" | "clock" | "random" | "origin">,
  _invitation: {
    readonly name: string;
    readonly email: string;
    readonly gift: Gift;
    readonly by: PersonId | null;
  },
): Promise<{ readonly id: InvitationId; readonly link: string; readonly expiresAt: number }> {
  throw new Error("to come");
}
