import { createServer } from "node:net";

const HOST = "127.0.0.1";
const LAST_PORT = 65_535;
/** How far is looked for free ports. */
const LOOK_AT = 50;

/** The next port from which on `count` ports in a row are free; null: none was found nearby. */
export async function nextFree(from: number, count: number): Promise<number | null> {
  for (let port = from; port < from + LOOK_AT * count && port + count - 1 <= LAST_PORT; port += count) {
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(port + index)));
    if (free.every(Boolean)) return port;
  }
  return null;
}

/** Finds out now what would otherwise be found out when much is running already. @throws an error with code `EADDRINUSE` */
export function mustBeFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, HOST, () => server.close(() => resolve()));
  });
}

function isFree(port: number): Promise<boolean> {
  return mustBeFree(port).then(
    () => true,
    () => false,
  );
}
