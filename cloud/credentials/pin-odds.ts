/** How a unit answers wrong PINs, if its own rules `pinTries` and `pinLock` were not changed: milliseconds, and what it does besides. */
export const PIN_LOCK = {
  /** So many wrong PINs lock the keypad, */
  tries: 5,
  /** for so long, and each further one for twice as long, */
  lock: 60_000,
  /** up to this. They are forgotten after a day without one. */
  longest: 3_600_000,
} as const;

const DAY = 86_400_000;

/**
 * Wrong PINs that somebody can try at one keypad in 24 hours who does nothing else: the first day, on which the locks are still
 * short, is the worst.
 */
export function triesPerDay(lockout: { tries: number; lock: number; longest: number } = PIN_LOCK): number {
  let tries = 0;
  let lock = lockout.lock;
  for (let at = 0; at < DAY; ) {
    tries += 1;
    if (tries < lockout.tries) continue;
    at += lock;
    lock = Math.min(2 * lock, Math.max(lockout.longest, lockout.lock));
  }
  return tries;
}

/**
 * The odds that somebody gets in within a day by guessing, 0 to 1: who knows how many digits the codes have, never tries a PIN
 * twice, and tries at all keypads.
 * @param codes digits of each code that is good
 */
export function oddsPerDay(
  codes: readonly number[],
  options: { readonly keypads: number; readonly lockout?: typeof PIN_LOCK },
): number {
  const tries = triesPerDay(options.lockout) * options.keypads;
  const byDigits = [...new Set(codes)].map((digits) => {
    const good = codes.filter((other) => other === digits).length;
    const all = 10 ** digits;
    let missed = 1;
    for (let tried = 0; tried < tries; tried += 1) missed *= Math.max(0, 1 - good / Math.max(1, all - tried));
    return 1 - missed;
  });
  return Math.max(0, ...byDigits);
}
