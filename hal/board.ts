/** The control pilot as IEC 61851-1 names it: A no vehicle, B vehicle, C asks for power, D with ventilation, E and F error. */
export type Pilot = "A" | "B" | "C" | "D" | "E" | "F";

/** A fault that the board itself has found. */
export type BoardFault =
  | "ventilation-required"
  | "diode-check-failed"
  | "ground-fault"
  | "no-ground"
  | "stuck-relay"
  | "self-test-failed"
  | "over-temperature"
  | "over-current"
  | "contactor-not-closing"
  | "board-fault";

/** What a board says of its connector. */
export interface BoardReport {
  readonly pilot: Pilot;
  readonly contactor: "open" | "closed";
  /** Whether the board would give power to a vehicle that asks. */
  readonly enabled: boolean;
  readonly fault: BoardFault | null;
  /** Its energy meter in watt-seconds, null when it has none; it may restart from 0. */
  readonly meterWs: number | null;
}

export type BoardEvent =
  /** Told on every change and at least every 2 s; the first one after a start or a loss follows the board's withdrawal. */
  | { readonly type: "report"; readonly report: BoardReport }
  | { readonly type: "lost"; readonly reason: string }
  /** The board announced that it has restarted; it is being withdrawn, and a report follows. */
  | { readonly type: "restarted" };

export type LightColour = "off" | "red" | "green" | "yellow" | "blue" | "teal" | "white";

/**
 * How a light moves. `breathe`: slowly up and down; `slow`: a second on, a second off; `flash`: a short flash every three
 * seconds; `fast`: four times a second; `double`, `triple`: so many short flashes, a pause; `long`: one long flash.
 */
export type LightRhythm = "steady" | "breathe" | "slow" | "flash" | "fast" | "double" | "triple" | "long";

/** What a status light is to show. */
export interface LightSign {
  readonly colour: LightColour;
  readonly rhythm: LightRhythm;
  /** Short tones when it begins, for boards that can make them. */
  readonly beeps: 0 | 1 | 2 | 3;
}

/**
 * A charger's board: pilot, contactor and status light of one connector, supervised for ever. It gives permission only:
 * the certified board decides in hardware whether the contactor may really close (IEC 61851-1).
 */
export interface ChargerBoard {
  /** Opens the device and goes on trying until `close`. Withdraw is the first command that the device gets. Called once. */
  start(listener: (event: BoardEvent) => void): void;
  /** Lets the board close its contactor when the vehicle asks. Without a working board it does nothing. */
  permit(): void;
  /** Takes the permission back, ahead of everything that waits to be sent. */
  withdraw(): void;
  /** Shows this until the next one, as well as the board can; never in the way of `permit` and `withdraw`. */
  light(sign: LightSign): void;
  /** Releases the device after what was asked of it has been sent; nothing is told any more. */
  close(): Promise<void>;
}
