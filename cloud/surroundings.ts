/** Time as the cloud sees it: handed in everywhere, so that tests decide what it is. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Runs `run` once, `ms` milliseconds from now. The answer cancels it; cancelling twice is harmless. */
  after(ms: number, run: () => void): () => void;
}

/** That many random bytes; ids are unique only if they are. */
export type Random = (bytes: number) => Uint8Array;

/** Where the cloud writes what a person may need later. Never give it a secret. */
export interface Log {
  debug(message: string, details?: Record<string, unknown>): void;
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

/** So many random bytes in lower-case hex. */
export function randomHex(random: Random, bytes: number): string {
  return Buffer.from(random(bytes)).toString("hex");
}
