import type { Clock } from "../../hal/clock.ts";

/** The stretch of wire that a device emulator sits on; the host (a driver, anyone's) is at the other end. */
export interface DeviceWire {
  /** Sends bytes to the host. */
  send(bytes: Uint8Array): void;
  /** Pulls the plug: the host sees its port vanish (a pty hangs up). */
  hangUp(): void;
  /** Puts the plug back after `hangUp`. Harmless when it is in. */
  restore(): void;
}

/** What every emulator is given: its wire, time, and chance. */
export interface DeviceWorld {
  readonly wire: DeviceWire;
  readonly clock: Clock;
  /** Uniform in [0, 1); the only source of randomness, so that a seed repeats a run. */
  readonly random: () => number;
}

/** Wire faults that every emulator can be told to have. */
export const WIRE_FAULTS = [
  "silence",
  "noise",
  "corrupt",
  "duplicate",
  "drop-ack",
  "hangup",
  "none",
] as const;
export type WireFault = (typeof WIRE_FAULTS)[number];

/**
 * A device emulator: a protocol peer that speaks bytes on one side and takes a person's one-line
 * commands on the other. It keeps no timers but those of its clock.
 */
export interface DevicePeer {
  /** Bytes from the host, in chunks of any size. */
  receive(bytes: Uint8Array): void;
  /**
   * Obeys one command line (`card 04A1B2C3`, `fault noise`, `state`, `help`).
   * Answers `ok`, or `error <what was expected>`, or for `state` one line of JSON, or for `help` several lines.
   */
  command(line: string): string;
  /** Ends all of its timers. */
  stop(): void;
}
