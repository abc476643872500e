import type { Actor } from "../access/role.ts";
import type { GrantId, GroupId } from "../database/ids.ts";
import type { Forbidden, NotFound, Outcome } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import type { Place } from "./place.ts";

/** Access for partners, by the lookup key of their user group (B6). */
export class Partners {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /**
   * Finds the group of a lookup key, in upper or lower case, for somebody who may give access to the place. Tries are
   * counted, by person and by source.
   * @param source where the person is: an address, as log-ins count it
   */
  find(
    _actor: Actor,
    _place: Place,
    _key: string,
    _source: string,
  ): Promise<
    Outcome<
      { readonly group: { readonly id: GroupId; readonly name: string; readonly lookupKey: string } },
      NotFound | Forbidden | "bad-key" | "no-group" | "too-many-tries"
    >
  > {
    throw new Error(`to come ${this.#parts.origin}`);
  }

  /** Gives a group that was found a level: `service` or `user`. What it had at this very place is replaced. */
  grant(
    _actor: Actor,
    _place: Place,
    _partner: { readonly group: GroupId; readonly role: string; readonly expiresAt?: number | null },
  ): Promise<
    Outcome<
      { readonly grant: GrantId },
      NotFound | Forbidden | "no-group" | "bad-role" | "group-owner" | "bad-expiry"
    >
  > {
    throw new Error("to come");
  }
}
