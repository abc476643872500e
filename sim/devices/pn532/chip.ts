import type { Pn532Fault } from "./faults.ts";
import { RfField } from "./field.ts";
import { Settings } from "./settings.ts";
import { Targets } from "./targets.ts";

/** Everything inside the chip that commands work on. */
export class Chip {
  readonly field = new RfField();
  readonly targets = new Targets(this.field);
  /** How long one try to find a card takes when there is none. */
  readonly attemptMs: number;
  settings = new Settings();
  fault: Pn532Fault = "none";

  constructor(attemptMs: number) {
    this.attemptMs = attemptMs;
  }

  /** As it is when power comes: asleep, nothing set. */
  powerCycle(): void {
    this.#darken();
    this.settings = new Settings();
  }

  /** Sleeps, settings kept, until woken over its line if that is allowed. */
  powerDown(wakeable: boolean): void {
    this.#darken();
    this.settings.power = wakeable ? "power-down" : "unreachable";
  }

  /** Back to sleep: nobody configured it. */
  dozeOff(): void {
    this.#darken();
    this.settings.power = "asleep";
  }

  #darken(): void {
    this.targets.forget();
    this.field.switch(false);
  }
}
