/** How the board was built and configured; the defaults are stock 8.2.3 on current (V6) hardware. */
export interface OpenEvseOptions {
  /** Configured current, 6 to 80 A; default 24. */
  readonly amps?: number;
  /** Limit of the hardware as `$SC a M` would have set it, 6 to 80 A; default not set (80). */
  readonly maxAmps?: number;
  /** Milliseconds from power to `$AB`; default 0: in the clock's next turn. The real one takes some seconds. */
  readonly bootMs?: number;
  /** Milliseconds in which the vehicle answers the pilot; default 200. */
  readonly vehicleMs?: number;
  /** Milliseconds for which the board drives the relay, deaf, before it reports it closed; default 100. */
  readonly relayMs?: number;
  /** Built with AUTH_LOCK=1: locked at boot and whenever state A comes; `$S4` and `$G4` exist. Default no. */
  readonly authLock?: boolean;
  /** Built with BOOTLOCK: charges only after `$SB`, which exists then. Default no. */
  readonly bootLock?: boolean;
  /** Prints `relayCloseMs` lines without checksum at boot and when closing (RELAY_PWM on V6). Default yes. */
  readonly chatter?: boolean;
  /**
   * The pilot field follows the vehicle while sleeping. Default no: stock keeps the value from before
   * (OpenEVSE/openevse_esp32_firmware#53, lincomatic/open_evse#136); whether a vehicle is there is in vflags 0100.
   */
  readonly pilotFollowsInSleep?: boolean;
  /** Called after whatever may have changed `snapshot()`. */
  readonly onChange?: () => void;
}
