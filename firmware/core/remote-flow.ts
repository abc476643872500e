import { expire } from "./admission.ts";
import { beginCheck, isBeingChecked } from "./authorization-flow.ts";
import type { Place, Source } from "./claim.ts";
import { runningSession } from "./condition.ts";
import type { Event } from "./events.ts";
import { placeAt } from "./place.ts";
import { refuse } from "./refusal.ts";
import type { ConnectorId } from "./session.ts";
import { endSession } from "./session-flow.ts";
import type { Turn } from "./turn.ts";

type RemoteStart = Extract<Event, { type: "remote-start" }>;
type RemoteStop = Extract<Event, { type: "remote-stop" }>;

/**
 * The cloud asks for a start in a credential's name (OCPP 2.0.1 F01, F02): it is checked as if it had been shown, but stops
 * nothing. The answer comes with the decision, or, where a vehicle waits, when the start is durable.
 */
export function startRemotely(turn: Turn, event: RemoteStart): void {
  const { credential, request } = event;
  const source: Source = { kind: "remote", request };
  const claim = { credential, source, place: remotePlace(turn, event.connector) };
  if (isBeingChecked(turn, credential)) refuse(turn, claim, "Invalid", "check-under-way");
  else beginCheck(turn, claim, { kind: "charge" });
}

/**
 * Where a remote start may take effect: at the connector that it names, else at any that is not in use. A vehicle that has
 * had its session is somebody's: it is started by name only, unless there is but one connector.
 */
function remotePlace(turn: Turn, named: ConnectorId | null): Place {
  if (named !== null) return placeAt(turn, turn.connectorsOf([named]));
  const all = placeAt(turn, turn.connectors);
  if (turn.connectors.length === 1) return all;
  const unused = (id: ConnectorId) => turn.connector(id)?.use.kind === "none";
  return { ...all, vehicles: all.vehicles.filter(unused) };
}

/**
 * The cloud asks for the end of what runs at a connector (OCPP 2.0.1 F03); answered in this step. Where nothing runs, an
 * authorization that waits for a plug there is taken back; one that somebody has shown for any of several is left.
 */
export function stopRemotely(turn: Turn, event: RemoteStop): void {
  const connector = turn.connector(event.connector);
  const session = connector ? runningSession(connector) : null;
  const waiting = turn.pending.filter(
    ({ connectors, reader }) =>
      connectors.includes(event.connector) && (connectors.length === 1 || reader === null),
  );
  if (!session && event.session === null && waiting.length > 0) {
    for (const pending of waiting) expire(turn, pending);
    turn.respond(event.request, { accepted: true, session: null });
    return;
  }
  if (!connector || !session || (event.session !== null && event.session !== session.id)) {
    turn.respond(event.request, { accepted: false, reason: "no-session" });
    return;
  }
  endSession(turn, connector, { reason: "Remote", by: null, reopen: false });
  turn.respond(event.request, { accepted: true, session: session.id });
}
