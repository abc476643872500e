import type { Role } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { GroupId, InvitationId, PersonId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";
import type { Place } from "./place.ts";

/** Why nobody was invited. */
export type InviteProblem =
  | "bad-name"
  | "bad-email"
  | "bad-role"
  /** Not later than now; or of an Owner, which has no end. */
  | "bad-expiry"
  /** As many invitations wait as an installation may have. */
  | "too-many-pending"
  /** As many mails went out for this person as may in a day. */
  | "too-many-mails";

/** How long the link of an invitation is good, milliseconds. */
export const INVITATION_LIFE = 14 * 86_400_000;

/** What an invitation gives. */
export type InvitedTo =
  /** An account alone. */
  | { readonly kind: "account" }
  | { readonly kind: "place"; readonly place: Place; readonly role: Role; readonly expiresAt: number | null }
  | { readonly kind: "group"; readonly group: GroupId; readonly admin: boolean };

/** Makes the row, and the link that goes into the mail. @returns the link, which is kept nowhere */
export function makeInvitation(
  _tx: Database,
  _parts: CloudParts,
  _invitation: {
    readonly name: string;
    readonly email: string;
    readonly to: InvitedTo;
    /** Null: made at the command line. */
    readonly by: PersonId | null;
  },
): Promise<{ readonly id: InvitationId; readonly link: string }> {
  throw new Error("to come");
}

/**
 * Gives somebody what they were invited to, in the transaction in which they accept: the grant or the membership, the audit,
 * the list. Whose link it is and whether it is still good was asked before (`cloud/accounts`).
 */
export function giveInvited(
  _tx: Database,
  _parts: CloudParts,
  _invitation: InvitationId,
  _person: { readonly id: PersonId; readonly name: string },
): Promise<void> {
  throw new Error("to come");
}
