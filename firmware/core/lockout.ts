import { type Rules, TIMES } from "./rules.ts";

/** What is remembered of wrong PINs at one keypad, over restarts. */
export interface Lockout {
  readonly keypad: string;
  /** Wrong PINs since the last day without one. */
  readonly tries: number;
  /** When the last of them was, wall clock in milliseconds since 1970. */
  readonly last: number;
  /** Until when the keypad is locked, wall clock; not in the future: it is open. */
  readonly until: number;
}

/** Whether a keypad is locked at this wall clock. A clock that was set back locks nobody out for longer than the lock was. */
export function isLocked(lockout: Lockout | undefined, wall: number): boolean {
  return lockout !== undefined && wall < lockout.until && wall >= lockout.last;
}

/**
 * One more wrong PIN: from `pinTries` of them on the keypad locks, each time for twice as long, up to an hour. A right PIN
 * takes none back; a day without a wrong one does (rules.md §5).
 */
export function afterWrongPin(
  before: Lockout | undefined,
  keypad: string,
  { pinTries, pinLock }: Rules,
  wall: number,
): Lockout {
  const fresh = before === undefined || wall >= before.last + TIMES.pinMemory || wall < before.last;
  const tries = fresh ? 1 : before.tries + 1;
  const longest = Math.max(TIMES.longestLock, pinLock);
  const doublings = Math.min(tries - pinTries, 30);
  const lock = doublings < 0 ? 0 : Math.min(longest, pinLock * 2 ** doublings);
  return { keypad, tries, last: wall, until: wall + lock };
}
