import type { ConnectorId } from "./session.ts";
import type { Verdict } from "./verdict.ts";

/** What a list (the cloud's, or the local users) says of one credential. What is absent does not limit it. */
export interface ListEntry {
  readonly status: "active" | "blocked";
  /** The first instant at which it is no longer valid, milliseconds since 1970; null: never expires. */
  readonly expires: number | null;
  /** Whose it is, as the list names them; null when the list does not say. */
  readonly user: string | null;
  /** The first instant at which it is valid, milliseconds since 1970. */
  readonly from?: number;
  /** When it may start, such as `Mon-Fri 07:00-19:00`, in the unit's zone (see `isWithinHours`). */
  readonly windows?: readonly string[];
  /** Ids of the units that it may use; without it, every one of the installation. */
  readonly chargers?: readonly string[];
  /** Connectors that it may use; without it, all. */
  readonly connectors?: readonly ConnectorId[];
  /** Members of one group may stop each other's sessions; compared without regard to case. */
  readonly group?: string;
  /** Stops any session and starts none (OCPP 2.0.1 C12, C16). */
  readonly master?: true;
  /** Still accepted when the list has passed its `goodUntil` and nobody can be asked. */
  readonly owner?: true;
  /** How many sessions it may start. */
  readonly uses?: number;
  /** A session ends at this many watt-hours. */
  readonly maxEnergyWh?: number;
  /** A session ends after this many milliseconds. */
  readonly maxTime?: number;
}

/** What the cloud says of a credential when it is asked. */
export interface CloudAnswer {
  readonly verdict: Exclude<Verdict, "Timeout">;
  readonly group?: string;
  /** Whose it is. */
  readonly user?: string;
}

/** An answer of the cloud that was kept. */
export interface CachedAnswer extends CloudAnswer {
  /** When the cloud last said so, wall clock in milliseconds since 1970. */
  readonly updated: number;
}

/** What the unit knows of one credential. The two lists are never mixed (design.md §3). */
export interface Found {
  readonly cloud: ListEntry | null;
  readonly local: ListEntry | null;
  /** What the cloud answered when it was last asked; an answer that has outlived its lifetime counts as none. */
  readonly cached?: CachedAnswer;
  /** How many sessions it has started, of those whose number is limited. */
  readonly used?: number;
  /** Until when the cloud's list may be relied on with nobody to ask, milliseconds since 1970. */
  readonly goodUntil?: number;
}
