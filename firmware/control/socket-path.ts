import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

const NAME = "control.sock";
/** A socket's path holds 107 bytes (unix(7)). */
const LONGEST = 100;

/**
 * The unit's control socket in its data folder. Where the path would be too long for a socket, it goes by way of an open
 * handle on the folder.
 */
export function withSocketPath<T>(folder: string, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(folder, NAME);
  if (Buffer.byteLength(path) <= LONGEST) return use(path);
  const handle = openSync(folder, "r");
  return use(`/proc/self/fd/${handle}/${NAME}`).finally(() => closeSync(handle));
}
