import type { Event } from "./events.ts";
import { isLetIn } from "./review-ledger.ts";
import type { Connector, State } from "./state.ts";

/**
 * I5: no credential but its own changes a running session, and that only by being shown at a reader that serves it, or by
 * the lists' answer to the question about this very session whether it may go on.
 */
export function strangers(before: State, event: Event, was: Connector, now: Connector): string[] {
  const starter = was.use.kind === "session" ? was.use.session.credential : null;
  switch (event.type) {
    case "presented": {
      const { kind, key } = event.credential;
      const own = event.connectors.includes(was.id) && starter?.kind === kind && starter.key === key;
      if (own) return [];
      break;
    }
    case "looked-up": {
      const session = sessionOf(was);
      const reviewed = before.reviews.some(
        ({ request, about }) =>
          request === event.request && about.kind === "session" && about.session === session,
      );
      if (reviewed && event.found && !isLetIn(event.found, event.at.wall)) return [];
      break;
    }
    case "remote-start":
    case "list-changed":
      break;
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
      return [];
  }
  return hasChanged(event, was, now) ? [`I5 a credential changed another's session at ${now.id}`] : [];
}

/** I10: what is lost or refused at one connector leaves the sessions of the others alone. */
export function others(event: Event, was: Connector, now: Connector): string[] {
  if (!("connector" in event) || event.connector === now.id) return [];
  return hasChanged(event, was, now) ? [`I10 an event at ${event.connector} changed ${now.id}`] : [];
}

function hasChanged(event: Event, was: Connector, now: Connector): boolean {
  if (was.use.kind !== "session" || isContactorDue(was, event.at.mono)) return false;
  return sessionOf(was) !== sessionOf(now) || was.permitted !== now.permitted;
}

/** Whether a deadline of this connector's contactor was reached in this step, whatever else happened. */
function isContactorDue({ weldedAt, notClosingAt }: Connector, now: number): boolean {
  return (weldedAt !== null && weldedAt <= now) || (notClosingAt !== null && notClosingAt <= now);
}

/** The id of the session that a connector has, is starting or is recovering. */
export function sessionOf({ use }: Connector): string | null {
  return use.kind === "none" || use.kind === "finished" ? null : use.session.id;
}
