import type { DevicePeer, DeviceWorld } from "../peer.ts";
import { WireFaults } from "../wire-faults.ts";
import { isBoardFault, STATE_CODES } from "./codes.ts";
import { type Failure, OPENEVSE_HELP, type OpenEvseRequest, readRequest } from "./command-line.ts";
import { Controller, type SpeechKind } from "./controller.ts";
import type { OpenEvseOptions } from "./options.ts";
import { hex, spoiledLine } from "./rapi-writer.ts";
import { isRelayFault } from "./relay.ts";
import type { OpenEvseSnapshot } from "./snapshot.ts";

/**
 * An OpenEVSE controller with firmware 8.2.3 (RAPI 5.2.1), its contactor, and a vehicle at its cable.
 *
 * What it does is taken from the firmware's sources, odd behaviour included; see `OpenEvseOptions` for
 * what depends on the build. It has power from its making on, and boots enabled.
 */
export class OpenEvseEmulator implements DevicePeer {
  readonly #faults: WireFaults;
  readonly #controller: Controller;
  readonly #onChange: () => void;
  readonly #commands = new Map<string, number>();
  #lastCommand = "";
  #refused = 0;
  #failure: Failure = "none";
  #dropAt = false;
  #stopped = false;

  constructor(world: DeviceWorld, options: OpenEvseOptions = {}) {
    this.#onChange = options.onChange ?? (() => {});
    this.#faults = new WireFaults(world, spoiledLine);
    this.#controller = new Controller(world.clock, options, {
      speak: (kind, text) => this.#speak(kind, text),
      commanded: (command, refused) => this.#count(command, refused),
      changed: () => this.#onChange(),
    });
  }

  receive(bytes: Uint8Array): void {
    if (!this.#stopped && !this.#faults.deaf) this.#controller.receive(bytes);
  }

  command(line: string): string {
    const request = readRequest(line);
    switch (request.kind) {
      case "refused":
        return `error expected ${request.expected}`;
      case "state":
        return JSON.stringify(this.snapshot());
      case "help":
        return OPENEVSE_HELP;
      case "plug":
      case "wants":
      case "slow-vehicle":
      case "pilot":
      case "fail":
      case "fault":
      case "drop-at":
      case "reboot":
        this.#change(request);
        this.#onChange();
        return "ok";
    }
  }

  /** The state of everything, at this moment. */
  snapshot(): OpenEvseSnapshot {
    const {
      status,
      vehicle,
      relay,
      outlet,
      capacity,
      display,
      heartbeat,
      meter,
      settings,
      flags,
      chargeClock,
    } = this.#controller;
    const { plugged, wants, ready, slow } = vehicle;
    return {
      evse: status.state,
      code: hex(STATE_CODES[status.state], 2),
      mode: this.#mode,
      pilot: { output: status.output, level: vehicle.level, reported: status.pilotState },
      vehicle: { plugged, wants, ready, slow },
      relay: { commanded: relay.commanded, closed: relay.closed },
      amps: capacity.amps,
      drawnAmps: outlet.drawnAmps,
      vflags: hex(flags.value, 4),
      light: display.light,
      display: display.rows,
      heartbeat: {
        seconds: settings.heartbeatSeconds,
        amps: settings.heartbeatAmps,
        trigger: heartbeat.trigger,
      },
      energy: { sessionWattSeconds: meter.sessionWattSeconds, totalWattHours: meter.totalWattHours },
      chargeSeconds: chargeClock.seconds,
      failure: this.#failure,
      fault: this.#faults.fault,
      dropAt: this.#dropAt,
      lastCommand: this.#lastCommand,
      commands: Object.fromEntries(this.#commands),
      refused: this.#refused,
    };
  }

  stop(): void {
    this.#stopped = true;
    this.#controller.stop();
    this.#faults.stop();
  }

  get #mode(): OpenEvseSnapshot["mode"] {
    const { board, status } = this.#controller;
    if (!board.running) return "booting";
    return status.state === "sleeping" || status.state === "disabled" ? status.state : "enabled";
  }

  #change(request: Exclude<OpenEvseRequest, { kind: "refused" | "state" | "help" }>): void {
    const { vehicle } = this.#controller;
    switch (request.kind) {
      case "plug":
        vehicle.setPlugged(request.plugged);
        break;
      case "wants":
        vehicle.setWants(request.wants);
        break;
      case "slow-vehicle":
        vehicle.setSlow(request.slow);
        break;
      case "pilot":
        vehicle.force(request.level);
        break;
      case "fail":
        this.#fail(request.failure);
        break;
      case "fault":
        this.#faults.set(request.fault);
        break;
      case "drop-at":
        this.#dropAt = request.drop;
        break;
      case "reboot":
        this.#controller.powerOff();
        this.#controller.powerOn();
        break;
    }
  }

  #fail(failure: Failure): void {
    const { board, relay, outlet, vehicle } = this.#controller;
    this.#failure = failure;
    relay.setFault(isRelayFault(failure) ? failure : "none");
    outlet.openIfOwed();
    if (failure === "stuck-relay") relay.stick();
    if (failure === "slow-vehicle" || failure === "none") vehicle.setSlow(failure === "slow-vehicle");
    board.setFault(isBoardFault(failure) ? failure : undefined);
  }

  #speak(kind: SpeechKind, text: string): void {
    if (this.#stopped) return;
    if (kind === "reply" && this.#faults.fault === "drop-ack") return;
    if (kind === "state" && this.#dropAt) return;
    this.#faults.send(Buffer.from(text, "latin1"));
  }

  #count(command: string, refused: boolean): void {
    if (refused) this.#refused += 1;
    if (command === "") return;
    this.#lastCommand = command;
    this.#commands.set(command, (this.#commands.get(command) ?? 0) + 1);
  }
}
