import type { Credential } from "../core/credential.ts";
import type { Finding, Happening } from "../core/happening.ts";
import type { ConnectorId, Session, StopReason } from "../core/session.ts";
import type { Reason, Verdict } from "../core/verdict.ts";
import type { JournalRecord } from "../store/unit-store.ts";

/** A credential as history shows it. */
type ShownCredential = Pick<Credential, "kind" | "label">;

/** A charge, told once, from what its records say. Times are wall clock, milliseconds since 1970. */
export interface SessionItem {
  readonly kind: "session";
  /** Of the record of its end; of its start's where none tells its end. */
  readonly seq: number;
  readonly session: string;
  readonly connector: ConnectorId;
  readonly user: string | null;
  /** Null: begun in open access, by nobody in particular. */
  readonly credential: ShownCredential | null;
  /** Null: the record of its start is no longer kept. */
  readonly startedAt: number | null;
  /** Null: it is running, or the record of its end is lost. */
  readonly endedAt: number | null;
  /** Watt-hours, so far while it is running; null: not known. */
  readonly energyWh: number | null;
  readonly reason: StopReason | null;
  /** Null: nobody at the charger. */
  readonly stoppedBy: ShownCredential | null;
  readonly running: boolean;
}

/** A card, PIN or remote start that was refused. */
interface RefusalItem {
  readonly kind: "refusal";
  readonly seq: number;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  /** Absent: tied to no connector. */
  readonly connector?: ConnectorId;
  readonly credential: Credential;
  /** Null: asked for by the cloud. */
  readonly reader: string | null;
  readonly verdict: Verdict;
  readonly reason: Reason;
}

/** Something that the owner should look at. */
interface FindingItem {
  readonly kind: "finding";
  readonly seq: number;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  readonly code: Finding;
  /** How many refusals (or faults) it stands for. */
  readonly count: number;
}

export type HistoryItem = SessionItem | RefusalItem | FindingItem;

/** What is wanted of the history. */
export type Show = "all" | "sessions" | "refusals";

/** A record of this event. */
export type RecordOf<Name extends Happening["event"]> = Omit<JournalRecord, "happening"> & {
  readonly happening: Extract<Happening, { event: Name }>;
};

/** What a record is in the history; those of a session's start and end make one item together. */
export type HistoryRecord =
  | { readonly is: "start"; readonly record: RecordOf<"session-started"> }
  | { readonly is: "end"; readonly record: RecordOf<"session-stopped"> }
  | { readonly is: "item"; readonly item: RefusalItem | FindingItem };

/** Null: the record is not part of what is wanted. Refusals include the findings that stand for refusals. */
export function historyRecord({ seq, at, happening }: JournalRecord, show: Show): HistoryRecord | null {
  if (happening.event === "session-started")
    return show === "refusals" ? null : { is: "start", record: { seq, at, happening } };
  if (happening.event === "session-stopped")
    return show === "refusals" ? null : { is: "end", record: { seq, at, happening } };
  if (happening.event === "denied") {
    const { event: _, ...denied } = happening;
    return show === "sessions" ? null : { is: "item", item: { kind: "refusal", seq, at, ...denied } };
  }
  if (happening.event !== "finding") return null;
  const { code, count } = happening;
  const wanted = show === "all" || (show === "refusals" && standsForRefusals(code));
  return wanted ? { is: "item", item: { kind: "finding", seq, at, code, count } } : null;
}

function standsForRefusals(code: Finding): boolean {
  switch (code) {
    case "burst-of-refusals":
    case "pin-guessing":
      return true;
    case "flapping-faults":
    case "card-at-two-units":
      return false;
  }
}

/** A session that has ended. @param startedAt null: not known */
export function endedSession(end: RecordOf<"session-stopped">, startedAt: number | null): SessionItem {
  const { session, connector, user, credential, energyWh, reason, stoppedBy } = end.happening;
  return {
    kind: "session",
    seq: end.seq,
    session,
    connector,
    user,
    credential: shown(credential),
    startedAt,
    endedAt: end.at,
    energyWh,
    reason,
    stoppedBy: shown(stoppedBy),
    running: false,
  };
}

/** A session of whose end no record tells. @param running as it is saved; null: it does not run, the record is lost */
export function unendedSession(start: RecordOf<"session-started">, running: Session | null): SessionItem {
  const { session, connector, user, credential } = start.happening;
  return {
    kind: "session",
    seq: start.seq,
    session,
    connector,
    user,
    credential: shown(credential),
    startedAt: start.at,
    endedAt: null,
    energyWh: running?.energyWh ?? null,
    reason: null,
    stoppedBy: null,
    running: running !== null,
  };
}

function shown(credential: Credential | null): ShownCredential | null {
  return credential && { kind: credential.kind, label: credential.label };
}
