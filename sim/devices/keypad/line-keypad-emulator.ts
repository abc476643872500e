import { type DevicePeer, type DeviceWorld, WIRE_FAULTS, type WireFault } from "../peer.ts";
import { WireFaults } from "../wire-faults.ts";

const HELP = [
  "keys <keys> [every <n>ms]: presses keys (any printable ASCII, no blanks), all at once or one every n ms",
  `fault ${WIRE_FAULTS.join("|")}`,
  "  silence: keys are lost; duplicate: every key comes twice; corrupt: every key with one bit flipped;",
  "  drop-ack: changes nothing, a keypad acknowledges nothing",
  "state: one line of JSON",
].join("\n");

/** What is to be seen of the keypad; the keys themselves are not, they may be somebody's PIN. */
export interface LineKeypadSnapshot {
  /** Keys pressed since the start, lost ones included. */
  readonly pressed: number;
  /** Keys still to be pressed. */
  readonly pending: number;
  readonly fault: WireFault;
}

interface Press {
  readonly key: string;
  /** Milliseconds since the key before. */
  readonly pauseMs: number;
}

/**
 * A keypad that sends each key as one ASCII character, as Wiegand-to-serial converters do.
 *
 * It listens to nothing.
 */
export class LineKeypadEmulator implements DevicePeer {
  readonly #world: DeviceWorld;
  readonly #faults: WireFaults;
  readonly #queue: Press[] = [];
  #cancel: (() => void) | undefined;
  #pressed = 0;

  constructor(world: DeviceWorld) {
    this.#world = world;
    this.#faults = new WireFaults(world, (bytes) => bytes.map((byte) => byte ^ (1 << this.#anyBit())));
  }

  receive(): void {
    // a keypad has nothing to be told
  }

  command(line: string): string {
    const [verb = "", ...words] = line.trim().split(/\s+/);
    switch (verb.toLowerCase()) {
      case "keys":
        return this.#keys(words);
      case "fault":
        return this.#setFault(words);
      case "state":
        return words.length === 0 ? JSON.stringify(this.snapshot()) : "error expected nothing after state";
      case "help":
        return words.length === 0 ? HELP : "error expected nothing after help";
      default:
        return "error expected keys, fault, state or help";
    }
  }

  snapshot(): LineKeypadSnapshot {
    return { pressed: this.#pressed, pending: this.#queue.length, fault: this.#faults.fault };
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#queue.length = 0;
    this.#faults.stop();
  }

  #keys(words: readonly string[]): string {
    const [keys = "", ...pace] = words;
    const pauseMs = pace.length === 0 ? 0 : readPause(pace);
    if (!/^[\x21-\x7e]+$/.test(keys) || pauseMs === undefined)
      return "error expected keys #4711# [every 200ms]";
    // the first one at once, unless others are still to come before it
    for (const [index, key] of keys.split("").entries())
      this.#queue.push({ key, pauseMs: index === 0 && !this.#cancel ? 0 : pauseMs });
    if (!this.#cancel) this.#press();
    return "ok";
  }

  #setFault(words: readonly string[]): string {
    const fault = WIRE_FAULTS.find((each) => each === words[0]?.toLowerCase());
    if (words.length !== 1 || fault === undefined) return `error expected fault ${WIRE_FAULTS.join("|")}`;
    this.#faults.set(fault);
    return "ok";
  }

  #press(): void {
    this.#cancel = undefined;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      if (next.pauseMs > 0) {
        this.#queue[0] = { key: next.key, pauseMs: 0 };
        this.#cancel = this.#world.clock.after(next.pauseMs, () => this.#press());
        return;
      }
      this.#queue.shift();
      this.#pressed += 1;
      this.#faults.send(Buffer.from(next.key, "latin1"));
    }
  }

  #anyBit(): number {
    return Math.floor(this.#world.random() * 8);
  }
}

/** `every 200ms`; undefined if it is something else. */
function readPause(words: readonly string[]): number | undefined {
  const [every = "", pause = ""] = words;
  const digits = /^(\d{1,6})ms$/i.exec(pause)?.[1];
  if (words.length !== 2 || every.toLowerCase() !== "every" || digits === undefined) return undefined;
  return Number(digits);
}
