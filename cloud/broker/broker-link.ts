import { type Clock, type Log, type Random, randomHex } from "../surroundings.ts";
import { type BrokerAddress, parseBrokerUrl } from "./broker-address.ts";
import { MqttConnection } from "./mqtt-connection.ts";

/** Until the second attempt; doubled with each one that fails. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 15_000;

export interface BrokerLinkParts {
  /** `mqtt://host:port` or `mqtts://host:port`, with name and password if the broker wants them. */
  readonly url: string;
  /** What to subscribe to, again on each connect. */
  readonly topics: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Connected and subscribed. Retained messages may have come before. */
  readonly up: () => void;
  /** A connection is lost that was up, or on which messages came. */
  readonly down: () => void;
  readonly message: (topic: string, payload: Buffer, retained: boolean) => void;
}

/**
 * The cloud's own way to any MQTT 3.1.1 broker. Connects again for ever, however long the broker is away and if it is not
 * there at the start. Keeps nothing for later: what cannot be delivered now is the business of whoever wanted it.
 */
export class BrokerLink {
  readonly #parts: BrokerLinkParts;
  readonly #address: BrokerAddress;
  #connection: MqttConnection | null = null;
  #cancelWait = (): void => {};
  #started = false;
  #failures = 0;

  /** @throws RangeError when the url is not a broker's */
  constructor(parts: BrokerLinkParts) {
    this.#parts = parts;
    this.#address = parseBrokerUrl(parts.url);
  }

  get up(): boolean {
    return this.#connection?.up ?? false;
  }

  /** Begins to connect; to be called once. */
  start(): void {
    this.#started = true;
    this.#connect();
  }

  /** Publishes with QoS 1. True: the broker has it. False: the link is down, or went down before. Never rejects. */
  publish(topic: string, payload: Buffer, { retain = false } = {}): Promise<boolean> {
    return this.#connection?.publish(topic, payload, retain) ?? Promise.resolve(false);
  }

  /** Takes leave of the broker; done within about a second, whatever the broker does. */
  async end(): Promise<void> {
    this.#started = false;
    this.#cancelWait();
    await this.#connection?.close();
  }

  #connect(): void {
    const { topics, clock, random, log, up, down, message } = this.#parts;
    const broker = this.#address.label;
    let heard = false;
    this.#connection = new MqttConnection({
      address: this.#address,
      clientId: `cloud-${randomHex(random, 8)}`,
      topics,
      clock,
      up: () => {
        heard = true;
        this.#failures = 0;
        log.info("broker connected", { broker });
        up();
      },
      message: (topic, payload, retained) => {
        heard = true;
        message(topic, payload, retained);
      },
      lost: (reason) => {
        this.#connection = null;
        // Once for each outage: a broker that is away for a night does not fill the log.
        if (this.#started && this.#failures === 0) log.warn("no broker, trying again", { broker, reason });
        if (heard) down();
        if (this.#started) this.#cancelWait = clock.after(this.#nextWait(), () => this.#connect());
      },
    });
  }

  /** Between half of the wait and all of it, so that those who lost the same broker do not come back as one. */
  #nextWait(): number {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures += 1;
    const [byte = 0] = this.#parts.random(1);
    return wait * (0.5 + byte / 512);
  }
}
