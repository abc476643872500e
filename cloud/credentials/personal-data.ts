import type { Actor } from "../access/role.ts";
import type { InstallationId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** Days that history may be kept. */
export const RETENTION_DAYS = { fewest: 30, most: 3_650 } as const;

/** What the law lets people ask for: their own data, and to be forgotten. */
export class PersonalData {
  constructor(parts: CloudParts) {
    void parts;
  }

  /** Everything that is kept of somebody, as JSON; secrets and others' data are not in it. */
  export(actor: Actor): Promise<string> {
    void actor;
    throw new Error("to come");
  }

  /**
   * Erases the account at once: cards, PIN codes, grants, sessions. Charges stay, without a name. Refused while the person is
   * the last owner of an installation: that is handed over or removed first.
   */
  erase(actor: Actor): Promise<
    | { readonly ok: true }
    | {
        readonly ok: false;
        readonly problem: "last-owner";
        readonly installations: readonly { readonly id: InstallationId; readonly name: string }[];
      }
  > {
    void actor;
    throw new Error("to come");
  }

  /** How long an installation keeps names and taps in its history; null: for good. */
  retention(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly days: number | null }, NotFound | Forbidden>> {
    void [actor, installation];
    throw new Error("to come");
  }

  setRetention(
    actor: Actor,
    installation: InstallationId,
    days: number | null,
  ): Promise<Outcome<object, NotFound | Forbidden | "days">> {
    void [actor, installation, days];
    throw new Error("to come");
  }
}

/** Takes names, taps and records away that are older than their installation keeps them; to be called once an hour or so. */
export function sweepHistory(parts: CloudParts): Promise<void> {
  void parts;
  throw new Error("to come");
}
