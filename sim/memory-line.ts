import type { Clock } from "../hal/clock.ts";
import type { LinkListener, OpenLink } from "../hal/link.ts";
import type { DeviceWire } from "./devices/peer.ts";

/**
 * A line between a driver and a device emulator in one process, without a kernel in between: bytes arrive in a later
 * turn of the clock, never while they are being sent. For virtual time, and for fleets.
 */
export class MemoryLine {
  /** The emulator's end. */
  readonly wire: DeviceWire;
  readonly #clock: Clock;
  #host: LinkListener | null = null;
  #pluggedIn = true;
  #toDevice: (bytes: Uint8Array) => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.wire = {
      send: (bytes) => {
        const host = this.#host;
        this.#clock.after(0, () => {
          if (host && host === this.#host) host.data(bytes);
        });
      },
      hangUp: () => {
        this.#pluggedIn = false;
        const host = this.#host;
        this.#host = null;
        host?.lost("unplugged");
      },
      restore: () => {
        this.#pluggedIn = true;
      },
    };
  }

  /** Where the host's bytes go. */
  onReceive(receive: (bytes: Uint8Array) => void): void {
    this.#toDevice = receive;
  }

  /** The host's end. */
  readonly open: OpenLink = (listener) => {
    if (!this.#pluggedIn) return Promise.reject(new Error("no such device"));
    this.#host = listener;
    return Promise.resolve({
      write: (bytes) => {
        if (this.#host === listener) this.#clock.after(0, () => this.#toDevice(bytes));
      },
      close: () => {
        if (this.#host === listener) this.#host = null;
        return Promise.resolve();
      },
    });
  };
}
