/**
 * How awake the chip is.
 *
 * - `asleep`: as power finds it, in LowVbat mode; edges on its line wake it
 * - `low-vbat`: woken, but without a SAMConfiguration it has no RF and soon falls asleep again
 * - `normal`: configured
 * - `power-down`: sent to sleep by the host; edges on its line wake it to `normal`
 * - `unreachable`: sent to sleep without leave to be woken over its line
 *
 * (AN10609_3 §2.6, UM0701-02 §7.2.10 and §7.2.11)
 */
export type Power = "asleep" | "low-vbat" | "normal" | "power-down" | "unreachable";

/** Whether the chip takes commands. */
export function isAwake(power: Power): boolean {
  return power === "normal" || power === "low-vbat";
}

/** UM0701-02 §6.3.2.3: the fifth rising edge on the line wakes the chip. */
const WAKING_EDGES = 5;

/** Counts rising edges on the chip's receive line while it sleeps. */
export class WakeDetector {
  #edges = 0;

  reset(): void {
    this.#edges = 0;
  }

  /** The bytes after the one that woke the chip; undefined while it sleeps on. */
  awaken(bytes: Uint8Array): Uint8Array | undefined {
    for (const [index, byte] of bytes.entries()) {
      this.#edges += risingEdges(byte);
      if (this.#edges >= WAKING_EDGES) {
        this.reset();
        return bytes.subarray(index + 1);
      }
    }
    return undefined;
  }
}

/** A byte on the wire: start bit low, data from the lowest bit on, stop bit high. */
function risingEdges(byte: number): number {
  let edges = 0;
  let level = 0;
  for (let bit = 0; bit <= 8; bit++) {
    const next = bit === 8 ? 1 : (byte >> bit) & 1;
    if (next > level) edges++;
    level = next;
  }
  return edges;
}
