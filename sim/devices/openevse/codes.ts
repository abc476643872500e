/** States that the board finds by its own checks (J1772EvseController.h, EVSE_FAULT_STATE_BEGIN to _END). */
export const BOARD_FAULTS = [
  "vent",
  "diode",
  "gfci",
  "no-ground",
  "stuck-relay",
  "gfi-self-test",
  "over-temp",
  "over-current",
  "relay-closure",
] as const;
export type BoardFault = (typeof BOARD_FAULTS)[number];

export type EvseState = "unknown" | "A" | "B" | "C" | "sleeping" | "disabled" | BoardFault;

/** EVSE_STATE_xxx of J1772EvseController.h. */
export const STATE_CODES: Readonly<Record<EvseState, number>> = {
  unknown: 0x00,
  A: 0x01,
  B: 0x02,
  C: 0x03,
  vent: 0x04,
  diode: 0x05,
  gfci: 0x06,
  "no-ground": 0x07,
  "stuck-relay": 0x08,
  "gfi-self-test": 0x09,
  "over-temp": 0x0a,
  "over-current": 0x0b,
  "relay-closure": 0x0e,
  sleeping: 0xfe,
  disabled: 0xff,
};

/** ECVF_xxx of J1772EvseController.h: bits of the volatile flags, as far as a stock build ever sets them. */
export const VFLAG = {
  hardFault: 0x0002,
  authLocked: 0x0008,
  relayClosed: 0x0040,
  gfiTripped: 0x0080,
  evConnected: 0x0100,
  sessionEnded: 0x0200,
  evConnectedBefore: 0x0400,
  bootLocked: 0x4000,
} as const;

/** ECF_xxx of J1772EvseController.h: bits of the settings that `$FF` switches off; kept over a reboot. */
export const FEATURE_OFF_FLAGS: ReadonlyMap<string, number> = new Map([
  ["D", 0x0002],
  ["V", 0x0004],
  ["G", 0x0008],
  ["R", 0x0010],
  ["F", 0x0200],
  ["T", 0x0400],
  ["B", 0x8000],
]);

/** Service level 2. */
export const FLAG_LEVEL_2 = 0x0001;

export function isBoardFault(state: string): state is BoardFault {
  return (BOARD_FAULTS as readonly string[]).includes(state);
}
