import type { ChargerId, GroupId, InstallationId, PersonId } from "../database/ids.ts";

/** What somebody is to an installation or a charger (B2). */
export type Role = "owner" | "user" | "service";

/** In the order in which pages name them. */
export const ROLES: readonly Role[] = ["owner", "user", "service"];

/** One grant as it counts for a person: by whom they have it is a part of it, so that inherited rights are seen as such. */
export interface Standing {
  readonly role: Role;
  readonly on:
    | { readonly kind: "installation"; readonly id: InstallationId }
    | { readonly kind: "charger"; readonly id: ChargerId };
  /** Null: their own; otherwise the group through which they have it. */
  readonly through: GroupId | null;
}

/** Who wants to do something: authentication has said who it is (B1); what they may do is said here. */
export interface Actor {
  readonly person: PersonId;
  /** Works for the operator of this cloud. */
  readonly support: boolean;
  /** Grants that count at this moment. */
  readonly standings: readonly Standing[];
  /** Groups they belong to. */
  readonly groups: readonly { readonly id: GroupId; readonly admin: boolean }[];
}

/** What something is to be done to. */
export type Resource =
  | { readonly kind: "installation"; readonly id: InstallationId }
  | {
      readonly kind: "charger";
      readonly id: ChargerId;
      /** The installation it belongs to: what holds there holds here. Nothing is inherited the other way. */
      readonly installation: InstallationId;
      /** Whose it is; null: nobody's. */
      readonly owner: PersonId | null;
    }
  | { readonly kind: "group"; readonly id: GroupId }
  /** The support cases of this cloud; one's own are no question of rights. */
  | { readonly kind: "support" };

/** The roles somebody has at an installation or a charger, own and inherited. */
export function rolesAt(actor: Actor, resource: Resource): ReadonlySet<Role> {
  const counts = ({ on }: Standing): boolean => {
    switch (resource.kind) {
      case "installation":
        return on.kind === "installation" && on.id === resource.id;
      case "charger":
        return on.kind === "charger" ? on.id === resource.id : on.id === resource.installation;
      case "group":
      case "support":
        return false;
    }
  };
  return new Set(actor.standings.filter(counts).map(({ role }) => role));
}
