import { type Pin, parsePin } from "./pin.ts";

const DIGITS = 6;

/**
 * A PIN that nobody would guess first: six digits, not all alike, no run.
 *
 * @param random answers that many unpredictable bytes
 */
export function suggestedPin(random: (bytes: number) => Uint8Array): Pin {
  for (;;) {
    // 250 is the greatest multiple of 10 that a byte holds: each digit is as likely as the others.
    const digits = Array.from(random(DIGITS * 4))
      .filter((byte) => byte < 250)
      .map((byte) => byte % 10)
      .slice(0, DIGITS);
    if (digits.length < DIGITS || isEasy(digits)) continue;
    const read = parsePin(`#${digits.join("")}`);
    if (read.ok) return read.pin;
  }
}

function isEasy(digits: readonly number[]): boolean {
  const steps = new Set(digits.slice(1).map((digit, at) => digit - (digits[at] ?? 0)));
  return new Set(digits).size < 3 || steps.size === 1;
}
