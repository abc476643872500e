import type { Role } from "../access/role.ts";
import type { ChargerId, GrantId, GroupId, InstallationId, InvitationId, PersonId } from "../database/ids.ts";

/** Who has a grant. */
export type Grantee =
  | {
      readonly kind: "person";
      readonly id: PersonId;
      readonly name: string;
      /** Null: for those who may not change the grant. */
      readonly email: string | null;
    }
  | { readonly kind: "group"; readonly id: GroupId; readonly name: string; readonly lookupKey: string };

/** Where a grant or an invitation was made. */
export type NamedPlace =
  | { readonly kind: "installation"; readonly id: InstallationId; readonly name: string }
  | { readonly kind: "charger"; readonly id: ChargerId; readonly name: string };

/** One grant as the page of permissions shows it. */
export interface GrantView {
  readonly id: GrantId;
  readonly who: Grantee;
  readonly role: Role;
  readonly on: NamedPlace;
  /** Seen from a charger: it was made on the installation, and is changed there. */
  readonly inherited: boolean;
  readonly since: number;
  /** Who made it; null: their account is erased, or it came with the installation. */
  readonly by: string | null;
  /** Null: until it is withdrawn. */
  readonly until: number | null;
  readonly mayChange: boolean;
}

/** An invitation that nobody has accepted. */
export interface InvitationView {
  readonly id: InvitationId;
  readonly name: string;
  /** Null: for those who may not change permissions there. */
  readonly email: string | null;
  readonly role: Role;
  readonly on: NamedPlace;
  readonly inherited: boolean;
  readonly since: number;
  readonly by: string | null;
  /** Until when the link is good; one that is past is shown, so that it can be sent anew. */
  readonly linkUntil: number;
  /** Until when the access is that it gives; null: until it is withdrawn. */
  readonly until: number | null;
  readonly mayChange: boolean;
}

/** Who has access to a place. Of an installation: also who has it to one of its chargers alone. */
export interface AccessList {
  readonly place: NamedPlace;
  readonly installation: { readonly id: InstallationId; readonly name: string };
  readonly grants: readonly GrantView[];
  readonly invitations: readonly InvitationView[];
  readonly mayChange: boolean;
}
