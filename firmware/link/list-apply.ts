import { setImmediate as nextTurn } from "node:timers/promises";
import { ListDigest, type ListManifest } from "../../protocol/list.ts";
import { compareEntries, type WireEntry } from "../../protocol/list-entry.ts";
import type { ListRefusal } from "../core/happening.ts";
import { isCredentialKey } from "../credential/keyring.ts";
import type { ListedEntry, UnitStore } from "../store/unit-store.ts";
import { entryOfWire } from "./wire.ts";

/**
 * Takes a list over when it is what its manifest says: as many entries, in strict order (so none twice), of that content.
 * The work is cut between parts, so that no tap waits for it.
 *
 * @returns why it was not taken; null: it is durable
 * @throws StoreError when it could not be saved
 */
export async function applyList(
  store: Pick<UnitStore, "replaceCloudList">,
  installation: string,
  manifest: ListManifest,
  parts: readonly (readonly WireEntry[])[],
): Promise<ListRefusal | null> {
  const digest = new ListDigest();
  const entries: ListedEntry[] = [];
  let before: WireEntry | null = null;
  for (const part of parts) {
    for (const entry of part) {
      const order = before ? compareEntries(before, entry) : -1;
      if (order >= 0) return order === 0 ? "duplicate" : "order";
      before = entry;
      const key = Buffer.from(entry.key).toString("hex");
      if (!isCredentialKey(key)) return "malformed";
      entries.push({ credential: { kind: entry.kind, key }, entry: entryOfWire(entry) });
      digest.add(entry);
    }
    await nextTurn();
  }
  if (entries.length !== manifest.count) return "count";
  if (!digest.value().equals(manifest.digest)) return "digest";
  const { version, goodUntil } = manifest;
  const held = { installation, version, digest: Buffer.from(manifest.digest).toString("hex") };
  await store.replaceCloudList({ ...held, ...(goodUntil !== undefined && { goodUntil }) }, entries);
  return null;
}
