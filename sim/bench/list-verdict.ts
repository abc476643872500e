import type { Credential } from "../../firmware/core/credential.ts";
import type { ListRefusal } from "../../firmware/core/happening.ts";
import type { ListedEntry } from "../../firmware/store/unit-store.ts";
import type { Corruption } from "../scenario/vocabulary.ts";

type Key = Pick<Credential, "kind" | "key">;

/** A list of the cloud's, as a unit holds it; version 0 and no entries when it holds none. */
export interface CloudList {
  readonly version: number;
  /** Milliseconds since 1970; null: without end. */
  readonly goodUntil: number | null;
  readonly entries: readonly ListedEntry[];
}

/** A list on its way, whole or as a change of the version that it builds on. */
export interface ListUpdate {
  readonly version: number;
  readonly content:
    | { readonly kind: "full"; readonly entries: readonly ListedEntry[] }
    | {
        readonly kind: "change";
        readonly base: number;
        readonly set: readonly ListedEntry[];
        readonly remove: readonly Key[];
      };
  /** What was spoilt on the way; null: nothing. */
  readonly corrupt: Corruption | null;
}

export type ListVerdict =
  | { readonly taken: true; readonly list: CloudList }
  | { readonly taken: false; readonly reason: ListRefusal };

/**
 * What becomes of an update at a unit that holds this list: whole lists must be newer, changes must build on the version
 * that is held, nothing may stand in an update twice, and what was spoilt is refused. What is to be removed need not be there.
 */
export function judgeUpdate(held: CloudList, update: ListUpdate): ListVerdict {
  const reason = refusalOf(held, update);
  return reason === null ? { taken: true, list: updated(held, update) } : { taken: false, reason };
}

/** The list that an update makes of another, if nothing is wrong with it. */
export function updated(held: CloudList, { version, content }: ListUpdate): CloudList {
  if (content.kind === "full") return { version, goodUntil: null, entries: content.entries };
  const entries = new Map(held.entries.map((entry) => [textOf(entry.credential), entry]));
  for (const key of content.remove) entries.delete(textOf(key));
  for (const entry of content.set) entries.set(textOf(entry.credential), entry);
  return { version, goodUntil: held.goodUntil, entries: [...entries.values()] };
}

function refusalOf(held: CloudList, { version, content, corrupt }: ListUpdate): ListRefusal | null {
  if (corrupt === "signature") return "signature";
  if (version <= held.version || version <= 0) return "version";
  if (content.kind === "change" && content.base !== held.version) return "base";
  const named =
    content.kind === "full"
      ? content.entries.map(({ credential }) => credential)
      : [...content.set.map(({ credential }) => credential), ...content.remove];
  if (new Set(named.map(textOf)).size < named.length) return "duplicate";
  return corrupt;
}

function textOf({ kind, key }: Key): string {
  return `${kind} ${key}`;
}
