import type { ListEntry } from "../core/list-entry.ts";
import type { Found } from "./lmdb-values.ts";
import { fullName, type Person } from "./person.ts";
import { plainEntry } from "./stored-schema.ts";

/** What a damaged list entry counts as: it was somebody's, and nobody can say any more that it was not blocked. */
export const REFUSED: ListEntry = { status: "blocked", expires: null, user: null };

/** The list entry that was found, or what stands for it; null: there is none. */
export function entryOf(found: Found<ListEntry>): ListEntry | null {
  switch (found.state) {
    case "absent":
      return null;
    case "damaged":
      return REFUSED;
    case "sound":
      return plainEntry(found.value);
  }
}

/**
 * A local user's entry as it counts: with the person's name, and blocked when the person is.
 * @param person whose it is; null: there is no such person, or nobody can read any more whether it is blocked
 */
export function entryOfPerson(own: ListEntry, person: Person | null): ListEntry {
  return person === null ? REFUSED : { ...own, user: fullName(person), status: statusOf(own, person) };
}

/** A credential's status as it counts. @param person as for `entryOfPerson`; undefined: it is nobody's */
export function statusOf(own: ListEntry, person: Person | null | undefined): ListEntry["status"] {
  return person === null || person?.blocked ? "blocked" : own.status;
}
