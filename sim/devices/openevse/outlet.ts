import type { BoardFlags } from "./board-flags.ts";
import type { ChargeClock } from "./charge-clock.ts";
import { VFLAG } from "./codes.ts";
import type { CurrentCapacity } from "./current-capacity.ts";
import type { EnergyMeter } from "./energy-meter.ts";
import type { Relay } from "./relay.ts";
import type { Vehicle } from "./vehicle.ts";

/** Of a service level 2 outlet without a voltmeter (MV_FOR_L2 of open_evse.h). */
export const MILLIVOLTS = 240_000;

export interface OutletParts {
  readonly vehicle: Vehicle;
  readonly relay: Relay;
  readonly capacity: CurrentCapacity;
  readonly meter: EnergyMeter;
  readonly flags: BoardFlags;
  readonly chargeClock: ChargeClock;
}

/** The way of the current: relay, meter, and what the vehicle makes of it. */
export class Outlet {
  readonly #parts: OutletParts;
  #openingOwed = false;

  constructor(parts: OutletParts) {
    this.#parts = parts;
  }

  /** Whether the board has the relay closed, to its knowledge. */
  get on(): boolean {
    return this.#parts.relay.commanded;
  }

  /** What the vehicle draws at this moment. */
  get drawnAmps(): number {
    const { vehicle, relay, capacity } = this.#parts;
    return vehicle.ready && relay.closed ? capacity.amps : 0;
  }

  close(): void {
    this.#openingOwed = false;
    const { relay, flags, chargeClock } = this.#parts;
    relay.command(true);
    flags.put(VFLAG.relayClosed, true);
    chargeClock.start(flags.has(VFLAG.sessionEnded));
    flags.put(VFLAG.sessionEnded, false);
  }

  open(): void {
    this.#openingOwed = this.#parts.relay.held;
    if (this.#openingOwed) return;
    this.#parts.relay.command(false);
    this.#parts.flags.put(VFLAG.relayClosed, false);
    this.account();
  }

  /** Makes up for an opening that a fault has kept from happening. */
  openIfOwed(): void {
    if (this.#openingOwed) this.open();
  }

  /** Tells the meter what flows from now on; it does not see what flows past an open relay. */
  account(): void {
    const watts = this.on ? (this.drawnAmps * MILLIVOLTS) / 1000 : 0;
    this.#parts.meter.setPower(watts);
  }

  /**
   * Reads from the pilot whether a vehicle is there; that begins and ends a session.
   *
   * @returns whether that has changed
   */
  setConnected(connected: boolean): boolean {
    const { flags, meter, chargeClock } = this.#parts;
    const changed = connected !== flags.has(VFLAG.evConnected);
    flags.put(VFLAG.evConnected, connected);
    if (!connected) flags.put(VFLAG.sessionEnded, true);
    if (changed && connected) chargeClock.reset();
    meter.setConnected(connected);
    return changed;
  }
}
