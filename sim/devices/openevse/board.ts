import type { BoardParts, BoardVoice } from "./board-parts.ts";
import type { BoardStatus } from "./board-status.ts";
import { type BoardFault, VFLAG } from "./codes.ts";
import { countTrip, HARD_FAULTS, openingDelayMs } from "./faults.ts";
import { LettingGo } from "./letting-go.ts";
import type { OpenEvseOptions } from "./options.ts";
import { type PilotState, readPilot } from "./pilot.ts";
import { Timer } from "./timer.ts";

/** A fault so soon after closing stays until the vehicle leaves (UL_COMPLIANT). */
const HARD_FAULT_WINDOW_MS = 2000;
/** DEFAULT_RELAY_CLOSE_MS of open_evse.h. */
const RELAY_CLOSE_MS = 100;

/**
 * The controller's state machine (J1772EvseController.cpp of 8.2.3).
 *
 * The real one runs in a loop; this one looks when something has changed, and keeps timers only
 * for what is pending: a reading to be debounced, a relay about to close, a vehicle that must let go.
 */
export class Board {
  readonly #parts: BoardParts;
  readonly #voice: BoardVoice;
  readonly #options: OpenEvseOptions;
  readonly #status: BoardStatus;
  readonly #delay: Timer;
  readonly #lettingGo: LettingGo;
  #fault: BoardFault | undefined;
  #running = false;

  constructor(parts: BoardParts, voice: BoardVoice, options: OpenEvseOptions) {
    this.#parts = parts;
    this.#voice = voice;
    this.#options = options;
    this.#status = parts.status;
    this.#delay = new Timer(parts.clock);
    this.#lettingGo = new LettingGo(parts.clock, parts.vehicle, parts.outlet);
  }

  get fault(): BoardFault | undefined {
    return this.#fault;
  }

  /** Whether it has booted and is not about to restart. */
  get running(): boolean {
    return this.#running;
  }

  /** In a delay in which it does not read its serial port; what comes meanwhile waits. */
  get busy(): boolean {
    return this.#delay.running;
  }

  /** Begins to look, after the self test. */
  start(): void {
    this.#running = true;
    this.look();
  }

  /** Goes back to where it was before power came. */
  reset(): void {
    this.stop();
    this.#running = false;
    this.#status.enter("unknown");
    this.#status.pilotState = "unknown";
    this.#status.setOutput("P12");
  }

  /** `$FR`: takes leave of the vehicle and looks no more. */
  halt(): void {
    this.#status.setOutput("P12");
    this.#running = false;
  }

