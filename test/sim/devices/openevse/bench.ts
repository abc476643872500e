import { OpenEvseEmulator } from "../../../../sim/devices/openevse/openevse-emulator.ts";
import type { OpenEvseOptions } from "../../../../sim/devices/openevse/options.ts";
import type { OpenEvseSnapshot } from "../../../../sim/devices/openevse/snapshot.ts";
import { VirtualClock } from "../../../../sim/virtual-clock.ts";

/** A wire that remembers what went over it. */
export class RecordingWire {
  readonly sent: string[] = [];
  readonly events: string[] = [];

  send(bytes: Uint8Array): void {
    this.sent.push(Buffer.from(bytes).toString("latin1"));
  }

  hangUp(): void {
    this.events.push("hangUp");
  }

  restore(): void {
    this.events.push("restore");
  }

  /** What was sent since the last call. */
  take(): string[] {
    return this.sent.splice(0);
  }
}

/** An emulated charger on a virtual clock, booted and with what it said until then taken away. */
export class Bench {
  readonly clock = new VirtualClock();
  readonly wire = new RecordingWire();
  readonly evse: OpenEvseEmulator;

  constructor(options: OpenEvseOptions = {}, random: () => number = () => 0.5) {
    this.evse = new OpenEvseEmulator(
      { wire: this.wire, clock: this.clock, random },
      { chatter: false, amps: 16, ...options },
    );
    this.clock.advance(25);
    this.wire.take();
  }

  get state(): OpenEvseSnapshot {
    return this.evse.snapshot();
  }

  /** Sends a line as the host would, without its carriage return, and answers all that came back on it at once. */
  host(line: string): string[] {
    this.wire.take();
    this.evse.receive(Buffer.from(`${line}\r`, "latin1"));
    return this.wire.take();
  }

  /** Obeys person's commands; lets time pass where one is a number of milliseconds. */
  do(...steps: readonly (string | number)[]): this {
    for (const step of steps) {
      if (typeof step === "number") this.clock.advance(step);
      else if (this.evse.command(step) !== "ok") throw new Error(this.evse.command(step));
    }
    return this;
  }

  /** Plugs a vehicle in and waits until it charges. */
  charge(): this {
    this.do("plug", 2000);
    this.wire.take();
    return this;
  }

  /** Lets time pass; answers what was said meanwhile. */
  after(ms: number): string[] {
    this.clock.advance(ms);
    return this.wire.take();
  }
}

/** A line as the board sends it, its checksum computed here and not by the emulator. */
export function line(body: string): string {
  let checksum = 0;
  for (const byte of Buffer.from(`$${body}`, "latin1")) checksum ^= byte;
  return `$${body}^${checksum.toString(16).toUpperCase().padStart(2, "0")}\r`;
}
