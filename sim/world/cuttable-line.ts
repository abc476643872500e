import { connect, createServer, type Server, type Socket } from "node:net";

const HOST = "127.0.0.1";

/** The line between the unit and its broker, which can be cut and mended: the broker itself goes on for everybody else. */
export class CuttableLine {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #whole = true;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** @param brokerPort where the line leads to, on loopback */
  static open(brokerPort: number): Promise<CuttableLine> {
    return new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true }, (near) => line.#carry(near, brokerPort));
      let line: CuttableLine;
      server.once("error", reject);
      server.listen(0, HOST, () => {
        const address = server.address();
        line = new CuttableLine(server, typeof address === "object" && address ? address.port : 0);
        resolve(line);
      });
    });
  }

  get isWhole(): boolean {
    return this.#whole;
  }

  /** Harmless when it is so already. */
  set(whole: boolean): void {
    this.#whole = whole;
    if (whole) return;
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): Promise<void> {
    this.set(false);
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #carry(near: Socket, brokerPort: number): void {
    near.on("error", () => {});
    if (!this.#whole) {
      near.destroy();
      return;
    }
    const far = connect({ host: HOST, port: brokerPort, noDelay: true });
    far.on("error", () => {});
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.once("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}
