import { MqttClient } from "mqtt";
import { limitPackets } from "../../protocol/packet-limit.ts";
import type { Clock } from "../surroundings.ts";
import { type BrokerAddress, dial } from "./broker-address.ts";

/** Seconds; a peer that is gone without a word is noticed after one and a half. */
const KEEPALIVE = 30;
/** Until the broker has accepted the connection. */
const CONNECT_DEADLINE = 10_000;
const SUBSCRIBE_DEADLINE = 10_000;
/** Until the broker has acknowledged a message; one that does not is as good as gone. */
const PUBLISH_DEADLINE = 30_000;
const CLOSE_DEADLINE = 1_000;

export interface ConnectionParts {
  readonly address: BrokerAddress;
  readonly clientId: string;
  readonly topics: readonly string[];
  readonly clock: Clock;
  /** Connected and subscribed. Retained messages may have come before. */
  readonly up: () => void;
  readonly message: (topic: string, payload: Buffer, retained: boolean) => void;
  /** Once, whether it ever was up or not; nothing comes after it. */
  readonly lost: (reason: string) => void;
}

/**
 * One connection to a broker, from dialling to its loss; the next one is another object, so that nothing is carried over:
 * what this one has not delivered is not delivered.
 */
export class MqttConnection {
  readonly #parts: ConnectionParts;
  readonly #client: MqttClient;
  readonly #publishing = new Set<(acknowledged: boolean) => void>();
  #phase: "opening" | "up" | "lost" = "opening";

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    const { address, clientId } = parts;
    this.#client = new MqttClient(
      () => {
        const socket = dial(address);
        limitPackets(socket, () => this.#lose("a packet that is too long"));
        return socket;
      },
      {
        protocolVersion: 4,
        clean: true,
        clientId,
        keepalive: KEEPALIVE,
        connectTimeout: CONNECT_DEADLINE,
        reconnectPeriod: 0,
        resubscribe: false,
        queueQoSZero: false,
        ...(address.username === null ? {} : { username: address.username }),
        ...(address.password === null ? {} : { password: address.password }),
      },
    );
    this.#client.on("connect", () => this.#subscribe());
    this.#client.on("message", (topic, payload, { retain }) => {
      if (this.#phase !== "lost") parts.message(topic, payload, retain);
    });
    // Stays for the life of the client: errors may come late, and one that nobody listens to ends the process.
    this.#client.on("error", (error) => this.#lose(reasonOf(error)));
    this.#client.on("close", () => this.#lose("connection closed"));
  }

  get up(): boolean {
    return this.#phase === "up";
  }

  /** Publishes with QoS 1. True: the broker has it. False: not up, or lost before it was acknowledged. Never rejects. */
  publish(topic: string, payload: Buffer, retain: boolean): Promise<boolean> {
    if (this.#phase !== "up") return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (acknowledged: boolean): void => {
        if (!this.#publishing.delete(settle)) return;
        cancel();
        resolve(acknowledged);
      };
      this.#publishing.add(settle);
      const cancel = this.#parts.clock.after(PUBLISH_DEADLINE, () =>
        this.#lose("a message was not acknowledged"),
      );
      this.#client.publish(topic, payload, { qos: 1, retain }, (error) => settle(!error));
    });
  }

  /** Takes leave of the broker once it has what is under way, within a second; then it is lost. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      let cancel = (): void => {};
      const finish = (): void => {
        cancel();
        this.#lose("closed");
        resolve();
      };
      if (this.#phase !== "up") return finish();
      cancel = this.#parts.clock.after(CLOSE_DEADLINE, finish);
      this.#client.end(false, {}, finish);
    });
  }

  #subscribe(): void {
    const { clock, topics, up } = this.#parts;
    const cancel = clock.after(SUBSCRIBE_DEADLINE, () => this.#lose("the subscription was not acknowledged"));
    this.#client.subscribe([...topics], { qos: 1 }, (error, granted = []) => {
      cancel();
      if (this.#phase !== "opening") return;
      if (error || granted.some(({ qos }) => qos === 128)) return this.#lose("subscription refused");
      this.#phase = "up";
      up();
    });
  }

  #lose(reason: string): void {
    if (this.#phase === "lost") return;
    this.#phase = "lost";
    for (const settle of this.#publishing) settle(false);
    this.#client.end(true);
    // `end` does nothing when it was called before and still waits for the broker.
    this.#client.stream.destroy();
    this.#parts.lost(reason);
  }
}

/** A word for the log; texts of the system name host and port, never a password. */
function reasonOf(error: Error & { code?: unknown }): string {
  return typeof error.code === "string" ? error.code : error.message;
}
