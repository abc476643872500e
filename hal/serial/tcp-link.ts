import { connect } from "node:net";
import type { OpenLink } from "../link.ts";

/** Opens a serial device behind a network adapter (ser2net and the like) as a plain TCP stream, Nagle's algorithm off. */
export function tcpLink(host: string, port: number): OpenLink {
  return (listener) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 5000 });
      let open = false;
      let ended = false;
      const lose = (reason: string) => {
        if (ended) return;
        ended = true;
        socket.destroy();
        if (open) listener.lost(reason);
        else reject(new Error(reason));
      };
      socket.on("connect", () => {
        open = true;
        resolve({
          write: (bytes) => {
            if (!ended) socket.write(bytes);
          },
          close: () => {
            ended = true;
            socket.destroy();
            return Promise.resolve();
          },
        });
      });
      socket.on("data", (bytes) => {
        if (!ended) listener.data(bytes);
      });
      socket.on("error", (error) => lose(error.message));
      socket.on("close", () => lose("connection closed"));
    });
}
