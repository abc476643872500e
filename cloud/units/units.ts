import { decodeMessage } from "../../protocol/codec.ts";
import { type UpState, upState } from "../../protocol/state.ts";
import type { Clock } from "../surroundings.ts";
import type { Malformed } from "./malformed.ts";

/** Units that are remembered at most; more are not one cloud in memory, but somebody who makes up ids. */
export const UNITS_AT_MOST = 10_000;

/** `unknown`: the cloud was cut off since it last heard, so nobody told it. */
export type Reach = "online" | "offline" | "unknown";

export interface KnownUnit {
  readonly id: string;
  readonly reach: Reach;
  /** Since when `reach` is what it is, as the cloud saw it: milliseconds since 1970. */
  readonly since: number;
  /** When `state` came. */
  readonly heardAt: number;
  /** What it last said. */
  readonly state: UpState;
}

/** What the cloud knows of each unit: the last state it published, and whether that still holds. */
export class Units {
  readonly #units = new Map<string, KnownUnit>();
  readonly #clock: Clock;
  readonly #malformed: Malformed;

  constructor(clock: Clock, malformed: Malformed) {
    this.#clock = clock;
    this.#malformed = malformed;
  }

  /** By id. */
  all(): readonly KnownUnit[] {
    return [...this.#units.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  get(unit: string): KnownUnit | null {
    return this.#units.get(unit) ?? null;
  }

  /** A payload of `up/state`; an empty one says that there is no such unit any more. @returns whether anything changed */
  take(unit: string, payload: Uint8Array): boolean {
    if (payload.length === 0) return this.#units.delete(unit);
    const decoded = decodeMessage(upState, payload);
    if (!decoded.ok) {
      this.#malformed.note(unit, upState.name, decoded, payload.length);
      return false;
    }
    const before = this.#units.get(unit);
    if (!before && this.#units.size >= UNITS_AT_MOST) return false;
    const state = decoded.message;
    const now = this.#clock.now();
    const reach = state.online ? "online" : "offline";
    const since = before?.reach === reach ? before.since : now;
    this.#units.set(unit, { id: unit, reach, since, heardAt: now, state });
    return true;
  }

  /** The link is down: who goes now goes unnoticed. Units that are still there say so again when it is back. */
  lostSight(): void {
    const since = this.#clock.now();
    for (const known of this.#units.values())
      if (known.reach !== "unknown") this.#units.set(known.id, { ...known, reach: "unknown", since });
  }
}
