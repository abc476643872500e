import type { Check, Pending } from "./claim.ts";
import type { Credential } from "./credential.ts";
import type { BoardReport, RequestId } from "./events.ts";
import type { Access, Asker, FaultCode, Finding, Happening } from "./happening.ts";
import type { RefusalLight } from "./light.ts";
import type { CloudAnswer } from "./list-entry.ts";
import type { Lockout } from "./lockout.ts";
import type { Reservation } from "./reservation.ts";
import { BOUNDS, DEFAULT_RULES, type Identification, type Rules } from "./rules.ts";
import type { ConnectorId, Session, StopReason } from "./session.ts";
import type { Verdict } from "./verdict.ts";

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
      /** What was given for it; null: nothing was asked for. */
      readonly identification: Identification | null;
      /** Where its credential was shown; null: nowhere, because it is no one's or was asked for by the cloud. */
      readonly reader: string | null;
      /** The cloud's request that waits to hear what becomes of this start; null: none does. */
      readonly unanswered: RequestId | null;
      readonly request: number;
      /** Monotonic time at which waiting for the store is given up. */
      readonly deadline: number;
      readonly records: readonly Happening[];
      /** The start is counted with it. */
      readonly counted: boolean;
      readonly cancelled: Ending | null;
    }
  /** A durable session. */
  | {
      readonly kind: "session";
      readonly session: Session;
      /** Monotonic time at which it has had the time that it may have; null: it may have any. */
      readonly timeUpAt: number | null;
      /** A fault or a lost board keeps it from going on. */
      readonly interrupted: boolean;
      /** Its vehicle has had power, so when it asks for none it has paused. */
      readonly charged: boolean;
    }
  /** A session saved by an earlier run, until the board's first report tells whether its vehicle is still there. */
  | {
      readonly kind: "recovering";
      readonly session: Session;
      /** Monotonic time at which the gap is too long; null: not known before the start, or it is no matter of time. */
      readonly until: number | null;
    }
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
  /** A refusal is shown until this monotonic time. */
  refusal: { readonly until: number; readonly light: RefusalLight } | null;
  /** When a closed contactor that should be open is called welded, monotonic. */
  weldedAt: number | null;
  /** When an open contactor that should be closed is called not closing, monotonic. */
  notClosingAt: number | null;
}

/** The cloud is asked in the background about a session that runs. */
export interface Confirmation {
  readonly session: string;
  readonly credential: Credential;
  readonly request: number;
  /** False: there was no answer, and it is asked again at the deadline. */
  readonly asked: boolean;
  readonly deadline: number;
}

/** Somebody types a PIN. */
interface Typing {
  readonly reader: string;
  readonly connectors: readonly ConnectorId[];
  /** What was typed is forgotten then. */
  readonly until: number;
  /** The light answers the last key until then; null: it has. */
  readonly keyUntil: number | null;
}

/** How what anybody may cause is recorded: one by one, until there is too much of it (flash wears). */
export interface SparingLog {
  /** How many more may be recorded one by one, */
  readonly left: number;
  /** and since when one more has been due, monotonic. */
  readonly since: number;
  /** What was only counted since the burst began, by the finding that it is; null: there is none. */
  readonly burst: {
    readonly counts: Readonly<Partial<Record<Finding, number>>>;
    readonly until: number;
  } | null;
}

/** The cloud has said otherwise of a credential than its own list. */
interface Doubt {
  readonly credential: Credential;
  readonly verdict: Verdict;
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
  | { readonly kind: "pending"; readonly request: number }
  /** The question that is under way, for the cloud or for a PIN. */
  | { readonly kind: "check"; readonly request: number }
  /** The cloud has told its mind of it: that is kept unless a list knows better. */
  | { readonly kind: "word"; readonly answer: CloudAnswer };

/** Everything that the core knows. */
export interface State {
  /** The unit's own id. */
  readonly unit: string;
  readonly rules: Rules;
  readonly access: Access;
  readonly connectors: readonly Readonly<Connector>[];
  readonly checks: readonly Check[];
  readonly pending: readonly Pending[];
  readonly reviews: readonly Review[];
  readonly confirmations: readonly Confirmation[];
  readonly reservations: readonly Reservation[];
  readonly lockouts: readonly Lockout[];
  /** Keypads that are locked, until this monotonic time: no clock that is set ends a lock. */
  readonly locked: readonly { readonly keypad: string; readonly until: number }[];
  /** Credentials about which the cloud has contradicted its list since the list came, the newest last. */
  readonly doubted: readonly Doubt[];
  readonly typing: readonly Typing[];
  /** Whose the next unknown card is, and until when, monotonic; null: it is not registered. */
  readonly enrolment: { readonly by: Asker; readonly until: number } | null;
  readonly refusals: SparingLog;
  readonly faults: SparingLog;
  /** Whether the cloud can be reached; `none`: it never could since the start. */
  readonly cloud: "none" | "up" | "down";
  /** Unknown cards that were let in since it could last be reached. */
  readonly unknownsLetIn: number;
  readonly clockTrusted: boolean;
  /** The greatest that this difference has been: a wall clock that is set back makes nothing valid that has expired. */
  readonly latestOffset: number;
  /** Sessions that an earlier run saved for connectors that the unit has no more; they are ended at the start. */
  readonly orphans: readonly Session[];
  /** Makes session ids unique between runs of the unit. */
  readonly run: string;
  readonly nextRequest: number;
  readonly nextSession: number;
  /** When the unit last looked after its sessions before this run, wall clock; null: never. */
  readonly aliveBefore: number | null;
  /** The unit is going down: nothing is permitted any more. */
  readonly shutdown: boolean;
}

/** What the core starts from. */
export interface Start {
  /** The unit's own id. */
  readonly unit?: string;
  readonly connectors: readonly ConnectorId[];
  readonly access: Access;
  readonly rules?: Partial<Rules>;
  /** Sessions that an earlier run saved and did not end. */
  readonly sessions?: readonly Session[];
  readonly reservations?: readonly Reservation[];
  readonly lockouts?: readonly Lockout[];
  readonly aliveBefore?: number | null;
  /** A text that no earlier run of this unit had. */
  readonly run: string;
}

/** The state before the first event: nothing is permitted, nothing is known of any board. */
export function initialState(start: Start): State {
  const sessions = start.sessions ?? [];
  const nothingLogged: SparingLog = { left: BOUNDS.sparingRecords, since: 0, burst: null };
  return {
    unit: start.unit ?? "",
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
        use: session ? { kind: "recovering", session, until: null } : { kind: "none" },
        holdUntil: null,
        refusal: null,
        weldedAt: null,
        notClosingAt: null,
      };
    }),
    checks: [],
    pending: [],
    reviews: [],
    confirmations: [],
    reservations: start.reservations ?? [],
    lockouts: start.lockouts ?? [],
    locked: [],
    doubted: [],
    typing: [],
    enrolment: null,
    refusals: nothingLogged,
    faults: nothingLogged,
    cloud: "none",
    unknownsLetIn: 0,
    clockTrusted: true,
    latestOffset: 0,
    orphans: sessions.filter(({ connector }) => !start.connectors.includes(connector)),
    run: start.run,
    nextRequest: 1,
    nextSession: 1,
    aliveBefore: start.aliveBefore ?? null,
    shutdown: false,
  };
}
