import type { Clock } from "../../../hal/clock.ts";
import type { Outlet } from "./outlet.ts";
import { Timer } from "./timer.ts";
import type { Vehicle } from "./vehicle.ts";

/** The longest that a sleeping board waits for the vehicle before it opens the relay under load. */
export const LET_GO_MS = 3000;
/** A current up to this counts as none. */
const NO_LOAD_AMPS = 1;

/** The time that a vehicle is given to stop drawing before the relay opens (J1772EvseController.cpp, Update). */
export class LettingGo {
  readonly #clock: Clock;
  readonly #vehicle: Vehicle;
  readonly #outlet: Outlet;
  readonly #timer: Timer;
  #since = 0;

  constructor(clock: Clock, vehicle: Vehicle, outlet: Outlet) {
    this.#clock = clock;
    this.#vehicle = vehicle;
    this.#outlet = outlet;
    this.#timer = new Timer(clock);
  }

  start(): void {
    this.#since = this.#clock.mono();
  }

  /** Whether the relay may open: the vehicle has left state C, draws nothing, or had its time. */
  get over(): boolean {
    const { level } = this.#vehicle;
    const waited = this.#clock.mono() - this.#since;
    return level === "A" || level === "B" || this.#outlet.drawnAmps <= NO_LOAD_AMPS || waited >= LET_GO_MS;
  }

  /** Calls `look` when the vehicle has had its time. */
  wait(look: () => void): void {
    const waited = this.#clock.mono() - this.#since;
    this.#timer.start(LET_GO_MS - waited, look);
  }

  stop(): void {
    this.#timer.cancel();
  }
}
