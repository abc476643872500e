import type { Effect, Event } from "../events.ts";
import type { Happening } from "../happening.ts";
import type { Reservation } from "../reservation.ts";
import type { ConnectorId, Session } from "../session.ts";
import type { Connector, State } from "../state.ts";
import { nameOf } from "./review-ledger.ts";
import type { TimeLedger } from "./time-ledger.ts";
import { isWell } from "./withdrawal-duty.ts";

type Ended = Extract<Happening, { event: "reservation-ended" }>;

/**
 * The watcher's own books of what is reserved, kept from events and effects alone: a reservation ends for the reason that is
 * told, and nobody else starts where it is kept (I4).
 */
export class ReservationLedger {
  readonly #kept = new Map<number, Reservation>();

  constructor(kept: Iterable<Reservation>) {
    for (const reservation of kept) this.#kept.set(reservation.id, reservation);
  }

  /** The same books, to be continued apart. */
  fork(): ReservationLedger {
    return new ReservationLedger(this.#kept.values());
  }

  /** Enters one step; what it breaks, as texts that begin with the invariant's number. */
  enter(before: State, event: Event, state: State, effects: readonly Effect[], time: TimeLedger): string[] {
    if (this.#kept.size === 0 && event.type !== "reserve") return [];
    const broken: string[] = [];
    const held = [...this.#kept.values()];
    for (const effect of effects)
      if (effect.type === "announce" && effect.happening.event === "reservation-ended")
        broken.push(...this.#end(before, event, effect.happening, time));
    if (event.type === "reserve" && isGranted(event.request, effects))
      this.#kept.set(event.reservation.id, event.reservation);
    for (const id of this.#kept.keys())
      if (!state.reservations.some((one) => one.id === id)) broken.push(`I4 a reservation was lost: ${id}`);
    const still = held.filter((one) => this.#kept.get(one.id) === one);
    for (const effect of effects)
      if (effect.type === "save-start" && isKeptFrom(still, effect.session, before, state))
        broken.push(`I4 ${effect.session.id} starts where it is reserved for another`);
    return broken;
  }

  #end(before: State, event: Event, { reservation: id, status }: Ended, time: TimeLedger): string[] {
    const reservation = this.#kept.get(id);
    this.#kept.delete(id);
    if (!reservation || isOver(reservation, status, before, event, time)) return [];
    return [`I4 a reservation ended, and was not ${status}: ${id}`];
  }
}

function isOver(
  reservation: Reservation,
  status: Ended["status"],
  before: State,
  event: Event,
  time: TimeLedger,
): boolean {
  switch (status) {
    case "Expired":
      return reservation.until <= time.latestBefore(event.at);
    case "Cancelled":
      return event.type === "cancel-reservation" && event.id === reservation.id;
    case "Used":
      return (
        event.type === "saved" &&
        before.connectors.some(
          ({ id, use }) =>
            use.kind === "starting" &&
            use.request === event.request &&
            (reservation.connector ?? id) === id &&
            isHolder(reservation, use.session),
        )
      );
  }
}

function isGranted(request: string, effects: readonly Effect[]): boolean {
  return effects.some(
    (effect) => effect.type === "respond" && effect.request === request && effect.outcome.accepted,
  );
}

function isHolder(
  { holder }: Reservation,
  { credential, terms }: Pick<Session, "credential" | "terms">,
): boolean {
  if (credential === null) return false;
  if (holder.kind === "credential") return nameOf(holder.credential) === nameOf(credential);
  return holder.group !== "" && holder.group.toUpperCase() === terms.group?.toUpperCase();
}

/** Whether a session starts where it must not: at a named connector, or where it leaves too few to those who named none. */
function isKeptFrom(kept: readonly Reservation[], session: Session, before: State, after: State): boolean {
  const named = kept.filter(({ connector }) => connector === session.connector);
  if (named.length > 0) return !named.some((one) => isHolder(one, session));
  const unnamed = kept.filter(({ connector }) => connector === null);
  if (unnamed.length === 0 || unnamed.some((one) => isHolder(one, session))) return false;
  // A start that is decided before the event takes effect found the connectors as they were.
  const left = [before, after].map((state) => leftFor(kept, unnamed, session, state));
  return Math.max(...left) < unnamed.length;
}

/** How many connectors are left to those who may use any, but for those who wait for a plug themselves. */
function leftFor(
  kept: readonly Reservation[],
  unnamed: readonly Reservation[],
  { connector, credential }: Session,
  { connectors, pending }: State,
): number {
  const free = freeOf(connectors, kept, connector);
  const claims = pending.filter(
    (one) =>
      one.connectors.some((id) => free.includes(id)) &&
      !(credential && nameOf(one.credential) === nameOf(credential)) &&
      !unnamed.some(({ holder }) =>
        holder.kind === "credential"
          ? nameOf(holder.credential) === nameOf(one.credential)
          : holder.group.toUpperCase() === one.grant.group?.toUpperCase(),
      ),
  );
  return free.length - claims.length;
}

/** The connectors where nothing is going on, and that nobody has named. */
export function freeOf(
  connectors: readonly Connector[],
  kept: readonly Reservation[],
  besides: ConnectorId | null,
): readonly ConnectorId[] {
  return connectors
    .filter(
      (one) =>
        one.id !== besides &&
        one.use.kind === "none" &&
        one.pluggedAt === null &&
        isWell(one) &&
        !kept.some(({ connector }) => connector === one.id),
    )
    .map(({ id }) => id);
}
