import type { Card } from "../../reader.ts";

/** Commands of the PN532 that the driver uses (UM0701-02 §7). */
export const COMMANDS = {
  getFirmwareVersion: Uint8Array.of(0x02),
  /** Normal mode, no virtual-card time-out, IRQ pin driven: the first thing that the chip must hear after power-up. */
  samConfiguration: Uint8Array.of(0x14, 0x01, 0x00, 0x01),
  /** ATR once, PSL once, and try to find a card for ever: a poll stays pending in the chip until a card comes. */
  pollForEver: Uint8Array.of(0x32, 0x05, 0xff, 0x01, 0xff),
  /** One target, 106 kbit/s type A. */
  inListPassiveTarget: Uint8Array.of(0x4a, 0x01, 0x00),
} as const;

/** Bytes that wake the chip from its low-battery mode, where it sits after power-up (libnfc, Linux pn533). */
export const WAKE_UP = Uint8Array.of(0x55, 0x55, ...new Uint8Array(14));

/** IC code in the answer to GetFirmwareVersion. */
export const PN532_IC = 0x32;

/**
 * Reads the first target of an InListPassiveTarget answer (106 kbit/s type A):
 * `NbTg Tg SENS_RES[2] SEL_RES UIDlen UID…`, where the UID has 4, 7 or 10 bytes.
 *
 * @param data the answer after its reply code
 * @returns the card; null for "no card"; undefined when the answer is malformed
 */
export function parseTarget(data: Uint8Array): Card | null | undefined {
  const [count, , , , sak, length] = data;
  if (count === 0) return null;
  if (count !== 1 || sak === undefined || length === undefined) return undefined;
  if (length !== 4 && length !== 7 && length !== 10) return undefined;
  const uid = data.subarray(6, 6 + length);
  if (uid.length !== length) return undefined;
  return { uid: hex(uid), sak };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();
}
