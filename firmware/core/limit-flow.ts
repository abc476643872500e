import { isSuspended } from "./condition.ts";
import type { Session } from "./session.ts";
import { answerStart, endSession } from "./session-flow.ts";
import type { Connector, Ending } from "./state.ts";
import type { Turn } from "./turn.ts";

/** A session that has had what it may have ends; one whose credential expires while it is being saved begins no more. */
export function endAtLimit(turn: Turn, connector: Connector): void {
  const { use } = connector;
  if (use.kind === "starting" && !use.cancelled && hasExpired(turn, use.session)) {
    answerStart(turn, connector, { accepted: false, verdict: "Expired", reason: "expired" });
    endSession(turn, connector, { reason: "DeAuthorized", by: null, reopen: true });
    return;
  }
  const ending = limitReached(turn, connector);
  if (ending) endSession(turn, connector, ending);
}

function hasExpired(turn: Turn, { terms }: Session): boolean {
  return turn.rules.listChangeStops && terms.until !== null && turn.latest >= terms.until;
}

function limitReached(turn: Turn, { use }: Connector): Ending | null {
  if (use.kind !== "session") return null;
  const { session, timeUpAt } = use;
  const { maxEnergyWh } = session.terms;
  if (turn.rules.stopOnInvalid && isSuspended(session))
    return { reason: "DeAuthorized", by: null, reopen: true };
  if (hasExpired(turn, session)) return { reason: "DeAuthorized", by: null, reopen: true };
  if (timeUpAt !== null && turn.at.mono >= timeUpAt)
    return { reason: "TimeLimitReached", by: null, reopen: false };
  if (maxEnergyWh !== null && (session.energyWh ?? 0) >= maxEnergyWh)
    return { reason: "EnergyLimitReached", by: null, reopen: false };
  return null;
}
