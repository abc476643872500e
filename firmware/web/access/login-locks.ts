/** Milliseconds. */
const TIMES = {
  /** The first lock; each further wrong try doubles it, */
  first: 60_000,
  /** up to this. */
  longest: 3_600_000,
  /** Wrong tries are forgotten when none has come for so long. */
  memory: 86_400_000,
} as const;

/** Wrong tries until a lock. */
const TRIES = {
  /** From one address. */
  source: 5,
  /** From all addresses together: who guesses from many is stopped, too. */
  everyone: 50,
} as const;

/** Addresses that are remembered; of more, those that tried longest ago are forgotten. */
const MOST_SOURCES = 32;

/** Stands for all addresses together. */
const EVERYONE = "*";

/**
 * Wrong passwords, or codes, from one address. Times in milliseconds; while the unit runs, by a clock that nobody sets
 * (`Gate`), and as they are kept, since 1970: they outlast a restart.
 */
export interface LoginLock {
  /** An IPv4 address, an IPv6 network (`loginSource`), or `*` for all of them together. */
  readonly source: string;
  readonly tries: number;
  readonly last: number;
  /** No login before this; 0: there is no lock. */
  readonly until: number;
}

/**
 * Until when nobody gets in from an address; null: they may try.
 * @param counted whose wrong tries count: the address' own, or also those of everyone
 */
export function lockedUntil(
  locks: readonly LoginLock[],
  source: string,
  counted: "own" | "everyones",
  now: number,
): number | null {
  const whose = counted === "everyones" ? [source, EVERYONE] : [source];
  const ends = locks
    .filter((lock) => whose.includes(lock.source) && lock.until > now)
    .map(({ until }) => until);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** The locks of an earlier run. A clock that was set back meanwhile lengthens none: they end, within an hour. */
export function locksOfEarlierRun(locks: readonly LoginLock[], now: number): readonly LoginLock[] {
  return locks.map((lock) => ({
    ...lock,
    last: Math.min(lock.last, now),
    until: Math.min(lock.until, now + TIMES.longest),
  }));
}

/** The locks by a clock that is ahead of theirs. @param by milliseconds */
export function locksSeenFrom(locks: readonly LoginLock[], by: number): readonly LoginLock[] {
  return locks.map(({ until, ...lock }) => ({
    ...lock,
    last: lock.last + by,
    until: until === 0 ? 0 : until + by,
  }));
}

/** The locks after a wrong password or code. */
export function afterWrongTry(
  locks: readonly LoginLock[],
  source: string,
  now: number,
): readonly LoginLock[] {
  const kept = locks.filter((lock) => !isForgotten(lock, now));
  const sources = [
    ...kept.filter((lock) => lock.source !== source && lock.source !== EVERYONE),
    oneMore(kept, source, TRIES.source, now),
  ];
  const newest = sources.toSorted((a, b) => a.last - b.last).slice(-MOST_SOURCES);
  return [oneMore(kept, EVERYONE, TRIES.everyone, now), ...newest];
}

/** The locks after somebody got in from an address: its wrong tries are forgiven. */
export function afterRightTry(locks: readonly LoginLock[], source: string): readonly LoginLock[] {
  return locks.filter((lock) => lock.source !== source);
}

function oneMore(locks: readonly LoginLock[], source: string, limit: number, now: number): LoginLock {
  const tries = (locks.find((lock) => lock.source === source)?.tries ?? 0) + 1;
  const doublings = Math.min(tries - limit, 16);
  const until = doublings < 0 ? 0 : now + Math.min(TIMES.longest, TIMES.first * 2 ** doublings);
  return { source, tries, last: now, until };
}

function isForgotten({ last, until }: LoginLock, now: number): boolean {
  return now - last >= TIMES.memory && until <= now;
}
