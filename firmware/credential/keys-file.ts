import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { SECRET_BYTES } from "../../protocol/digest.ts";
import { syncDirectory } from "../store/sync-directory.ts";
import { createKeyring, type Keyring } from "./keyring.ts";
import type { HashCost } from "./slow-hash.ts";

export type KeyringErrorCode = "KEYS_OPEN_TO_OTHERS" | "KEYS_DAMAGED" | "KEYS_MISSING" | "KEYS_FAILED";

/** The unit's keys cannot be used; the text says what to do next and never holds a key. */
export class KeyringError extends Error {
  readonly code: KeyringErrorCode;

  constructor(code: KeyringErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = "KeyringError";
    this.code = code;
  }
}

const FOR_OTHERS = 0o077;

/**
 * The unit's keys, from `<folder>/keys` (32 bytes, mode 0600); made anew only where no store exists yet, because digests
 * made with other keys match nobody.
 * @param folder the unit's data folder; made with mode 0700 when it is missing
 * @param random answers that many unpredictable bytes
 * @throws KeyringError
 */
export async function openKeyring(options: {
  readonly folder: string;
  readonly random: (bytes: number) => Uint8Array;
  readonly cost?: HashCost;
}): Promise<Keyring> {
  const { folder, random, cost } = options;
  const path = join(folder, "keys");
  try {
    const secret = (await readKeys(path)) ?? (await makeKeys(folder, path, random));
    return createKeyring({ secret, random, ...(cost === undefined ? {} : { cost }) });
  } catch (error) {
    if (error instanceof KeyringError) throw error;
    throw new KeyringError(
      "KEYS_FAILED",
      `the unit's keys in ${path} cannot be read or written: check that the unit's user owns the folder and that the disk works`,
      error,
    );
  }
}

/** Null when there is no such file. */
async function readKeys(path: string): Promise<Buffer | null> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
  try {
    const about = await file.stat();
    if (!about.isFile() || about.size !== SECRET_BYTES) {
      throw new KeyringError(
        "KEYS_DAMAGED",
        `${path} is not a keys file of ${SECRET_BYTES} bytes: put it back from a backup; without it every card and PIN must be added again`,
      );
    }
    if ((about.mode & FOR_OTHERS) !== 0) {
      throw new KeyringError(
        "KEYS_OPEN_TO_OTHERS",
        `${path} can be read by other users of this machine: run chmod 600 on it, and make new PINs if somebody may have copied it`,
      );
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function makeKeys(
  folder: string,
  path: string,
  random: (bytes: number) => Uint8Array,
): Promise<Uint8Array> {
  if (await exists(join(folder, "store", "data.mdb"))) {
    throw new KeyringError(
      "KEYS_MISSING",
      `${path} is gone, but the lists made with it are there: put it back from a backup, or move the folder ${join(folder, "store")} away to begin with empty lists`,
    );
  }
  const secret = random(SECRET_BYTES);
  await replaceKeys(folder, secret);
  return secret;
}

/**
 * Makes these the unit's keys: whole or not at all, also when power fails. What was made with others has to be made anew
 * (`rekeyStore`).
 * @throws the file system's error
 */
export async function replaceKeys(folder: string, secret: Uint8Array): Promise<void> {
  if (secret.length !== SECRET_BYTES) throw new RangeError(`a secret has ${SECRET_BYTES} bytes`);
  const path = join(folder, "keys");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  const file = await open(fresh, "wx", 0o600);
  try {
    await file.writeFile(secret);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  await syncDirectory(folder);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
