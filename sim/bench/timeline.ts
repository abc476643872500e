import type { Clock } from "../../hal/clock.ts";

/** One thing that happened, for people. */
export interface Moment {
  /** Milliseconds since the scenario began. */
  readonly at: number;
  /** `step`: the scenario did it; `unit`: the unit told it; `seen`: it could be seen from outside; `cloud`: question, answer, request. */
  readonly kind: "step" | "unit" | "seen" | "cloud";
  readonly text: string;
}

/** Moments kept at most; a scenario of many hours has no more to say about its end. */
const KEPT = 2_000;

/** What happened in a scenario, in order. */
export class Timeline {
  readonly #clock: Clock;
  readonly #start: number;
  #moments: Moment[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.mono();
  }

  /** Milliseconds since the scenario began. */
  get now(): number {
    return this.#clock.mono() - this.#start;
  }

  get moments(): readonly Moment[] {
    return this.#moments;
  }

  note(kind: Moment["kind"], text: string): void {
    this.#moments.push({ at: this.now, kind, text });
    if (this.#moments.length >= 2 * KEPT) this.#moments = this.#moments.slice(-KEPT);
  }
}
