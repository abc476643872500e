import type { Effect, Event } from "../events.ts";
import type { Rules } from "../rules.ts";
import type { Session } from "../session.ts";
import type { Connector, State } from "../state.ts";
import { isStillLetIn, nameOf } from "./review-ledger.ts";
import { isOff } from "./type-duty.ts";

/**
 * I5: no credential but its own changes a session that runs, is being saved or recovered, and that only by being shown at a reader that serves it, by the
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
  if (!hasChanged(before, event, was, now) || stoppedBySomebody(was, now, effects)) return [];
  return isEntitled(before, event, was) ? [] : [`I5 a credential changed another's session at ${now.id}`];
}

/** Whether the end names somebody, of whom the ledger asks whether he may. */
function stoppedBySomebody(was: Connector, { use }: Connector, effects: readonly Effect[]): boolean {
  if (use.kind === "starting" && use.cancelled?.by) return true;
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
  const started = "session" in was.use ? was.use.session : null;
  const starter = started?.credential ? nameOf(started.credential) : null;
  const session = started?.id ?? null;
  switch (event.type) {
    case "looked-up": {
      const reviewed = before.reviews.some(
        ({ request, about }) =>
          request === event.request && about.kind === "session" && about.session === session,
      );
      const by = started?.terms.by ?? null;
      return (
        reviewed &&
        event.found !== null &&
        !isStillLetIn(event.found, Math.max(event.at.wall, event.at.mono + before.latestOffset), by)
      );
    }
    case "answered":
      return (
        event.answer !== null &&
        before.confirmations.some(
          (one) => one.request === event.request && nameOf(one.credential) === starter,
        )
      );
    case "refresh":
      return starter === nameOf(event.credential);
    case "rules":
      return isEndedBy(event.rules, was);
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

/** Whether the owner's new rules end it: a start that has not begun, by its type; what runs, because the cloud has refused it. */
function isEndedBy(rules: Rules, { use }: Connector): boolean {
  if (use.kind === "starting") return use.identification !== null && isOff(use.identification, rules);
  if (use.kind !== "session") return false;
  const { refusedAtWh } = use.session.terms;
  return rules.stopOnInvalid && refusedAtWh !== null && (use.session.energyWh ?? refusedAtWh) >= refusedAtWh;
}

/** I10: what is lost or refused at one connector leaves the sessions of the others alone. */
export function others(
  before: State,
  event: Event,
  was: Connector,
  now: Connector,
  effects: readonly Effect[],
): string[] {
  if (!("connector" in event) || event.connector === now.id) return [];
  return hasChanged(before, event, was, now) && !stoppedBySomebody(was, now, effects)
    ? [`I10 an event at ${event.connector} changed ${now.id}`]
    : [];
}

/** Whether a session has ended, or its power or its limits are others, and not because a time of its own was over. */
function hasChanged(before: State, event: Event, was: Connector, now: Connector): boolean {
  const expires = before.rules.listChangeStops || (event.type === "rules" && event.rules.listChangeStops);
  if (!("session" in was.use) || isContactorDue(was, event.at.mono)) return false;
  if (isLimitDue(before, was, event.at, expires)) return false;
  if (was.use.kind === "starting" && was.use.cancelled) return false;
  if (!("session" in now.use) || sessionOf(was) !== sessionOf(now)) return true;
  if (now.use.kind === "starting" && now.use.cancelled) return true;
  return was.permitted !== now.permitted || limitsOf(was.use.session) !== limitsOf(now.use.session);
}

/** How far a session goes, as a text. */
function limitsOf({ terms }: Session): string {
  const { group, maxEnergyWh, maxTime, until, refusedAtWh } = terms;
  return [group, maxEnergyWh, maxTime, until, refusedAtWh].join("/");
}

/** Whether the session's own time, or the time to save or recover it, was over in this step, whatever else happened. */
function isLimitDue(
  { latestOffset }: State,
  { use }: Connector,
  { mono, wall }: Event["at"],
  expires: boolean,
): boolean {
  if (use.kind === "starting" && use.deadline <= mono) return true;
  if (use.kind === "recovering") return use.until !== null && use.until <= mono;
  if (use.kind !== "session" && use.kind !== "starting") return false;
  const { until } = use.session.terms;
  return (
    (use.kind === "session" && use.timeUpAt !== null && use.timeUpAt <= mono) ||
    (expires && until !== null && until <= Math.max(wall, mono + latestOffset))
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
