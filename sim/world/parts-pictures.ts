import type { ListedEntry } from "../../cloud/list-entry.ts";
import { LIGHT_COLOURS, lightOf } from "../../firmware/core/light.ts";
import type { State } from "../../firmware/core/state.ts";
import { faultOf, stateName } from "../../firmware/core/view.ts";
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

/** The cards on the table, and what the cloud's list says of each. */
export function cardPictures(
  cards: readonly TableCard[],
  entries: readonly ListedEntry[],
  now: number,
): readonly CardPicture[] {
  return cards.map(({ name, uid }) => {
    const entry = entries.find(({ id }) => id === uid);
    if (!entry) return { name, uid, listed: "unknown", user: null };
    const expired = entry.expires !== null && now >= entry.expires;
    const listed = entry.status === "blocked" ? "blocked" : expired ? "expired" : "active";
    return { name, uid, listed, user: entry.user };
  });
}
