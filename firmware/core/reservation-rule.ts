import { isFree } from "./condition.ts";
import type { Credential } from "./credential.ts";
import { isFor, type Reservation } from "./reservation.ts";
import type { Connector, State } from "./state.ts";

/** What the keeping of connectors depends on. */
type Kept = Pick<State, "connectors" | "reservations" | "pending">;

/** The reservation of this very connector. */
export function reservationOf(
  { reservations }: Pick<Kept, "reservations">,
  { id }: Connector,
): Reservation | undefined {
  return reservations.find(({ connector }) => connector === id);
}

/**
 * Whether the connector is kept for others than this credential: it is reserved for somebody else, or, used by it, there
 * would be fewer free ones left than others have reserved without naming one (OCPP 2.0.1 H01).
 */
export function isKeptForOthers(
  kept: Kept,
  connector: Connector,
  credential: Pick<Credential, "kind" | "key"> | null,
  group: string | null,
): boolean {
  if (kept.reservations.length === 0) return false;
  const own = (reservation: Reservation) => credential !== null && isFor(reservation, credential, group);
  const named = reservationOf(kept, connector);
  if (named) return !own(named);
  const unnamed = kept.reservations.filter((reservation) => reservation.connector === null);
  if (unnamed.length === 0 || unnamed.some(own)) return false;
  return freeLeft(kept, connector, credential) < unnamed.length;
}

/** Whether the connector, free now, is kept for whoever has reserved it or any. */
export function isReserved(kept: Kept, connector: Connector): boolean {
  return isFree(connector) && isKeptForOthers(kept, connector, null, null);
}

/**
 * How many other connectors a holder of any could use: those that are free, less one for each authorization that waits for a
 * plug at some of them.
 *
 * @param besides left out; null: none
 * @param credential whose own authorization does not count
 */
export function freeLeft(
  kept: Kept,
  besides: Connector | null,
  credential: Pick<Credential, "kind" | "key"> | null,
): number {
  const free = kept.connectors
    .filter((other) => other.id !== besides?.id && isFree(other) && !reservationOf(kept, other))
    .map(({ id }) => id);
  const claims = kept.pending.filter(
    (pending) =>
      pending.connectors.some((id) => free.includes(id)) &&
      !(pending.credential.kind === credential?.kind && pending.credential.key === credential.key),
  );
  return free.length - claims.length;
}
