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

/**
 * How long a keypad stays locked that was locked in an earlier run, milliseconds. A clock that was set back shortens nothing:
 * the whole lock begins anew.
 */
export function lockLeft({ last, until }: Lockout, wall: number): number {
  return wall < last ? until - last : Math.max(0, until - wall);
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
  const forgotten = before === undefined || wall >= before.last + TIMES.pinMemory;
  const tries = forgotten ? 1 : before.tries + 1;
  const longest = Math.max(TIMES.longestLock, pinLock);
  const doublings = Math.min(tries - pinTries, 30);
  const lock = doublings < 0 ? 0 : Math.min(longest, pinLock * 2 ** doublings);
  return { keypad, tries, last: wall, until: wall + lock };
}
