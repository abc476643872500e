import type { Effect, Event } from "./events.ts";
import { isStillLetIn } from "./review-ledger.ts";
import type { Connector, State } from "./state.ts";

/**
 * I5: no credential but its own changes a running session, and that only by being shown at a reader that serves it, by the
 * lists' answer to the question about this very session whether it may go on, or by the cloud's word about it. Whoever else
 * stops it is named in its record, and the ledger asks whether he may.
 */
export function strangers(
  before: State,
  event: Event,
  was: Connector,
  now: Connector,
  effects: readonly Effect[],
): string[] {
  if (!hasChanged(before, event, was, now) || stoppedBySomebody(was, effects)) return [];
  return isEntitled(before, event, was) ? [] : [`I5 a credential changed another's session at ${now.id}`];
}

function stoppedBySomebody(was: Connector, effects: readonly Effect[]): boolean {
  return effects.some(
    (effect) =>
      effect.type === "announce" &&
      effect.happening.event === "session-stopped" &&
      effect.happening.session === sessionOf(was) &&
      effect.happening.stoppedBy !== null,
  );
}

/** Whether this event may change the connector's session without anybody being named in its record. */
function isEntitled(before: State, event: Event, was: Connector): boolean {
  const starter = was.use.kind === "session" ? was.use.session.credential : null;
  const session = sessionOf(was);
  switch (event.type) {
    case "looked-up": {
      const reviewed = before.reviews.some(
        ({ request, about }) =>
          request === event.request && about.kind === "session" && about.session === session,
      );
      const by = was.use.kind === "session" ? was.use.session.terms.by : null;
      const listed = by === "local" || by === "list";
      return (
        reviewed &&
        event.found !== null &&
        !isStillLetIn(event.found, Math.max(event.at.wall, event.at.mono + before.latestOffset), listed)
      );
    }
    case "answered":
      return (
        event.answer !== null &&
        event.answer.verdict !== "Accepted" &&
        before.confirmations.some((one) => one.session === session && one.request === event.request)
      );
    case "refresh":
      return (
        event.answer.verdict !== "Accepted" &&
        starter?.key === event.credential.key &&
        starter.kind === event.credential.kind
      );
    case "presented":
    case "remote-start":
    case "list-changed":
    case "cloud-link":
    case "clock":
    case "typing":
    case "reserve":
    case "cancel-reservation":
    case "enrol":
    case "clear-cache":
      return false;
    case "started":
    case "tick":
    case "board-report":
    case "board-lost":
    case "board-restarted":
    case "saved":
    case "save-failed":
    case "access":
    case "remote-stop":
    case "stop-all":
    case "shutdown":
      return true;
  }
}

/** I10: what is lost or refused at one connector leaves the sessions of the others alone. */
export function others(before: State, event: Event, was: Connector, now: Connector): string[] {
  if (!("connector" in event) || event.connector === now.id) return [];
  return hasChanged(before, event, was, now) ? [`I10 an event at ${event.connector} changed ${now.id}`] : [];
}

function hasChanged(before: State, event: Event, was: Connector, now: Connector): boolean {
  if (was.use.kind !== "session" || isContactorDue(was, event.at.mono) || isLimitDue(before, was, event.at))
    return false;
  return sessionOf(was) !== sessionOf(now) || was.permitted !== now.permitted;
}

/** Whether the session's own time was over in this step, whatever else happened. */
function isLimitDue({ rules }: State, { use }: Connector, { mono, wall }: Event["at"]): boolean {
  if (use.kind !== "session") return false;
  const { until } = use.session.terms;
  return (
    (use.timeUpAt !== null && use.timeUpAt <= mono) ||
    (rules.listChangeStops && until !== null && until <= wall)
  );
}

/** Whether a deadline of this connector's contactor was reached in this step, whatever else happened. */
function isContactorDue({ weldedAt, notClosingAt }: Connector, now: number): boolean {
  return (weldedAt !== null && weldedAt <= now) || (notClosingAt !== null && notClosingAt <= now);
}

/** The id of the session that a connector has, is starting or is recovering. */
export function sessionOf({ use }: Connector): string | null {
  return use.kind === "none" || use.kind === "finished" ? null : use.session.id;
}
