import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { syncDirectory } from "../firmware/store/sync-directory.ts";
import { CommandError, EXIT } from "./exit-codes.ts";

const KEY_BYTES = 32;
const FOR_OTHERS = 0o077;

/**
 * The cloud's master key, from a file of its owner's alone; made when it is missing, but only in a data folder that has no
 * database yet: what another key has sealed could never be opened again.
 * @param keyFile null: `master.key` in the folder
 * @param isNew whether there is no database yet
 * @throws CommandError
 */
export async function masterKey(folder: string, keyFile: string | null, isNew: boolean): Promise<Buffer> {
  const path = keyFile ?? join(folder, "master.key");
  if (!existsSync(path)) {
    if (!isNew || keyFile !== null)
      throw new CommandError(
        EXIT.data,
        `${path} is missing: put it back from a backup; without it, what the database holds sealed cannot be opened${
          keyFile === null ? "" : " (for a new cloud: head -c 32 /dev/urandom > FILE; chmod 600 FILE)"
        }`,
      );
    await writePrivately(path, randomBytes(KEY_BYTES));
  }
  const { size, mode } = statSync(path);
  if (size !== KEY_BYTES)
    throw new CommandError(
      EXIT.data,
      `${path} is not a master key of ${KEY_BYTES} bytes: put it back from a backup`,
    );
  if ((mode & FOR_OTHERS) !== 0)
    throw new CommandError(
      EXIT.data,
      `${path} can be read by other users of this machine: run chmod 600 on it`,
    );
  return readFileSync(path);
}

/** Writes a file for its owner alone: whole or not at all, also when power fails. */
async function writePrivately(path: string, content: string | Uint8Array): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.new`;
  const file = openSync(fresh, "w", 0o600);
  try {
    writeSync(file, typeof content === "string" ? Buffer.from(content) : content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  await syncDirectory(dirname(path));
}
