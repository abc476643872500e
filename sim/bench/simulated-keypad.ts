import type { Clock } from "../../hal/clock.ts";
import { keyOfByte } from "../../hal/keypad/line/keys.ts";
import type { Keypad, KeypadEvent } from "../../hal/keypad.ts";
import { DeviceLine } from "./device-line.ts";

/** A keypad with the keys 0–9, A–D, `*` and `#`, of which A and B count as `*` and `#`, and C and D as none. */
export class SimulatedKeypad {
  readonly line = new DeviceLine();
  /** Of the run of the unit that uses it; null: none has yet. */
  #clock: Clock | null = null;
  #listener: (event: KeypadEvent) => void = () => {};

  /** One key is pressed. */
  press(character: string): void {
    const key = keyOfByte(character.charCodeAt(0));
    if (key === null || !this.line.works || !this.line.isUp) return;
    this.#clock?.after(this.line.delay, () => {
      if (this.line.works) this.#listener({ type: "key", key });
    });
  }

  /** The driver for one run of the unit. @param clock which dies with the run */
  driver(clock: Clock): Keypad {
    return {
      start: (listener) => {
        this.#listener = listener;
        this.#clock = clock;
        const up = () => listener({ type: "up" });
        this.line.open({ up, lost: (reason) => listener({ type: "lost", reason }) }, clock);
      },
      close: async () => this.line.close(),
    };
  }
}
