import { setImmediate as nextTurn } from "node:timers/promises";
import { compareEntries, ListDigest, type ListManifest, type WireEntry } from "../../protocol/list.ts";
import type { ListRefusal } from "../core/happening.ts";
import { isCredentialKey } from "../credential/keyring.ts";
import type { ListedEntry, UnitStore } from "../store/unit-store.ts";

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
      if (before && compareEntries(before, entry) >= 0) return "order";
      before = entry;
      const key = Buffer.from(entry.key).toString("hex");
      if (!isCredentialKey(key)) return "malformed";
      const { kind, status, expires, user } = entry;
      entries.push({ credential: { kind, key }, entry: { status, expires, user } });
      digest.add(entry);
    }
    await nextTurn();
  }
  if (entries.length !== manifest.count) return "count";
  if (!digest.value().equals(manifest.digest)) return "digest";
  const hex = Buffer.from(manifest.digest).toString("hex");
  await store.replaceCloudList({ installation, version: manifest.version, digest: hex }, entries);
  return null;
}
