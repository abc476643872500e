import type { BoardFault, BoardReport, Pilot } from "../../board.ts";

/** The board's own view of itself, as `$GS` and `$AT` carry it. */
export interface OpenEvseStatus {
  /** The board's state: 01–03 pilot A–C, 04–0E faults, FE sleeping, FF disabled. */
  readonly state: number;
  /** The pilot as measured, also while sleeping: 01 A, 02 B, 03 C, 04 D. */
  readonly pilot: number;
  readonly flags: number;
}

/** Bits of vflags (J1772EvseController.h). */
const RELAY_CLOSED = 0x0040;
const VEHICLE_CONNECTED = 0x0100;
const VEHICLE_FLAGS = 0x0700;

/** While booting, and for a moment after `$FE`. */
const NOT_MEASURED = 0x00;
const SLEEPING = 0xfe;
const DISABLED = 0xff;

/** Reads `state elapsed pilot vflags`, the reply to `$GS`; null when it is something else. */
export function parseGetState(params: readonly string[]): OpenEvseStatus | null {
  const [state, elapsed, pilot, flags] = params;
  if (params.length < 4 || elapsed === undefined || !/^\d+$/.test(elapsed)) return null;
  return status(state, pilot, flags);
}

/** Reads `state pilot amps vflags`, the parameters of `$AT`; null when they are something else. */
export function parseStateChange(params: readonly string[]): OpenEvseStatus | null {
  const [state, pilot, amps, flags] = params;
  if (params.length < 4 || amps === undefined || !/^\d+$/.test(amps)) return null;
  return status(state, pilot, flags);
}

function status(state?: string, pilot?: string, flags?: string): OpenEvseStatus | null {
  const fields = [hex(state, 2), hex(pilot, 2), hex(flags, 4)];
  const [stateCode, pilotCode, flagBits] = fields;
  if (stateCode === undefined || pilotCode === undefined || flagBits === undefined) return null;
  if (fields.some(Number.isNaN)) return null;
  return { state: stateCode, pilot: pilotCode, flags: flagBits };
}

function hex(text: string | undefined, digits: number): number {
  return text !== undefined && text.length <= digits && /^[0-9A-Fa-f]+$/.test(text)
    ? Number.parseInt(text, 16)
    : Number.NaN;
}

/** Whether the status says by its flag that a vehicle is connected. */
function saysConnected({ flags }: OpenEvseStatus): boolean {
  return (flags & VEHICLE_CONNECTED) !== 0;
}

/** Whether the status comes from firmware that keeps flags of the vehicle: connected, session ended, connected before. */
export function keepsVehicleFlags({ flags }: OpenEvseStatus): boolean {
  return (flags & VEHICLE_FLAGS) !== 0;
}

/** What is known beside the status when it is read. */
export interface StatusContext {
  /** The last reading of the board's meter in watt-seconds, if it has one. */
  readonly meterWs: number | null;
  /**
   * The board is known to keep the connected flag. Asleep, stock firmware leaves the pilot's value as it was before
   * (OpenEVSE/openevse_esp32_firmware#53), and only the flag follows the vehicle.
   */
  readonly flagIsKept: boolean;
  /** What was last known of the pilot. */
  readonly before: Pilot | null;
  /** It has been enabled a moment ago: the pilot's value may still be the one from before it slept. */
  readonly waking: boolean;
}

/** What the status means in the field's terms. */
export function reportOf(status: OpenEvseStatus, context: StatusContext): BoardReport {
  return {
    pilot: pilotOf(status, context),
    contactor: (status.flags & RELAY_CLOSED) !== 0 ? "closed" : "open",
    enabled: status.state >= 0x01 && status.state <= 0x03,
    fault: faultOf(status.state),
    meterWs: context.meterWs,
  };
}

/**
 * Asleep, a vehicle is connected or not; whether it would ask for power that nobody offers is not known. Disabled by
 * `$FD` the board does not read its pilot any more: that is state F, not available.
 */
function pilotOf(status: OpenEvseStatus, { flagIsKept, waking, before }: StatusContext): Pilot {
  if (status.state === DISABLED) return "F";
  const connected = saysConnected(status);
  if (status.state === NOT_MEASURED) return before ?? (connected ? "B" : "A");
  if (status.state === SLEEPING) return connected || (!flagIsKept && status.pilot > 0x01) ? "B" : "A";
  switch (status.pilot) {
    case 0x01:
      return waking && connected ? "B" : "A";
    case 0x02:
      return "B";
    case 0x03:
      return waking && (status.flags & RELAY_CLOSED) === 0 ? "B" : "C";
    case 0x04:
      return "D";
    default:
      return connected ? "B" : "A";
  }
}

function faultOf(state: number): BoardFault | null {
  if (state <= 0x03 || state === SLEEPING || state === DISABLED) return null;
  switch (state) {
    case 0x04:
      return "ventilation-required";
    case 0x05:
      return "diode-check-failed";
    case 0x06:
      return "ground-fault";
    case 0x07:
      return "no-ground";
    case 0x08:
      return "stuck-relay";
    case 0x09:
      return "self-test-failed";
    case 0x0a:
      return "over-temperature";
    case 0x0b:
      return "over-current";
    case 0x0e:
      return "contactor-not-closing";
    default:
      return "board-fault";
  }
}
