import type { ChargerBoard } from "../hal/board.ts";
import type { JumpingClock } from "../hal/clock.ts";
import type { Keypad } from "../hal/keypad.ts";
import type { Log } from "../hal/log.ts";
import type { CardReader } from "../hal/reader.ts";
import type { ClockQuality } from "../protocol/state.ts";
import type { Credential } from "./core/credential.ts";
import type { Event, RemoteOutcome, RequestId } from "./core/events.ts";
import type { Access, Happening } from "./core/happening.ts";
import type { Rules } from "./core/rules.ts";
import type { ConnectorId } from "./core/session.ts";
import type { State } from "./core/state.ts";
import type { Step } from "./core/step.ts";
import type { Keyring } from "./credential/keyring.ts";
import type { UnitStore } from "./store/unit-store.ts";

/** A device that serves connectors. */
export interface Serving<Device> {
  readonly id: string;
  readonly connectors: readonly ConnectorId[];
  readonly device: Device;
}

/** The unit's side of the link to its cloud: told what the cloud should know. Nothing in it may stand in the way of a step. */
export interface Uplink {
  /** The state, or what is told of it, has changed; called when all steps are done. */
  changed(state: State): void;
  /** Records have become durable. */
  recorded(): void;
  /**
   * Asks the cloud about a credential; the answer, if one comes in time, goes to `Unit.answered`. False: it cannot be asked.
   *
   * @param within how long an answer is of use, milliseconds
   */
  ask(request: number, credential: Credential, within: number): boolean;
  /** The one answer to a request. */
  respond(request: RequestId, outcome: RemoteOutcome): void;
}

/** What a unit is put together from; nothing in it is constructed by the unit. */
export interface UnitParts {
  /** The unit's own id. */
  readonly unit: string;
  /** Minutes since Monday 00:00 in the unit's zone, at this wall clock in milliseconds since 1970. */
  readonly weekMinute: (wall: number) => number;
  readonly clock: JumpingClock;
  /** How good the clock is; looked at when it jumps, and now and then. Absent: nobody knows, and it is believed. */
  readonly clockQuality?: () => ClockQuality;
  readonly log: Log;
  readonly store: UnitStore;
  /** Turns what readers and keypads give into credentials. */
  readonly keyring: Pick<Keyring, "credentialOfCard" | "credentialOfPin" | "sealForCloud">;
  readonly boards: readonly { readonly connector: ConnectorId; readonly board: ChargerBoard }[];
  readonly readers: readonly Serving<CardReader>[];
  readonly keypads: readonly Serving<Keypad>[];
  /** The access mode when none was ever set. */
  readonly access: Access;
  readonly rules: Partial<Rules>;
  /** A text that no earlier run of this unit had. */
  readonly run: string;
  /** Told everything that happens, with its wall-clock time. */
  readonly announce: (happening: Happening, at: number) => void;
  /** Sees every step; for checking invariants and for pictures of the state. */
  readonly inspect?: (before: State, event: Event, step: Step) => void;
}
