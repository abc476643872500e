import type { Clock } from "../../../hal/clock.ts";
import type { BoardFlags } from "./board-flags.ts";
import type { ChargeClock } from "./charge-clock.ts";
import { type EvseState, isBoardFault, VFLAG } from "./codes.ts";
import { Debounce } from "./debounce.ts";
import type { Display } from "./display.ts";
import { lightOf } from "./light.ts";
import type { PilotOutput, PilotReading, PilotState } from "./pilot.ts";
import type { Vehicle } from "./vehicle.ts";

/** DELAY_STATE_TRANSITION and DELAY_STATE_TRANSITION_A of open_evse.h. */
const DEBOUNCE_MS = 250;
const DEBOUNCE_TO_A_MS = 25;

export interface StatusParts {
  readonly clock: Clock;
  readonly vehicle: Vehicle;
  readonly flags: BoardFlags;
  readonly chargeClock: ChargeClock;
  readonly display: Display;
}

/** Where the board stands: its state, its pilot, and what it shows of that; and the readings that may change it. */
export class BoardStatus {
  readonly #parts: StatusParts;
  readonly #states: Debounce<EvseState>;
  readonly #pilots: Debounce<PilotState>;
  #state: EvseState = "unknown";
  #output: PilotOutput = "P12";
  pilotState: PilotState = "unknown";

  constructor(parts: StatusParts) {
    this.#parts = parts;
    this.#states = new Debounce(parts.clock);
    this.#pilots = new Debounce(parts.clock);
  }

  get state(): EvseState {
    return this.#state;
  }

  /** Neither sleeping nor disabled. */
  get awake(): boolean {
    return this.#state !== "sleeping" && this.#state !== "disabled";
  }

  get faulty(): boolean {
    return isBoardFault(this.#state);
  }

  get output(): PilotOutput {
    return this.#output;
  }

  /** Goes to a state at once; what was being debounced is forgotten. */
  enter(state: EvseState): void {
    if (this.#state === "C") this.#parts.chargeClock.stop();
    this.#state = state;
    this.stop();
  }

  setOutput(output: PilotOutput): void {
    this.#output = output;
    this.#parts.vehicle.offer(output === "PWM");
  }

  /** Calls `settle` when the pilot has long enough stood for another state than the present. */
  seeState(reading: PilotReading, settle: () => void): void {
    const wait = reading.evse === "A" ? DEBOUNCE_TO_A_MS : DEBOUNCE_MS;
    this.#states.see(reading.evse, this.#state, wait, settle);
  }

  /** The same for the reported pilot state, which it sets before it calls. */
  seePilot(pilot: PilotState, settled: () => void): void {
    this.#pilots.see(pilot, this.pilotState, DEBOUNCE_MS, () => {
      this.pilotState = pilot;
      settled();
    });
  }

  show(): void {
    const { flags, display } = this.#parts;
    const colour = lightOf(this.#state, flags.has(VFLAG.evConnected), flags.has(VFLAG.authLocked));
    if (colour) display.show(colour, this.faulty);
  }

  stop(): void {
    this.#states.reset();
    this.#pilots.reset();
  }
}
