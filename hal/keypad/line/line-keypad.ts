import type { Clock } from "../../clock.ts";
import type { Key, Keypad, KeypadEvent } from "../../keypad.ts";
import type { OpenLink } from "../../link.ts";
import type { Log } from "../../log.ts";
import { SupervisedPort } from "../../supervised-port.ts";
import { keyOfByte } from "./keys.ts";

export interface LineKeypadOptions {
  readonly open: OpenLink;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** A keypad that sends one byte for each key on a serial line (9600 baud): ASCII, or the 8-bit codes of Wiegand converters. */
export class LineKeypad implements Keypad {
  readonly counters = { keys: 0, discarded: 0 };
  readonly #port: SupervisedPort;
  #listener: (event: KeypadEvent) => void = () => {};

  constructor(options: LineKeypadOptions) {
    this.#port = new SupervisedPort(options, {
      up: () => this.#listener({ type: "up" }),
      data: (bytes) => this.#hear(bytes),
      down: (reason) => this.#listener({ type: "lost", reason }),
    });
  }

  start(listener: (event: KeypadEvent) => void): void {
    this.#listener = listener;
    this.#port.start();
  }

  async close(): Promise<void> {
    this.#listener = () => {};
    await this.#port.close();
  }

  #hear(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const key: Key | null = keyOfByte(byte);
      if (key === null) {
        this.counters.discarded++;
        continue;
      }
      this.counters.keys++;
      this.#listener({ type: "key", key });
    }
  }
}
