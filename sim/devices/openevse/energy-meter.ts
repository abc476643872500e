import type { Clock } from "../../../hal/clock.ts";
import type { BoardSettings } from "./settings.ts";

/** Counts energy for each vehicle's stay and in total (EnergyMeter.cpp); computed when asked, it needs no timer. */
export class EnergyMeter {
  readonly #clock: Clock;
  readonly #settings: BoardSettings;
  #wattSeconds = 0;
  #watts = 0;
  #since = 0;
  #connected = false;

  constructor(clock: Clock, settings: BoardSettings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Of this session, or of the last when there is none. */
  get sessionWattSeconds(): number {
    return Math.floor(this.#wattSeconds + (this.#watts * (this.#clock.mono() - this.#since)) / 1000);
  }

  /** Of all ended sessions. */
  get totalWattHours(): number {
    return this.#settings.totalWattHours;
  }

  /** From now on this power flows. */
  setPower(watts: number): void {
    const now = this.#clock.mono();
    this.#wattSeconds += (this.#watts * (now - this.#since)) / 1000;
    this.#watts = watts;
    this.#since = now;
  }

  /** A session lasts from plugging in to unplugging. */
  setConnected(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.setPower(0);
    if (connected) this.#wattSeconds = 0;
    else this.#settings.totalWattHours += Math.floor(this.#wattSeconds / 3600);
  }

  /** The running session is lost, as it is with the real one. */
  powerOff(): void {
    this.setPower(0);
    this.#wattSeconds = 0;
    this.#connected = false;
  }
}
