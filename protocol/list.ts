import { createHash } from "node:crypto";
import { z } from "zod";
import type { MessageKind } from "./codec.ts";
import { bytesOf, instant } from "./credential.ts";
import { entryLine, type WireEntry, wireEntry } from "./list-entry.ts";

/** Entries in one part at most. */
export const ENTRIES_PER_PART = 500;
/** Parts of one list at most: half a million entries. */
export const PARTS_AT_MOST = 1_000;

const listManifestSchema = z.strictObject({
  /** Rises with every change. */
  version: z.int().min(1),
  count: z.int().min(0),
  /** Of the content, however it is cut into parts. */
  digest: bytesOf(32),
  /** SHA-256 of each part's payload, in order; a part's topic is named by it. */
  parts: z.array(bytesOf(32)).max(PARTS_AT_MOST),
  /** From then on a unit that can ask nobody relies on it no more, but for its owners; absent: for ever. */
  goodUntil: z.exactOptional(instant),
});
export type ListManifest = z.infer<typeof listManifestSchema>;

/** `list/<installation>/manifest`, retained: which list holds, and where its parts are. Published after its parts. */
export const listManifest: MessageKind<ListManifest> = {
  name: "list manifest",
  schema: listManifestSchema,
  limit: 64 * 1024,
};

const listPartSchema = z.strictObject({ entries: z.array(wireEntry).min(1).max(ENTRIES_PER_PART) });
export type ListPart = z.infer<typeof listPartSchema>;

/** `list/<installation>/part/<hash>`, retained. */
export const listPart: MessageKind<ListPart> = {
  name: "list part",
  schema: listPartSchema,
  limit: 256 * 1024,
};

/**
 * The digest of a list's content: SHA-256 over one line for each entry (`entryLine`), in order, ended by LF. It is of the
 * entries alone; the manifest, which holds it, says which version they are and how long they are good.
 */
export class ListDigest {
  readonly #hash = createHash("sha256");

  add(entry: WireEntry): void {
    this.#hash.update(entryLine(entry)).update("\n");
  }

  value(): Buffer {
    return this.#hash.copy().digest();
  }
}

/** The digest of a list with no entries. */
export function emptyListDigest(): Buffer {
  return new ListDigest().value();
}

/** The hash by which a part is named and checked. */
export function partHash(payload: Uint8Array): Buffer {
  return createHash("sha256").update(payload).digest();
}
