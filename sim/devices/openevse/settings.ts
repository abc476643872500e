/** What the board keeps in its EEPROM, over reboots and power cuts. */
export interface BoardSettings {
  /** Configured current, amps. */
  amps: number;
  /** Set once with `$SC a M`; 0: never. */
  maxHardwareAmps: number;
  /** ECF_xxx. */
  flags: number;
  totalWattHours: number;
  heartbeatSeconds: number;
  heartbeatAmps: number;
  gfiTrips: number;
  noGroundTrips: number;
  stuckRelayTrips: number;
}

/** DEFAULT_CURRENT_CAPACITY_L2 of open_evse.h. */
const DEFAULT_AMPS = 24;

/** Those of a board that was configured once and never used. */
export function freshSettings(configured: {
  readonly amps?: number;
  readonly maxAmps?: number;
}): BoardSettings {
  return {
    amps: configured.amps ?? DEFAULT_AMPS,
    maxHardwareAmps: configured.maxAmps ?? 0,
    flags: 0,
    totalWattHours: 0,
    heartbeatSeconds: 0,
    heartbeatAmps: 0,
    gfiTrips: 0,
    noGroundTrips: 0,
    stuckRelayTrips: 0,
  };
}
