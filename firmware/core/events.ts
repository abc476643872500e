import type { Credential } from "./credential.ts";
import type { Access, FaultCode, Happening } from "./happening.ts";
import type { Found } from "./list-entry.ts";
import type { ConnectorId, Session } from "./session.ts";
import type { Reason, Verdict } from "./verdict.ts";

/** One moment on both clocks, milliseconds: deadlines use `mono`, expiry and records use `wall`. */
export interface Instant {
  readonly mono: number;
  readonly wall: number;
}

/** The control pilot as IEC 61851-1 names it: A no vehicle, B vehicle, C asks for power, D with ventilation, E and F error. */
export type Pilot = "A" | "B" | "C" | "D" | "E" | "F";

/** What a board says of its connector. */
export interface BoardReport {
  readonly pilot: Pilot;
  readonly contactor: "open" | "closed";
  /** Whether the board would give power to a vehicle that asks. */
  readonly enabled: boolean;
  readonly fault: FaultCode | null;
  /** The board's energy meter in watt-seconds, if it has one; it may restart from 0. */
  readonly meterWs: number | null;
}

/** What can happen to the core. Nothing else reaches it. */
export type Event = { readonly at: Instant } & (
  | {
      /** The unit has started: the first event, once. (A board heard before it is withdrawn all the same.) */
      readonly type: "started";
    }
  | {
      /** Nothing but time has passed: sent at `nextDeadline`. */
      readonly type: "tick";
    }
  | { readonly type: "board-report"; readonly connector: ConnectorId; readonly report: BoardReport }
  | { readonly type: "board-lost"; readonly connector: ConnectorId }
  | { readonly type: "board-restarted"; readonly connector: ConnectorId }
  | {
      readonly type: "presented";
      /** The reader or keypad, and the connectors that it serves. */
      readonly reader: string;
      readonly connectors: readonly ConnectorId[];
      readonly credential: Credential;
      /** Why it cannot be looked up at all (a random UID, a malformed PIN). */
      readonly unusable?: Reason;
    }
  | { readonly type: "looked-up"; readonly request: number; readonly found: Found | null }
  | { readonly type: "saved" | "save-failed"; readonly request: number }
  | { readonly type: "access"; readonly access: Access }
  | {
      /** The cloud asks for a start in the name of a credential; answered by exactly one `respond`. */
      readonly type: "remote-start";
      readonly request: RequestId;
      /** Null: the lowest one that is not in use. */
      readonly connector: ConnectorId | null;
      readonly credential: Credential;
    }
  | {
      /** The cloud asks for the end of what runs at a connector; answered by exactly one `respond`, in the same step. */
      readonly type: "remote-stop";
      readonly request: RequestId;
      readonly connector: ConnectorId;
      /** Only if it is this session; null: whichever runs. */
      readonly session: string | null;
    }
  | {
      /** One of the lists has changed: who is charging, or may when a plug follows, is looked up again. */
      readonly type: "list-changed";
    }
  | {
      /** Whatever is charging or about to, at every connector, ends here. */
      readonly type: "stop-all";
    }
  | {
      /** The unit is going down: power is withdrawn; what is being charged is left to be resumed by the next run. */
      readonly type: "shutdown";
    }
);

declare const requestBrand: unique symbol;

/** What the cloud calls its request; it comes back with the answer. */
export type RequestId = string & { readonly [requestBrand]: true };

/** What came of a remote start or stop. */
export type RemoteOutcome =
  | {
      readonly accepted: true;
      /** The session that was started or stopped; null: the authorization waits for a plug, or waits no more. */
      readonly session: string | null;
    }
  /** `verdict` is absent where nothing was decided about a credential (a stop). */
  | { readonly accepted: false; readonly verdict?: Verdict; readonly reason: Reason };

/** What the core wants done. The shell carries out effects in their order and decides nothing. */
export type Effect =
  | { readonly type: "look-up"; readonly request: number; readonly credential: Credential }
  /** Make the session and its first records durable, then answer `saved` or `save-failed`. */
  | {
      readonly type: "save-start";
      readonly request: number;
      readonly session: Session;
      readonly records: readonly Happening[];
    }
  /** Make this durable as soon as the store can, in order, kept until it is; no answer is wanted. */
  | {
      readonly type: "write";
      readonly session?: { readonly connector: ConnectorId; readonly session: Session | null };
      readonly records: readonly Happening[];
      readonly access?: Access;
    }
  | { readonly type: "announce"; readonly happening: Happening }
  /** The answer to a request of the cloud. */
  | { readonly type: "respond"; readonly request: RequestId; readonly outcome: RemoteOutcome }
  | { readonly type: "permit"; readonly connector: ConnectorId }
  | { readonly type: "withdraw"; readonly connector: ConnectorId };
