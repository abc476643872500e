import { lightOf } from "../light.ts";
import type { Connector, State } from "../state.ts";
import { freeOf } from "./reservation-ledger.ts";
import { isWell } from "./withdrawal-duty.ts";

/** I7: yellow exactly while a vehicle awaits authorization and nothing more urgent is to be shown. */
export function lights(after: State, connector: Connector): string[] {
  const { use, refusal, pluggedAt, id } = connector;
  const idle = use.kind === "none" || (use.kind === "starting" && use.cancelled?.reopen === true);
  const locked = after.access === "restricted" || isKept(after, connector);
  const awaiting = idle && pluggedAt !== null && isWell(connector) && locked && !after.shutdown;
  const checked = after.checks.some(({ place }) => {
    const { lost, vehicles, free, serves } = place;
    const meant = vehicles.length > 0 ? vehicles.slice(0, 1) : free.length > 0 ? free : serves;
    return lost === null && meant.includes(id);
  });
  const typed = after.typing.some(({ connectors }) => connectors.includes(id));
  const light = lightOf(after, connector);
  const urgent = refusal !== null || checked || typed || after.enrolment !== null;
  const yellow = awaiting && !urgent;
  return yellow === (light === "yellow") ? [] : [`I7 the light of ${id} shows ${light}`];
}

/** Whether a connector is reserved, by name or because too few are left, so that nobody may just plug in. */
function isKept({ reservations, connectors, pending }: State, { id }: Connector): boolean {
  if (reservations.some((one) => one.connector === id)) return true;
  const unnamed = reservations.filter((one) => one.connector === null).length;
  if (unnamed === 0) return false;
  const free = freeOf(connectors, reservations, id);
  const claims = pending.filter((one) => one.connectors.some((other) => free.includes(other)));
  return free.length - claims.length < unnamed;
}
