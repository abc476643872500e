import type { Credential } from "./credential.ts";
import type { Access, FaultCode, Happening } from "./happening.ts";
import type { CloudAnswer, Found } from "./list-entry.ts";
import type { Lockout } from "./lockout.ts";
import type { Reservation } from "./reservation.ts";
import type { Rules } from "./rules.ts";
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
  | {
      readonly type: "looked-up";
      readonly request: number;
      /** Null: the lists could not be read. */
      readonly found: Found | null;
      /** Minutes since Monday 00:00 in the unit's zone. Absent: not known. */
      readonly weekMinute?: number;
    }
  | {
      /** The cloud has answered a question (null: it could not be put). */
      readonly type: "answered";
      readonly request: number;
      readonly answer: CloudAnswer | null;
    }
  | {
      /** The cloud can be reached, or no longer. */
      readonly type: "cloud-link";
      readonly up: boolean;
    }
  | {
      /** Whether the wall clock is to be believed. */
      readonly type: "clock";
      readonly trusted: boolean;
      /** A time source has just set it: what was thought of the time before counts no more. */
      readonly proven?: true;
    }
  | {
      /** A key was pressed at a keypad, or what was typed there has been discarded or entered. */
      readonly type: "typing";
      readonly reader: string;
      readonly connectors: readonly ConnectorId[];
      readonly typing: boolean;
    }
  | { readonly type: "saved" | "save-failed"; readonly request: number }
  | { readonly type: "access"; readonly access: Access }
  | {
      /** The owner has set the rules anew: all of them, as they are from now on (`changeRules`). */
      readonly type: "rules";
      readonly rules: Rules;
    }
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
      /** The cloud asks for a connector to be kept; answered in the same step. */
      readonly type: "reserve";
      readonly request: RequestId;
      readonly reservation: Reservation;
    }
  | { readonly type: "cancel-reservation"; readonly request: RequestId; readonly id: number }
  | {
      /** The next unknown card is to be registered (A8); answered in the same step. Null: asked for at the unit itself. */
      readonly type: "enrol";
      readonly request: RequestId | null;
      /** How long the window is open, milliseconds. */
      readonly lasts: number;
    }
  | {
      /** The cloud now thinks so of a credential, unasked. */
      readonly type: "refresh";
      readonly request: RequestId;
      readonly credential: Credential;
      readonly answer: CloudAnswer;
    }
  | { readonly type: "clear-cache"; readonly request: RequestId }
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

/** What came of a request. */
export type RemoteOutcome =
  | {
      readonly accepted: true;
      /** The session that was started or stopped; null: none (the authorization waits for a plug, or waits no more). */
      readonly session: string | null;
    }
  /** `verdict` is absent where nothing was decided about a credential (a stop). */
  | {
      readonly accepted: false;
      /** The status that it is told with, by OCPP's names; absent: Rejected. */
      readonly status?: "Faulted" | "Occupied" | "Unavailable";
      readonly verdict?: Verdict;
      readonly reason: Reason;
    };

/** What the core wants done. The shell carries out effects in their order and decides nothing. */
export type Effect =
  | { readonly type: "look-up"; readonly request: number; readonly credential: Credential }
  /** Ask the cloud, and answer `answered` if it does `within` so many milliseconds. */
  | {
      readonly type: "ask";
      readonly request: number;
      readonly credential: Credential;
      readonly within: number;
    }
  /** Keep the cloud's answer, or (null) forget all that were kept. */
  | {
      readonly type: "cache";
      readonly answer: { readonly credential: Credential; readonly said: CloudAnswer } | null;
    }
  /** Make the session and its first records durable, then answer `saved` or `save-failed`. */
  | {
      readonly type: "save-start";
      readonly request: number;
      readonly session: Session;
      readonly records: readonly Happening[];
      /** Its credential has started one session more, in the same write. */
      readonly counted: boolean;
    }
  /** Make this durable as soon as the store can, in order, kept until it is; no answer is wanted. */
  | {
      readonly type: "write";
      readonly session?: { readonly connector: ConnectorId; readonly session: Session | null };
      readonly records: readonly Happening[];
      readonly access?: Access;
      /** All that there are now. */
      readonly reservations?: readonly Reservation[];
      /** Of this one keypad. */
      readonly lockout?: Lockout;
      /** Its start has come to nothing: it is not counted after all. */
      readonly uncounted?: Credential;
    }
  | { readonly type: "announce"; readonly happening: Happening }
  /** The answer to a request of the cloud. */
  | { readonly type: "respond"; readonly request: RequestId; readonly outcome: RemoteOutcome }
  | { readonly type: "permit"; readonly connector: ConnectorId }
  | { readonly type: "withdraw"; readonly connector: ConnectorId };
