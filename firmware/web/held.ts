import type { Clock } from "../../hal/clock.ts";
import type { WebSession } from "./access/sessions.ts";

/** So long something waits for a decision, milliseconds. */
const LASTS = 600_000;

/**
 * What one session has brought and looks at before it decides, or may still take back: in memory only, one thing at a time
 * (another one takes its place, whosever it is), for ten minutes, for nobody else.
 */
export class Held<T> {
  readonly #clock: Pick<Clock, "after">;
  #held: { readonly session: WebSession; readonly id: string; readonly value: T } | null = null;
  #cancel: () => void = () => {};

  constructor(clock: Pick<Clock, "after">) {
    this.#clock = clock;
  }

  /** @param id tells it from what the same session held before */
  hold(session: WebSession, id: string, value: T): void {
    this.drop();
    this.#held = { session, id, value };
    this.#cancel = this.#clock.after(LASTS, () => this.drop());
  }

  /** What this session holds; null: nothing, or no more. */
  of(session: WebSession | null): { readonly id: string; readonly value: T } | null {
    return session !== null && this.#held?.session === session ? this.#held : null;
  }

  /** The same, which is held no longer then. @param id what it must be */
  take(session: WebSession | null, id: string): T | null {
    const held = this.of(session);
    if (held === null || held.id !== id) return null;
    this.drop();
    return held.value;
  }

  drop(): void {
    this.#cancel();
    this.#held = null;
  }
}
