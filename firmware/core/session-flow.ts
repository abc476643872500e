import { concerned } from "./claim.ts";
import { useAfter } from "./condition.ts";
import { type Credential, sameCredential } from "./credential.ts";
import type { Grant } from "./decide.ts";
import type { BoardReport, RemoteOutcome, RequestId } from "./events.ts";
import type { Happening } from "./happening.ts";
import { refusalLight } from "./light.ts";
import { recordRefusal, refuse } from "./refusal.ts";
import { useReservation } from "./reservation-flow.ts";
import { BOUNDS, type Identification, TIMES } from "./rules.ts";
import { NO_TERMS, type Session, type StopReason, type Terms } from "./session.ts";
import type { Connector, Ending } from "./state.ts";
import type { Turn } from "./turn.ts";

/** In whose name a session starts. */
export interface Starter {
  readonly credential: Credential;
  /** What was given. */
  readonly identification: Identification;
  readonly grant: Grant;
  /** Where the credential was shown; null: asked for by the cloud. */
  readonly reader: string | null;
}

/**
 * Begins a session: it is made durable first, together with `records` and its start record; power follows only when the
 * store has answered. The credential's waiting authorizations are used up (I4).
 *
 * @param unanswered the cloud's request that is answered by what becomes of the start
 */
export function beginSession(
  turn: Turn,
  connector: Connector,
  starter: Starter | null,
  records: readonly Happening[],
  unanswered: RequestId | null = null,
): void {
  const session: Session = {
    id: turn.newSessionId(),
    connector: connector.id,
    credential: starter?.credential ?? null,
    user: starter?.grant.user ?? null,
    startedAt: turn.at.wall,
    energyWh: connector.report?.meterWs === null ? null : 0,
    meterWs: connector.report?.meterWs ?? null,
    terms: starter ? termsOf(starter.grant, connector.report) : NO_TERMS,
  };
  const request = turn.newRequest();
  const all = [...records, startedRecord(session)];
  const counted = starter?.grant.counted ?? false;
  connector.use = {
    kind: "starting",
    session,
    identification: starter?.identification ?? null,
    reader: starter?.reader ?? null,
    unanswered,
    request,
    deadline: turn.at.mono + TIMES.save,
    records: all,
    counted,
    cancelled: null,
  };
  connector.refusal = null;
  if (starter) useUp(turn, connector, starter.credential);
  turn.effect({ type: "save-start", request, session, records: all, counted });
}

/** Where there is no meter, an amount of energy becomes the time in which it could flow at the most. */
function termsOf(grant: Grant, report: BoardReport | null): Terms {
  const { by, group, maxEnergyWh, until, confirm } = grant;
  const unmetered = maxEnergyWh !== null && report?.meterWs === null;
  const longest = unmetered ? (maxEnergyWh / BOUNDS.unmeteredW) * 3_600_000 : Number.POSITIVE_INFINITY;
  const time = Math.min(grant.maxTime ?? Number.POSITIVE_INFINITY, longest);
  const maxTime = time === Number.POSITIVE_INFINITY ? null : time;
  return { by, group, maxEnergyWh, maxTime, until, confirm, refusedAtWh: null };
}

/**
 * What else the credential was waiting for is over, and its other questions are dropped; those of the cloud go on to their own
 * answer. Another card that waits for its PIN here waits in vain.
 */
function useUp(turn: Turn, connector: Connector, credential: Credential): void {
  turn.pending = turn.pending.filter((pending) => !sameCredential(pending.credential, credential));
  turn.checks = turn.checks.filter(
    ({ source, ...check }) => source.kind === "remote" || !sameCredential(check.credential, credential),
  );
  for (const check of turn.checks) {
    if (check.stage.kind !== "pin" || !concerned(check.place).includes(connector.id)) continue;
    turn.checks = turn.checks.filter((other) => other !== check);
    refuse(turn, check, "Invalid", "connector-busy");
  }
}

function startedRecord(session: Session): Happening {
  const { id, connector, credential, user } = session;
  return { event: "session-started", connector, session: id, credential, user };
}

