import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

/** A page that is being served. */
export interface ServedPage {
  readonly port: number;
  /** `http://127.0.0.1:8080/` */
  readonly url: string;
  /** Ends it, open connections included. */
  close(): Promise<void>;
}

/**
 * Serves an application on the loopback interface.
 *
 * @param port 0: any that is free
 * @throws an error with code `EADDRINUSE` when the port is taken
 */
export function servePage(app: Hono, port: number): Promise<ServedPage> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, (address: AddressInfo) => {
      resolve({
        port: address.port,
        url: `http://127.0.0.1:${address.port}/`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      });
    });
    server.once("error", reject);
  });
}
