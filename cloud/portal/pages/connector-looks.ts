import type { WireConnector } from "../../../protocol/state.ts";
import { LIGHT_LOOKS, type LightName } from "../../../ui/light-looks.ts";
import { statusWords } from "../../../ui/status-words.ts";
import { wordsFor } from "../../../ui/told.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { siteWords } from "./site-words-of.ts";

/** How a connector looks: its light, the word for it, and what to do next. */
export interface ConnectorLooks {
  readonly light: LightName;
  readonly word: string;
  readonly next: string;
}

type Looked = Pick<SeenCharger, "joinedAt" | "reach" | "state" | "roles">;

/**
 * How one connector of a charger looks now. Of a charger that is not heard of nobody knows what its light shows, so none is
 * shown.
 */
export function looksOf(charger: Looked, connector: WireConnector, visitor: Visitor): ConnectorLooks {
  const away = awayLooks(charger, visitor);
  if (away) return away;
  const { shared } = visitor;
  const state = wordsFor(STATES, connector.state) ?? "unavailable";
  const light = isLight(connector.light) ? connector.light : "off";
  return {
    light,
    ...statusWords(
      {
        state,
        light,
        access: charger.state?.access ?? "restricted",
        plugged: !["available", "reserved"].includes(connector.state),
        readerLost: false,
        keypadLost: false,
        keypadLocked: false,
        owned: connector.session?.credential != null,
        fault: connector.fault,
        refusal: null,
      },
      shared,
    ),
  };
}

/** How a charger as a whole looks when nothing is known of its connectors; null: it is online. */
export function awayLooks(
  { joinedAt, reach, roles, state }: Looked,
  visitor: Visitor,
): ConnectorLooks | null {
  const { units } = siteWords(visitor);
  if (joinedAt === null) {
    const manages = roles.includes("owner") || roles.includes("service");
    return {
      light: "off",
      word: units.waiting,
      next: manages ? units.waitingNext : units.waitingNextOthers,
    };
  }
  if (reach === "offline") return { light: "off", word: units.offline, next: units.offlineNext };
  if (reach === "unknown" || state === null)
    return { light: "off", word: units.unknown, next: units.unknownNext };
  return null;
}

/** The states that have words. */
const STATES = {
  available: "available",
  plugged: "plugged",
  "awaiting-authorization": "awaiting-authorization",
  authorized: "authorized",
  charging: "charging",
  paused: "paused",
  finished: "finished",
  reserved: "reserved",
  faulted: "faulted",
  unavailable: "unavailable",
} as const satisfies { readonly [State in keyof Visitor["shared"]["states"]]: State };

function isLight(name: string): name is LightName {
  return Object.hasOwn(LIGHT_LOOKS, name);
}
