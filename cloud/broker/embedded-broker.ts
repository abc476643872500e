import { createServer, type Server, type Socket } from "node:net";
import { Aedes, type AedesOptions, type Client } from "aedes";
import { limitPackets } from "../../protocol/packet-limit.ts";
import type { Clock, Log } from "../surroundings.ts";
import { type Authorize, type BrokerClient, loopbackOnly } from "./broker-access.ts";

const HOST = "127.0.0.1";
/** Until a connection has said who it is. */
const CONNECT_DEADLINE = 10_000;
const CLOSE_DEADLINE = 1_000;

/** Why no broker could be opened; `code` is the system's (`EADDRINUSE`, `EACCES` …). */
class BrokerError extends Error {
  readonly code: string;

  constructor(code: string, message: string, cause: Error) {
    super(message, { cause });
    this.name = "BrokerError";
    this.code = code;
  }
}

export interface EmbeddedBrokerOptions {
  /** TCP port on the loopback interface; 0: any that is free. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Who may do what; without it: whoever comes from this machine. */
  readonly authorize?: Authorize;
}

/**
 * An MQTT 3.1.1 broker in this process, on the loopback interface, for one machine: the simulator, a trial, a test. All
 * that it keeps (retained messages, sessions) is gone when it is closed; the cloud publishes its part again.
 */
export class EmbeddedBroker {
  readonly port: number;
  readonly url: string;
  readonly #server: Server;
  readonly #aedes: Aedes;
  readonly #sockets: ReadonlySet<Socket>;
  readonly #clock: Clock;
  #closing: Promise<void> | null = null;

  private constructor(parts: {
    server: Server;
    aedes: Aedes;
    sockets: ReadonlySet<Socket>;
    clock: Clock;
    port: number;
  }) {
    this.#server = parts.server;
    this.#aedes = parts.aedes;
    this.#sockets = parts.sockets;
    this.#clock = parts.clock;
    this.port = parts.port;
    this.url = `mqtt://${HOST}:${parts.port}`;
  }

  /**
   * A broker that listens. After `close` another one can be opened on the same port at once.
   * @throws BrokerError when the port is taken (`EADDRINUSE`) or may not be used
   */
  static async open({
    port,
    clock,
    log,
    authorize = loopbackOnly,
  }: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
    const addresses = new WeakMap<Client, string>();
    const users = new WeakMap<Client, string>();
    const known = (client: Client): BrokerClient => ({
      id: client.id,
      address: addresses.get(client) ?? "",
      user: users.get(client) ?? null,
    });
    const aedes = await Aedes.createBroker({
      connectTimeout: CONNECT_DEADLINE,
      authenticate: (client, user, password, done) => {
        if (user !== undefined) users.set(client, user);
        done(null, authorize(known(client), { kind: "connect", password: password ?? null }));
      },
      authorizePublish: (client, { topic }, done) => {
        const may =
          !topic.startsWith("$") && (!client || authorize(known(client), { kind: "publish", topic }));
        done(may ? null : new Error("may not publish there"));
      },
      authorizeSubscribe: (client, subscription, done) => {
        const may = authorize(known(client), { kind: "subscribe", topic: subscription.topic });
        done(null, may ? subscription : null);
      },
    } satisfies AedesOptions);
    // Not among the typed events, but an "error" that nobody listens to would end the process.
    aedes.addListener("error", (error: unknown) => log.error("broker failed", { error: String(error) }));

    const sockets = new Set<Socket>();
    // Without it a small answer waits for the delayed acknowledgement of the one before: 40 ms each.
    const server = createServer({ noDelay: true }, (socket) => {
      const address = socket.remoteAddress ?? "";
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      addresses.set(aedes.handle(socket), address);
      limitPackets(socket, () =>
        log.warn("broker: a packet that is too long, connection closed", { address }),
      );
    });
    try {
      const listening = await listen(server, port);
      server.on("error", (error) => log.error("broker failed", { error: error.message }));
      return new EmbeddedBroker({ server, aedes, sockets, clock, port: listening });
    } catch (error) {
      aedes.close();
      throw error;
    }
  }

  /** How many connections there are. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Ends every connection at once, without a word, as a broker does that is gone; then frees the port. Never fails. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const listenerGone = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    const aedesGone = new Promise<void>((resolve) => this.#aedes.close(resolve));
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(CLOSE_DEADLINE, resolve);
      void Promise.all([listenerGone, aedesGone]).then(() => {
        cancel();
        resolve();
      });
    });
  }
}

/** @returns the port */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? "UNKNOWN";
      const why =
        code === "EADDRINUSE"
          ? "is taken: stop what listens there, or choose another port"
          : "cannot be used";
      reject(new BrokerError(code, `port ${port} on ${HOST} ${why} (${code})`, error));
    };
    server.once("error", fail);
    server.listen(port, HOST, () => {
      server.off("error", fail);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
