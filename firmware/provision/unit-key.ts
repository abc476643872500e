import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncDirectory } from "../store/sync-directory.ts";

/**
 * The unit's own Ed25519 key, from `<folder>/unit.key` (PKCS #8, PEM, for its owner alone); made when it is missing. It never
 * leaves the unit.
 * @returns the public one: SPKI in DER
 * @throws the file system's error, or crypto's when the file holds no such key
 */
export async function unitPublicKey(folder: string): Promise<Buffer> {
  const path = join(folder, "unit.key");
  const key = (await readKey(path)) ?? (await makeKey(folder, path));
  return createPublicKey(key).export({ format: "der", type: "spki" });
}

async function readKey(path: string): Promise<KeyObject | null> {
  try {
    return createPrivateKey(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function makeKey(folder: string, path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  const file = await open(fresh, "wx", 0o600);
  try {
    await file.writeFile(privateKey.export({ format: "pem", type: "pkcs8" }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  await syncDirectory(folder);
  return privateKey;
}
