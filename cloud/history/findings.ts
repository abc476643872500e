import type { Actor } from "../access/role.ts";
import type { ChargerId, FindingId, InstallationId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";

/** What an owner should look at; codes are stable. */
export type FindingCode =
  | "card-at-two-units"
  | "pin-guessing"
  | "burst-of-refusals"
  | "flapping-faults"
  | "keypad-locked"
  | "records-lost";

export interface FindingItem {
  readonly id: FindingId;
  readonly at: number;
  readonly code: FindingCode;
  /** Null: of the installation, or of a charger that was removed. */
  readonly charger: { readonly id: ChargerId; readonly name: string } | null;
  /**
   * `card-at-two-units`: `shown`, `user`, `otherCharger` (name). `pin-guessing`, `burst-of-refusals`, `flapping-faults`,
   * `records-lost`: `count`. `keypad-locked`: `tries`, `reader`, `until`.
   */
  readonly details: Readonly<Record<string, string | number | null>>;
}

/** Notices to the owner. */
export class Findings {
  constructor(parts: CloudParts) {
    void parts;
  }

  /** Those that were not put away, the newest first, at most 100. */
  list(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly findings: readonly FindingItem[] }, NotFound | Forbidden>> {
    void [actor, installation];
    throw new Error("to come");
  }

  /** Puts one away. */
  dismiss(actor: Actor, id: FindingId): Promise<Outcome<object, NotFound | Forbidden>> {
    void [actor, id];
    throw new Error("to come");
  }
}
