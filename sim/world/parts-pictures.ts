import type { ListedEntry } from "../../cloud/list-entry.ts";
import { decide } from "../../firmware/core/decide.ts";
import { LIGHT_COLOURS, lightOf } from "../../firmware/core/light.ts";
import type { Found } from "../../firmware/core/list-entry.ts";
import type { State } from "../../firmware/core/state.ts";
import type { Verdict } from "../../firmware/core/verdict.ts";
import { faultOf, stateName } from "../../firmware/core/view.ts";
import { type CardId, parseCardId } from "../../protocol/card-id.ts";
import type { OpenEvseSnapshot } from "../devices/openevse/snapshot.ts";
import type { CardPicture, ChargerPicture, VehiclePicture } from "./picture.ts";

/** Volts of the simulated mains, as the board's own meter takes them. */
const VOLTS = 240;

/** A card on the table. */
export interface TableCard {
  readonly name: string;
  readonly uid: string;
}

/** The unit's only connector, its session and its light. */
export function chargerPicture(unit: string, state: State): ChargerPicture {
  const [connector] = state.connectors;
  if (!connector) throw new Error("a simulated unit has a connector");
  const light = lightOf(state, connector);
  const { use, link, report } = connector;
  const session = use.kind === "session" ? use.session : null;
  return {
    unit,
    access: state.access,
    state: stateName(state, connector),
    light,
    colour: LIGHT_COLOURS[light],
    contactor: link === "up" && report ? report.contactor : "unknown",
    fault: faultOf(connector),
    session: session && {
      id: session.id,
      who: session.user ?? session.credential?.label ?? null,
      startedAt: session.startedAt,
      energyWh: session.energyWh,
    },
  };
}

export function vehiclePicture({ vehicle, drawnAmps }: OpenEvseSnapshot): VehiclePicture {
  return { plugged: vehicle.plugged, wants: vehicle.wants, power: drawnAmps * VOLTS };
}

/** Cards on the table at most. */
const MOST_CARDS = 8;

/**
 * The cards on the table, and those that were put on the cloud's list since; of each what the unit would say, by its own
 * lists: with the link cut that is not what the cloud says.
 */
export function cardPictures(
  cards: readonly TableCard[],
  entries: readonly ListedEntry[],
  found: (uid: CardId) => Found,
  now: number,
): readonly CardPicture[] {
  const added = entries
    .filter(({ kind, id }) => kind === "card" && !cards.some(({ uid }) => uid === id))
    .map(({ id, user }) => ({ uid: id, name: user ?? "No name" }));
  return [...cards, ...added].slice(0, MOST_CARDS).flatMap(({ name, uid }) => {
    const card = parseCardId(uid);
    if (!card.ok) return [];
    const { verdict, user } = decide(found(card.id), "card", now);
    return [{ name, uid, listed: LISTED[verdict] ?? "unknown", user }];
  });
}

const LISTED: Readonly<Partial<Record<Verdict, CardPicture["listed"]>>> = {
  Accepted: "active",
  Blocked: "blocked",
  Expired: "expired",
};
