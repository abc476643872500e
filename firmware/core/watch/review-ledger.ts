import type { Credential } from "../credential.ts";
import type { Event } from "../events.ts";
import type { Found } from "../list-entry.ts";
import { TIMES } from "../rules.ts";
import type { GrantedBy } from "../session.ts";

/** The watcher's own books of who is looked up again because a list has changed. */
export class ReviewLedger {
  /** By request: whose, and when it was asked, monotonic. */
  readonly #asked = new Map<
    number,
    { readonly name: string; readonly at: number; readonly by: GrantedBy | null }
  >();

  /** The same books, to be continued apart. */
  fork(): ReviewLedger {
    const copy = new ReviewLedger();
    for (const [request, review] of this.#asked) copy.#asked.set(request, review);
    return copy;
  }

  /** @param by on whose word it was let in */
  ask(request: number, credential: Credential, at: number, by: GrantedBy | null): void {
    this.#asked.set(request, { name: nameOf(credential), at, by });
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
    if (isStillLetIn(event.found, event.at.wall, review.by)) return null;
    const { name } = review;
    return { name, open: [...this.#asked.values()].filter((other) => other.name === name).length };
  }
}

/**
 * Whether the lists let somebody in, or go on: neither blocked nor expired in any, and in one of them if it was a list that let
 * it in. Whom the cloud itself has let in, only a local user's entry refuses.
 */
export function isStillLetIn(found: Found, wall: number, by: GrantedBy | null = "list"): boolean {
  const entries = (by === "cloud" ? [found.local] : [found.cloud, found.local]).filter(
    (entry) => entry !== null,
  );
  const mustBeThere = by === "list" || by === "local";
  return (
    (entries.length > 0 || !mustBeThere) &&
    entries.every(({ status, expires }) => status === "active" && !(expires !== null && wall >= expires))
  );
}

/** What tells one credential from another in the watcher's books. */
export function nameOf({ kind, key }: Credential): string {
  return `${kind} ${key}`;
}