  /** `$FE`: out of sleep or disablement; the next look finds out where to. */
  enable(): void {
    if (this.#status.awake) return;
    this.#status.enter("unknown");
    this.#status.setOutput("P12");
  }

  /** `$FS`: withdraws the current; the relay opens when the vehicle has let go. */
  sleep(): void {
    if (this.#status.state === "sleeping") return;
    this.#status.setOutput("P12");
    this.#status.enter("sleeping");
    this.#lettingGo.start();
    this.#status.show();
  }

  /** `$FD`: opens the relay under load. */
  disable(): void {
    if (this.#status.state === "disabled") return;
    this.#status.setOutput("N12");
    this.#status.enter("disabled");
    this.#parts.outlet.open();
    this.#status.show();
  }

  /** `$S4`: takes effect at once, also under load. */
  setAuthLock(locked: boolean): void {
    this.#parts.flags.put(VFLAG.authLocked, locked);
    if (this.#status.state === "B" || (this.#status.state === "C" && locked))
      this.#become("B", this.#status.pilotState);
  }

  /** The board's checks find this from now on, or nothing any more. It sees it only while awake. */
  setFault(fault: BoardFault | undefined): void {
    const ended = this.#fault !== undefined && fault === undefined;
    this.#fault = fault;
    if (fault === "gfci") {
      // by an interrupt, in whatever state
      this.#parts.flags.put(VFLAG.gfiTripped, true);
      this.#parts.outlet.open();
    }
    if (ended && this.#status.faulty) this.#leaveFault();
    this.look();
  }

  /** Takes in what the vehicle, the relay and the clock have come to. */
  look(): void {
    this.#look();
    this.#voice.looked();
  }

  /** Ends all timers. */
  stop(): void {
    this.#delay.cancel();
    this.#lettingGo.stop();
    this.#status.stop();
  }

  #look(): void {
    const { flags, heartbeat, outlet, vehicle } = this.#parts;
    outlet.account();
    if (!this.#running || this.busy || flags.has(VFLAG.bootLocked)) return;
    // at −12 V there is nothing to be read
    const changed = this.#status.output !== "N12" && outlet.setConnected(vehicle.level !== "A");
    if (this.#status.state === "sleeping") this.#lookAsleep(changed);
    else if (this.#status.awake && this.#fault !== undefined) this.#lookFaulty(this.#fault);
    else if (this.#status.awake) this.#lookAwake();
    flags.put(VFLAG.evConnectedBefore, flags.has(VFLAG.evConnected));
    heartbeat.setWatching(this.#status.awake && !flags.has(VFLAG.hardFault));
    outlet.account();
  }

  #lookAsleep(connectionChanged: boolean): void {
    const { vehicle, outlet } = this.#parts;
    if (this.#options.pilotFollowsInSleep)
      this.#seePilot(readPilot(vehicle.level, this.#status.output).pilot);
    if (outlet.on) {
      // stock tells nobody: the bit for the relay is none of those whose change is notified
      if (this.#lettingGo.over) outlet.open();
      else this.#lettingGo.wait(() => this.look());
    } else if (connectionChanged) {
      this.#status.show();
      this.#voice.notify();
    }
  }

  #lookAwake(): void {
    const { vehicle, flags } = this.#parts;
    if (this.#status.faulty) {
      // a fault that the vehicle itself made is over when it leaves
      if (vehicle.level !== "A") return;
      this.#leaveFault();
    }
    flags.put(VFLAG.hardFault, false);
    const reading = readPilot(vehicle.level, this.#status.output);
    this.#status.seeState(reading, () => this.#become(reading.evse, reading.pilot));
    this.#seePilot(reading.pilot);
    this.#voice.notify();
  }

  #seePilot(pilot: PilotState): void {
    this.#status.seePilot(pilot, () => {
      this.#voice.notify();
      this.look();
    });
  }

  #become(state: "A" | "B" | "C" | "vent", pilot: PilotState): void {
    const { flags, outlet } = this.#parts;
    this.#status.pilotState = pilot;
    if (state !== "vent") this.#status.enter(state);
    switch (state) {
      case "vent":
        this.#lookFaulty("vent");
        return;
      case "A":
        outlet.open();
        this.#status.setOutput("P12");
        if (this.#options.authLock) flags.put(VFLAG.authLocked, true);
        break;
      case "B":
        outlet.open();
        this.#status.setOutput(flags.has(VFLAG.authLocked) ? "P12" : "PWM");
        break;
      case "C":
        this.#status.setOutput("PWM");
        this.#voice.closing();
        this.#wait(this.#options.relayMs ?? RELAY_CLOSE_MS, () => outlet.close());
        return;
    }
    this.#status.show();
    this.look();
  }

  #lookFaulty(fault: BoardFault): void {
    const { flags, outlet, chargeClock } = this.#parts;
    if (this.#status.state === fault) {
      if (!flags.has(VFLAG.hardFault)) {
        this.#seePilot("unknown");
        this.#voice.notify();
      }
      return;
    }
    const soon = (chargeClock.runningMs ?? Number.POSITIVE_INFINITY) <= HARD_FAULT_WINDOW_MS;
    this.#status.enter(fault);
    countTrip(this.#parts.settings, fault);
    if (fault === "vent" || fault === "diode") this.#status.pilotState = fault;
    if (fault !== "stuck-relay") this.#status.setOutput("P12");
    const open = () => {
      outlet.open();
      // over already if the fault has been taken back meanwhile
      if (this.#status.state !== fault) return;
      flags.put(VFLAG.hardFault, soon || HARD_FAULTS.has(fault));
      this.#voice.notify();
    };
    this.#wait(openingDelayMs(fault), open);
  }

  #leaveFault(): void {
    this.#status.setOutput("P12");
    this.#status.enter("unknown");
  }

  /** The loop stands still for a while. */
  #wait(ms: number, then: () => void): void {
    const goOn = () => {
      then();
      this.#status.show();
      this.look();
      this.#voice.listens();
    };
    if (ms === 0) goOn();
    else this.#delay.start(ms, goOn);
  }
}