/** The store's answer to a start: power may follow now, or the start comes to nothing. */
export function finishStart(turn: Turn, request: number, saved: boolean): void {
  const connector = turn.connectors.find(({ use }) => use.kind === "starting" && use.request === request);
  if (connector?.use.kind !== "starting") return;
  const { session, reader, records, counted, cancelled } = connector.use;
  if (!saved) {
    if (!cancelled) refuseStart(turn, connector, session, reader);
    connector.use = cancelled ? useAfter(cancelled) : { kind: "none" };
    return;
  }
  for (const happening of records) turn.announce(happening);
  answerStart(turn, connector, { accepted: true, session: session.id });
  const timeUpAt = session.terms.maxTime === null ? null : turn.at.mono + session.terms.maxTime;
  connector.use = { kind: "session", session, timeUpAt, interrupted: false, charged: false };
  if (session.terms.by === "offline") turn.unknownsLetIn += 1;
  if (!cancelled) {
    useReservation(turn, session);
    return;
  }
  if (counted && session.credential)
    turn.effect({ type: "write", records: [], uncounted: session.credential });
  endSession(turn, connector, cancelled);
}

/** A start that could not be made durable in time is given up; should it turn out durable later, it is ended then. */
export function giveUpStart(turn: Turn, connector: Connector): void {
  if (connector.use.kind !== "starting" || connector.use.cancelled) return;
  refuseStart(turn, connector, connector.use.session, connector.use.reader);
  connector.use = { ...connector.use, cancelled: { reason: "Other", by: null, reopen: true } };
}

/** Told in red, whoever asked: the connector has shown the start as accepted. */
function refuseStart(turn: Turn, connector: Connector, session: Session, reader: string | null): void {
  connector.holdUntil = turn.at.mono + TIMES.retryStart;
  if (session.credential === null) return;
  const [verdict, reason] = ["Invalid", "store-unavailable"] as const;
  connector.refusal = { until: turn.at.mono + TIMES.refused, light: refusalLight(verdict, reason) };
  const { credential } = session;
  recordRefusal(turn, { event: "denied", connector: connector.id, credential, reader, verdict, reason });
  answerStart(turn, connector, { accepted: false, verdict: "Invalid", reason: "store-unavailable" });
}

/** The cloud hears what has become of the start that it asked for; only the first word counts. */
export function answerStart(turn: Turn, connector: Connector, outcome: RemoteOutcome): void {
  const { use } = connector;
  if (use.kind !== "starting" || use.unanswered === null) return;
  turn.respond(use.unanswered, outcome);
  connector.use = { ...use, unanswered: null };
}

/**
 * Ends whatever session the connector has, with its one stop record. With the cable in, only a new authorization starts
 * the next one (unless `reopen`).
 */
export function endSession(turn: Turn, connector: Connector, ending: Ending): void {
  const { reason, by, reopen } = ending;
  switch (connector.use.kind) {
    case "none":
    case "finished":
      return;
    case "starting": {
      const why = reason === "EVDisconnected" ? "vehicle-left" : "stopped";
      answerStart(turn, connector, { accepted: false, verdict: "Invalid", reason: why });
      const first = connector.use.cancelled ?? ending;
      connector.use = { ...connector.use, cancelled: { ...first, reopen: first.reopen || reopen } };
      return;
    }
    case "session":
    case "recovering":
      break;
  }
  recordStop(turn, connector.use.session, reason, by);
  connector.use = useAfter(ending);
}

/** The one stop record of a session, and in the same write the end of what was saved of it. */
export function recordStop(turn: Turn, session: Session, reason: StopReason, by: Credential | null): void {
  const { id, connector, credential, user, energyWh } = session;
  const happening: Happening = {
    event: "session-stopped",
    connector,
    session: id,
    credential,
    user,
    reason,
    stoppedBy: by,
    energyWh,
  };
  turn.announce(happening);
  turn.effect({ type: "write", session: { connector, session: null }, records: [happening] });
}
