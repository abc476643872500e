import type { Event } from "../events.ts";
import type { Connector, State } from "../state.ts";
import type { TimeLedger } from "./time-ledger.ts";
import { isWell } from "./withdrawal-duty.ts";

/**
 * I1: power has a durable session that was authorized and may still have some, a vehicle, and no fault.
 *
 * @param isDurable whether the session's start is known to be durable
 */
export function power(
  event: Event,
  after: State,
  connector: Connector,
  isDurable: (session: string) => boolean,
  time: TimeLedger,
): string[] {
  if (!connector.permitted) return [];
  const { use } = connector;
  const why: string[] = [];
  if (use.kind !== "session") why.push("no session");
  else {
    if (!isDurable(use.session.id)) why.push("its session is not known to be durable");
    const { credential, terms, energyWh } = use.session;
    if (credential === null && after.access !== "open") why.push("nobody was authorized");
    if (terms.refusedAtWh !== null && (energyWh ?? terms.refusedAtWh) >= terms.refusedAtWh)
      why.push("the cloud has refused it");
    if (terms.maxEnergyWh !== null && (energyWh ?? 0) >= terms.maxEnergyWh) why.push("it had its energy");
    if (isTimeUp(use, event.at.mono)) why.push("it had its time");
    if (after.rules.listChangeStops && terms.until !== null && terms.until <= time.latest(event.at))
      why.push("its credential has expired");
  }
  if (connector.pluggedAt === null) why.push("no vehicle");
  if (!isWell(connector)) why.push("a fault");
  if (after.shutdown) why.push("the unit is going down");
  return why.map((text) => `I1 power at ${connector.id}: ${text}`);
}

/** Whether its time is up, or is not counted: what has at most so long ends in that time from now. */
function isTimeUp(
  { session, timeUpAt }: Extract<Connector["use"], { kind: "session" }>,
  now: number,
): boolean {
  const { maxTime } = session.terms;
  return maxTime !== null && (timeUpAt === null || timeUpAt <= now || timeUpAt > now + maxTime);
}
