/**
 * Time as the product sees it: handed in everywhere, so that tests run in virtual time.
 *
 * `wall` may jump (NTP, a person); `mono` never does and is what deadlines are measured with.
 */
export interface Clock {
  /** Wall clock, milliseconds since 1970-01-01T00:00:00Z. */
  wall(): number;
  /** Monotonic clock, milliseconds since an arbitrary start; fractions allowed. */
  mono(): number;
  /** Runs `run` once, `ms` milliseconds from now (0 or more). The answer cancels it; cancelling twice is harmless. */
  after(ms: number, run: () => void): () => void;
}

/** The wall clock has jumped when it went this much further than the monotonic one, or less far, milliseconds. */
export const LEAST_JUMP = 500;

/** A clock that tells when its wall clock has jumped; for whoever waits for a time of day. */
export interface JumpingClock extends Clock {
  /** Has `told` told of each jump of at least `LEAST_JUMP`, at the latest a second after it. The answer ends it; ending twice is harmless. */
  onJump(told: () => void): () => void;
}
