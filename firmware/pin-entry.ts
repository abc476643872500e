/** What is being typed at one keypad: the digits after the opening `#`, or nothing. Never logged, never announced. */
export interface PinEntry {
  readonly digits: string | null;
  /** Monotonic time at which an unfinished entry is discarded; null: none is under way. */
  readonly deadline: number | null;
}

export const NO_ENTRY: PinEntry = { digits: null, deadline: null };

/** More digits than any PIN has are not kept; the entry stays too long until it is submitted or discarded. */
const KEPT_DIGITS = 11;

export interface KeyPressed {
  readonly entry: PinEntry;
  /** The PIN as typed, with its leading `#`, when this key submitted it. */
  readonly submitted: string | null;
}

/**
 * One key at a keypad: `#` opens, digits, `#` or Enter submits, `*` or silence discards. Digits before the opening `#`
 * are no PIN (A2).
 *
 * @param now monotonic milliseconds
 * @param idle how long an unfinished entry is kept, milliseconds
 */
export function pressKey(before: PinEntry, key: string, now: number, idle: number): KeyPressed {
  const entry = before.deadline !== null && now >= before.deadline ? NO_ENTRY : before;
  const typing = (digits: string): KeyPressed => ({
    entry: { digits, deadline: now + idle },
    submitted: null,
  });
  if (key === "*") return { entry: NO_ENTRY, submitted: null };
  if (key === "#" || key === "enter") {
    if (entry.digits) return { entry: NO_ENTRY, submitted: `#${entry.digits}` };
    return key === "#" ? typing("") : { entry, submitted: null };
  }
  if (entry.digits === null) return { entry, submitted: null };
  return typing((entry.digits + key).slice(0, KEPT_DIGITS));
}
