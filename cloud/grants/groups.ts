import type { Actor, Role } from "../access/role.ts";
import type { GroupId, InvitationId, PersonId, RowId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import type { NamedPlace } from "./access-list.ts";
import type { InviteProblem } from "./invitation.ts";

type Done = Record<never, never>;

/** The page of a user group (B6). */
export interface GroupPage {
  readonly id: GroupId;
  readonly name: string;
  readonly lookupKey: string;
  readonly members: readonly {
    readonly id: PersonId;
    readonly name: string;
    readonly email: string;
    readonly admin: boolean;
  }[];
  readonly invitations: readonly {
    readonly id: InvitationId;
    readonly name: string;
    readonly email: string;
    readonly admin: boolean;
    readonly since: number;
    readonly linkUntil: number;
  }[];
  /** Where an access request may return to, exactly. */
  readonly returnUrls: readonly { readonly id: RowId; readonly url: string }[];
  /** `id` is the name that a program logs in with. */
  readonly credentials: readonly {
    readonly id: RowId;
    readonly name: string;
    readonly since: number;
    readonly usedAt: number | null;
  }[];
  /** What its members may do, and where. `installation`: its name, for a charger. */
  readonly granted: readonly {
    readonly on: NamedPlace;
    readonly installation: string;
    readonly role: Role;
    readonly since: number;
    readonly until: number | null;
  }[];
  /** Whether whoever looks may change it. */
  readonly mayEdit: boolean;
}

/** User groups: partners, such as payment operators and installers (B6). */
export class Groups {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** Those somebody belongs to, by name. */
  mine(
    _actor: Actor,
  ): Promise<readonly { readonly id: GroupId; readonly name: string; readonly admin: boolean }[]> {
    throw new Error(`to come ${this.#parts.origin}`);
  }

  /** All there are, for support staff. */
  all(_actor: Actor): Promise<
    Outcome<
      {
        readonly groups: readonly {
          readonly id: GroupId;
          readonly name: string;
          readonly lookupKey: string;
          readonly members: number;
        }[];
      },
      Forbidden
    >
  > {
    throw new Error("to come");
  }

  /** Made by support staff; its first administrator is invited by mail. */
  create(
    _actor: Actor,
    _group: { readonly name: string; readonly admin: { readonly name: string; readonly email: string } },
  ): Promise<
    Outcome<
      { readonly group: GroupId; readonly lookupKey: string },
      Forbidden | "bad-group-name" | "no-free-key" | InviteProblem
    >
  > {
    throw new Error("to come");
  }

  page(_actor: Actor, _group: GroupId): Promise<Outcome<{ readonly page: GroupPage }, NotFound>> {
    throw new Error("to come");
  }

  rename(
    _actor: Actor,
    _group: GroupId,
    _name: string,
  ): Promise<Outcome<Done, NotFound | Forbidden | "bad-group-name">> {
    throw new Error("to come");
  }

  inviteMember(
    _actor: Actor,
    _group: GroupId,
    _guest: { readonly name: string; readonly email: string; readonly admin: boolean },
  ): Promise<Outcome<{ readonly invitation: InvitationId }, NotFound | Forbidden | InviteProblem>> {
    throw new Error("to come");
  }

  withdrawInvitation(
    _actor: Actor,
    _group: GroupId,
    _invitation: InvitationId,
  ): Promise<Outcome<Done, NotFound | Forbidden>> {
    throw new Error("to come");
  }

  /** A group that has an administrator keeps one. */
  removeMember(
    _actor: Actor,
    _group: GroupId,
    _person: PersonId,
  ): Promise<Outcome<Done, NotFound | Forbidden | "last-admin">> {
    throw new Error("to come");
  }

  setAdmin(
    _actor: Actor,
    _group: GroupId,
    _person: PersonId,
    _admin: boolean,
  ): Promise<Outcome<Done, NotFound | Forbidden | "last-admin">> {
    throw new Error("to come");
  }

  /** `https`, or `http` on this very machine for those who develop; without user, password or fragment; matched exactly. */
  addReturnUrl(
    _actor: Actor,
    _group: GroupId,
    _url: string,
  ): Promise<
    Outcome<{ readonly id: RowId }, NotFound | Forbidden | "bad-url" | "known-url" | "too-many-urls">
  > {
    throw new Error("to come");
  }

  removeReturnUrl(_actor: Actor, _group: GroupId, _url: RowId): Promise<Outcome<Done, NotFound | Forbidden>> {
    throw new Error("to come");
  }

  /** @returns the secret, which is shown this once: only its hash is kept */
  makeCredential(
    _actor: Actor,
    _group: GroupId,
    _name: string,
  ): Promise<
    Outcome<
      { readonly id: RowId; readonly secret: string },
      NotFound | Forbidden | "bad-credential-name" | "too-many-credentials"
    >
  > {
    throw new Error("to come");
  }

  withdrawCredential(
    _actor: Actor,
    _group: GroupId,
    _credential: RowId,
  ): Promise<Outcome<Done, NotFound | Forbidden>> {
    throw new Error("to come");
  }
}
