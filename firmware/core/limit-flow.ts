import { isSuspended } from "./condition.ts";
import { endSession } from "./session-flow.ts";
import type { Connector, Ending } from "./state.ts";
import type { Turn } from "./turn.ts";

/** A session that has had what it may have ends. */
export function endAtLimit(turn: Turn, connector: Connector): void {
  const ending = limitReached(turn, connector);
  if (ending) endSession(turn, connector, ending);
}

function limitReached(turn: Turn, { use }: Connector): Ending | null {
  if (use.kind !== "session") return null;
  const { session, timeUpAt } = use;
  const { maxEnergyWh, until } = session.terms;
  const { stopOnInvalid, listChangeStops } = turn.before.rules;
  if (stopOnInvalid && isSuspended(session)) return { reason: "DeAuthorized", by: null, reopen: true };
  if (listChangeStops && until !== null && turn.latest >= until)
    return { reason: "DeAuthorized", by: null, reopen: true };
  if (timeUpAt !== null && turn.at.mono >= timeUpAt)
    return { reason: "TimeLimitReached", by: null, reopen: false };
  if (maxEnergyWh !== null && (session.energyWh ?? 0) >= maxEnergyWh)
    return { reason: "EnergyLimitReached", by: null, reopen: false };
  return null;
}
