import type { Clock } from "../../hal/clock.ts";
import type { DeviceWire } from "./peer.ts";

/** A start bit, eight data bits, a stop bit. */
const BITS_PER_BYTE = 10;

/**
 * A stretch of wire on which bytes take as long as they would on a real UART (8N1).
 *
 * A write is handed on in one piece, at the moment its last byte would have arrived, after what
 * was written before it; a receiver that acts on whole frames cannot tell the difference. That
 * takes one timer for each direction, however much is under way. Both directions are independent
 * (full duplex), as the wire is.
 */
export class PacedWire implements DeviceWire {
  readonly #wire: DeviceWire;
  readonly #firstBaud: number;
  readonly #toHost: Lane;
  readonly #toDevice: Lane;

  /** @param deliver is given the host's bytes when they have arrived at the device */
  constructor(wire: DeviceWire, clock: Clock, baud: number, deliver: (bytes: Uint8Array) => void) {
    this.#wire = wire;
    this.#firstBaud = baud;
    this.#toHost = new Lane(clock, baud, (bytes) => wire.send(bytes));
    this.#toDevice = new Lane(clock, baud, deliver);
  }

  send(bytes: Uint8Array): void {
    this.#toHost.push(bytes);
  }

  /** Bytes the host has begun to write; `deliver` gets them when they would have arrived. */
  receive(bytes: Uint8Array): void {
    this.#toDevice.push(bytes);
  }

  /** The speed of what is written from now on, in bits per second. */
  setBaud(baud: number): void {
    this.#toHost.baud = baud;
    this.#toDevice.baud = baud;
  }

  hangUp(): void {
    this.stop();
    this.#wire.hangUp();
  }

  restore(): void {
    this.#wire.restore();
  }

  /** Back to the speed at first, as a device does that loses power. */
  reset(): void {
    this.setBaud(this.#firstBaud);
  }

  /** Forgets what is under way. */
  stop(): void {
    this.#toHost.clear();
    this.#toDevice.clear();
  }
}

interface Parcel {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** One direction. */
class Lane {
  baud: number;
  readonly #clock: Clock;
  readonly #deliver: (bytes: Uint8Array) => void;
  #parcels: Parcel[] = [];
  #freeAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, baud: number, deliver: (bytes: Uint8Array) => void) {
    this.#clock = clock;
    this.baud = baud;
    this.#deliver = deliver;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const start = Math.max(this.#clock.mono(), this.#freeAt);
    this.#freeAt = start + (bytes.length * BITS_PER_BYTE * 1000) / this.baud;
    // a copy: the caller may reuse its bytes before they arrive
    this.#parcels.push({ at: this.#freeAt, bytes: Uint8Array.from(bytes) });
    if (!this.#cancel) this.#schedule();
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#parcels = [];
    this.#freeAt = Number.NEGATIVE_INFINITY;
  }

  #schedule(): void {
    const [next] = this.#parcels;
    this.#cancel = next && this.#clock.after(Math.max(0, next.at - this.#clock.mono()), () => this.#arrive());
  }

  #arrive(): void {
    const due: Parcel[] = [];
    const now = this.#clock.mono();
    for (let next = this.#parcels[0]; next && next.at <= now; next = this.#parcels[0]) {
      due.push(next);
      this.#parcels.shift();
    }
    // still set while delivering, so that a push from in there does not start a second timer
    const before = this.#cancel;
    for (const { bytes } of due) {
      this.#deliver(bytes);
      // cleared meanwhile: the plug was pulled
      if (this.#cancel !== before) return;
    }
    this.#schedule();
  }
}
