import type { CredentialKey } from "../core/credential.ts";
import type { Happening } from "../core/happening.ts";
import type { Reason } from "../core/verdict.ts";
import type { UnitStore } from "../store/unit-store.ts";
import { newestFirst } from "./journal-turns.ts";

/** Records looked at, at most. */
const MOST_RECORDS = 20_000;

/** A card that was refused because nobody knows it, and that could be added. */
export interface RefusedCard {
  readonly key: CredentialKey;
  /** First and last byte. */
  readonly label: string;
  /** Where it was shown last, */
  readonly reader: string;
  /** and when: wall clock, milliseconds since 1970. */
  readonly at: number;
  readonly reason: Reason;
  /** How often it was refused in this time, of what was recorded one by one. */
  readonly count: number;
}

/**
 * Cards that were shown and refused because no list knows them, or because nobody could be asked about them; each once, the
 * one shown last first. Those of which a list, or the cloud, has said something since are left out.
 *
 * @param options.since how far to look back, wall clock in milliseconds since 1970
 * @throws StoreError
 */
export async function refusedCards(
  store: Pick<UnitStore, "journal" | "journalState" | "find">,
  { since }: { readonly since: number },
): Promise<readonly RefusedCard[]> {
  const cards = new Map<CredentialKey, RefusedCard>();
  let looked = 0;
  search: for await (const { records } of newestFirst(store, null)) {
    for (const { at, happening } of records) {
      if (at < since) break search;
      if (happening.event !== "denied" || !isStranger(happening) || happening.reader === null) continue;
      const { credential, reader, reason } = happening;
      const { key, label } = credential;
      const later = cards.get(key);
      cards.set(
        key,
        later ? { ...later, count: later.count + 1 } : { key, label, reader, at, reason, count: 1 },
      );
    }
    looked += records.length;
    if (looked >= MOST_RECORDS) break;
  }
  return [...cards.values()].filter(({ key }) => isUnknown(store, key));
}

/** Whether a card was refused for want of anybody who knows it, and not for what somebody says of it. */
function isStranger({ credential, reason }: Extract<Happening, { event: "denied" }>): boolean {
  const strangers: readonly Reason[] = ["unknown", "offline-limit", "offline-not-allowed", "no-answer"];
  return credential.kind === "card" && strangers.includes(reason);
}

function isUnknown(store: Pick<UnitStore, "find">, key: CredentialKey): boolean {
  const { cloud, local, cached } = store.find({ kind: "card", key });
  return cloud === null && local === null && (cached?.verdict ?? "Unknown") === "Unknown";
}
