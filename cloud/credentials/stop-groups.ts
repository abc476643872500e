import type { Actor } from "../access/role.ts";
import type { InstallationId, PersonId, StopGroupId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** People who may stop each other's sessions. */
export interface StopGroup {
  readonly id: StopGroupId;
  readonly name: string;
  readonly members: readonly { readonly id: PersonId; readonly name: string }[];
}

export type StopGroupProblem =
  | NotFound
  | Forbidden
  /** 1 to 60 characters, and no other group of the installation is called so. */
  | "name"
  | "name-taken"
  /** They may not charge here. */
  | "member"
  | "too-many";

/** The groups of an installation that may stop each other's sessions (A7): a person is in one of them at most. */
export class StopGroups {
  constructor(parts: CloudParts) {
    void parts;
  }

  /** By name; and who could be a member: everybody who may charge here. */
  list(
    actor: Actor,
    installation: InstallationId,
  ): Promise<
    Outcome<
      {
        readonly groups: readonly StopGroup[];
        readonly people: readonly { readonly id: PersonId; readonly name: string }[];
      },
      NotFound | Forbidden
    >
  > {
    void [actor, installation];
    throw new Error("to come");
  }

  make(
    actor: Actor,
    installation: InstallationId,
    group: { readonly name: string; readonly members: readonly PersonId[] },
  ): Promise<Outcome<{ readonly id: StopGroupId }, StopGroupProblem>> {
    void [actor, installation, group];
    throw new Error("to come");
  }

  /** Sets name and members anew. Whoever was in another group of the installation leaves it. */
  change(
    actor: Actor,
    id: StopGroupId,
    group: { readonly name: string; readonly members: readonly PersonId[] },
  ): Promise<Outcome<object, StopGroupProblem>> {
    void [actor, id, group];
    throw new Error("to come");
  }

  remove(actor: Actor, id: StopGroupId): Promise<Outcome<object, NotFound | Forbidden>> {
    void [actor, id];
    throw new Error("to come");
  }
}
