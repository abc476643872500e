import { createServer, type Server, type Socket } from "node:net";
import { Aedes, type AedesOptions, type Client } from "aedes";
import { limitPackets } from "../../protocol/packet-limit.ts";
import type { Clock, Log } from "../surroundings.ts";
import { type Authorize, type BrokerClient, loopbackOnly } from "./broker-access.ts";

const LOOPBACK = "127.0.0.1";
/** What a client is told when nobody can say who it is (MQTT 3.1.1, 3.2.2.3): it comes again. */
const SERVER_UNAVAILABLE = 3;
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
  /** Address to listen on; without it, the loopback interface alone. */
  readonly host?: string;
  /** TCP port; 0: any that is free. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Who may do what; without it: whoever comes from this machine. */
  readonly authorize?: Authorize;
}

/**
 * An MQTT 3.1.1 broker in this process: the simulator's, and that of a cloud which has no other. All that it keeps (retained
 * messages, sessions) is gone when it is closed; the cloud publishes its part again, and so do units.
 */
export class EmbeddedBroker {
  readonly port: number;
  readonly url: string;
  readonly #server: Server;
  readonly #aedes: Aedes;
  readonly #sockets: ReadonlySet<Socket>;
  readonly #clock: Clock;
  #closing: Promise<void> | null = null;

  readonly #users: WeakMap<Client, string>;
  readonly #clients: ReadonlySet<Client>;

  private constructor(parts: {
    users: WeakMap<Client, string>;
    clients: ReadonlySet<Client>;
    host: string;
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
    this.#users = parts.users;
    this.#clients = parts.clients;
    this.url = `mqtt://${parts.host.includes(":") ? `[${parts.host}]` : parts.host}:${parts.port}`;
  }

  /**
   * A broker that listens. After `close` another one can be opened on the same port at once.
   * @throws BrokerError when the port is taken (`EADDRINUSE`) or may not be used
   */
  static async open({
    host = LOOPBACK,
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
        const asked = () => authorize(known(client), { kind: "connect", password: password ?? null });
        decide(asked, log, (may) => {
          if (may === null) done(unavailable(), null);
          else done(null, may);
        });
      },
      authorizePublish: (client, { topic }, done) => {
        const asked = () =>
          !topic.startsWith("$") && (!client || authorize(known(client), { kind: "publish", topic }));
        decide(asked, log, (may) => done(may ? null : new Error("may not publish there")));
      },
      authorizeSubscribe: (client, subscription, done) => {
        const asked = () => authorize(known(client), { kind: "subscribe", topic: subscription.topic });
        // Not refused for good when nobody can say: the connection ends, and the client comes again.
        decide(asked, log, (may) =>
          may === null ? done(unavailable()) : done(null, may ? subscription : null),
        );
      },
    } satisfies AedesOptions);
    // Not among the typed events, but an "error" that nobody listens to would end the process.
    aedes.addListener("error", (error: unknown) => log.error("broker failed", { error: String(error) }));

    const sockets = new Set<Socket>();
    const clients = new Set<Client>();
    // Without it a small answer waits for the delayed acknowledgement of the one before: 40 ms each.
    const server = createServer({ noDelay: true }, (socket) => {
      const address = socket.remoteAddress ?? "";
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      const client = aedes.handle(socket);
      addresses.set(client, address);
      clients.add(client);
      socket.once("close", () => clients.delete(client));
      limitPackets(socket, () =>
        log.warn("broker: a packet that is too long, connection closed", { address }),
      );
    });
    try {
      const listening = await listen(server, host, port);
      server.on("error", (error) => log.error("broker failed", { error: error.message }));
      return new EmbeddedBroker({ server, aedes, sockets, clients, users, clock, host, port: listening });
    } catch (error) {
      aedes.close();
      throw error;
    }
  }

  /** How many connections there are. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** The names of those who are connected. */
  users(): readonly string[] {
    return Array.from(this.#clients).flatMap((client) => this.#users.get(client) ?? []);
  }

  /** Ends the connections of one who may not be here any more. */
  disconnect(user: string): void {
    for (const client of this.#clients) if (this.#users.get(client) === user) client.close();
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
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? "UNKNOWN";
      const why =
        code === "EADDRINUSE"
          ? "is taken: stop what listens there, or choose another port"
          : "cannot be used";
      reject(new BrokerError(code, `port ${port} on ${host} ${why} (${code})`, error));
    };
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function unavailable(): Error & { returnCode: 3 } {
  return Object.assign(new Error("nobody can say who that is"), { returnCode: SERVER_UNAVAILABLE } as const);
}

/** Answers at once where it can; null: nobody can say. */
function decide(
  asked: () => boolean | Promise<boolean>,
  log: Log,
  answer: (may: boolean | null) => void,
): void {
  const may = asked();
  if (typeof may === "boolean") {
    answer(may);
    return;
  }
  may.then(answer, (error: unknown) => {
    log.error("the broker cannot tell who may do what", { error: String(error) });
    answer(null);
  });
}
