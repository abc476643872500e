import type { BoardReport, Pilot } from "../../hal/board.ts";
import type { Clock } from "../../hal/clock.ts";

/** Times of board and vehicle, milliseconds. */
const TIMES = {
  /** In which the vehicle follows the pilot. */
  follow: 150,
  /** From the vehicle's asking to the closed contactor; it opens at once. */
  close: 100,
  /** A board that has not heard from its unit for so long withdraws by itself. */
  abandoned: 3_000,
} as const;

const WATT_SECONDS_PER_WATT_HOUR = 3_600;

/** What can be wrong with the board's power part. */
export type ContactorFault = "not-closing" | "welded" | "ground";

/** The board's end of the line to its unit. */
export interface BoardHost {
  /** What the board has to tell is another now. */
  changed(): void;
  /** The board can be heard and hears again, or no longer: its line was cut off, or falls silent. */
  lineChanged(): void;
}

/** How the line to the unit is. */
export type BoardLine = "works" | "hangup" | "silence";

/**
 * A certified charging board with its contactor, its meter, and the vehicle at its cable (IEC 61851-1). It boots enabled, and
 * with its meter at zero, as OpenEVSE does. Nothing moves by itself: energy flows by `deliver` alone, so that a run repeats exactly.
 */
export class SimulatedCharger {
  readonly #clock: Clock;
  readonly #told: (what: string) => void;
  #host: BoardHost | null = null;
  #line: BoardLine = "works";
  #fault: ContactorFault | null = null;
  #powered = true;
  #enabled = true;
  #closed = false;
  #meterWs = 0;
  #plugged = false;
  #wants = true;
  #asks = false;
  /** The pilot is held in this state, whatever board and vehicle would make of it. */
  #held: Pilot | null = null;
  #cancelFollow: (() => void) | null = null;
  #cancelSwitch: (() => void) | null = null;
  #cancelAbandoned: () => void = () => {};

  /** @param told hears in words what can be seen from outside */
  constructor(clock: Clock, told: (what: string) => void) {
    this.#clock = clock;
    this.#told = told;
  }

  get contactor(): "open" | "closed" {
    return this.#closed ? "closed" : "open";
  }

  /** Null: it can neither hear nor be heard. */
  get report(): BoardReport | null {
    if (!this.reachable) return null;
    return {
      pilot: this.#pilot,
      contactor: this.contactor,
      enabled: this.#enabled,
      fault: this.#fault === "ground" ? "ground-fault" : null,
      meterWs: this.#meterWs,
    };
  }

  get line(): BoardLine {
    return this.#line;
  }

  get reachable(): boolean {
    return this.#powered && this.#line === "works";
  }

  plug(wants: boolean): void {
    this.#held = null;
    this.#plugged = true;
    this.#wants = wants;
    this.#look();
  }

  unplug(): void {
    this.#held = null;
    this.#plugged = false;
    this.#asks = false;
    this.#look();
  }

  /** The vehicle asks for power, or pauses. */
  want(wants: boolean): void {
    this.#held = null;
    this.#wants = wants;
    this.#look();
  }

  /** Holds the pilot in a state, until the vehicle does something. E and F say nothing of the cable. */
  hold(pilot: Pilot): void {
    this.#held = pilot;
    switch (pilot) {
      case "A":
        this.#plugged = false;
        this.#asks = false;
        break;
      case "B":
        this.#plugged = true;
        this.#wants = false;
        break;
      case "C":
      case "D":
        this.#plugged = true;
        this.#wants = true;
        break;
      case "E":
      case "F":
        break;
    }
    this.#look();
  }

  deliver(wattHours: number): void {
    this.#meterWs += wattHours * WATT_SECONDS_PER_WATT_HOUR;
    this.#look();
  }

  /** Null mends it. Welded contacts stay closed once they are. */
  setFault(fault: ContactorFault | null): void {
    this.#fault = fault;
    this.#look();
  }

  get fault(): ContactorFault | null {
    return this.#fault;
  }

  setLine(line: BoardLine): void {
    this.#line = line;
    this.#watchHost();
    this.#host?.lineChanged();
  }

  /** The contactor falls open, with the pilot gone the vehicle asks for nothing, and the meter forgets what it has counted. */
  powerOff(): void {
    this.#powered = false;
    this.#enabled = false;
    this.#meterWs = 0;
    this.#asks = false;
    if (this.#fault !== "welded") this.#switch(false);
    this.#look();
  }

  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#enabled = true;
    this.#watchHost();
    this.#look();
  }

  /** The unit's end of the line; null: the unit is gone. */
  attach(host: BoardHost | null): void {
    this.#host = host;
    this.#watchHost();
  }

  /** The unit's word. Not heard while the line does not work. */
  enable(enabled: boolean): void {
    if (!this.reachable || enabled === this.#enabled) return;
    this.#enabled = enabled;
    this.#look();
  }

  get #pilot(): Pilot {
    if (this.#held) return this.#held;
    if (!this.#plugged) return "A";
    return this.#asks ? "C" : "B";
  }

  /** The board offers power by its pilot. */
  get #offers(): boolean {
    return this.#powered && this.#enabled && this.#fault !== "ground";
  }

  /** Everything follows from what is so now. */
  #look(): void {
    this.#follow();
    this.#drive();
    this.#host?.changed();
  }

  #follow(): void {
    const asks = this.#plugged && this.#wants && this.#offers;
    if (asks === this.#asks) {
      this.#cancelFollow?.();
      this.#cancelFollow = null;
      return;
    }
    this.#cancelFollow ??= this.#clock.after(TIMES.follow, () => {
      this.#cancelFollow = null;
      this.#asks = asks;
      this.#look();
    });
  }

  #drive(): void {
    const close = this.#offers && this.#pilot === "C" && this.#fault !== "not-closing";
    if (close === this.#closed || (!close && this.#fault === "welded")) this.#cancel();
    else if (!close) this.#switch(false);
    else {
      this.#cancelSwitch ??= this.#clock.after(TIMES.close, () => {
        this.#switch(true);
        this.#look();
      });
    }
  }

  #cancel(): void {
    this.#cancelSwitch?.();
    this.#cancelSwitch = null;
  }

  #switch(closed: boolean): void {
    this.#cancel();
    if (closed === this.#closed) return;
    this.#closed = closed;
    this.#told(`contactor ${this.contactor}`);
  }

  #watchHost(): void {
    this.#cancelAbandoned();
    if (!this.#powered || (this.#host && this.#line === "works")) return;
    this.#cancelAbandoned = this.#clock.after(TIMES.abandoned, () => {
      if (!this.#powered) return;
      this.#enabled = false;
      this.#look();
    });
  }
}
