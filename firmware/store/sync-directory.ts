import { open } from "node:fs/promises";

/**
 * Makes the names in a directory survive loss of power: a file's own bytes being durable does not mean that its name is.
 * @throws the file system's error
 */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
