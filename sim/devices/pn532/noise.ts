import type { Clock } from "../../../hal/clock.ts";

const BURST_BYTES = 64;
const EVERY_MS = 20;

/** Random bytes in bursts, while it is switched on. */
export class NoiseSource {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #burst: (bytes: Uint8Array) => void;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, random: () => number, burst: (bytes: Uint8Array) => void) {
    this.#clock = clock;
    this.#random = random;
    this.#burst = burst;
  }

  start(): void {
    this.stop();
    this.#cancel = this.#clock.after(EVERY_MS, () => {
      this.start();
      this.#burst(Uint8Array.from({ length: BURST_BYTES }, () => Math.floor(this.#random() * 256)));
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
