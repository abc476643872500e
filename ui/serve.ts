import { createServer as createPlainServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";

/** What answers requests: a hono application. */
interface Answering {
  fetch(request: Request, env: object): Response | Promise<Response>;
}

/** Where and how a page is served. */
export interface ServeOptions {
  /** The address to listen on (default: loopback). */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Certificate and private key, PEM; absent: plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A page that is being served. */
export interface ServedPage {
  readonly port: number;
  /** `http://127.0.0.1:8080/` */
  readonly url: string;
  /** Ends it, open connections included. */
  close(): Promise<void>;
}

/** More connections than that at once are refused: a unit has few visitors, and little memory. */
const MOST_CONNECTIONS = 256;

/**
 * Serves an application.
 *
 * @throws an error with code `EADDRINUSE` when the port is taken
 */
export function servePage(
  app: Answering,
  { host = "127.0.0.1", port, tls }: ServeOptions,
): Promise<ServedPage> {
  return new Promise((resolve, reject) => {
    const secure = tls
      ? { createServer: createTlsServer, serverOptions: { ...tls, minVersion: "TLSv1.2" as const } }
      : { createServer: createPlainServer };
    const server = serve(
      { fetch: (request, env) => app.fetch(request, env), hostname: host, port, ...secure },
      (address: AddressInfo) => {
        const name = host.includes(":") ? `[${host}]` : host;
        resolve({
          port: address.port,
          url: `${tls ? "https" : "http"}://${name}:${address.port}/`,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              if ("closeAllConnections" in server) server.closeAllConnections();
            }),
        });
      },
    );
    server.maxConnections = MOST_CONNECTIONS;
    server.once("error", reject);
  });
}
