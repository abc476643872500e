import { createServer as createPlainServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";
import { serve } from "@hono/node-server";
import { Turns } from "./turns.ts";

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
const MOST_CONNECTIONS = { fromOne: 64, together: 256 } as const;

/**
 * Serves an application. However many ask, and whatever they ask for, the rest of the process gets its turns, and no address
 * takes all connections.
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
    const turns = new Turns();
    const inTurn = async (request: Request, env: { readonly incoming: Pick<IncomingMessage, "socket"> }) => {
      const turn = turns.next(sourceOf(env.incoming.socket));
      if (turn === null) return new Response(null, { status: 503, headers: { Connection: "close" } });
      await turn;
      return app.fetch(request, env);
    };
    const server = serve({ fetch: inTurn, hostname: host, port, ...secure }, (address: AddressInfo) => {
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
    });
    server.maxConnections = MOST_CONNECTIONS.together;
    limitConnections(server);
    // Later ones tell of connections that came to nothing.
    server.on("error", reject);
  });
}

/** Before anything is spent on it, TLS included. */
function limitConnections(server: Pick<NetServer, "on">): void {
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const source = sourceOf(socket);
    const count = (open.get(source) ?? 0) + 1;
    if (count > MOST_CONNECTIONS.fromOne) {
      socket.destroy();
      return;
    }
    open.set(source, count);
    socket.once("close", () => {
      const left = (open.get(source) ?? 0) - 1;
      if (left > 0) open.set(source, left);
      else open.delete(source);
    });
  });
}

function sourceOf({ remoteAddress }: Pick<Socket, "remoteAddress">): string {
  return remoteAddress ?? "";
}
