import type { DeviceWorld, WireFault } from "./peer.ts";

const NOISE_BYTES = 16;
const NOISE_PAUSE_MS = { least: 20, most: 200 };

/**
 * What can be wrong with a device's line, applied to all that the device sends.
 *
 * `drop-ack` depends on the protocol: whoever sends an acknowledgement asks `fault` first.
 */
export class WireFaults {
  readonly #world: DeviceWorld;
  readonly #spoil: (bytes: Uint8Array) => Uint8Array;
  #fault: WireFault = "none";
  #cancelNoise: (() => void) | undefined;

  /** @param spoil makes of a message what `corrupt` sends */
  constructor(world: DeviceWorld, spoil: (bytes: Uint8Array) => Uint8Array) {
    this.#world = world;
    this.#spoil = spoil;
  }

  get fault(): WireFault {
    return this.#fault;
  }

  /** Whether nothing comes in either: the device does not hear, or its plug is out. */
  get deaf(): boolean {
    return this.#fault === "silence" || this.#fault === "hangup";
  }

  /** Has this fault from now on, instead of the one before. */
  set(fault: WireFault): void {
    const before = this.#fault;
    this.#fault = fault;
    if (fault === "hangup" && before !== "hangup") this.#world.wire.hangUp();
    if (fault !== "hangup" && before === "hangup") this.#world.wire.restore();
    if (fault === "noise") this.#startNoise();
    else this.stop();
  }

  /** Sends one message as the fault lets it through. */
  send(message: Uint8Array): void {
    switch (this.#fault) {
      case "silence":
      case "hangup":
        break;
      case "corrupt":
        this.#world.wire.send(this.#spoil(message));
        break;
      case "duplicate":
        this.#world.wire.send(message);
        this.#world.wire.send(message);
        break;
      case "noise":
      case "drop-ack":
      case "none":
        this.#world.wire.send(message);
        break;
    }
  }

  /** Ends the noise and its timer. */
  stop(): void {
    this.#cancelNoise?.();
    this.#cancelNoise = undefined;
  }

  /** Bursts stand between messages, never inside one: each message is sent in one piece. */
  #startNoise(): void {
    this.stop();
    const { clock, random, wire } = this.#world;
    const pause = NOISE_PAUSE_MS.least + random() * (NOISE_PAUSE_MS.most - NOISE_PAUSE_MS.least);
    this.#cancelNoise = clock.after(pause, () => {
      const length = 1 + Math.floor(random() * NOISE_BYTES);
      wire.send(Uint8Array.from({ length }, () => Math.floor(random() * 256)));
      this.#startNoise();
    });
  }
}
