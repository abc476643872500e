import type { Credential } from "./credential.ts";
import type { Event } from "./events.ts";
import type { Found } from "./list-entry.ts";
import { TIMES } from "./rules.ts";

/** The watcher's own books of who is looked up again because a list has changed. */
export class ReviewLedger {
  /** By request: whose, and when it was asked, monotonic. */
  readonly #asked = new Map<
    number,
    { readonly name: string; readonly at: number; readonly listed: boolean }
  >();

  /** The same books, to be continued apart. */
  fork(): ReviewLedger {
    const copy = new ReviewLedger();
    for (const [request, review] of this.#asked) copy.#asked.set(request, review);
    return copy;
  }

  /** @param listed it was let in on the word of a list */
  ask(request: number, credential: Credential, at: number, listed: boolean): void {
    this.#asked.set(request, { name: nameOf(credential), at, listed });
  }

  /** It was let in anew since: what was asked about it before decides nothing any more. */
  forget(name: string): void {
    for (const [request, review] of this.#asked) if (review.name === name) this.#asked.delete(request);
  }

  /** The name of the credential that this event refuses, and how many questions about it are still open; null: none. */
  conclude(event: Event): { readonly name: string; readonly open: number } | null {
    // Whatever is still to be reviewed is asked anew, and nothing is reviewed in a unit that is going down.
    if (event.type === "list-changed" || event.type === "shutdown") this.#asked.clear();
    if (event.type !== "looked-up") return null;
    const review = this.#asked.get(event.request);
    this.#asked.delete(event.request);
    if (!review || !event.found || event.at.mono >= review.at + TIMES.lookup) return null;
    if (isStillLetIn(event.found, event.at.wall, review.listed)) return null;
    const { name } = review;
    return { name, open: [...this.#asked.values()].filter((other) => other.name === name).length };
  }
}

/**
 * Whether the lists let somebody in, or go on: neither blocked nor expired in any, and in one of them.
 * @param listed false: the lists did not let it in, and so need not know it
 */
export function isStillLetIn(found: Found, wall: number, listed = true): boolean {
  const entries = [found.cloud, found.local].filter((entry) => entry !== null);
  return (
    (entries.length > 0 || !listed) &&
    entries.every(({ status, expires }) => status === "active" && !(expires !== null && wall >= expires))
  );
}

/** What tells one credential from another in the watcher's books. */
export function nameOf({ kind, key }: Credential): string {
  return `${kind} ${key}`;
}
