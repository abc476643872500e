import { faultOf, isFree } from "./condition.ts";
import type { Event } from "./events.ts";
import { isFor, type Reservation, type ReservationEnd } from "./reservation.ts";
import { freeLeft, reservationOf } from "./reservation-rule.ts";
import { BOUNDS } from "./rules.ts";
import type { Session } from "./session.ts";
import type { Connector } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Reason } from "./verdict.ts";

type No = { readonly status?: "Faulted" | "Occupied" | "Unavailable"; readonly reason: Reason };

/** The cloud asks for a connector, or any, to be kept (OCPP 2.0.1 H01); one of the same number gives way to it. */
export function reserve(turn: Turn, { request, reservation }: Extract<Event, { type: "reserve" }>): void {
  const others = turn.reservations.filter(({ id }) => id !== reservation.id);
  const no = whyNotKept(turn, reservation, others);
  if (no) {
    turn.respond(request, { accepted: false, ...no });
    return;
  }
  keep(turn, [...others, reservation]);
  turn.respond(request, { accepted: true, session: null });
}

function whyNotKept(turn: Turn, reservation: Reservation, others: readonly Reservation[]): No | null {
  if (turn.shutdown) return { status: "Unavailable", reason: "shutting-down" };
  if (reservation.until <= turn.latest) return { reason: "in-the-past" };
  if (others.length >= BOUNDS.reservations) return { reason: "too-many-reservations" };
  if (reservation.connector === null) return whyNoneKept(turn, others);
  const connector = turn.connector(reservation.connector);
  if (!connector) return { reason: "no-connector" };
  const state = unusable(connector);
  if (state) return state;
  const claimed = turn.pending.some(({ connectors }) => connectors.includes(connector.id));
  const unnamed = others.filter((other) => other.connector === null).length;
  const kept = { connectors: turn.connectors, pending: turn.pending, reservations: others };
  const needed = !reservationOf(kept, connector) && freeLeft(kept, connector, null) < unnamed;
  return claimed || needed || reservationOf(kept, connector)
    ? { status: "Occupied", reason: "connector-busy" }
    : null;
}

/** For any connector: there must be one more free than others have reserved so. */
function whyNoneKept(turn: Turn, others: readonly Reservation[]): No | null {
  const kept = { connectors: turn.connectors, pending: turn.pending, reservations: others };
  const unnamed = others.filter(({ connector }) => connector === null).length;
  if (freeLeft(kept, null, null) > unnamed) return null;
  const states = turn.connectors.map(unusable);
  const busy = states.find((state) => state === null || state.status === "Occupied");
  if (busy !== undefined) return { status: "Occupied", reason: "connector-busy" };
  return (
    states.find((state) => state?.status === "Unavailable") ?? {
      status: "Faulted",
      reason: "connector-faulted",
    }
  );
}

/** Why a connector cannot be kept as it is now; null: it can. */
function unusable(connector: Connector): No | null {
  if (faultOf(connector)) return { status: "Faulted", reason: "connector-faulted" };
  if (connector.link !== "up") return { status: "Unavailable", reason: "connector-faulted" };
  return isFree(connector) ? null : { status: "Occupied", reason: "connector-busy" };
}

/** The cloud takes a reservation back (OCPP 2.0.1 H02). */
export function cancelReservation(
  turn: Turn,
  { request, id }: Extract<Event, { type: "cancel-reservation" }>,
): void {
  const reservation = turn.reservations.find((one) => one.id === id);
  if (reservation) {
    endReservation(turn, reservation, "Cancelled");
    turn.respond(request, { accepted: true, session: null });
  } else turn.respond(request, { accepted: false, reason: "no-reservation" });
}

/** A session that has started uses the reservation of its connector, or else one of any connector. */
export function useReservation(turn: Turn, { credential, connector, terms }: Session): void {
  if (!credential) return;
  const own = turn.reservations.filter((reservation) => isFor(reservation, credential, terms.group));
  const used = own.find((one) => one.connector === connector) ?? own.find((one) => one.connector === null);
  if (used) endReservation(turn, used, "Used");
}

/** Reservations end by themselves. */
export function passReservations(turn: Turn): void {
  for (const reservation of turn.reservations)
    if (turn.latest >= reservation.until) endReservation(turn, reservation, "Expired");
}

function endReservation(turn: Turn, reservation: Reservation, status: ReservationEnd): void {
  const { id, connector } = reservation;
  const ended = {
    event: "reservation-ended",
    reservation: id,
    ...(connector !== null && { connector }),
    status,
  } as const;
  turn.announce(ended);
  turn.reservations = turn.reservations.filter((other) => other !== reservation);
  turn.effect({ type: "write", records: [ended], reservations: turn.reservations });
}

function keep(turn: Turn, reservations: readonly Reservation[]): void {
  turn.reservations = reservations;
  turn.effect({ type: "write", records: [], reservations });
}
