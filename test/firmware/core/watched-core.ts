import type { Effect, Event } from "../../../firmware/core/events.ts";
import type { State } from "../../../firmware/core/state.ts";
import { type Step, step } from "../../../firmware/core/step.ts";
import { InvariantWatcher } from "../../../firmware/core/watch/invariants.ts";

/** An event without its instant. */
export type EventBody = Event extends infer E ? (E extends Event ? Omit<E, "at"> : never) : never;

/** Freezes a state to its leaves, so that a step that touches it throws. */
function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
  return value;
}

/**
 * The core with its watcher: every step is checked against all invariants and against touching its input. A broken one
 * throws with everything that led there.
 */
export class WatchedCore {
  state: State;
  /** One line for each step so far. */
  readonly trail: string[] = [];
  #watcher: InvariantWatcher;

  constructor(initial: State) {
    this.state = initial;
    this.#watcher = new InvariantWatcher(initial);
  }

  take(event: Event): Step {
    const before = freeze(this.state);
    const result = step(before, freeze(event));
    this.trail.push(`${event.at.mono} ${shown(event)} -> ${result.effects.map(shown).join(", ")}`);
    const broken = this.#watcher.check(before, event, result);
    if (broken.length > 0) throw this.failure(broken);
    this.state = result.state;
    return result;
  }

  /** A watcher that has seen all so far. */
  watcher(): InvariantWatcher {
    return this.#watcher.fork();
  }

  /** The unit starts anew. */
  restart(initial: State, note: string): void {
    this.trail.push(`=== ${note}`);
    this.state = initial;
    this.#watcher = new InvariantWatcher(initial);
  }

  failure(what: readonly string[]): Error {
    return new Error([...what, "after:", ...this.trail].join("\n  "));
  }
}

function shown(part: Event | Effect): string {
  const { type, ...rest } = part;
  const text = JSON.stringify({ ...rest, at: undefined });
  return text === "{}" ? type : `${type} ${text}`;
}
