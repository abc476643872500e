import { createHash } from "node:crypto";
import { z } from "zod";
import type { MessageKind } from "./codec.ts";
import { bytesOf, DIGEST_BYTES, instant } from "./credential.ts";

/** One entry: whose credential it is and what holds for it. Entries are ordered by kind (card, pin), then key. */
const wireEntry = z
  .strictObject({
    kind: z.enum(["card", "pin"]),
    key: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected a byte string"),
    status: z.enum(["active", "blocked"]),
    /** The first instant at which it is no longer valid; null: never expires. */
    expires: instant.nullable(),
    user: z.string().max(200).nullable(),
  })
  .refine(
    ({ kind, key }) => key.length === DIGEST_BYTES[kind],
    "expected a key of 8 (card) or 16 (pin) bytes",
  );
export type WireEntry = z.infer<typeof wireEntry>;

/** Entries in one part at most. */
export const ENTRIES_PER_PART = 500;
/** Parts of one list at most: half a million entries. */
const PARTS = 1_000;

const listManifestSchema = z.strictObject({
  /** Rises with every change. */
  version: z.int().min(1),
  count: z.int().min(0),
  /** Of the content, however it is cut into parts. */
  digest: bytesOf(32),
  /** SHA-256 of each part's payload, in order; a part's topic is named by it. */
  parts: z.array(bytesOf(32)).max(PARTS),
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

/** Below zero, zero or above: the order of a list's entries. Equal ones are the same credential. */
export function compareEntries(
  a: Pick<WireEntry, "kind" | "key">,
  b: Pick<WireEntry, "kind" | "key">,
): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return Buffer.compare(a.key, b.key);
}

/**
 * The digest of a list's content: SHA-256 over one line for each entry, in order, the line being the JSON array
 * `[kind, key in lower-case hex, status, expires, user]` as RFC 8785 writes it, ended by LF.
 */
export class ListDigest {
  readonly #hash = createHash("sha256");

  add(entry: Pick<WireEntry, "kind" | "key" | "status" | "expires" | "user">): void {
    const { kind, key, status, expires, user } = entry;
    const line = JSON.stringify([kind, Buffer.from(key).toString("hex"), status, expires, user]);
    this.#hash.update(line).update("\n");
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
