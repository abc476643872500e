import type { BoardSettings } from "./settings.ts";

/** MIN_CURRENT_CAPACITY_J1772 of open_evse.h. */
export const MIN_AMPS = 6;
/** MAX_CURRENT_CAPACITY_L2 of open_evse.h. */
const MAX_AMPS_LEVEL_2 = 80;

/** How much current the pilot offers, and may offer (J1772EvseController.cpp, SetCurrentCapacity). */
export class CurrentCapacity {
  readonly #settings: BoardSettings;
  #amps = 0;

  constructor(settings: BoardSettings) {
    this.#settings = settings;
  }

  /** Offered now; 0 until the board has booted. */
  get amps(): number {
    return this.#amps;
  }

  get hardwareMax(): number {
    return this.#settings.maxHardwareAmps || MAX_AMPS_LEVEL_2;
  }

  /** The most that a volatile setting may reach. */
  get configured(): number {
    return Math.min(Math.max(this.#settings.amps, MIN_AMPS), this.hardwareMax);
  }

  /** @returns whether it was taken as it is; otherwise the nearest that is allowed was */
  set(amps: number, volatile: boolean): boolean {
    const most = volatile ? this.configured : this.hardwareMax;
    this.#amps = Math.min(Math.max(amps, MIN_AMPS), most);
    if (!volatile) this.#settings.amps = this.#amps;
    return this.#amps === amps;
  }

  /** Sets the limit of the hardware, once in a board's life. */
  setHardwareMax(amps: number): boolean {
    if (amps < MIN_AMPS || amps > MAX_AMPS_LEVEL_2 || this.#settings.maxHardwareAmps) return false;
    this.#settings.maxHardwareAmps = amps;
    if (this.#amps > amps) this.set(amps, true);
    return true;
  }

  powerOff(): void {
    this.#amps = 0;
  }
}
