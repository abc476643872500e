import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { isLoopback } from "../firmware/config/web.ts";

/** What the server gives an application besides the request (`ui/serve`). */
interface Served {
  readonly incoming: Pick<IncomingMessage, "socket">;
}

interface Asked {
  readonly env: unknown;
  readonly req: { header(name: string): string | undefined };
}

/** Where a request comes from, and whether nobody on the way can read along. */
export interface RequestSource {
  readonly address: string;
  /** TLS, or this machine itself. */
  readonly secure: boolean;
}

/** @param proxy whether what a proxy says of whom it serves is believed: its last word, which it has written itself */
export function requestSource({ env, req }: Asked, proxy: boolean): RequestSource {
  const socket = isServed(env) ? env.incoming.socket : null;
  const address = socket?.remoteAddress ?? "";
  const direct = { address, secure: isEncrypted(socket) || isLoopback(address) };
  if (!proxy) return direct;
  const said = last(req.header("x-forwarded-for"));
  const scheme = last(req.header("x-forwarded-proto"));
  return { address: said ?? address, secure: direct.secure && (scheme === null || scheme === "https") };
}

function last(header: string | undefined): string | null {
  const word = header?.split(",").at(-1)?.trim();
  return word === undefined || word === "" ? null : word.toLowerCase();
}

function isEncrypted(socket: Socket | null): boolean {
  return socket instanceof TLSSocket;
}

function isServed(env: unknown): env is Served {
  return (
    typeof env === "object" &&
    env !== null &&
    "incoming" in env &&
    typeof env.incoming === "object" &&
    env.incoming !== null &&
    "socket" in env.incoming
  );
}
