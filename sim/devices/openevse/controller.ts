import type { Clock } from "../../../hal/clock.ts";
import { Board } from "./board.ts";
import { BoardFlags } from "./board-flags.ts";
import { BoardStatus } from "./board-status.ts";
import { ChargeClock } from "./charge-clock.ts";
import { STATE_CODES, VFLAG } from "./codes.ts";
import { CurrentCapacity } from "./current-capacity.ts";
import { Display } from "./display.ts";
import { EnergyMeter } from "./energy-meter.ts";
import { POST_FAULTS } from "./faults.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LET_GO_MS } from "./letting-go.ts";
import type { OpenEvseOptions } from "./options.ts";
import { Outlet } from "./outlet.ts";
import { commandOf, obey } from "./rapi-commands.ts";
import { type RapiDevice, type RapiOutcome, REFUSED } from "./rapi-device.ts";
import { type RapiFrame, RapiParser } from "./rapi-parser.ts";
import { FIRMWARE_VERSION } from "./rapi-queries.ts";
import { hex, rapiLine } from "./rapi-writer.ts";
import { Relay } from "./relay.ts";
import { type BoardSettings, freshSettings } from "./settings.ts";
import { StateNotifier } from "./state-notifier.ts";
import { Timer } from "./timer.ts";
import { Vehicle } from "./vehicle.ts";

const VEHICLE_MS = 200;
/** From `$FR` to the watchdog's reset. */
const WATCHDOG_MS = 1000;
/** The controller's serial port keeps so much while its program is busy; more is lost. */
const SERIAL_BUFFER_BYTES = 63;
/** Printed without line discipline by builds with RELAY_PWM. */
const CHATTER = "\nrelayCloseMs: 100\r\nrelayHoldPwm: 255\r\n";

/** Answer to a command, `$AT`, and all else. */
export type SpeechKind = "reply" | "state" | "other";

export interface ControllerHooks {
  speak(kind: SpeechKind, text: string): void;
  /** A command was received: its name, empty if it was none, and whether it was refused. */
  commanded(command: string, refused: boolean): void;
  changed(): void;
}

/** The whole box: board, contactor, meter, display, the vehicle at its cable, and its serial port. */
export class Controller implements RapiDevice {
  readonly clock: Clock;
  readonly options: OpenEvseOptions;
  readonly settings: BoardSettings;
  readonly flags = new BoardFlags();
  readonly relay = new Relay();
  readonly display = new Display();
  readonly chargeClock: ChargeClock;
  readonly capacity: CurrentCapacity;
  readonly meter: EnergyMeter;
  readonly heartbeat: Heartbeat;
  readonly vehicle: Vehicle;
  readonly outlet: Outlet;
  readonly status: BoardStatus;
  readonly board: Board;
  readonly #hooks: ControllerHooks;
  readonly #notifier: StateNotifier;
  readonly #parser = new RapiParser();
  readonly #powerTimer: Timer;
  #waiting: number[] = [];
  #echoing = false;

  constructor(clock: Clock, options: OpenEvseOptions, hooks: ControllerHooks) {
    this.clock = clock;
    this.options = options;
    this.#hooks = hooks;
    this.settings = freshSettings(options);
    this.chargeClock = new ChargeClock(clock);
    this.capacity = new CurrentCapacity(this.settings);
    this.meter = new EnergyMeter(clock, this.settings);
    this.heartbeat = new Heartbeat(clock, this.settings, this.capacity, () => this.board.look());
    this.vehicle = new Vehicle(clock, options.vehicleMs ?? VEHICLE_MS, () => this.board.look());
    this.outlet = new Outlet(this);
    this.status = new BoardStatus(this);
    this.#notifier = new StateNotifier(this.status, this.flags, this.capacity, (body) =>
      hooks.speak("state", rapiLine(body)),
    );
    this.#powerTimer = new Timer(clock);
    this.board = new Board(
      this,
      {
        notify: () => this.#notifier.notify(),
        closing: () => this.#chatter(),
        listens: () => this.#hearWaiting(),
        looked: () => hooks.changed(),
      },
      options,
    );
    this.powerOn();
  }

  powerOn(): void {
    this.flags.reset(VFLAG.sessionEnded);
    this.flags.put(VFLAG.authLocked, this.options.authLock === true);
    this.flags.put(VFLAG.bootLocked, this.options.bootLock === true);
    this.chargeClock.reset();
    this.display.powerOn();
    this.#parser.reset();
    this.#notifier.reset();
    this.#waiting = [];
    this.#echoing = false;
    this.#powerTimer.start(this.options.bootMs ?? 0, () => this.#boot());
  }

  /** The contactor falls open, and all that is not in the EEPROM is gone. */
  powerOff(): void {
    this.#powerTimer.cancel();
    this.board.reset();
    this.outlet.open();
    this.heartbeat.setWatching(false);
    this.capacity.powerOff();
    this.meter.powerOff();
  }

  restart(): void {
    const leave = this.outlet.on ? LET_GO_MS : 0;
    this.board.halt();
    this.#powerTimer.start(leave + WATCHDOG_MS, () => {
      this.powerOff();
      this.powerOn();
    });
  }

  echo(): void {
    this.#echoing = true;
  }

  /** Bytes from the host. Before the board has booted nobody hears them. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#hear(byte);
  }

  stop(): void {
    this.#powerTimer.cancel();
    this.board.stop();
    this.vehicle.stop();
    this.heartbeat.stop();
  }

  #boot(): void {
    this.#chatter();
    this.#notifier.force();
    const { fault } = this.board;
    const code = fault !== undefined && POST_FAULTS.has(fault) ? STATE_CODES[fault] : 0;
    this.#hooks.speak("other", rapiLine(`AB ${hex(code, 2)} ${FIRMWARE_VERSION}`));
    this.capacity.set(this.capacity.configured, true);
    this.heartbeat.powerOn();
    this.board.start();
  }

  #chatter(): void {
    if (this.options.chatter ?? true) this.#hooks.speak("other", CHATTER);
  }

  #hear(byte: number): void {
    if (!this.board.running) return;
    if (this.board.busy) {
      if (this.#waiting.length < SERIAL_BUFFER_BYTES) this.#waiting.push(byte);
      return;
    }
    if (this.#echoing) this.#hooks.speak("other", String.fromCharCode(byte));
    const frame = this.#parser.take(byte);
    if (frame) this.#answer(frame);
  }

  #hearWaiting(): void {
    for (const byte of this.#waiting.splice(0)) this.#hear(byte);
  }

  #answer(frame: RapiFrame): void {
    this.#notifier.held = true;
    const outcome = frame.kind === "command" ? obey(frame.tokens, this) : REFUSED;
    const refused = outcome.kind === "reply" && !outcome.ok;
    this.#hooks.commanded(frame.kind === "command" ? commandOf(frame.tokens) : "", refused);
    if (outcome.kind === "reply") this.#reply(outcome, frame.kind === "command" ? frame.sequence : 0);
    this.#notifier.held = false;
    if (this.board.running) this.#notifier.notify();
    this.board.look();
  }

  #reply(outcome: RapiOutcome & { kind: "reply" }, sequence: number): void {
    const text = outcome.text === undefined ? "" : ` ${outcome.text}`;
    const echoedSequence = sequence === 0 ? "" : ` :${hex(sequence, 2).toUpperCase()}`;
    const line = rapiLine(`${outcome.ok ? "OK" : "NK"}${text}${echoedSequence}`);
    this.#hooks.speak("reply", this.#echoing ? `${line}\n` : line);
  }
}
