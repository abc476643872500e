import type { ListEntry } from "../core/list-entry.ts";
import type { Found } from "./lmdb-values.ts";
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
