import type { Credential } from "./credential.ts";
import type { BoardReport, RequestId } from "./events.ts";
import type { Access, FaultCode, Happening } from "./happening.ts";
import { DEFAULT_RULES, type Rules } from "./rules.ts";
import type { ConnectorId, Session, StopReason } from "./session.ts";
import type { Reason } from "./verdict.ts";

/** How a session is to end. */
export interface Ending {
  readonly reason: StopReason;
  readonly by: Credential | null;
  /** Leave the connector as if its vehicle had just been plugged in, not as finished with the cable in. */
  readonly reopen: boolean;
}

/** What a connector is being used for. */
export type Use =
  | { readonly kind: "none" }
  /** The start is being made durable; `cancelled` when it must end as soon as that is known to have happened. */
  | {
      readonly kind: "starting";
      readonly session: Session;
      /** Where its credential was shown; null: nowhere, because it is no one's or was asked for by the cloud. */
      readonly reader: string | null;
      /** The cloud's request that waits to hear what becomes of this start; null: none does. */
      readonly unanswered: RequestId | null;
      readonly request: number;
      /** Monotonic time at which waiting for the store is given up. */
      readonly deadline: number;
      readonly records: readonly Happening[];
      readonly cancelled: Ending | null;
    }
  /** A durable session. */
  | {
      readonly kind: "session";
      readonly session: Session;
      /** A fault or a lost board keeps it from going on. */
      readonly interrupted: boolean;
      /** Its vehicle has had power, so when it asks for none it has paused. */
      readonly charged: boolean;
    }
  /** A session saved by an earlier run, until the board's first report tells whether its vehicle is still there. */
  | { readonly kind: "recovering"; readonly session: Session }
  /** A session ended with the cable in; only a new authorization starts the next. */
  | { readonly kind: "finished" };

/** One connector. */
export interface Connector {
  readonly id: ConnectorId;
  /** `unknown` until the board has been heard, or is known to be lost, and again while it restarts. */
  link: "unknown" | "up" | "lost";
  /** The board's last word; null before the first. It is old news unless the link is up. */
  report: BoardReport | null;
  /** Monotonic time at which the vehicle was plugged in; null: none is connected, as far as is known. */
  pluggedAt: number | null;
  /** The last command given. */
  permitted: boolean;
  /**
   * A fault that the unit itself has found with the contactor. Welded: until it is reported open. Not closing: until it is
   * reported closed, the vehicle is unplugged, or the board has restarted; only another try can show that it is mended.
   */
  contactorFault: "contactor-welded" | "contactor-not-closing" | null;
  /** The fault that was last announced. */
  announcedFault: FaultCode | null;
  use: Use;
  /** No automatic start (open access) before this monotonic time. */
  holdUntil: number | null;
  /** The refusal light is on until this monotonic time. */
  refusedUntil: number | null;
  /** When a closed contactor that should be open is called welded, monotonic. */
  weldedAt: number | null;
  /** When an open contactor that should be closed is called not closing, monotonic. */
  notClosingAt: number | null;
}

/** Where an authorization would take effect. */
export type Target =
  /** The vehicle that is connected there; once it has left, or its connector has failed, the target is nowhere. */
  | { readonly kind: "vehicle"; readonly connector: ConnectorId }
  | { readonly kind: "next-plug"; readonly connectors: readonly ConnectorId[] }
  /** Nowhere: it is looked up only to give the right reason for the refusal, which is shown at these connectors. */
  | { readonly kind: "nowhere"; readonly connectors: readonly ConnectorId[]; readonly reason: NoTarget };

/** Why a credential would take effect nowhere. */
export type NoTarget = Extract<
  Reason,
  "connector-busy" | "connector-faulted" | "vehicle-left" | "store-unavailable" | "shutting-down"
>;

/** How a credential came to the unit, and so who is told what becomes of it. */
export type Source =
  /** Shown at this reader or keypad. */
  | { readonly kind: "reader"; readonly id: string }
  /** Named by the cloud, whose request waits for its one answer. */
  | { readonly kind: "remote"; readonly request: RequestId };

/** A question that is under way. */
export interface Check {
  readonly request: number;
  readonly credential: Credential;
  readonly source: Source;
  readonly target: Target;
  readonly deadline: number;
}

/** An accepted credential that waits for a plug at any of its connectors. */
export interface Pending {
  /** The number of the check that let it in. */
  readonly request: number;
  readonly credential: Credential;
  readonly user: string | null;
  /** Where it was shown; null: asked for by the cloud, which has its answer already. */
  readonly reader: string | null;
  readonly connectors: readonly ConnectorId[];
  readonly deadline: number;
}

/** A credential that was let in and is looked up again, because a list has changed; until the answer nothing changes. */
export interface Review {
  readonly request: number;
  readonly credential: Credential;
  readonly about: Subject;
  /** Monotonic time at which a lookup that has not answered is given up. */
  readonly deadline: number;
}

/** What a review decides about, for as long as it is there. */
export type Subject =
  | { readonly kind: "session"; readonly session: string }
  /** The authorization that waits for a plug since this check. */
  | { readonly kind: "pending"; readonly request: number };

/** Everything that the core knows. */
export interface State {
  readonly rules: Rules;
  readonly access: Access;
  readonly connectors: readonly Readonly<Connector>[];
  readonly checks: readonly Check[];
  readonly pending: readonly Pending[];
  readonly reviews: readonly Review[];
  /** Sessions that an earlier run saved for connectors that the unit has no more; they are ended at the start. */
  readonly orphans: readonly Session[];
  /** Makes session ids unique between runs of the unit. */
  readonly run: string;
  readonly nextRequest: number;
  readonly nextSession: number;
  /** When the unit was last known to be alive before this run, wall clock; null: never. */
  readonly aliveBefore: number | null;
  /** The unit is going down: nothing is permitted any more. */
  readonly shutdown: boolean;
}

/** What the core starts from. */
export interface Start {
  readonly connectors: readonly ConnectorId[];
  readonly access: Access;
  readonly rules?: Partial<Rules>;
  /** Sessions that an earlier run saved and did not end. */
  readonly sessions?: readonly Session[];
  readonly aliveBefore?: number | null;
  /** A text that no earlier run of this unit had. */
  readonly run: string;
}

/** The state before the first event: nothing is permitted, nothing is known of any board. */
export function initialState(start: Start): State {
  const sessions = start.sessions ?? [];
  return {
    rules: { ...DEFAULT_RULES, ...start.rules },
    access: start.access,
    connectors: start.connectors.map((id) => {
      const session = sessions.find((saved) => saved.connector === id);
      return {
        id,
        link: "unknown",
        report: null,
        pluggedAt: null,
        permitted: false,
        contactorFault: null,
        announcedFault: null,
        use: session ? { kind: "recovering", session } : { kind: "none" },
        holdUntil: null,
        refusedUntil: null,
        weldedAt: null,
        notClosingAt: null,
      };
    }),
    checks: [],
    pending: [],
    reviews: [],
    orphans: sessions.filter(({ connector }) => !start.connectors.includes(connector)),
    run: start.run,
    nextRequest: 1,
    nextSession: 1,
    aliveBefore: start.aliveBefore ?? null,
    shutdown: false,
  };
}
