import type { Power } from "./power.ts";

/** Retries without end (UM0701-02 §7.3.1, MaxRtyPassiveActivation). */
export const FOR_EVER = 0xff;
/** SetParameters: fetch the ATS of a card that has one (UM0701-02 §7.2.9). */
const AUTOMATIC_RATS = 0x10;

/** UM0701-02 §7.2.8, by the number the command uses. */
export const BAUD_RATES = [9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1_288_000] as const;

/** What the host can set, as power-on leaves it. */
export class Settings {
  power: Power = "asleep";
  baud = 115200;
  /** Agreed on, and in force once the host has acknowledged the answer. */
  nextBaud: number | undefined;
  samMode = 1;
  /** Whether bytes on the line may end a PowerDown. */
  wakeable = true;
  /** AutomaticATR_RES and AutomaticRATS. */
  parameters = 0x14;
  /** By item number of RFConfiguration. */
  readonly rf = new Map<number, Uint8Array>([
    [0x01, Uint8Array.of(0x00)],
    [0x02, Uint8Array.of(0x00, 0x0b, 0x0a)],
    [0x04, Uint8Array.of(0x00)],
    [0x05, Uint8Array.of(0xff, 0x01, FOR_EVER)],
    [0x0a, Uint8Array.of(0x59, 0xf4, 0x3f, 0x11, 0x4d, 0x85, 0x61, 0x6f, 0x26, 0x62, 0x87)],
    [0x0b, Uint8Array.of(0x69, 0xff, 0x3f, 0x11, 0x41, 0x85, 0x61, 0x6f)],
    [0x0c, Uint8Array.of(0xff, 0x04, 0x85)],
    [0x0d, Uint8Array.of(0x85, 0x15, 0x8a, 0x85, 0x08, 0xb2, 0x85, 0x01, 0xda)],
  ]);
  readonly registers = new Map<number, number>();
  port3 = 0x3f;
  port7 = 0x06;
  /** Status of the last exchange with a card, for GetGeneralStatus. */
  lastError = 0;

  get automaticRats(): boolean {
    return (this.parameters & AUTOMATIC_RATS) !== 0;
  }

  /** How often a card is looked for after the first try; FOR_EVER without end. */
  get activationRetries(): number {
    return this.rf.get(0x05)?.[2] ?? FOR_EVER;
  }
}
