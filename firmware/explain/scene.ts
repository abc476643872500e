import type { Credential } from "../core/credential.ts";
import type { Instant } from "../core/events.ts";
import type { Found } from "../core/list-entry.ts";
import type { ConnectorId } from "../core/session.ts";
import type { State } from "../core/state.ts";

/** A credential, where it is shown, and what the unit knows of it. */
export interface Shown {
  readonly credential: Credential;
  /** The reader's or keypad's id. */
  readonly device: string;
  readonly connectors: readonly ConnectorId[];
  readonly found: Found;
  /** Minutes since Monday 00:00 in the unit's zone, at this wall clock. */
  readonly weekMinute: (wall: number) => number;
  /** Whether there is a cloud that can be asked later, when it cannot be now. */
  readonly hasCloud: boolean;
}

/** What a step of the core is read against. */
export interface Scene {
  readonly shown: Shown;
  readonly at: Instant;
  /** The state in which the credential is shown. */
  readonly before: State;
}
