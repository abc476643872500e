import type { ListedEntry } from "../../cloud/list/list-entry.ts";
import { faultOf } from "../../firmware/core/condition.ts";
import { plan } from "../../firmware/core/decide.ts";
import { lightOf } from "../../firmware/core/light.ts";
import type { Found } from "../../firmware/core/list-entry.ts";
import type { State } from "../../firmware/core/state.ts";
import { stateName } from "../../firmware/core/view.ts";
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
  const { use, link, report } = connector;
  const session = use.kind === "session" ? use.session : null;
  return {
    unit,
    access: state.access,
    state: stateName(state, connector),
    light: lightOf(state, connector),
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

/** What a picture of the cards depends on besides them. */
export interface CardView {
  /** What the unit's own lists say of a card. */
  readonly found: (uid: CardId) => Found;
  readonly state: State;
  /** Wall clock, milliseconds since 1970. */
  readonly wall: number;
  /** Minutes since Monday 00:00 in the unit's zone. */
  readonly weekMinute: number;
}

/**
 * The cards on the table, and those that were put on the cloud's list since; of each what the unit would say, by its own
 * lists: with the link cut that is not what the cloud says.
 */
export function cardPictures(
  cards: readonly TableCard[],
  entries: readonly ListedEntry[],
  view: CardView,
): readonly CardPicture[] {
  const added = entries
    .filter(({ kind, id }) => kind === "card" && !cards.some(({ uid }) => uid === id))
    .map(({ id, user }) => ({ uid: id, name: user ?? "No name" }));
  return [...cards, ...added].slice(0, MOST_CARDS).flatMap(({ name, uid }) => {
    const card = parseCardId(uid);
    if (!card.ok) return [];
    const found = view.found(card.id);
    return [{ name, uid, listed: listed(found, view), user: found.local?.user ?? found.cloud?.user ?? null }];
  });
}

/** What the unit would say of a card if it were alone. */
function listed(found: Found, { state, wall, weekMinute }: CardView): CardPicture["listed"] {
  const { unit, rules, unknownsLetIn, clockTrusted: trusted } = state;
  const now = {
    unit,
    rules,
    unknownsLetIn,
    wall,
    latest: wall,
    weekMinute,
    trusted,
    online: false,
    doubted: false,
  };
  const alone = plan(found, "card", now);
  const decision = alone.do === "ask" ? alone.otherwise : alone.decision;
  switch (decision.verdict) {
    case "Accepted":
      return decision.grant.usedUp ? "limited" : "active";
    case "Blocked":
      return "blocked";
    case "Expired":
      return "expired";
    case "Unknown":
      return "unknown";
    case "ConcurrentTx":
    case "Invalid":
    case "NoCredit":
    case "NotAllowedTypeEVSE":
    case "NotAtThisLocation":
    case "NotAtThisTime":
    case "Timeout":
      return "limited";
  }
}
