import { encodeMessage } from "../../protocol/codec.ts";
import {
  ENTRIES_PER_PART,
  ListDigest,
  listManifest,
  listPart,
  PARTS_AT_MOST,
  partHash,
} from "../../protocol/list.ts";
import { compareEntries, type WireEntry } from "../../protocol/list-entry.ts";

/** One version of a list as it goes onto the wire. */
export interface ListContent {
  readonly version: number;
  readonly count: number;
  readonly digest: Uint8Array;
  /** The payload of the manifest. */
  readonly manifest: Buffer;
  readonly parts: readonly ListContentPart[];
}

export interface ListContentPart {
  readonly hash: Buffer;
  readonly payload: Buffer;
}

/**
 * Puts the entries in order, cuts them into parts and names these in a manifest.
 * @param goodUntil from when on units that can ask nobody rely on it no more; null: never
 * @param partsAtMost what a manifest may name, or less
 * @returns null when it takes more parts than that
 */
export function listContent(
  version: number,
  entries: readonly WireEntry[],
  goodUntil: number | null = null,
  partsAtMost: number = PARTS_AT_MOST,
): ListContent | null {
  const ordered = entries.toSorted(compareEntries);
  const digest = new ListDigest();
  for (const entry of ordered) digest.add(entry);
  const parts: ListContentPart[] = [];
  for (let at = 0; at < ordered.length; at += ENTRIES_PER_PART) {
    parts.push(...cut(ordered.slice(at, at + ENTRIES_PER_PART)));
    if (parts.length > partsAtMost) return null;
  }
  const manifest = {
    version,
    count: ordered.length,
    digest: digest.value(),
    parts: parts.map(({ hash }) => hash),
    ...(goodUntil !== null && { goodUntil }),
  };
  return {
    version,
    count: manifest.count,
    digest: manifest.digest,
    manifest: encodeMessage(listManifest, manifest),
    parts,
  };
}

/** One part; two or more when long user names make it longer than a part may be. */
function cut(entries: readonly WireEntry[]): readonly ListContentPart[] {
  try {
    const payload = encodeMessage(listPart, { entries: [...entries] });
    return [{ hash: partHash(payload), payload }];
  } catch (error) {
    if (!(error instanceof RangeError) || entries.length < 2) throw error;
    const middle = entries.length >> 1;
    return [...cut(entries.slice(0, middle)), ...cut(entries.slice(middle))];
  }
}
