import { EmbeddedBroker, type EmbeddedBrokerOptions } from "../../cloud/embedded-broker.ts";

/** The broker between unit and cloud, which can be taken away and put back on the same port. */
export class BrokerSwitch {
  readonly port: number;
  readonly #options: EmbeddedBrokerOptions;
  #broker: EmbeddedBroker | null;
  #turn: Promise<void> = Promise.resolve();

  private constructor(broker: EmbeddedBroker, options: EmbeddedBrokerOptions) {
    this.port = broker.port;
    this.#broker = broker;
    this.#options = { ...options, port: broker.port };
  }

  /** @throws BrokerError when the port is taken */
  static async open(options: EmbeddedBrokerOptions): Promise<BrokerSwitch> {
    return new BrokerSwitch(await EmbeddedBroker.open(options), options);
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  get isOn(): boolean {
    return this.#broker !== null;
  }

  /** Harmless when it is so already. @throws BrokerError when somebody else has taken the port meanwhile */
  set(on: boolean): Promise<void> {
    const turned = this.#turn.then(() => this.#set(on));
    this.#turn = turned.catch(() => undefined);
    return turned;
  }

  async #set(on: boolean): Promise<void> {
    if (on) {
      this.#broker ??= await EmbeddedBroker.open(this.#options);
      return;
    }
    const broker = this.#broker;
    this.#broker = null;
    await broker?.close();
  }
}
