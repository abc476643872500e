import { connect, type Socket } from "node:net";
import { MqttClient } from "mqtt";
import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import { limitPackets } from "../../protocol/packet-limit.ts";
import type { Connection, ConnectionListener } from "./connection.ts";

/** Milliseconds, but for the keep-alive. */
const TIMES = {
  /** From the first byte to the broker's welcome. */
  connect: 10_000,
  /** A broker that has not answered a publish or a subscription by then is gone. */
  answer: 10_000,
  firstRetry: 500,
  /** A connection that held for so long begins the pauses anew; one that is taken away at once does not. */
  held: 30_000,
  retryCap: 30_000,
  /** Seconds; a broker notices a dead unit after one and a half of it, and publishes its last will. */
  keepAlive: 20,
  end: 500,
} as const;

export interface MqttOptions {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly clientId: string;
  /** Published by the broker, retained, when the unit vanishes; asked for anew at each connect. */
  readonly will: () => { readonly topic: string; readonly payload: Uint8Array };
  readonly clock: Clock;
  /** The longest pause between two attempts, milliseconds, to be spread by half (default 30 s). */
  readonly retryCap?: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
}

/**
 * The unit's connection to an MQTT 3.1.1 broker. Each attempt has a client of its own, so nothing of an old one is left:
 * what the broker has not taken is its sender's to send again. Nagle's algorithm is off from the first byte; with it an
 * answer to a command waits 40 ms for the peer's delayed acknowledgement.
 */
export class MqttConnection implements Connection {
  readonly #options: MqttOptions;
  #listener: ConnectionListener | null = null;
  #client: MqttClient | null = null;
  #connected = false;
  #failures = 0;
  #cancelTimer: () => void = () => {};
  #stopped = false;

  constructor(options: MqttOptions) {
    this.#options = options;
  }

  start(listener: ConnectionListener): void {
    this.#listener = listener;
    this.#attempt();
  }

  publish(topic: string, payload: Uint8Array, retain: boolean): Promise<boolean> {
    return this.#answered((client, done) =>
      client.publish(topic, Buffer.from(payload), { qos: 1, retain }, (error) => done(!error)),
    );
  }

  subscribe(topics: readonly string[]): Promise<boolean> {
    return this.#answered((client, done) =>
      client.subscribe([...topics], { qos: 1 }, (error, granted) =>
        done(!error && (granted ?? []).every(({ qos }) => qos < 128)),
      ),
    );
  }

  unsubscribe(topics: readonly string[]): Promise<boolean> {
    return this.#answered((client, done) => client.unsubscribe([...topics], (error) => done(!error)));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    const client = this.#client;
    if (!client) return;
    this.#client = null;
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(TIMES.end, () => {
        client.stream.destroy();
        resolve();
      });
      client.end(false, {}, () => {
        cancel();
        resolve();
      });
    });
  }

  /** Waits for the broker's answer, with a deadline; a broker that misses it is taken for gone. */
  #answered(ask: (client: MqttClient, done: (ok: boolean) => void) => void): Promise<boolean> {
    const client = this.#client;
    if (!client || !this.#connected) return Promise.resolve(false);
    return new Promise((resolve) => {
      const lost = () => done(false);
      const cancel = this.#options.clock.after(TIMES.answer, () => {
        this.#options.log.warn("the broker does not answer");
        client.stream.destroy();
        done(false);
      });
      const done = (ok: boolean) => {
        cancel();
        client.off("close", lost);
        resolve(ok);
      };
      client.once("close", lost);
      ask(client, done);
    });
  }

  #attempt(): void {
    const { host, port, clientId, username, password, clock, log } = this.#options;
    const will = this.#options.will();
    const client = new MqttClient(() => this.#dial(), {
      clientId,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      protocolVersion: 4,
      clean: true,
      keepalive: TIMES.keepAlive,
      reconnectPeriod: 0,
      connectTimeout: TIMES.connect,
      resubscribe: false,
      will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
    });
    // Every answer that is awaited listens for the loss.
    client.setMaxListeners(0);
    this.#client = client;
    this.#cancelTimer = clock.after(TIMES.connect, () => client.stream.destroy());
    client.on("connect", () => {
      if (this.#client !== client) return;
      this.#cancelTimer();
      this.#connected = true;
      this.#cancelTimer = clock.after(TIMES.held, () => {
        this.#failures = 0;
      });
      log.info("connected to the broker", { host, port });
      this.#listener?.up();
    });
    client.on("message", (topic, payload, packet) => {
      if (this.#client === client) this.#listener?.message(topic, payload, packet.retain);
    });
    client.on("error", (error) => {
      if (this.#failures === 0) log.warn("the broker cannot be used", { host, port, error: error.message });
    });
    client.on("close", () => this.#lost(client));
  }

  #dial(): Socket {
    const { host, port, log } = this.#options;
    const socket = connect({ host, port, noDelay: true });
    limitPackets(socket, () => log.warn("the broker sent a packet that is too long", { host, port }));
    return socket;
  }

  #lost(client: MqttClient): void {
    if (this.#client !== client) return;
    this.#cancelTimer();
    this.#client = null;
    client.end(true);
    if (this.#connected) {
      this.#connected = false;
      this.#options.log.warn("the connection to the broker is lost");
      this.#listener?.down();
    }
    if (this.#stopped) return;
    const { retryCap = TIMES.retryCap } = this.#options;
    const pause = Math.min(retryCap, TIMES.firstRetry * 2 ** Math.min(this.#failures++, 10));
    // Spread by half, so that a broker that comes back is not met by all units at the same instant.
    const spread = pause * (0.5 + this.#options.random());
    this.#cancelTimer = this.#options.clock.after(spread, () => this.#attempt());
  }
}
