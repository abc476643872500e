import type { Key } from "../../keypad.ts";

const KEYS: readonly Key[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"];

/**
 * The key that a byte stands for; null: none. ASCII digits, `#`, `*`, carriage return and line feed; `A` and `B` are `*`
 * and `#` on 4-bit converters; F0 E1 D2 … 78 69 5A 4B are 0–9 `*` `#` on 8-bit ones (complemented nibble first).
 */
export function keyOfByte(byte: number): Key | null {
  switch (byte) {
    case 0x0d:
    case 0x0a:
      return "enter";
    case 0x41:
      return "*";
    case 0x42:
      return "#";
    default:
      break;
  }
  if (byte < 0x80) {
    const ascii = KEYS.find((key) => key === String.fromCharCode(byte));
    if (ascii !== undefined) return ascii;
  }
  const nibble = byte & 0x0f;
  return byte >> 4 === (~nibble & 0x0f) ? (KEYS[nibble] ?? null) : null;
}
